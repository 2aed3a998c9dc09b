//! IN-09: a satisfaction target that nobody may miss.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorAspect, IndicatorKind};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_ratio, subject, value_fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-09",
    title: "满意度定为 100%",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("satisfaction_of_hundred.md"),
    parameters: &[Parameter {
        key: "percent",
        title: "满意度达到多少即视为过高",
        preset: Preset::Number { value: 100, least: 90, most: 100, unit: "%" },
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let too_high = Decimal::whole(out.number("percent"));
    let satisfaction =
        |row: &Indicator| row.kind == IndicatorKind::Satisfaction || row.aspect == IndicatorAspect::Served;
    for (project, indicator) in open_indicators(doc).filter(|(_, row)| satisfaction(row)) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        let bare = (quantity.sort == Sort::Bare && is_ratio(&subject(indicator))).then_some(quantity.number);
        let Some(percent) = quantity.percent().or(bare) else { continue };
        let is_ceiling = matches!(quantity.comparison, Comparison::AtMost | Comparison::LessThan);
        // More than everybody is for IN-08.
        let is_impossible = percent > Decimal::whole(100);
        if percent < too_high || is_ceiling || is_impossible {
            out.pass();
            continue;
        }
        let wrong =
            format!("的指标值“{}”要求人人满意，有一人不满意就完不成", indicator.target_value.value.text);
        let suggestion = "按近年调查结果定一个需要努力才能达到的下限，如“≥95%”";
        out.fail(value_fault(project, indicator, &wrong, suggestion).of_form("满意度要求人人满意"));
    }
}
