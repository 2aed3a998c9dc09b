//! SX-02: one code with two amounts, in the revenue and in the expenditure table.

use std::collections::HashMap;

use budget::{BudgetDocument, BudgetTable, Column, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::locate::{by_unit, is_grant_only, rows_by_code, shared_codes};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-02",
    title: "同一科目收入总表与支出总表金额不同",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("revenue_differs_from_expenditure.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(revenue) = out.table(TableKind::Revenue) else { return };
    let Some(expenditure) = out.table(TableKind::Expenditure) else { return };
    if is_grant_only(doc) != Some(true) || !out.is_whole(revenue) || !out.is_whole(expenditure) {
        return;
    }
    if let Some(reason) = by_unit(&[revenue, expenditure]) {
        return out.undecided(reason, Some(&expenditure.place));
    }
    for (left, right) in pairs(revenue, expenditure) {
        out.equate(Equation::twins(left, right, "收入总表 = 支出总表（逐科目）"));
    }
}

fn pairs<'a>(revenue: &'a BudgetTable, expenditure: &'a BudgetTable) -> Vec<(Term<'a>, Term<'a>)> {
    let column = Column::Total;
    let (left, right) = (rows_by_code(revenue), rows_by_code(expenditure));
    let cell = |rows: &HashMap<_, &'a TableRow>, table, code| match rows.get(code) {
        Some(row) => Term::cell(table, row, column),
        None => Term::Absent { table, row: code, column },
    };
    let codes = shared_codes(revenue, expenditure).into_iter();
    let mut pairs: Vec<_> =
        codes.map(|code| (cell(&left, revenue, code), cell(&right, expenditure, code))).collect();
    if let (Some(left), Some(right)) = (revenue.total_row(), expenditure.total_row()) {
        pairs.push((Term::cell(revenue, left, column), Term::cell(expenditure, right, column)));
    }
    pairs
}
