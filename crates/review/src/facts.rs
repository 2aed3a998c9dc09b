//! What every rule needs to know of a table: its smallest printed unit and the rows it lost.

use std::collections::BTreeSet;

use budget::{BudgetDocument, BudgetTable, Column, Measure, TableKind};

use crate::texts::{Text, texts};

#[derive(Debug)]
pub struct Facts<'a> {
    pub document: &'a BudgetDocument,
    /// Every printed text, each once.
    pub texts: Vec<Text<'a>>,
    tables: Vec<TableFacts>,
    writes_whole: bool,
}

#[derive(Debug)]
struct TableFacts {
    unit: i64,
    missing: Vec<Gap>,
}

impl<'a> Facts<'a> {
    pub fn of(document: &'a BudgetDocument) -> Facts<'a> {
        let facts = |t| TableFacts { unit: printed_unit(t), missing: missing_numbers(t) };
        let tables = document.tables.iter().map(facts).collect();
        Facts { document, texts: texts(document), tables, writes_whole: writes_whole(document) }
    }

    /// The smallest printed unit of a table, in 分.
    pub fn unit(&self, table: &BudgetTable) -> i64 {
        self.table(table).map_or(1, |t| t.unit)
    }

    /// 序号 that the numbering skips.
    pub fn missing(&self, table: &BudgetTable) -> &[Gap] {
        self.table(table).map_or(&[], |t| t.missing.as_slice())
    }

    /// Whether sentences round to whole 万元: beside tables in 元, or where none of them has a decimal.
    pub fn rounds_sentences(&self) -> bool {
        self.document.tables.first().is_some_and(|table| table.measure == Measure::Yuan) || self.writes_whole
    }

    /// Whether the document is one that should hold the nine tables.
    pub fn expects_tables(&self) -> bool {
        self.document.tables.iter().any(|t| TableKind::NINE.contains(&t.kind))
    }

    fn table(&self, table: &BudgetTable) -> Option<&TableFacts> {
        let tables = &self.document.tables;
        let offset = std::ptr::from_ref(table).addr().checked_sub(tables.as_ptr().addr())?;
        self.tables.get(offset / size_of::<BudgetTable>())
    }
}

/// Whether the narrative gives many amounts in 万元 and all of them whole.
fn writes_whole(document: &BudgetDocument) -> bool {
    const MANY: usize = 8;
    let paragraphs = document.narrative.iter().flat_map(|section| &section.paragraphs);
    let (mut n_whole, mut n_finer) = (0_usize, 0_usize);
    for (before, _) in
        paragraphs.flat_map(|text| text.value.match_indices("万元").map(|(at, _)| text.value.split_at(at)))
    {
        let number = before.trim_end().rsplit(|c: char| !c.is_ascii_digit() && !".,，".contains(c)).next();
        match number {
            Some(number) if number.contains('.') => n_finer += 1,
            Some(number) if number.ends_with(|c: char| c.is_ascii_digit()) => n_whole += 1,
            _ => {}
        }
    }
    n_finer == 0 && n_whole >= MANY
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

/// First and last of a run of missing 序号.
pub type Gap = (u32, u32);

fn missing_numbers(table: &BudgetTable) -> Vec<Gap> {
    let numbers: BTreeSet<u32> = table.rows.iter().filter_map(|row| row.number).collect();
    let mut missing = Vec::new();
    let mut expected = 1;
    for number in numbers {
        if number > expected {
            missing.push((expected, number - 1));
        }
        expected = number.saturating_add(1);
    }
    missing
}

/// `3、7–9`
pub fn spans(gaps: &[Gap]) -> String {
    let word = |(first, last): &Gap| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    gaps.iter().map(word).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn lost_rows_are_named_by_their_numbers() {
        let table = example::table(
            "**支出总表**\n| 序号 | 科目名称 | 合计 |\n|---|---|---|\n| 1 | 甲 | 1 |\n| 3 | 乙 | 1 |\n| 7 | 丙 | 1 |\n",
        );
        assert_eq!(spans(&missing_numbers(&table)), "2、4–6");
    }

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
