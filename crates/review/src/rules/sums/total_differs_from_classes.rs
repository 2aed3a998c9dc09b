//! SB-02: the total row differs from the sum of the classes.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::equation::Equation;
use crate::evidence::FUNCTION_TREES;
use crate::term::Term;
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-02",
    title: "合计与各类之和不符",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("total_differs_from_classes.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| FUNCTION_TREES.contains(&t.kind)) {
        let tree = Tree::of(table);
        if tree.tops.is_empty() || !out.is_whole(table) {
            continue;
        }
        let Some(total) = table.total_row() else {
            out.undecided(format!("{}没有合计行", table.kind.name()), Some(&table.place));
            continue;
        };
        for &column in &table.columns {
            out.equate(Equation {
                left: Term::cell(table, total, column),
                right: tree.terms(tree.tops.iter().copied(), column),
                formula: "合计 = Σ 类",
                sum: "各类之和",
            });
        }
    }
}
