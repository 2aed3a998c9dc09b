//! PF-01: the budget of a project is not the sum of its fiscal and other money.

use budget::{Amount, BudgetDocument, Project};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-01",
    title: "项目预算数不等于财政资金加其他资金",
    severity: Severity::Error,
    basis: basis::FORM,
    page: include_str!("project_funding_does_not_add_up.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for project in &doc.projects {
        let (Some(budgeted), Some(fiscal)) = (&project.budgeted, &project.fiscal) else { continue };
        if project.has_unread_funds() && !adds_up(project) {
            let name = &project.name.value;
            let reason = format!("项目“{name}”还有没有读入的资金来源，不能判断各来源之和");
            out.undecided(reason, Some(&budgeted.place));
            continue;
        }
        let term = |what, amount| Term::Form { project: &project.name.value, what, amount };
        let other = project.other.as_ref().map(|amount| term("其他资金", amount));
        out.equate(Equation {
            left: term("预算数", budgeted),
            right: std::iter::once(term("财政资金", fiscal)).chain(other).collect(),
            formula: "预算数 = 财政资金 + 其他资金",
            sum: "财政资金加其他资金",
        });
    }
}

/// Of what was read alone.
fn adds_up(project: &Project) -> bool {
    let fen =
        |amount: &Option<Amount>| amount.as_ref().and_then(Amount::money).map_or(0, |money| money.fen());
    fen(&project.budgeted) == fen(&project.fiscal) + fen(&project.other)
}
