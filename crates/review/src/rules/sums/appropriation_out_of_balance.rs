//! SB-10: 财政拨款收支总表 does not add up, over its rows or across its books.

use budget::{BudgetDocument, Column, Side, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::halves::balance;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-10",
    title: "财政拨款收支总表加不上或收支不平",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("appropriation_out_of_balance.md"),
    parameters: &[],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(table) = out.table(TableKind::AppropriationBalance) else { return };
    balance(table, out);
    let is_book = |column: &Column| matches!(column, Column::Book(_));
    let books: Vec<Column> = table.columns.iter().copied().filter(is_book).collect();
    if books.is_empty() {
        return;
    }
    // 上年结转 beside the books is a part of 合计 in some provinces and already in the books in others.
    let with_carryover = [books.as_slice(), &[Column::Carryover]].concat();
    for row in table.side(Side::Expenditure) {
        let cells =
            |columns: &[Column]| columns.iter().map(|column| Term::cell(table, row, *column)).collect();
        let equation = |right| Equation {
            left: Term::cell(table, row, Column::Total),
            right,
            formula: "合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算",
            sum: "各预算之和",
        };
        out.equate_any(vec![equation(cells(&books)), equation(cells(&with_carryover))]);
    }
}
