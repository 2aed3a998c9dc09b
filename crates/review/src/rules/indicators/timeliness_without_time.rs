//! IN-16: a timeliness indicator that says nothing about time.

use budget::{BudgetDocument, Indicator, IndicatorAspect};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, subject, value_fault, wording};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-16",
    title: "时效指标反映的不是时间",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("timeliness_without_time.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let timely = open_indicators(doc).filter(|(_, row)| row.aspect == IndicatorAspect::Timeliness);
    for (project, indicator) in timely {
        if indicator.target_value.value.text.is_empty() {
            continue;
        }
        // Dates, periods and words are about time or not to be counted.
        let Some(what) = Quantity::of(indicator).and_then(|quantity| fault(indicator, &quantity)) else {
            out.pass();
            continue;
        };
        let wrong = format!("的指标值“{}”{what}", indicator.target_value.value.text);
        let suggestion =
            "写完成的日期、期限或及时率，如“2022年12月31日前”“≤5 天”“≥95%”；不是时效的移到合适的二级指标";
        let fault = value_fault(project, indicator, &wrong, suggestion);
        let fault = fault.of_form("时效指标没有写时间");
        out.fail(if names_time(indicator) { fault.at_most(Severity::Hint) } else { fault });
    }
}

fn fault(indicator: &Indicator, quantity: &Quantity) -> Option<&'static str> {
    const SPANS: [&str; 6] = ["时间", "时限", "时长", "用时", "天数", "期限"];
    let subject = subject(indicator);
    let is_span = SPANS.iter().any(|end| subject.ends_with(end));
    match quantity.sort {
        Sort::Count if ["学时", "课时"].contains(&quantity.measure.as_str()) => None,
        Sort::Share => is_span.then_some("是百分比，不是时间"),
        Sort::Count | Sort::Money(_) | Sort::Extent => Some("不是时间，也不是及时率"),
        Sort::Rate if !quantity.measure.contains(['年', '月', '季', '周', '天', '日', '时']) => {
            Some("不是时间，也不是及时率")
        }
        Sort::Bare | Sort::Time | Sort::Grade | Sort::Rate => None,
    }
}

/// 按时完成培训班 ≥5 期 counts, but counts what was done in time.
fn names_time(indicator: &Indicator) -> bool {
    const IN_TIME: [&str; 16] = [
        "未结", "逾期", "超期", "超时", "积压", "按时", "按期", "及时", "每年", "每月", "每季", "按月",
        "按季", "频次", "频率", "进度",
    ];
    let wording = wording(indicator);
    IN_TIME.iter().any(|word| wording.contains(word))
}
