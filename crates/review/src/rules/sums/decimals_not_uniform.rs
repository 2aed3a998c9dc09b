//! SB-12: amounts of one column printed with different numbers of decimals.

use std::collections::BTreeMap;

use budget::{Amount, BudgetDocument, BudgetTable, Column, Measure, Side};

use crate::checks::{Checks, Fault};
use crate::facts::{columns, decimals};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-12",
    title: "同一栏金额的小数位数不一致",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("decimals_not_uniform.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let mut mixed: Vec<(&BudgetTable, Vec<Column>, Vec<&Amount>)> = Vec::new();
    for table in doc.tables.iter().filter(|t| !t.is_empty()) {
        let found: Vec<(Column, Vec<&Amount>)> = columns_by_side(table)
            .into_iter()
            .map(|(column, side)| (column, examples(table, column, side)))
            .filter(|(_, examples)| examples.len() > 1)
            .collect();
        let columns = found.iter().map(|(column, _)| *column).collect();
        match found.into_iter().next() {
            Some((_, examples)) => mixed.push((table, columns, examples)),
            None => out.pass(),
        }
    }
    let Some((first, columns, examples)) = mixed.first() else { return };
    let mut columns: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    columns.dedup();
    let printed: Vec<&str> = examples.iter().map(|amount| amount.printed.as_str()).collect();
    let message = format!(
        "{}的{}栏小数位数不一致，如 {}{}",
        first.kind.name(),
        columns.join("、"),
        printed.join("、"),
        others(&mixed[1..])
    );
    let place = examples.last().map_or(&first.place, |amount| &amount.place);
    let wanted =
        if first.measure == Measure::Yuan { "统一小数位数" } else { "统一印为两位小数" };
    out.fail(Fault::new(place, printed.join(" "), message, wanted));
}

/// A habit of the author is told once.
fn others(mixed: &[(&BudgetTable, Vec<Column>, Vec<&Amount>)]) -> String {
    let names: Vec<&str> = mixed.iter().map(|(table, ..)| table.kind.name()).collect();
    if names.is_empty() { String::new() } else { format!("；{}也是这样", names.join("、")) }
}

/// Both halves of a two-sided table have columns of their own.
fn columns_by_side(table: &BudgetTable) -> Vec<(Column, Option<Side>)> {
    let sides = [None, Some(Side::Revenue), Some(Side::Expenditure)];
    let columns = columns(table);
    sides.into_iter().flat_map(|side| columns.iter().map(move |column| (*column, side))).collect()
}

/// One printed amount for every number of decimals, most decimals first. `0` stands for nil in any style.
fn examples(table: &BudgetTable, column: Column, side: Option<Side>) -> Vec<&Amount> {
    let rows = table.rows.iter().filter(|row| row.side == side);
    let stated =
        rows.filter_map(|row| row.amount(column)).filter(|a| a.money().is_some() && a.printed != "0");
    let mut by_decimals = BTreeMap::new();
    for amount in stated {
        by_decimals.entry(decimals(&amount.printed)).or_insert(amount);
    }
    by_decimals.into_values().rev().collect()
}
