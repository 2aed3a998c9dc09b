//! IN-10: a cost that is to be at least so much.

use budget::{BudgetDocument, Comparison, Indicator};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, is_per_one, is_saving, subject, value_fault};
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
        if !quantity.is_floor() || wants_more(indicator) {
            out.pass();
            continue;
        }
        let value = &indicator.target_value.value.text;
        let wrong = format!("的指标值“{value}”是下限，花得越多越好，成本应当是上限");
        let rest = if is_saving(&subject(indicator)) {
            "；节约额不是成本，移到经济效益指标"
        } else {
            ""
        };
        let suggestion = format!("支出的比较符用“≤”，写成“{}”{rest}", quantity.written(Comparison::AtMost));
        let fault = if is_entitlement(indicator) {
            let wrong = format!("的指标值“{value}”是下限，成本没有控制上限");
            let suggestion = format!("按规定标准发放的写成“{}”", quantity.written(Comparison::Equal));
            value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Hint)
        } else {
            value_fault(project, indicator, &wrong, suggestion)
        };
        out.fail(fault);
    }
}

/// What a person is due: policies set how much it is at least.
fn is_entitlement(indicator: &Indicator) -> bool {
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
    let subject = subject(indicator);
    is_per_one(indicator) && DUE.iter().any(|word| subject.contains(word))
}

/// 成本节约率, 费用审减率, 资金到位率: more of them is better, though they are no costs (IN-13).
fn wants_more(indicator: &Indicator) -> bool {
    const GOOD: [&str; 11] =
        ["审减", "核减", "节约", "节省", "节支", "压减", "降低", "下降", "到位率", "执行率", "支付率"];
    const FALLS: [&str; 6] = ["减率", "减额", "减比例", "减幅度", "减幅", "减金额"];
    let subject = subject(indicator);
    GOOD.iter().chain(&FALLS).any(|word| subject.contains(word))
}
