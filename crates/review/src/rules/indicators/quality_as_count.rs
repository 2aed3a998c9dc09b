//! IN-15: a quality given as a bare count.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorAspect};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_counted_in, is_ratio, subject, value_fault, wording};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-15",
    title: "质量指标写成了个数",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("quality_as_count.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let qualities = open_indicators(doc).filter(|(_, row)| row.aspect == IndicatorAspect::Quality);
    for (project, indicator) in qualities {
        // A share given as a count is for IN-07.
        if Quantity::of(indicator).is_none() || is_ratio(&subject(indicator)) {
            continue;
        }
        if !is_count_of_quality(indicator) {
            out.pass();
            continue;
        }
        let value = &indicator.target_value.value.text;
        let wrong = format!("的指标值“{value}”是个数，说明不了质量好坏");
        let suggestion = "移到数量指标；质量指标写合格率、达标率、采纳率这样的比率或等级，如“≥95%”";
        out.fail(value_fault(project, indicator, &wrong, suggestion).of_form("质量指标的指标值是个数"));
    }
}

pub fn is_count_of_quality(indicator: &Indicator) -> bool {
    indicator.aspect == IndicatorAspect::Quality
        && !is_ratio(&subject(indicator))
        && Quantity::of(indicator).is_some_and(|quantity| {
            quantity.sort == Sort::Count
                && is_counted_in(&quantity.measure)
                && !counts_flaws(indicator, &quantity)
                && !counts_the_good(indicator)
        })
}

/// 差错 ≤3 处, 责任事故 =0 起, 负面报道 ≤1 篇: few flaws are quality, and so is whatever has a ceiling.
fn counts_flaws(indicator: &Indicator, quantity: &Quantity) -> bool {
    const FLAWS: [&str; 12] =
        ["差错", "错误", "失误", "事故", "投诉", "缺陷", "故障", "违规", "违纪", "退回", "返工", "偏差"];
    let subject = subject(indicator);
    let is_ceiling = matches!(quantity.comparison, Comparison::AtMost | Comparison::LessThan);
    is_ceiling
        || !quantity.is_floor()
            && (quantity.number == Decimal::whole(0) || FLAWS.iter().any(|flaw| subject.contains(flaw)))
}

/// 获奖作品, 优质稿件, 国家级示范社, 高质量论文: how many were good is quality.
fn counts_the_good(indicator: &Indicator) -> bool {
    const GOOD: [&str; 8] = ["获奖", "奖励", "奖项", "优质", "优秀", "精品", "示范", "表彰"];
    // In the name alone: descriptions promise such things of everything.
    const NAMED: [&str; 8] = ["级奖", "高质量", "高水平", "一流", "代表性", "专利", "核心期刊", "重要期刊"];
    let (subject, wording) = (subject(indicator), wording(indicator));
    // 市级奖补资金 is no prize.
    let named = subject.replace("级奖补", "").replace("级奖金", "");
    NAMED.iter().any(|word| named.contains(word)) || GOOD.iter().any(|word| wording.contains(word))
}
