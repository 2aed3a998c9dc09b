//! PL-01: the spending plan does not reach the whole amount by the end of December.

use budget::{BudgetDocument, Decimal, PlanPoint, Project, SpendingPlan};

use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PL-01",
    title: "资金支出计划 12 月底未到 100%",
    severity: Severity::Error,
    basis: basis::FORM,
    page: include_str!("spending_plan_incomplete.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let Some(plan) = &project.spending_plan else { continue };
        match &plan.points[3] {
            PlanPoint::Stated { percent, .. } if *percent == Decimal::whole(100) => out.pass(),
            PlanPoint::Stated { percent, .. } => {
                fail(project, plan, &format!("12 月底为 {percent}%，应为 100%"), out);
            }
            PlanPoint::Blank if is_blank(plan) && project.secrecy.is_redacted() => {
                let what = format!("项目标为“{}”，没有填列", project.secrecy.word());
                undecided(project, plan, &what, out);
            }
            PlanPoint::Blank if is_blank(plan) => {
                fail(project, plan, "四个时点都没有填", out);
            }
            PlanPoint::Blank => fail(project, plan, "12 月底没有填", out),
            PlanPoint::Lost if is_lost(plan) => {
                undecided(project, plan, "没有读到 3、6、10、12 月底的累计比例", out);
            }
            PlanPoint::Lost => {
                undecided(project, plan, "12 月底一栏没有读到（可能在分页处丢失）", out);
            }
            PlanPoint::Unread { printed, .. } => {
                undecided(project, plan, &format!("12 月底印为“{printed}”，读不出比例"), out);
            }
            PlanPoint::Redacted(secrecy) => {
                undecided(project, plan, &format!("12 月底标为“{}”", secrecy.word()), out);
            }
        }
    }
}

fn fail(project: &Project, plan: &SpendingPlan, what: &str, out: &mut Checks<'_>) {
    let message = format!("项目“{}”资金支出计划：{what}", project.name.value);
    let suggestion = "按用款进度填列 3、6、10、12 月底的累计比例，12 月底填 100";
    out.fail(Fault::new(&plan.place, text(plan), message, suggestion));
}

fn undecided(project: &Project, plan: &SpendingPlan, what: &str, out: &mut Checks<'_>) {
    let reason = format!("项目“{}”资金支出计划：{what}", project.name.value);
    out.undecided(reason, Some(&plan.place));
}

fn is_blank(plan: &SpendingPlan) -> bool {
    plan.points.iter().all(|point| *point == PlanPoint::Blank)
}

/// A plan by quarter or month, of which the other rules say nothing either.
pub fn is_lost(plan: &SpendingPlan) -> bool {
    plan.points.iter().all(|point| *point == PlanPoint::Lost)
}

/// 原文: `3月底 25 6月底 50 10月底 75 12月底`
pub fn text(plan: &SpendingPlan) -> String {
    let points = SpendingPlan::DATES.iter().zip(&plan.points);
    let points = points.map(|(date, point)| match point {
        PlanPoint::Stated { percent, .. } => format!("{date} {percent}"),
        PlanPoint::Unread { printed, .. } => format!("{date} {printed}"),
        PlanPoint::Redacted(secrecy) => format!("{date} {}", secrecy.word()),
        PlanPoint::Blank | PlanPoint::Lost => (*date).to_owned(),
    });
    points.collect::<Vec<_>>().join(" ")
}
