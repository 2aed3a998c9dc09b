//! IN-08: a share promised to exceed the whole.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorKind};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, is_count, subject, value_fault, wording};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-08",
    title: "比率超过 100%",
    severity: Severity::Error,
    basis: basis::INDICATORS,
    page: include_str!("share_over_hundred.md"),
    parameters: &[Parameter {
        key: "may_exceed",
        title: "名称含这些词的指标可以超过 100%",
        preset: Preset::Words(&[
            "增长",
            "增幅",
            "增速",
            "增收",
            "增加",
            "提高",
            "提升",
            "上升",
            "翻番",
            "倍",
            "投入",
            "产出比",
            "放大",
            "拉动",
            "带动",
            "溢价",
            "回报",
            "收益率",
            "保值",
            "周转",
            "备付",
            "拨备",
            "流动比率",
            "速动比率",
            "偿付",
            "超额",
            "预期",
            "计划完成",
        ]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let may_exceed = out.words("may_exceed");
    for (project, indicator) in open_indicators(doc) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        let Some(percent) = quantity.percent() else { continue };
        let whole = Decimal::whole(100);
        let exceeds = match quantity.comparison {
            Comparison::AtLeast | Comparison::MoreThan => percent >= whole,
            Comparison::Equal => percent > whole,
            Comparison::AtMost | Comparison::LessThan => false,
        };
        // 巡查次数 ≥300% is no share: IN-07 and IN-14.
        if !exceeds || is_count(&subject(indicator)) || is_growth(indicator, &may_exceed) {
            out.pass();
            continue;
        }
        let value = &indicator.target_value.value.text;
        let wrong = format!("的指标值“{value}”要求超过 100%，部分不可能大于全部");
        let suggestion = match () {
            () if indicator.kind == IndicatorKind::Satisfaction => "改成做得到的下限，如“≥95%”",
            () if indicator.is_cost() => "改成上限，写成“≤100%”；最好写明金额",
            () => "要求全部达到的写成“=100%”，留有余地的写成“≥98%”这样的下限",
        };
        let fault = value_fault(project, indicator, &wrong, suggestion);
        // ≥100% is how many write all of it.
        let is_all = percent == whole && quantity.comparison == Comparison::AtLeast;
        let may_overfulfil =
            ["完成率", "达成率", "实现率"].iter().any(|end| subject(indicator).ends_with(end));
        out.fail(if may_overfulfil || is_all { fault.at_most(Severity::Warning) } else { fault });
    }
}

/// Growth is measured against another year, not against the whole. Satisfaction never grows beyond everybody.
fn is_growth(indicator: &Indicator, may_exceed: &[&str]) -> bool {
    const DECLINES: [&str; 5] = ["下降", "降低", "降幅", "减少", "压减"];
    const AGAINST: [&str; 6] = ["增长", "增幅", "较上年", "比上年", "同比", "环比"];
    if indicator.kind == IndicatorKind::Satisfaction {
        return false;
    }
    let (subject, wording) = (subject(indicator), wording(indicator));
    // Nothing falls by more than all of it.
    if DECLINES.iter().any(|word| subject.contains(word)) {
        return false;
    }
    may_exceed.iter().any(|word| subject.contains(word)) || AGAINST.iter().any(|word| wording.contains(word))
}
