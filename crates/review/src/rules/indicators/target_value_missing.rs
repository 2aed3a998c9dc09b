//! IN-02: an indicator without a value.

use budget::{BudgetDocument, Indicator, Meaning};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-02",
    title: "指标值为空",
    severity: Severity::Error,
    basis: basis::MEASURABLE,
    page: include_str!("target_value_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc) {
        if indicator.target_value.value.meaning != Meaning::None {
            out.pass();
            continue;
        }
        let (what, suggestion) = match &indicator.name {
            Some(name) => (format!("“{}”", name.value), "补填指标值，写明比较符、数值和计量单位，如“≥95%”"),
            None => ("整行".to_owned(), "填写三级指标和指标值；不适用的二级指标整行删去"),
        };
        let message = format!("项目“{}”{}{what}没有指标值", project.name.value, indicator.aspect.name());
        out.fail(Fault::new(&indicator.target_value.place, excerpt(indicator), message, suggestion));
    }
}

fn excerpt(indicator: &Indicator) -> String {
    let texts =
        [&indicator.name, &indicator.description].into_iter().flatten().map(|text| text.value.as_str());
    std::iter::once(indicator.aspect.name()).chain(texts).collect::<Vec<_>>().join(" ")
}
