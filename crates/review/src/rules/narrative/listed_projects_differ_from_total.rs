//! TX-03: the projects listed in the narrative do not add up to project expenditure.

use budget::{BudgetDocument, Column, Money, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::locate::is_open_list;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-03",
    title: "情况说明的项目清单与项目支出不符",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("listed_projects_differ_from_total.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = &doc.stated.projects;
    let Some(first) = listed.first() else { return };
    let Some(left) = total(doc) else {
        let reason = "情况说明没有写项目支出的金额，支出总表也没有合计行，项目清单无从对照";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    };
    let right: Vec<Term<'_>> =
        listed.iter().map(|p| Term::Stated { what: p.name.as_str(), amount: &p.amount }).collect();
    let sum = right.iter().try_fold(Money::ZERO, |sum, term| sum.checked_add(term.addend()?));
    if sum < left.addend() && is_open_list(doc) {
        let reason = "情况说明的项目清单以“等”结束，没有列全，不能与项目支出对照";
        return out.undecided(reason.to_owned(), Some(&first.amount.place));
    }
    out.equate(Equation {
        left, right, formula: "项目支出 = Σ 清单各项", sum: "清单各项之和"
    });
}

fn total(doc: &BudgetDocument) -> Option<Term<'_>> {
    if let Some(amount) = &doc.stated.project {
        return Some(Term::Stated { what: "情况说明 项目支出", amount });
    }
    let table = doc.table(TableKind::Expenditure)?;
    Some(Term::cell(table, table.total_row()?, Column::Project))
}
