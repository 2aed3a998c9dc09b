//! SB-06: a row of 基本支出表 is not personnel plus operating.

use budget::{BudgetDocument, Column, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-06",
    title: "基本支出行内合计与人员、公用之和不符",
    severity: Severity::Error,
    basis: basis::BREAKDOWN,
    page: include_str!("basic_row_does_not_add_up.md"),
    parameters: &[],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.table(TableKind::BasicExpenditure) else { return };
    let parts = [Column::Personnel, Column::Operating];
    if !parts.iter().all(|column| table.columns.contains(column)) {
        return;
    }
    for row in &table.rows {
        out.equate(Equation {
            left: Term::cell(table, row, Column::Total),
            right: parts.iter().map(|column| Term::cell(table, row, *column)).collect(),
            formula: "合计 = 人员经费 + 公用经费",
            sum: "人员加公用",
        });
    }
}
