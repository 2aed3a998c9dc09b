//! SX-01: a class in 收支总表 differs from the same class in 支出总表, or a row from one of its name in a table of one
//! column.

use std::collections::HashMap;

use budget::{BudgetDocument, BudgetTable, Column, Money, Side, TableKind, TableRow, function, normal_name};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::halves::Half;
use crate::ladder::Ladder;
use crate::locate::by_unit;
use crate::term::Term;
use crate::tree::Tree;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-01",
    title: "收支总表与收入总表、支出总表的同一行不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("class_differs_from_summary.md"),
    parameters: &[],
    check,
};

const FORMULA: &str = "收支总表 支出类 = 支出总表 类";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(summary) = out.table(TableKind::RevenueAndExpenditure) else { return };
    if let Some(ladder) = doc.table(TableKind::Revenue).and_then(Ladder::of) {
        ladder.agrees_with(summary, out);
    }
    let Some(expenditure) = out.table(TableKind::Expenditure) else { return };
    if let Some(ladder) = Ladder::of(expenditure) {
        return ladder.agrees_with(summary, out);
    }
    let items = Half::of(summary, Side::Expenditure).items;
    if let Some(reason) = by_unit(&[expenditure]) {
        return out.undecided(reason, Some(&expenditure.place));
    }
    if expenditure.rows.iter().all(|row| row.level() != Some(0)) {
        return by_items(summary, expenditure, &items, out);
    }
    let mut unmatched: HashMap<String, &TableRow> =
        items.iter().map(|row| (row.normal_name(), *row)).collect();
    let mut all_found = true;
    for class in expenditure.rows.iter().filter(|row| row.level() == Some(0)) {
        let right = Term::cell(expenditure, class, Column::Total);
        if let Some(row) = unmatched.remove(&normal_name(&class.name)) {
            out.equate(Equation::twins(Term::cell(summary, row, Column::Total), right, FORMULA));
        } else if !right.is_blank() {
            all_found = false;
            let reason = format!("收支总表没有找到“{}”一行，无法与支出总表对照", class.name.trim());
            out.undecided(reason, Some(&class.place));
        }
    }
    if all_found && out.is_whole(expenditure) {
        not_spent(summary, expenditure, &items, &unmatched, out);
    }
}

/// A table of 项 alone: the class is their sum.
fn by_items<'a>(
    summary: &'a BudgetTable,
    expenditure: &'a BudgetTable,
    items: &[&'a TableRow],
    out: &mut Checks<'a>,
) {
    if !out.is_whole(expenditure) {
        return;
    }
    let tree = Tree::of(expenditure);
    let mut classes: HashMap<&str, Vec<Term<'_>>> = HashMap::new();
    for leaf in tree.leaves() {
        if let Some(class) = tree.row(leaf).code.as_deref().and_then(|code| code.get(..3)) {
            classes.entry(class).or_default().push(tree.term(leaf, Column::Total));
        }
    }
    if classes.is_empty() {
        let reason = "支出总表没有读到功能科目的行，无法与收支总表对照".to_owned();
        return out.undecided(reason, Some(&expenditure.place));
    }
    for row in items {
        let name = row.normal_name();
        let class = function().named(&name).find(|entry| entry.code.len() == 3);
        let Some(right) = class.and_then(|class| classes.remove(class.code.as_str())) else { continue };
        out.equate(Equation {
            left: Term::cell(summary, row, Column::Total),
            right,
            formula: "收支总表 支出类 = Σ 支出总表 该类各项",
            sum: "支出总表该类各项之和",
        });
    }
}

/// Classes with money in the summary that the expenditure table does not have.
fn not_spent<'a>(
    summary: &'a BudgetTable,
    expenditure: &'a BudgetTable,
    items: &[&'a TableRow],
    unmatched: &HashMap<String, &TableRow>,
    out: &mut Checks<'a>,
) {
    for row in items.iter().filter(|row| unmatched.contains_key(&row.normal_name())) {
        let left = Term::cell(summary, row, Column::Total);
        if left.addend() != Some(Money::ZERO) {
            let right = Term::Absent { table: expenditure, row: &row.name, column: Column::Total };
            out.equate(Equation::twins(left, right, FORMULA));
        }
    }
}
