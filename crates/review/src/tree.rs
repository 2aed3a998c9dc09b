//! The tree of codes in a table: which rows a row is the sum of.

use std::collections::HashMap;

use budget::{BudgetTable, Column, Money, TableRow};

use crate::codes::is_printed_again;
use crate::term::Term;

/// Rows are named by their index in the table.
#[derive(Debug)]
pub struct Tree<'a> {
    pub table: &'a BudgetTable,
    /// 合计
    total: Option<&'a TableRow>,
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// Coded rows without a parent, the classes as a rule.
    pub tops: Vec<usize>,
}

impl<'a> Tree<'a> {
    /// A row's parent is the nearest row above it, else anywhere, whose code is the longest beginning of its own.
    pub fn of(table: &'a BudgetTable) -> Tree<'a> {
        let n_rows = table.rows.len();
        let mut tree = Tree {
            table,
            total: table.total_row(),
            parents: vec![None; n_rows],
            children: vec![Vec::new(); n_rows],
            tops: Vec::new(),
        };
        let anywhere: HashMap<&str, usize> = coded(table).map(|(index, code)| (code, index)).collect();
        let mut above: HashMap<&str, usize> = HashMap::new();
        for (index, code) in coded(table) {
            tree.parents[index] =
                longest_beginning(&above, code).or_else(|| longest_beginning(&anywhere, code));
            match tree.parents[index] {
                Some(parent) => tree.children[parent].push(index),
                None => tree.tops.push(index),
            }
            above.insert(code, index);
        }
        tree
    }

    /// Rows with rows under them.
    pub fn nodes(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.children.iter().enumerate().filter(|(_, c)| !c.is_empty()).map(|(i, c)| (i, c.as_slice()))
    }

    /// The cells that a row's cell is summed up into: its parents' and the total row's, same column.
    pub fn sums_of(&self, row: &TableRow, column: Column) -> Vec<Term<'a>> {
        let mut sums = Vec::new();
        let mut at = self.index_of(row).and_then(|index| self.parents[index]);
        while let Some(index) = at {
            sums.push(self.term(index, column));
            at = self.parents[index];
        }
        sums.extend(self.total.map(|total| Term::cell(self.table, total, column)));
        sums
    }

    fn index_of(&self, row: &TableRow) -> Option<usize> {
        let offset = std::ptr::from_ref(row).addr().checked_sub(self.table.rows.as_ptr().addr())?;
        let index = offset / size_of::<TableRow>();
        (index < self.table.rows.len()).then_some(index)
    }

    pub fn children(&self, index: usize) -> &[usize] {
        &self.children[index]
    }

    /// Coded rows with nothing under them.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        coded(self.table).map(|(index, _)| index).filter(|i| self.children[*i].is_empty())
    }

    pub fn has_levels(&self) -> bool {
        self.nodes().next().is_some()
    }

    pub fn row(&self, index: usize) -> &'a TableRow {
        &self.table.rows[index]
    }

    pub fn term(&self, index: usize, column: Column) -> Term<'a> {
        Term::cell(self.table, self.row(index), column)
    }

    pub fn terms(&self, indices: impl IntoIterator<Item = usize>, column: Column) -> Vec<Term<'a>> {
        indices.into_iter().map(|index| self.term(index, column)).collect()
    }

    /// For every row the sum of the leaves under it, a leaf being its own; `None` when an amount is unreadable.
    pub fn leaf_sums(&self, column: Column) -> Option<Vec<Money>> {
        let mut sums = vec![Money::ZERO; self.table.rows.len()];
        for leaf in self.leaves() {
            let amount = self.term(leaf, column).addend()?;
            let mut at = Some(leaf);
            while let Some(index) = at {
                sums[index] = sums[index].checked_add(amount)?;
                at = self.parents[index];
            }
        }
        Some(sums)
    }
}

fn coded(table: &BudgetTable) -> impl Iterator<Item = (usize, &str)> {
    let rows = table.rows.iter().enumerate().filter(|(index, _)| !is_printed_again(table, *index));
    rows.filter_map(|(index, row)| Some((index, row.code.as_deref()?)))
}

/// Codes of classifications end at 7 digits; a longer text is no code and has no parent.
const LONGEST_CODE: usize = 12;

fn longest_beginning(rows: &HashMap<&str, usize>, code: &str) -> Option<usize> {
    if code.len() > LONGEST_CODE {
        return None;
    }
    (1..code.len()).rev().find_map(|end| rows.get(code.get(..end)?).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::table;

    #[test]
    fn a_missing_level_does_not_hide_the_items() {
        let table = table(
            "**支出总表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n\
             | 201 | 甲 | 3 |\n| 2013101 | 乙 | 1 |\n| 2013103 | 丙 | 2 |\n| 20805 | 丁 | 5 |\n",
        );
        let tree = Tree::of(&table);
        assert_eq!(tree.children(0), [1, 2]);
        assert_eq!(tree.tops, [0, 3]);
        assert_eq!(tree.leaves().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(tree.leaf_sums(Column::Total).unwrap()[0].wan(), "3.00");
    }
}
