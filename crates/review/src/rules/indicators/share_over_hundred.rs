//! IN-08: a share promised to exceed the whole.

use budget::{BudgetDocument, Comparison, Decimal, Indicator, IndicatorKind, Project};

use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::measure::{Quantity, is_count, subject, value_fault, wording};
use crate::rows::{name, named, value_operand};
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
            "毛入学",
            "产销",
            "床位使用",
            "负荷",
        ]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let may_exceed = out.words("may_exceed");
    let mut all: Vec<(&Project, &Indicator)> = Vec::new();
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
        let is_all = percent == whole && quantity.comparison == Comparison::AtLeast;
        match () {
            () if is_all && indicator.kind == IndicatorKind::Satisfaction => {
                // IN-09 says it.
                out.pass();
            }
            () if is_all && !is_ceiling(indicator) => all.push((project, indicator)),
            () => out.fail(beyond(project, indicator, percent == whole)),
        }
    }
    tell(&all, out);
}

fn beyond(project: &Project, indicator: &Indicator, is_whole: bool) -> Fault {
    let value = &indicator.target_value.value.text;
    if is_whole && is_ceiling(indicator) {
        let wrong = format!("的指标值“{value}”是下限，控制的应当是上限");
        let suggestion = "改成上限，写成“≤100%”；是支出的最好写明金额";
        return value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Warning);
    }
    let wrong = format!("的指标值“{value}”要求超过 100%，部分不可能大于全部");
    let suggestion = match () {
        () if indicator.kind == IndicatorKind::Satisfaction => "改成做得到的下限，如“≥95%”",
        () if is_ceiling(indicator) => "改成上限，写成“≤100%”；是支出的最好写明金额",
        () => "要求全部达到的写成“=100%”，留有余地的写成“≥98%”这样的下限",
    };
    let fault = value_fault(project, indicator, &wrong, suggestion);
    let may_overfulfil = ["完成率", "达成率", "实现率"].iter().any(|end| subject(indicator).ends_with(end));
    if may_overfulfil { fault.at_most(Severity::Warning) } else { fault }
}

/// ≥100% is how many write all of it: no more than a hint, and one for the document where it is the office's habit.
fn tell(all: &[(&Project, &Indicator)], out: &mut Checks<'_>) {
    const MANY: usize = 4;
    const SUGGESTION: &str = "要求全部达到的写成“=100%”，留有余地的写成“≥98%”这样的下限";
    if all.len() < MANY {
        for (project, indicator) in all {
            let value = &indicator.target_value.value.text;
            let wrong = format!("的指标值“{value}”没有超过的余地");
            out.fail(value_fault(project, indicator, &wrong, SUGGESTION).at_most(Severity::Hint));
        }
        return;
    }
    let Some((_, first)) = all.first() else { return };
    let names = named(all.iter().map(|(_, row)| name(row)), "条指标");
    let message = format!("{names}的指标值写“≥100%”，没有超过的余地");
    let rows = all.iter().map(|(project, row)| value_operand(project, row)).collect();
    let value = &first.target_value;
    let fault = Fault::new(&value.place, value.value.text.as_str(), message, SUGGESTION);
    out.fail(fault.with_rows("比率不超过 100%", rows).at_most(Severity::Hint));
}

/// 成本, 工期控制率: less of it is better. 预算执行率 stands among costs, but a ceiling on it would mean nothing.
fn is_ceiling(indicator: &Indicator) -> bool {
    const OF_WORK: [&str; 7] = ["执行率", "支付率", "拨付率", "完成率", "到位率", "使用率", "支出进度"];
    let subject = subject(indicator);
    let is_of_work = OF_WORK.iter().any(|end| subject.ends_with(end));
    indicator.is_cost() && !is_of_work || subject.ends_with("控制率") || subject.ends_with("控制比例")
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

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    #[test]
    fn a_rate_of_execution_has_no_ceiling_though_it_stands_among_costs() {
        let found = |name: &str, value: &str| {
            let text = format!(
                "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
                 |---|---|---|---|---|---|\n| 成本指标 | 经济成本指标 | {name} | 全县 | {value} | 计划 |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            let found = report.findings.into_iter().find(|finding| finding.code == "IN-08");
            found.map(|finding| (finding.severity, finding.suggestion.contains("上限")))
        };
        assert_eq!(found("预算执行率", "≥100%"), Some((Severity::Hint, false)));
        assert_eq!(found("资金支付率", "≥95%"), None);
        assert_eq!(found("成本控制率", "≥100%"), Some((Severity::Warning, true)));
        assert_eq!(found("预算执行率", "≥110%"), Some((Severity::Error, false)));
    }
}
