//! IN-14: a quantity given as a percentage.

use budget::{BudgetDocument, IndicatorAspect};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_ratio, subject, value_fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-14",
    title: "数量指标写成了百分比",
    severity: Severity::Warning,
    basis: basis::MEASURABLE,
    page: include_str!("quantity_as_ratio.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let quantities = open_indicators(doc).filter(|(_, row)| row.aspect == IndicatorAspect::Quantity);
    for (project, indicator) in quantities {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        if quantity.sort != Sort::Share {
            out.pass();
            continue;
        }
        let value = &indicator.target_value.value.text;
        let wrong = format!("的指标值“{value}”是百分比，看不出数量");
        let suggestion = match is_ratio(&subject(indicator)) {
            true => "移到质量指标或时效指标，数量指标另写完成多少，如“≥10 次”",
            false => "写成数字和计量单位，如“≥10 次”“≥20 个”",
        };
        out.fail(value_fault(project, indicator, &wrong, suggestion));
    }
}
