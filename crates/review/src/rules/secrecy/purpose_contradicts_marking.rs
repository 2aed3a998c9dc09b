//! SE-02: goals redacted and the purpose printed, or the other way round.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::marks::{is_marked, is_open};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-02",
    title: "资金用途与绩效目标公开程度不一致",
    severity: Severity::Warning,
    basis: basis::SECRECY,
    page: include_str!("purpose_contradicts_marking.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let Some(purpose) = project.purpose.as_ref().filter(|p| !p.value.trim().is_empty()) else { continue };
        let goals = || project.goals.iter();
        let goals_marked = goals().any(|goal| is_marked(&goal.value));
        let purpose_marked = is_marked(&purpose.value);
        if !goals_marked && !purpose_marked {
            continue;
        }
        let name = project.name.value.trim();
        let printed = purpose.value.trim();
        let open_goal = goals().find(|goal| is_open(goal));
        let fault = match open_goal {
            _ if goals_marked && !purpose_marked => {
                let message = format!("项目“{name}”绩效目标已隐去，资金用途“{printed}”照印");
                let suggestion = "确属不能公开的，资金用途一并隐去；可以公开的，绩效目标照常公开";
                Fault::new(&purpose.place, printed, message, suggestion)
            }
            Some(goal) if purpose_marked => {
                let message = format!("项目“{name}”资金用途已隐去，绩效目标照印");
                let suggestion = "确属不能公开的，绩效目标一并隐去；可以公开的，资金用途照常公开";
                Fault::new(&goal.place, goal.value.trim(), message, suggestion)
            }
            _ => {
                out.pass();
                continue;
            }
        };
        out.fail(fault);
    }
}
