//! IN-10: a cost that is to be at least so much.

use budget::{BudgetDocument, Comparison, Indicator, Project};

use crate::checks::{Checks, Fault};
use crate::direction::{Better, better};
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, is_per_one, is_saving, subject, value_fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-10",
    title: "成本指标写成了下限",
    severity: Severity::Error,
    basis: basis::INDICATORS,
    page: include_str!("cost_as_floor.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc).filter(|(_, row)| row.is_cost()) {
        let Some(quantity) = Quantity::of(indicator) else { continue };
        if !quantity.is_floor() || wants_more(indicator) || !is_spent(indicator, &quantity) {
            out.pass();
            continue;
        }
        let fault = if is_set_by_policy(indicator) {
            of_standard(project, indicator, &quantity)
        } else {
            of_spending(project, indicator, &quantity)
        };
        out.fail(fault);
    }
}

fn of_spending(project: &Project, indicator: &Indicator, quantity: &Quantity) -> Fault {
    let value = &indicator.target_value.value.text;
    let wrong = format!("的指标值“{value}”是下限，花得越多越好，成本应当是上限");
    let rest = if is_saving(&subject(indicator)) {
        "；节约额不是成本，移到经济效益指标"
    } else {
        ""
    };
    let suggestion = format!("支出的比较符用“≤”，写成“{}”{rest}", quantity.written(Comparison::AtMost));
    value_fault(project, indicator, &wrong, suggestion)
}

/// An average is never met to the cent, and what citizens pay is not spent by the project.
fn of_standard(project: &Project, indicator: &Indicator, quantity: &Quantity) -> Fault {
    let subject = subject(indicator);
    let value = &indicator.target_value.value.text;
    let wrong = format!("的指标值“{value}”是下限，成本没有控制上限");
    let fixed = quantity.written(Comparison::Equal);
    let suggestion = if subject.contains("缴费") && !subject.contains("补") {
        format!("政策定下的标准写成“{fixed}”；个人缴费不是项目的支出，移到产出指标或者删去")
    } else if ["人均", "户均", "平均"].iter().any(|word| subject.contains(word)) {
        format!("平均数写成区间，或者写成“{}”", quantity.written(Comparison::AtMost))
    } else {
        format!("按规定标准发放的写成“{fixed}”")
    };
    value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Hint)
}

/// Whether more of it is more money: an amount, a ratio of costs, a flaw; neither 办结及时率 nor 服务人数, which are no
/// costs at all (IN-13).
fn is_spent(indicator: &Indicator, quantity: &Quantity) -> bool {
    const RATIOS: [&str; 6] = ["占比", "成本率", "费用率", "费率", "支出率", "超支率"];
    const DONE: [&str; 4] = ["达标率", "完成率", "合格率", "及时率"];
    let subject = subject(indicator);
    let is_of_money = is_of_money(&subject);
    let is_money = matches!(quantity.sort, Sort::Money(_) | Sort::Bare) || quantity.measure.contains('元');
    match quantity.sort {
        _ if better(indicator, quantity) == Some(Better::Less) => true,
        Sort::Share => {
            let is_ratio = subject.contains("控制")
                || RATIOS.iter().any(|end| subject.ends_with(end))
                || is_part_spent(&subject);
            is_of_money && is_ratio && !DONE.iter().any(|end| subject.ends_with(end))
        }
        _ => is_money || is_of_money,
    }
}

/// 印刷费, 费用, 采购单价; neither 群众评价 nor 消费者人数.
fn is_of_money(subject: &str) -> bool {
    const MONEY: [&str; 15] = [
        "支出", "成本", "价格", "单价", "造价", "总价", "价款", "经费", "资金", "金额", "投资", "投入",
        "开支", "预算", "概算",
    ];
    const BEHIND: [&str; 7] = ["", "用", "标准", "率", "占", "比", "控"];
    let is_fee = |(at, fee): (usize, &str)| {
        let behind = &subject[at + fee.len()..];
        BEHIND.iter().any(|word| if word.is_empty() { behind.is_empty() } else { behind.starts_with(word) })
    };
    MONEY.iter().any(|word| subject.contains(word))
        || subject.ends_with("标准")
        || subject.match_indices('费').any(is_fee)
}

/// 管理费用比例, but neither 保费补贴比例 nor 民生支出比重.
fn is_part_spent(subject: &str) -> bool {
    let part = ["比例", "比重"].iter().find_map(|end| subject.strip_suffix(end));
    part.is_some_and(|part| {
        !part.contains("民生") && ["费", "费用", "支出", "成本", "开支"].iter().any(|end| part.ends_with(end))
    })
}

/// What a person is due, and what a person pays in: policies set how much it is, or is at least. What meetings, journeys
/// and guests may cost is limited.
fn is_set_by_policy(indicator: &Indicator) -> bool {
    const DUE: [&str; 14] = [
        "补贴",
        "补助",
        "津贴",
        "低保",
        "供养",
        "救助",
        "报酬",
        "工资",
        "待遇",
        "抚恤",
        "奖励",
        "慰问",
        "资助",
        "保障标准",
    ];
    const LEVIED: [&str; 6] = ["缴", "收费", "收取", "征收", "筹资", "生均"];
    const LIMITED: [&str; 7] = ["会议", "差旅", "住宿", "接待", "伙食", "采购", "造价"];
    let subject = subject(indicator);
    let is_any = |words: &[&str]| words.iter().any(|word| subject.contains(word));
    let is_due = is_any(&DUE) || subject.ends_with("标准") && is_any(&LEVIED);
    is_due && !is_any(&LIMITED) && (subject.ends_with("标准") || is_per_one(indicator))
}

/// 成本节约率, 费用审减率, 资金到位率: more of them is better, though they are no costs (IN-13).
fn wants_more(indicator: &Indicator) -> bool {
    const GOOD: [&str; 11] =
        ["审减", "核减", "节约", "节省", "节支", "压减", "降低", "下降", "到位率", "执行率", "支付率"];
    const FALLS: [&str; 6] = ["减率", "减额", "减比例", "减幅度", "减幅", "减金额"];
    let subject = subject(indicator);
    const GAINS: [&str; 7] = ["收入", "税收", "产值", "收益", "利润", "销售额", "效益"];
    GOOD.iter().chain(&FALLS).any(|word| subject.contains(word))
        || GAINS.iter().any(|end| subject.ends_with(end))
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    fn found(aspect: &str, name: &str, value: &str) -> Option<Severity> {
        let text = format!(
            "**预算项目绩效目标表：护林经费**\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
             |---|---|---|---|---|---|\n| 成本指标 | {aspect} | {name} | 全县 | {value} | 计划 |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().find(|finding| finding.code == "IN-10").map(|finding| finding.severity)
    }

    #[test]
    fn standards_of_a_policy_are_no_spending_without_a_limit() {
        for name in ["养老保险个人缴费标准", "农田水费收取标准", "护林员人均补贴", "人均筹资标准"]
        {
            assert_eq!(found("经济成本指标", name, "≥360元"), Some(Severity::Hint), "{name}");
        }
        assert_eq!(found("经济成本指标", "防火物资总支出", "≥36万元"), Some(Severity::Error));
    }

    #[test]
    fn standards_of_spending_are_limits() {
        for name in ["会议费标准", "差旅住宿标准", "公务接待标准", "差旅伙食补助标准", "瞭望塔造价标准"]
        {
            assert_eq!(found("经济成本指标", name, "≥360元"), Some(Severity::Error), "{name}");
        }
    }

    #[test]
    fn a_syllable_of_money_is_no_money() {
        assert_eq!(found("社会成本指标", "群众评价", "≥90分"), None);
        assert_eq!(found("社会成本指标", "消费者人数", "≥90人"), None);
        assert_eq!(found("经济成本指标", "管理费用比例", "≥9%"), Some(Severity::Error));
        assert_eq!(found("经济成本指标", "资金使用合规比例", "≥90%"), None);
        assert_eq!(found("经济成本指标", "巡护费标准", "≥90元"), Some(Severity::Error));
    }

    #[test]
    fn ratios_of_work_and_gains_are_no_spending() {
        for name in ["火情处置及时率", "巡护任务完成率", "资金使用合规率", "护林补贴受益覆盖率"]
        {
            assert_eq!(found("社会成本指标", name, "≥90%"), None, "{name}");
        }
        assert_eq!(found("经济成本指标", "巡护人数", "≥90人"), None);
        assert_eq!(found("经济成本指标", "林产品销售收入", "≥90万元"), None);
        assert_eq!(found("经济成本指标", "管理费用占比", "≥9%"), Some(Severity::Error));
    }
}
