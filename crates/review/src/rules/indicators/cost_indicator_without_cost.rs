//! IN-13: a cost indicator that measures something else, or an amount spent under 数量指标.

use budget::{BudgetDocument, Indicator, IndicatorAspect, Meaning, Measure, Money, Project, normal_name};

use crate::checks::Checks;
use crate::direction::{Better, better};
use crate::locate::{listed_amounts, open_indicators, project_amount};
use crate::measure::{Quantity, Sort, is_saving, plain_amount, subject, value_fault};
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
    let listed = listed_amounts(doc);
    for (project, indicator) in open_indicators(doc) {
        let value = &indicator.target_value.value;
        if value.meaning == Meaning::None {
            continue;
        }
        if indicator.aspect == IndicatorAspect::Quantity {
            let budget = project_amount(project, &listed).and_then(|budget| budget.amount()?.money());
            if Quantity::of(indicator).is_some_and(|quantity| is_spent(indicator, &quantity, budget)) {
                let wrong = format!("的指标值“{}”是金额，花多少钱不是产出", value.text);
                let suggestion = "属于支出的移到成本指标；数量指标写完成多少件事、服务多少人";
                let fault = value_fault(project, indicator, &wrong, suggestion).at_most(Severity::Hint);
                out.fail(fault.of_form("数量指标的指标值是金额"));
            }
            continue;
        }
        if !is_of_money(indicator) {
            if indicator.is_cost() && is_of_work(indicator) {
                let wrong = format!("的指标值“{}”{}", value.text, WORK.0);
                let fault = value_fault(project, indicator, &wrong, WORK.1);
                out.fail(fault.of_form("成本指标写的是工作好坏"));
            }
            continue;
        }
        let Some((what, to_do)) = what_instead(project, indicator) else {
            out.pass();
            continue;
        };
        let budget = project_amount(project, &listed).and_then(|budget| budget.amount()?.money());
        let ceiling = match budget.filter(|_| is_of_the_whole(project, indicator)) {
            Some(budget) => format!("按预算数是“≤{}”", plain_amount(budget, Measure::Wan)),
            None => "如“≤10 万元”".to_owned(),
        };
        let wrong = format!("的指标值“{}”{what}", value.text);
        let suggestion = format!("成本指标写项目支出的上限，{ceiling}；{to_do}");
        let fault = value_fault(project, indicator, &wrong, suggestion);
        out.fail(fault.of_form("成本指标没有写金额"));
    }
}

/// Costs to society and nature are seldom money.
fn is_of_money(indicator: &Indicator) -> bool {
    indicator.is_cost()
        && ![IndicatorAspect::SocialCost, IndicatorAspect::EcologicalCost].contains(&indicator.aspect)
}

/// 成本控制率, 物业成本控制率 of the project 办公楼物业, but not 站房租赁成本控制率 of a project of many parts.
fn is_of_the_whole(project: &Project, indicator: &Indicator) -> bool {
    const COMMON: [&str; 24] = [
        "项目", "成本", "预算", "财政", "投入", "资金", "经费", "支出", "费用", "金额", "控制", "节约",
        "使用", "执行", "完成", "指标", "年度", "情况", "比例", "不超", "总", "率", "数", "额",
    ];
    let name = normal_name(&project.name.value);
    let rest = COMMON.iter().fold(subject(indicator), |rest, word| rest.replace(word, ""));
    rest.is_empty() || name.contains(&rest)
}

/// An indicator beside this one that names the money: a rate only supplements it.
fn has_money(project: &Project) -> bool {
    let in_money = |row: &Indicator| {
        let quantity = Quantity::of(row).filter(|_| is_of_money(row) && !is_saving(&subject(row)));
        quantity.is_some_and(|q| matches!(q.sort, Sort::Money(_)) || q.measure.contains('元'))
    };
    project.indicators.iter().any(in_money)
}

/// Money within the budget: loans granted or bids reviewed are work, and worth more than it costs.
fn is_spent(indicator: &Indicator, quantity: &Quantity, budget: Option<Money>) -> bool {
    const SPENDING: [&str; 6] = ["费", "费用", "支出", "成本", "工资", "标准"];
    let Sort::Money(measure) = quantity.sort else { return false };
    let money = Money::from_decimal(quantity.number, measure);
    match money.zip(budget) {
        Some((money, budget)) => money <= budget,
        None => SPENDING.iter().any(|end| subject(indicator).ends_with(end)),
    }
}

/// What is wrong with 办结及时率 as a cost, and where it belongs.
const WORK: (&str, &str) = ("说的是工作做得怎样，不是成本", "移到质量、时效指标");

/// 办结及时率, 任务完成率, which nobody takes for a ratio of costs.
fn is_of_work(indicator: &Indicator) -> bool {
    const MONEY: [&str; 9] = ["成本", "费", "支出", "预算", "资金", "经费", "开支", "金额", "价"];
    let subject = subject(indicator);
    let quantity = Quantity::of(indicator).filter(|quantity| quantity.sort == Sort::Share);
    quantity.is_some_and(|quantity| better(indicator, &quantity) == Some(Better::More))
        && !MONEY.iter().any(|word| subject.contains(word))
}

/// What the indicator gives, and what is to become of it.
fn what_instead(project: &Project, indicator: &Indicator) -> Option<(&'static str, &'static str)> {
    if is_of_work(indicator) {
        return Some(WORK);
    }
    if Quantity::of(indicator).is_some_and(|quantity| quantity.sort == Sort::Share) && has_money(project) {
        return None;
    }
    if is_saving(&subject(indicator)) {
        return Some(("是节约额，不是成本", "节约额移到经济效益指标"));
    }
    let not_money = ("不是金额", "不是成本的移到合适的二级指标");
    let quantity = match &indicator.target_value.value.meaning {
        Meaning::ByDate { .. } | Meaning::Within { .. } => return Some(not_money),
        _ => Quantity::of(indicator)?,
    };
    match quantity.sort {
        // 费率 and 补贴比例 set what is paid for one.
        Sort::Share if is_price(&subject(indicator)) => None,
        Sort::Share => Some(("是百分比，看不出要花多少钱", "控制率可以作为补充，不能代替金额")),
        Sort::Money(_) | Sort::Bare => None,
        _ => (!quantity.measure.contains('元')).then_some(not_money),
    }
}

fn is_price(subject: &str) -> bool {
    let of = ["补贴", "补助", "负担", "分担", "配套", "承担", "报销", "缴费", "贴息"];
    ["费率", "利率", "税率", "贴息率", "补贴率", "补助率", "折扣率", "折扣", "下浮率", "标准"]
        .iter()
        .any(|end| subject.ends_with(end))
        || subject.ends_with("比例") && of.iter().any(|word| subject.contains(word))
}
