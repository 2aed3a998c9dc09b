//! SB-03: the total row differs from the sum of the items at the lowest level.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::equation::Equation;
use crate::evidence::FUNCTION_TREES;
use crate::term::Term;
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-03",
    title: "合计与末级科目之和不符",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("total_differs_from_items.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| FUNCTION_TREES.contains(&t.kind)) {
        let tree = Tree::of(table);
        if !tree.has_levels() || !out.is_whole(table) {
            continue;
        }
        let Some(total) = table.total_row() else {
            out.undecided(format!("{}没有合计行", table.kind.name()), Some(&table.place));
            continue;
        };
        for &column in &table.columns {
            out.equate(Equation {
                left: Term::cell(table, total, column),
                right: tree.terms(tree.leaves(), column),
                formula: "合计 = Σ 末级科目",
                sum: "末级科目之和",
            });
        }
    }
}
