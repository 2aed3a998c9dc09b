//! SB-07: 基本支出表, a class differs from its items or the total from the classes.

use budget::{BudgetDocument, BudgetTable, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::term::Term;
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-07",
    title: "基本支出表类款、合计加不上",
    severity: Severity::Error,
    basis: basis::BREAKDOWN,
    page: include_str!("economic_class_differs_from_items.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    if out.table(TableKind::BasicExpenditure).is_none() {
        return;
    }
    // By economic items, and once more by function.
    for table in doc.tables.iter().filter(|table| table.kind == TableKind::BasicExpenditure) {
        if !table.is_unread() && out.is_whole(table) {
            add_up(table, out);
        }
    }
}

fn add_up<'a>(table: &'a BudgetTable, out: &mut Checks<'a>) {
    let tree = Tree::of(table);
    if tree.tops.is_empty() {
        return;
    }
    for &column in &table.columns {
        for (node, children) in tree.nodes() {
            out.equate(Equation {
                left: tree.term(node, column),
                right: tree.terms(children.iter().copied(), column),
                formula: "类 = Σ 款",
                sum: "各款之和",
            });
        }
        let Some(total) = table.total_row() else { continue };
        out.equate(Equation {
            left: Term::cell(table, total, column),
            right: tree.terms(tree.tops.iter().copied(), column),
            formula: "合计 = Σ 类",
            sum: "各类之和",
        });
    }
    if table.total_row().is_none() {
        out.undecided("一般公共预算财政拨款基本支出表没有合计行".to_owned(), Some(&table.place));
    }
}
