//! SB-04: a row of an expenditure table whose kinds of expenditure do not add up.

use budget::{BudgetDocument, BudgetTable, Column, TableKind};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-04",
    title: "支出行内合计与基本、项目等之和不符",
    severity: Severity::Error,
    basis: basis::BREAKDOWN,
    page: include_str!("expenditure_row_does_not_add_up.md"),
    parameters: &[],
    check,
};

const TABLES: [TableKind; 4] = [
    TableKind::Expenditure,
    TableKind::GeneralPublicExpenditure,
    TableKind::GovernmentFundExpenditure,
    TableKind::StateCapitalExpenditure,
];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in doc.tables.iter().filter(|t| TABLES.contains(&t.kind)) {
        let parts = kinds(table);
        if parts.len() < 2 {
            continue;
        }
        for row in &table.rows {
            out.equate(Equation {
                left: Term::cell(table, row, Column::Total),
                right: parts.iter().map(|column| Term::cell(table, row, *column)).collect(),
                formula: "合计 = 基本支出 + 项目支出 + 经营支出 + 上解上级 + 补助附属单位",
                sum: "各支出之和",
            });
        }
    }
}

fn kinds(table: &BudgetTable) -> Vec<Column> {
    let is_kind = |column: &Column| {
        matches!(
            column,
            Column::Basic
                | Column::Project
                | Column::BusinessExpenditure
                | Column::PaidToSuperior
                | Column::SubsidyToAffiliate
        )
    };
    let is_split = !table.columns.contains(&Column::Basic);
    let is_half = |column: &Column| is_split && matches!(column, Column::Personnel | Column::Operating);
    table.columns.iter().copied().filter(|column| is_kind(column) || is_half(column)).collect()
}
