//! One printed line of a table: up to two rows of values.

use budget::{Amount, BudgetTable, Column, Figure, Purchase, Quantity, Side, TableRow};

use super::super::notes::Notes;
use super::super::piece::{Cell, Row};
use super::columns::{Binding, Bound, Role};
use super::head_rows;

pub fn read(row: &Row, binding: &Binding, table: &mut BudgetTable, notes: &mut Notes) {
    if binding.columns.is_empty() {
        notes.add(row.place(), "这一行在表头之前，不知道各列的含义，没有读入".into());
        return;
    }
    let number = binding.index(Role::Number, None).and_then(|i| head_rows::number(row.text(i)));
    if number.is_none() && is_of_last_year(row, binding, table) {
        return;
    }
    let sides: &[Option<Side>] =
        if table.kind.is_two_sided() { &[Some(Side::Revenue), Some(Side::Expenditure)] } else { &[None] };
    let read: Vec<TableRow> =
        sides.iter().filter_map(|side| half(row, binding, number, *side, table, notes)).collect();
    if read.is_empty() && joins(row, binding, table) {
        return;
    }
    if read.is_empty() && number.is_none() {
        notes.add(row.place(), "这一行的内容不在任何已知的列里，没有读入".into());
    }
    table.rows.extend(read);
}

/// An item that had money last year and has none now: nothing of it is this year's.
fn is_of_last_year(row: &Row, binding: &Binding, table: &BudgetTable) -> bool {
    let is_amount = |bound: &&Bound| matches!(bound.role, Role::Amount(_));
    let mut amounts = binding.columns.iter().filter(is_amount).peekable();
    !table.kind.is_two_sided()
        && !binding.code(row, None).is_empty()
        && amounts.peek().is_some()
        && amounts.all(|bound| row.text(bound.index).is_empty())
        && binding.last_year.iter().any(|index| head_rows::is_number(row.text(*index)))
}

/// The row, or the half of it on one side, when anything is printed there.
fn half(
    row: &Row,
    binding: &Binding,
    number: Option<u32>,
    side: Option<Side>,
    table: &BudgetTable,
    notes: &mut Notes,
) -> Option<TableRow> {
    let name = binding.index(Role::Name, side);
    let above = table.rows.iter().rev().find_map(|row| row.code.as_deref());
    let mut code = binding.code(row, above);
    let mut printed = name.and_then(|i| row.cells.get(i)).map(Cell::line).unwrap_or_default();
    // 合计 may stand under the codes, over the merged cells of code and name.
    if !code.contains(|c: char| c.is_ascii_alphanumeric()) {
        let words = std::mem::take(&mut code);
        printed = if printed.is_empty() { words } else { printed };
    }
    if let Some((bracketed, rest)) = bracketed_code(&printed).filter(|_| code.is_empty()) {
        (code, printed) = (bracketed, rest);
    }
    // Or under the units, whose whole stands above their items.
    if printed.is_empty() && code.is_empty() {
        printed = binding.unit(row, side).map(Cell::line).unwrap_or_default();
    }
    let amounts = amounts(row, binding, side, table, notes);
    let states = amounts.iter().any(|(_, amount)| !amount.is_blank());
    let named = !printed.is_empty() || !code.is_empty();
    // A row without number and amounts is the rest of the one before it, see `joins`.
    let is_whole = number.is_some() || !binding.has(Role::Number) || !code.is_empty() || states;
    (is_whole && (named || states)).then(|| TableRow {
        number,
        side,
        code: (!code.is_empty()).then_some(code),
        name: printed,
        amounts,
        quantity: binding.index(Role::Quantity, side).map(|i| quantity(row, i)),
        purchase: purchase(row, binding),
        place: name.map_or_else(|| row.place(), |i| row.place_of(i)).clone(),
    })
}

/// `[30201]办公费`: code and name in one cell.
fn bracketed_code(printed: &str) -> Option<(String, String)> {
    let text = printed.trim().strip_prefix(['[', '【', '［'])?;
    let (code, name) = text.split_once([']', '】', '］'])?;
    let is_code = matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| (code.to_owned(), name.trim().to_owned()))
}

fn amounts(
    row: &Row,
    binding: &Binding,
    side: Option<Side>,
    table: &BudgetTable,
    notes: &mut Notes,
) -> Vec<(Column, Amount)> {
    let mut out = Vec::new();
    for bound in binding.columns.iter().filter(|bound| bound.side == side) {
        let Role::Amount(column) = bound.role else {
            continue;
        };
        let index = merged_index(row, binding, bound).unwrap_or(bound.index);
        let amount = Amount::read(row.text(index), table.measure, row.place_of(index).clone());
        if amount.figure == Figure::Unread {
            notes.unread_amount(&amount);
        }
        out.push((column, amount));
    }
    out
}

/// The label of 支出总计 may span the columns of two classifications, its amount standing under the last of them.
fn merged_index(row: &Row, binding: &Binding, bound: &Bound) -> Option<usize> {
    let is_whole = bound.side == Some(Side::Expenditure) && bound.role == Role::Amount(Column::Total);
    let name = binding.index(Role::Name, bound.side)?;
    let behind = row.filled().map(|(index, _)| index).find(|index| *index > name)?;
    let is_sum = ["合计", "总计", "小计"].iter().any(|sum| row.text(name).ends_with(sum));
    (is_whole && is_sum && binding.further.contains(&behind)).then_some(behind)
}

fn quantity(row: &Row, index: usize) -> Quantity {
    let printed = row.text(index).to_owned();
    let number = budget::fold(&printed).trim().parse().ok();
    Quantity { printed, number, place: row.place_of(index).clone() }
}

fn purchase(row: &Row, binding: &Binding) -> Option<Purchase> {
    let text = |role| binding.index(role, None).map(|i| row.text(i).to_owned());
    let filled = |role| text(role).filter(|text| !text.is_empty());
    Some(Purchase {
        item: text(Role::Item)?,
        catalogue_number: filled(Role::CatalogueNumber),
        measure: filled(Role::Measure),
    })
}

/// A name torn by a page break: its rest stands alone in the name column, without number and amounts.
fn joins(row: &Row, binding: &Binding, table: &mut BudgetTable) -> bool {
    let mut filled = row.filled();
    let (Some((index, rest)), None) = (filled.next(), filled.next()) else {
        return false;
    };
    let bound = binding.columns.iter().find(|bound| bound.index == index && bound.role == Role::Name);
    let torn = bound.and_then(|bound| table.rows.iter_mut().rev().find(|row| row.side == bound.side));
    torn.map(|torn| torn.name.push_str(&rest.line())).is_some()
}

/// Rows are counted: a gap is a row lost between two pages.
pub fn note_gaps(table: &BudgetTable, notes: &mut Notes) {
    let mut last = None;
    for row in &table.rows {
        let Some(number) = row.number else {
            continue;
        };
        if let Some(last) = last
            && number != last
            && Some(number) != u32::checked_add(last, 1)
        {
            let message = format!("序号从{last}跳到{number}，中间的行可能丢失，合计类核对可能无法判断");
            notes.add(&row.place, message);
        }
        last = Some(number);
    }
}
