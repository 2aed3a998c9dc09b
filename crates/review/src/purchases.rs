//! 政府采购预算表: its total, and its items with the project that each belongs to.

use budget::{BudgetTable, Column, Money, TableRow};

#[derive(Debug)]
pub struct Purchases<'a> {
    pub table: &'a BudgetTable,
    pub total: Option<&'a TableRow>,
    pub items: Vec<Item<'a>>,
    /// A row with an amount that is neither the total nor an item: a subtotal, the name of a unit.
    pub stranger: Option<&'a TableRow>,
}

#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// 项目名称, of the row itself or the last one above it.
    pub project: &'a str,
    pub row: &'a TableRow,
}

impl<'a> Purchases<'a> {
    pub fn of(table: &'a BudgetTable) -> Purchases<'a> {
        let total = table.total_row();
        let mut purchases = Purchases { table, total, items: Vec::new(), stranger: None };
        let mut project = "";
        for row in &table.rows {
            if total.is_some_and(|total| std::ptr::eq(total, row)) {
                continue;
            }
            if !row.name.trim().is_empty() {
                project = row.name.trim();
            }
            let states = row.amount(Column::Total).is_some_and(|amount| !amount.is_blank());
            let named = row.purchase.as_ref().is_none_or(|purchase| !purchase.item.trim().is_empty());
            if named && !is_subtotal(row) {
                purchases.items.push(Item { project, row });
            } else if states {
                purchases.stranger = purchases.stranger.or(Some(row));
            }
        }
        purchases
    }

    /// Nothing is to be bought: the table is empty, or its amounts are 0. `None` where an amount cannot be read.
    pub fn is_nil(&self) -> Option<bool> {
        if self.table.has_unread_column() && !self.table.columns.contains(&Column::Total) {
            return None;
        }
        let mut amounts = self.table.rows.iter().filter_map(|row| row.amount(Column::Total));
        amounts.try_fold(true, |nil, amount| Some(nil && amount.addend()? == Money::ZERO))
    }
}

fn is_subtotal(row: &TableRow) -> bool {
    ["小计", "合计", "总计"].iter().any(|word| row.normal_name().ends_with(word))
}

impl Item<'_> {
    /// The first letter of 政府采购目录: A goods, B works, C services. The number may stand before the item's name.
    pub fn catalogue_letter(&self) -> Option<char> {
        let purchase = self.row.purchase.as_ref()?;
        let number = purchase.catalogue_number.as_deref().map(str::trim).unwrap_or_default();
        let letter = |text: &str| text.chars().next().map(|letter| letter.to_ascii_uppercase());
        letter(number).or_else(|| {
            let digits = purchase.item.trim().chars().skip(1).take_while(char::is_ascii_digit).count();
            letter(purchase.item.trim()).filter(|letter| matches!(letter, 'A'..='C') && digits >= 2)
        })
    }
}
