//! PL-02: a cumulative plan that falls from one date to the next.

use budget::{BudgetDocument, Decimal, PlanPoint, SpendingPlan};

use super::spending_plan_incomplete::{is_lost, text};
use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PL-02",
    title: "资金支出计划累计比例倒退",
    severity: Severity::Error,
    basis: basis::FORM,
    page: include_str!("spending_plan_falls.md"),
    parameters: &[],
    check,
};

type Stated = (&'static str, Decimal);

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let Some(plan) = project.spending_plan.as_ref().filter(|plan| !is_lost(plan)) else { continue };
        let stated: Vec<Stated> = SpendingPlan::DATES
            .into_iter()
            .zip(&plan.points)
            .filter_map(|(date, point)| Some((date, point.percent()?)))
            .collect();
        let name = project.name.value.trim();
        if let Some([(before, high), (after, low)]) =
            stated.array_windows().find(|[(_, high), (_, low)]| high > low)
        {
            let message = format!(
                "项目“{name}”资金支出计划：{after}为 {low}%，低于{before}的 {high}%，累计比例不能倒退"
            );
            out.fail(Fault::new(&plan.place, text(plan), message, suggestion(&stated)));
        } else if let Some(what) = obstacle(plan) {
            out.undecided(
                format!("项目“{name}”资金支出计划：{what}，不能判断是否逐期增加"),
                Some(&plan.place),
            );
        } else if stated.len() > 1 {
            out.pass();
        }
    }
}

/// Four shares that make up 100 are those of each period.
fn suggestion(stated: &[Stated]) -> String {
    let mut so_far = 0i64;
    let sums: Option<Vec<String>> = stated
        .iter()
        .map(|(_, percent)| {
            so_far = so_far.checked_add(percent.scaled_by(1)?)?;
            Some(so_far.to_string())
        })
        .collect();
    match sums {
        Some(sums) if sums.len() == 4 && so_far == 100 => {
            format!("四个数相加为 100，像是各时段的比例；改填累计比例 {}", sums.join("、"))
        }
        _ => "按年初到该时点的累计支出填列，后一时点不小于前一时点，12 月底为 100".to_owned(),
    }
}

fn obstacle(plan: &SpendingPlan) -> Option<String> {
    SpendingPlan::DATES.iter().zip(&plan.points).find_map(|(date, point)| match point {
        PlanPoint::Lost => Some(format!("{date}一栏没有读到")),
        PlanPoint::Unread { printed, .. } => Some(format!("{date}印为“{printed}”")),
        PlanPoint::Redacted(secrecy) => Some(format!("{date}标为“{}”", secrecy.word())),
        PlanPoint::Blank | PlanPoint::Stated { .. } => None,
    })
}
