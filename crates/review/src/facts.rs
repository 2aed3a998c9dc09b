//! What every rule needs to know of a table: its smallest printed unit and the rows it lost.

use std::collections::BTreeSet;

use budget::{BudgetDocument, BudgetTable, Column, Measure, TableKind};

#[derive(Debug)]
pub struct Facts<'a> {
    pub document: &'a BudgetDocument,
    tables: Vec<TableFacts>,
}

#[derive(Debug)]
struct TableFacts {
    unit: i64,
    missing: Vec<u32>,
}

impl<'a> Facts<'a> {
    pub fn of(document: &'a BudgetDocument) -> Facts<'a> {
        let facts = |t| TableFacts { unit: printed_unit(t), missing: missing_numbers(t) };
        Facts { document, tables: document.tables.iter().map(facts).collect() }
    }

    /// The smallest printed unit of a table, in 分.
    pub fn unit(&self, table: &BudgetTable) -> i64 {
        self.table(table).map_or(1, |t| t.unit)
    }

    /// 序号 that the numbering skips.
    pub fn missing(&self, table: &BudgetTable) -> &[u32] {
        self.table(table).map_or(&[], |t| t.missing.as_slice())
    }

    /// Whether the document is one that should hold the nine tables.
    pub fn expects_tables(&self) -> bool {
        self.document.tables.iter().any(|t| TableKind::NINE.contains(&t.kind))
    }

    fn table(&self, table: &BudgetTable) -> Option<&TableFacts> {
        let index = self.document.tables.iter().position(|t| std::ptr::eq(t, table))?;
        self.tables.get(index)
    }
}

/// The columns of a table, each once: both halves of a two-sided table have a 合计.
pub fn columns(table: &BudgetTable) -> Vec<Column> {
    let mut columns = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        if !columns.contains(column) {
            columns.push(*column);
        }
    }
    columns
}

/// Tables in 万元 drop trailing zeros (`3.6`), so that fewer than two decimals never mean a coarser unit; more than
/// two do mean a finer one.
fn printed_unit(table: &BudgetTable) -> i64 {
    let amounts = table.rows.iter().flat_map(|row| &row.amounts);
    let decimals = amounts.map(|(_, amount)| decimals(&amount.printed)).max().unwrap_or(0);
    unit(table.measure, decimals)
}

pub fn unit(measure: Measure, decimals: u32) -> i64 {
    let customary = if measure == Measure::Yuan { 0 } else { 2 };
    let finest = measure.fen().ilog10();
    measure.fen() / 10i64.pow(decimals.max(customary).min(finest))
}

pub fn decimals(printed: &str) -> u32 {
    let Some((_, fraction)) = printed.split_once(['.', '．']) else { return 0 };
    let digits = fraction.chars().take_while(char::is_ascii_digit).count();
    u32::try_from(digits).unwrap_or(u32::MAX)
}

/// A gap wider than a page of rows is a misread number, not lost rows; its ends are enough.
const WIDEST_GAP: u32 = 200;

fn missing_numbers(table: &BudgetTable) -> Vec<u32> {
    let numbers: BTreeSet<u32> = table.rows.iter().filter_map(|row| row.number).collect();
    let mut missing = Vec::new();
    let mut expected = 1;
    for number in numbers {
        if number.saturating_sub(expected) > WIDEST_GAP {
            missing.extend([expected, number - 1]);
        } else {
            missing.extend(expected..number);
        }
        expected = number.saturating_add(1);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimmed_zeros_do_not_make_the_unit_coarser() {
        assert_eq!(unit(Measure::Wan, decimals("18")), 10_000);
        assert_eq!(unit(Measure::Wan, decimals("3.6")), 10_000);
        assert_eq!(unit(Measure::Wan, decimals("3.6012")), 100);
        assert_eq!(unit(Measure::Wan, decimals("3.60123456")), 1);
        assert_eq!(unit(Measure::Yuan, decimals("60000")), 100);
        assert_eq!(unit(Measure::Yuan, decimals("60000.50")), 1);
    }
}
