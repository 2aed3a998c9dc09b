//! PL-03: a spending plan that leaves some of its dates blank.

use budget::{BudgetDocument, PlanPoint, SpendingPlan};

use super::spending_plan_incomplete::{is_lost, text};
use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PL-03",
    title: "资金支出计划时点未填全",
    severity: Severity::Warning,
    basis: basis::FORM,
    page: include_str!("spending_plan_point_missing.md"),
    parameters: &[],
    check,
};

/// December, and a plan without any figure, are the business of PL-01.
fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let Some(plan) = project.spending_plan.as_ref().filter(|plan| !is_lost(plan)) else { continue };
        if plan.points.iter().all(|point| *point == PlanPoint::Blank) {
            continue;
        }
        let name = project.name.value.trim();
        let dates = |is: fn(&PlanPoint) -> bool| {
            let points = SpendingPlan::DATES.into_iter().zip(&plan.points);
            points.filter(|(_, point)| is(point)).map(|(date, _)| date).collect::<Vec<_>>()
        };
        let blank: Vec<_> = dates(|point| *point == PlanPoint::Blank);
        let blank: Vec<_> = blank.into_iter().filter(|date| *date != SpendingPlan::DATES[3]).collect();
        let lost = dates(|point| *point == PlanPoint::Lost);
        if !blank.is_empty() {
            let message = format!("项目“{name}”资金支出计划：{}没有填", blank.join("、"));
            let suggestion = "按用款进度补填累计比例；到该时点不支出的填 0";
            out.fail(Fault::new(&plan.place, text(plan), message, suggestion));
        } else if !lost.is_empty() {
            let reason = format!("项目“{name}”资金支出计划：{}一栏没有读到", lost.join("、"));
            out.undecided(reason, Some(&plan.place));
        } else {
            out.pass();
        }
    }
}
