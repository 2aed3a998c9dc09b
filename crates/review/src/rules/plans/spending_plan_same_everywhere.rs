//! PL-04: nearly every project spends a quarter of its money each quarter.

use budget::{BudgetDocument, Decimal, Project, SpendingPlan};

use super::spending_plan_incomplete::text;
use crate::checks::{Checks, Fault};
use crate::{Operand, Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PL-04",
    title: "资金支出计划都是 25、50、75、100",
    severity: Severity::Hint,
    basis: basis::FORM,
    page: include_str!("spending_plan_same_everywhere.md"),
    parameters: &[Parameter {
        key: "share",
        title: "按季平均的计划超过多少时提出",
        preset: Preset::Number { value: 80, least: 0, most: 99, unit: "%" },
    }],
    check,
};

/// Fewer plans may be even by chance.
const LEAST: usize = 3;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let share = usize::try_from(out.number("share")).unwrap_or(100);
    let plans = doc.projects.iter().filter_map(|project| Some((project, project.spending_plan.as_ref()?)));
    let plans = plans.filter(|(_, plan)| plan.points.iter().all(|point| point.percent().is_some()));
    let plans: Vec<(&Project, &SpendingPlan)> = plans.collect();
    let even: Vec<_> = plans.iter().filter(|(_, plan)| is_even(plan)).collect();
    if plans.len() < LEAST {
        return;
    }
    let Some((_, first)) = even.first().filter(|_| even.len() * 100 > plans.len() * share) else {
        out.pass();
        return;
    };
    let message = format!(
        "{} 个填全了资金支出计划的项目中有 {} 个是 25、50、75、100，没有按各项目的实际用款进度编制",
        plans.len(),
        even.len()
    );
    let suggestion = "按合同付款、采购和活动的时间逐个项目测算；工资、租金等确实按季均衡支出的可以保留";
    let operands = even.iter().map(|(project, plan)| Operand {
        label: format!("项目“{}”资金支出计划", project.name.value.trim()),
        printed: text(plan),
        place: plan.place.clone(),
    });
    let fault = Fault::new(&first.place, text(first), message, suggestion);
    out.fail(fault.with_rows("资金支出计划 = 25、50、75、100", operands.collect()));
}

pub fn is_even(plan: &SpendingPlan) -> bool {
    let even = [25, 50, 75, 100].map(Decimal::whole);
    plan.points.iter().zip(even).all(|(point, even)| point.percent() == Some(even))
}
