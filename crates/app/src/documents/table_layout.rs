//! The columns of a published table, as a page prints them.

use budget::{BudgetTable, Column, Side, TableKind, TableRow};

/// What one printed column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Number,
    Code,
    Name,
    Item,
    CatalogueNumber,
    PurchaseMeasure,
    Quantity,
    Amount(Column),
}

/// A printed column, in the half of the table it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Printed {
    pub side: Option<Side>,
    pub slot: Slot,
    pub head: &'static str,
}

pub fn of(table: &BudgetTable) -> Vec<Printed> {
    let sides: &[Option<Side>] =
        if table.kind.is_two_sided() { &[Some(Side::Revenue), Some(Side::Expenditure)] } else { &[None] };
    let has_numbers = table.rows.iter().any(|row| row.number.is_some());
    let number = has_numbers.then_some((None, Slot::Number));
    let halves = sides.iter().flat_map(|side| half(table, *side).into_iter().map(|slot| (*side, slot)));
    let printed = number.into_iter().chain(halves);
    printed.map(|(side, slot)| Printed { side, slot, head: head(table.kind, side, slot) }).collect()
}

fn half(table: &BudgetTable, side: Option<Side>) -> Vec<Slot> {
    let rows = || table.rows.iter().filter(move |row| row.side == side);
    let any = |has: fn(&TableRow) -> bool| rows().any(has);
    let mut slots = Vec::new();
    let is_empty = table.rows.is_empty() && is_by_code(table.kind);
    slots.extend((is_empty || any(|row| row.code.is_some())).then_some(Slot::Code));
    slots.push(Slot::Name);
    let mut amounts = columns(table, side);
    if table.kind == TableKind::Procurement {
        let leads = |column: &Column| *column == Column::ProjectFunds;
        slots.extend(amounts.extract_if(.., |column| leads(column)).map(Slot::Amount));
        slots.push(Slot::Item);
        slots.extend(any(has_catalogue_number).then_some(Slot::CatalogueNumber));
        slots.extend(any(has_measure).then_some(Slot::PurchaseMeasure));
    }
    slots.extend(any(|row| row.quantity.is_some()).then_some(Slot::Quantity));
    slots.extend(amounts.into_iter().map(Slot::Amount));
    slots
}

fn is_by_code(kind: TableKind) -> bool {
    use TableKind::{Assets, Procurement, ThreePublics};
    !kind.is_two_sided() && !matches!(kind, ThreePublics | Procurement | Assets)
}

/// The amount columns of one half: those its rows carry, in printed order.
fn columns(table: &BudgetTable, side: Option<Side>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for row in table.rows.iter().filter(|row| row.side == side) {
        for (column, _) in &row.amounts {
            if !columns.contains(column) {
                columns.push(*column);
            }
        }
    }
    if columns.is_empty() && side != Some(Side::Revenue) {
        columns = table.columns.clone();
        columns.dedup();
        columns.retain(|column| *column != Column::Unread);
    }
    if columns.is_empty() {
        columns.push(Column::Total);
    }
    columns
}

fn has_catalogue_number(row: &TableRow) -> bool {
    row.purchase.as_ref().is_some_and(|purchase| purchase.catalogue_number.is_some())
}

fn has_measure(row: &TableRow) -> bool {
    row.purchase.as_ref().is_some_and(|purchase| purchase.measure.is_some())
}

fn head(kind: TableKind, side: Option<Side>, slot: Slot) -> &'static str {
    match (slot, kind, side) {
        (Slot::Number, ..) => "序号",
        (Slot::Code, ..) => "科目编码",
        (Slot::Name, TableKind::Procurement, _) => "项目名称",
        (Slot::Name, _, Some(Side::Revenue)) => "收入项目",
        (Slot::Name, _, Some(Side::Expenditure)) => "支出项目",
        (Slot::Name, TableKind::ThreePublics | TableKind::Assets, _) => "项目",
        (Slot::Name, ..) => "科目名称",
        (Slot::Item, ..) => "采购物品名称",
        (Slot::CatalogueNumber, ..) => "目录序号",
        (Slot::PurchaseMeasure, ..) => "计量单位",
        (Slot::Quantity, ..) => "数量",
        (Slot::Amount(Column::Total), TableKind::RevenueAndExpenditure, _) => "预算数",
        (Slot::Amount(Column::Total), TableKind::AppropriationBalance, Some(Side::Revenue)) => "金额",
        (Slot::Amount(Column::Total), TableKind::Assets, _) => "价值",
        (Slot::Amount(column), ..) => column.name(),
    }
}
