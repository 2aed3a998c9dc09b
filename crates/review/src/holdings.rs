//! 固定资产占用情况表: its total, its classes, and what is printed under them as 其中.

use budget::{BudgetTable, TableRow};

#[derive(Clone, Copy, Debug)]
pub struct Holdings<'a> {
    pub table: &'a BudgetTable,
}

impl<'a> Holdings<'a> {
    pub fn total(&self) -> Option<&'a TableRow> {
        const TOTALS: [&str; 6] =
            ["资产总额", "固定资产总额", "固定资产合计", "固定资产金额", "合计", "总计"];
        self.table.rows.iter().find(|row| TOTALS.contains(&class(row).as_str()))
    }

    pub fn classes(&self) -> Vec<&'a TableRow> {
        let is_class = self.is_class();
        self.table.rows.iter().filter(|row| is_class(row)).collect()
    }

    /// The parts of each class, 其中 and what stands under it.
    pub fn parts(&self) -> Vec<(&'a TableRow, &'a TableRow)> {
        let is_class = self.is_class();
        let mut class = None;
        let mut parts = Vec::new();
        for row in &self.table.rows {
            match class {
                _ if is_class(row) => class = Some(row),
                Some(class) => parts.push((class, row)),
                None => {}
            }
        }
        parts
    }

    /// Where rows are numbered, a row without a number belongs to the one above it.
    fn is_class(&self) -> impl Fn(&TableRow) -> bool + use<'a> {
        let total = self.total();
        let is_total = move |row: &TableRow| total.is_some_and(|total| std::ptr::eq(total, row));
        let is_item = move |row: &TableRow| !is_total(row) && !is_part(row);
        let has_numbers = self.table.rows.iter().any(|row| is_item(row) && is_numbered(row));
        move |row| is_item(row) && (!has_numbers || is_numbered(row))
    }

    /// The first class with one of these words in its name.
    pub fn class_of(&self, words: &[&str]) -> Option<&'a TableRow> {
        self.classes().into_iter().find(|row| words.iter().any(|word| row.name.contains(word)))
    }
}

/// The name without its measure: `房屋` of `1、房屋（平方米）`.
pub fn class(row: &TableRow) -> String {
    let name = row.normal_name();
    name.split('(').next().unwrap_or_default().to_owned()
}

fn is_part(row: &TableRow) -> bool {
    row.name.trim_start().starts_with("其中")
}

fn is_numbered(row: &TableRow) -> bool {
    let name = budget::normal_name(&row.name);
    !is_part(row) && row.normal_name() != name
}
