//! IN-03: a value that is no value: 是否, or the indicator's own name.

use budget::{BudgetDocument, Indicator, normal_name};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-03",
    title: "指标值不是值",
    severity: Severity::Error,
    basis: basis::MEASURABLE,
    page: include_str!("target_value_says_nothing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc) {
        let value = indicator.target_value.value.text.trim();
        if value.is_empty() {
            continue;
        }
        let Some((what, suggestion)) = fault(indicator) else {
            out.pass();
            continue;
        };
        let name = indicator.name.as_ref().map_or("", |name| name.value.as_str());
        let message =
            format!("项目“{}”{}“{name}”的指标值“{value}”{what}", project.name.value, indicator.aspect.name());
        let excerpt = format!("{} {name} {value}", indicator.aspect.name());
        out.fail(Fault::new(&indicator.target_value.place, excerpt, message, suggestion));
    }
}

/// Whether a value that is there is none.
pub fn says_nothing(indicator: &Indicator) -> bool {
    fault(indicator).is_some()
}

fn fault(indicator: &Indicator) -> Option<(&'static str, &'static str)> {
    let value = normal_name(&indicator.target_value.value.text);
    let value = value.trim_end_matches(['。', '，', '；']);
    if ["是否", "是/否", "是或否", "是、否"].contains(&value) {
        return Some((
            "只是提问，没有答案",
            "写出要达到的结果：能计数的写数值，如“≥95%”；只有两种结果的写“是”或具体完成状态",
        ));
    }
    let name = indicator.name.as_ref().map(|name| normal_name(&name.value))?;
    let repeats = name == value;
    repeats
        .then_some(("照抄指标名称，没有说明做到什么程度", "写出可以衡量的程度，如数量、比例、时限或分级标准"))
}
