//! IN-07: a ratio promised as a count, or a count as a percentage.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorAspect, normal_name};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_count, is_per_many, is_ratio, named_unit, subject, value_fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-07",
    title: "指标说的是比率，指标值却是个数",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("ratio_given_as_count.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        let value = &indicator.target_value.value.text;
        let subject = subject(indicator);
        let is_ratio = is_ratio(&subject);
        if is_ratio && lacks_percent(&quantity) && !is_per_many(indicator) {
            let wrong = format!("是比率，指标值却写“{value}”");
            let fault = value_fault(project, indicator, &wrong, suggestion(&quantity));
            let fault = fault.of_form("比率没有写成百分比");
            // 0.95 may be 95% or 0.95%.
            let may_be_fraction = quantity.sort == Sort::Bare && quantity.number <= Decimal::whole(1);
            out.fail(if may_be_fraction { fault.at_most(Severity::Hint) } else { fault });
        } else if !is_ratio && describes_ratio(indicator) && is_plain_count(&quantity) {
            let wrong = format!("的描述是比率，指标值却写“{value}”");
            let suggestion = "要考核比率的，指标值写百分比；要考核个数的，把描述改成数量";
            let fault = value_fault(project, indicator, &wrong, suggestion);
            out.fail(fault.of_form("描述是比率，指标值却是个数"));
        } else if is_percent_of_count(indicator, &subject, &quantity) {
            let wrong = format!("计的是个数，指标值却写“{value}”");
            let suggestion = "指标值改写成个数，如“≥10 次”；要考核比率的，把指标名称改成“……率”";
            let fault = value_fault(project, indicator, &wrong, suggestion);
            out.fail(fault.of_form("计的是个数，指标值却是百分比"));
        } else {
            out.pass();
        }
    }
}

/// A ratio may also be promised in points or as a multiple.
fn lacks_percent(quantity: &Quantity) -> bool {
    match quantity.sort {
        Sort::Bare => quantity.number > Decimal::whole(0),
        Sort::Money(_) | Sort::Time | Sort::Extent | Sort::Count => true,
        Sort::Share | Sort::Grade | Sort::Rate => false,
    }
}

fn suggestion(quantity: &Quantity) -> String {
    if quantity.sort != Sort::Bare {
        return "指标值改写成百分比，如“≥95%”；要考核个数的，把指标名称改成数量".to_owned();
    }
    let percent = Quantity { measure: "%".to_owned(), sort: Sort::Share, ..quantity.clone() };
    let is_full = percent.number == Decimal::whole(100) && percent.is_floor();
    let comparison = if is_full { Comparison::Equal } else { percent.comparison };
    format!("补上百分号，写成“{}”", percent.written(comparison))
}

/// `……占应覆盖范围的比率`, `足额发放人数占应发放的人数`; 占地面积 is none.
fn describes_ratio(indicator: &Indicator) -> bool {
    const RATIOS: [&str; 6] = ["比率", "比例", "比重", "百分比", "占比", "之比"];
    const OF_WHOLE: [&str; 5] = ["占应", "占总", "占全部", "占全体", "占计划"];
    let Some(description) = &indicator.description else { return false };
    let description = normal_name(&description.value);
    let description = description.trim_end_matches(['。', '；', '，']);
    let ends = RATIOS.iter().any(|ratio| description.ends_with(ratio));
    let divides = description.contains('占') && RATIOS.iter().any(|ratio| description.contains(ratio));
    ends || divides || OF_WHOLE.iter().any(|whole| description.contains(whole))
}

fn is_plain_count(quantity: &Quantity) -> bool {
    matches!(quantity.sort, Sort::Count | Sort::Extent | Sort::Money(_))
}

/// Under 数量指标 this is for IN-14, a unit in the name for IN-06.
fn is_percent_of_count(indicator: &Indicator, subject: &str, quantity: &Quantity) -> bool {
    indicator.aspect != IndicatorAspect::Quantity
        && quantity.sort == Sort::Share
        && is_count(subject)
        && indicator.name.as_ref().is_none_or(|name| named_unit(&name.value).is_none())
}
