//! SB-01: a class or section differs from the sum of its direct children.

use budget::BudgetDocument;

use crate::checks::Checks;
use crate::equation::Equation;
use crate::evidence::FUNCTION_TREES;
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-01",
    title: "类、款金额与下级科目之和不符",
    severity: Severity::Error,
    basis: basis::CLASSIFICATION,
    page: include_str!("parent_differs_from_children.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| FUNCTION_TREES.contains(&t.kind)) {
        let tree = Tree::of(table);
        if !tree.has_levels() || !out.is_whole(table) {
            continue;
        }
        for (node, children) in tree.nodes() {
            for &column in &table.columns {
                out.equate(Equation {
                    left: tree.term(node, column),
                    right: tree.terms(children.iter().copied(), column),
                    formula: "上级科目 = Σ 下级科目",
                    sum: "各项之和",
                });
            }
        }
    }
}
