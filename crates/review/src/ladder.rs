//! 一列式总表: 收入总表 or 支出总表 whose sources or kinds of expenditure stand one below the other, `一、` with its parts
//! under it, in one column of amounts.

use std::collections::HashMap;

use budget::{BudgetTable, Column, Side, TableKind, TableRow};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::facts::columns;
use crate::halves::{Half, add_up, is_top};
use crate::term::Term;

#[derive(Debug)]
pub struct Ladder<'a> {
    table: &'a BudgetTable,
    half: Half<'a>,
}

impl<'a> Ladder<'a> {
    /// None of a table with codes, with several columns or without 本年收入 or 本年支出.
    pub fn of(table: &'a BudgetTable) -> Option<Ladder<'a>> {
        let is_kind = matches!(table.kind, TableKind::Revenue | TableKind::Expenditure);
        let is_plain = columns(table) == [Column::Total] && table.rows.iter().all(|row| row.code.is_none());
        if !is_kind || !is_plain {
            return None;
        }
        let half = Half::of_rows(table.rows.iter());
        (half.total.is_some() && half.this_year.is_some()).then_some(Ladder { table, half })
    }

    /// 本年合计 = Σ 一、二、…, 总计 = 本年合计 + what is added to it, each of these = Σ its parts.
    pub fn add_up(&self, out: &mut Checks<'a>) {
        add_up(self.table, &self.half, Column::Total, out);
        let sums = self.sums_of_parts();
        // Where no sum of several parts holds, they are not known to be the whole.
        let is_proof = |sum: &Equation<'a>| {
            let n_stated = sum.right.iter().filter(|term| term.addend() != Some(budget::Money::ZERO)).count();
            n_stated > 1 && sum.weigh(out.facts).is_ok_and(|weighed| weighed.holds())
        };
        if sums.iter().any(is_proof) {
            sums.into_iter().for_each(|sum| out.equate(sum));
        }
    }

    fn sums_of_parts(&self) -> Vec<Equation<'a>> {
        let mut sums = Vec::new();
        let is_item = |row: &&TableRow| self.half.items.iter().any(|item| std::ptr::eq(*item, *row));
        for (at, top) in self.table.rows.iter().enumerate().filter(|(_, row)| is_top(&row.name)) {
            if !is_item(&top) {
                continue;
            }
            let below = &self.table.rows[at + 1..];
            let parts: Vec<&TableRow> = below
                .iter()
                .take_while(|row| !self.half.rows().any(|other| std::ptr::eq(other, *row)))
                .collect();
            let right: Vec<_> = parts_alike(&parts).map(|row| self.cell(row)).collect();
            if !right.iter().all(Term::is_blank) {
                let formula = "一、二、… = Σ 其下各行";
                sums.push(Equation { left: self.cell(top), right, formula, sum: "其下各行之和" });
            }
        }
        sums
    }

    fn cell(&self, row: &'a TableRow) -> Term<'a> {
        Term::cell(self.table, row, Column::Total)
    }

    /// Rows of one name in both tables, each the only one of it in its own.
    pub fn agrees_with(&self, summary: &'a BudgetTable, out: &mut Checks<'a>) {
        let side = match self.table.kind {
            TableKind::Revenue => Side::Revenue,
            _ => Side::Expenditure,
        };
        let theirs = by_name(summary.side(side));
        let ours = by_name(self.table.rows.iter());
        let twin = |row: &'a TableRow| {
            let name = row.normal_name();
            let other = (*theirs.get(&name)?)?;
            (*ours.get(&name)?)?;
            let left = Term::cell(summary, other, Column::Total);
            Some(Equation::twins(left, self.cell(row), "收支总表 = 收入总表、支出总表（同名的行）"))
        };
        let twins: Vec<Equation<'a>> = self.table.rows.iter().filter_map(twin).collect();
        // Where nothing agrees, the tables are not of the same money.
        let agrees = |twin: &Equation<'a>| {
            twin.left.is_stated() && twin.weigh(out.facts).is_ok_and(|weighed| weighed.holds())
        };
        if twins.iter().any(agrees) {
            twins.into_iter().for_each(|twin| out.equate(twin));
        }
    }
}

/// None for a name that comes again.
fn by_name<'a>(rows: impl Iterator<Item = &'a TableRow>) -> HashMap<String, Option<&'a TableRow>> {
    let mut named = HashMap::new();
    for row in rows {
        named.entry(row.normal_name()).and_modify(|known| *known = None).or_insert(Some(row));
    }
    named
}

/// The parts of one rank: `1.` under `（一）` is a part of that. Those behind 其中 are not all.
fn parts_alike<'r, 'a>(parts: &'r [&'a TableRow]) -> impl Iterator<Item = &'a TableRow> + use<'r, 'a> {
    let rank = |row: &TableRow| match row.name.trim_start() {
        name if name.starts_with("其中") => 0,
        name if name.starts_with(['（', '(']) => 1,
        name if name.starts_with(|c: char| c.is_ascii_digit()) => 2,
        _ => 3,
    };
    let first = parts.first().map(|row| rank(row));
    let is_some = parts.iter().any(|row| rank(row) == 0);
    parts.iter().copied().filter(move |row| !is_some && Some(rank(row)) == first)
}
