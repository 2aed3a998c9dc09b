//! IN-13: a cost indicator that measures something else, or an amount spent under 数量指标.

use budget::{BudgetDocument, Indicator, IndicatorAspect, Meaning};

use crate::checks::Checks;
use crate::locate::open_indicators;
use crate::measure::{Quantity, Sort, subject, value_fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-13",
    title: "成本指标反映的不是成本",
    severity: Severity::Warning,
    basis: basis::INDICATORS,
    page: include_str!("cost_indicator_without_cost.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (project, indicator) in open_indicators(doc) {
        let value = &indicator.target_value.value;
        if value.meaning == Meaning::None {
            continue;
        }
        if indicator.aspect == IndicatorAspect::Quantity {
            if Quantity::of(indicator).is_some_and(|quantity| matches!(quantity.sort, Sort::Money(_))) {
                let wrong = format!("的指标值“{}”是金额，花多少钱不是产出", value.text);
                let suggestion = "属于支出的移到成本指标；数量指标写完成多少件事、服务多少人";
                out.fail(value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Hint));
            }
            continue;
        }
        // Costs to society and nature are seldom money.
        let in_money =
            ![IndicatorAspect::SocialCost, IndicatorAspect::EcologicalCost].contains(&indicator.aspect);
        if !indicator.is_cost() || !in_money {
            continue;
        }
        match what_instead(indicator) {
            None => out.pass(),
            Some((what, suggestion)) => {
                let wrong = format!("的指标值“{}”{what}", value.text);
                out.fail(value_fault(project, indicator, &wrong, suggestion));
            }
        }
    }
}

fn what_instead(indicator: &Indicator) -> Option<(&'static str, &'static str)> {
    if is_saving(&subject(indicator)) {
        return Some(("是节约额，不是成本", "移到经济效益指标；成本指标写项目总支出的上限，如“≤10 万元”"));
    }
    let not_money = ("不是金额", "写明支出的上限，如“≤10 万元”；不是成本的移到合适的二级指标");
    let quantity = match &indicator.target_value.value.meaning {
        Meaning::ByDate { .. } | Meaning::Within { .. } => return Some(not_money),
        _ => Quantity::of(indicator)?,
    };
    match quantity.sort {
        Sort::Share => Some((
            "是百分比，看不出要花多少钱",
            "写明支出的上限，如“≤10 万元”；控制率可以作为补充，不能代替金额",
        )),
        Sort::Money(_) | Sort::Bare => None,
        _ => (!quantity.measure.contains('元')).then_some(not_money),
    }
}

/// 节约资金, 成本节约率, 节电费用; neither 节约型机关创建费用 nor 节能宣传费.
fn is_saving(subject: &str) -> bool {
    const SAVED: [&str; 11] =
        ["节约", "节省", "节支", "压减", "降低", "下降", "节电", "节水", "节油", "节气", "节能"];
    const OBJECTS: [&str; 11] =
        ["率", "额", "金额", "资金", "成本", "费", "经费", "支出", "开支", "财政", "幅度"];
    SAVED.iter().any(|word| {
        subject.match_indices(word).any(|(at, _)| {
            let behind = subject.get(at + word.len()..).unwrap_or_default();
            let is_money = OBJECTS.iter().any(|object| behind.starts_with(object));
            is_money || behind.is_empty() && (subject.contains("成本") || subject.contains("费用"))
        })
    })
}
