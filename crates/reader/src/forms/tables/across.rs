//! The table of 三公经费 printed across: the parts are columns, and one row of amounts stands under them. Columns of
//! other money, 会议费 or 培训费, become rows, too: 合计 may cover them.

use budget::{Amount, BudgetTable, Column, Figure, FiscalYear, PublicsPart, TableRow, fold, normal_name};

use super::super::notes::Notes;
use super::super::piece::{Cell, Piece, Row};
use super::super::walk::Walk;
use super::columns::{self, Role, words, year_of};
use super::head_rows::{is_column_numbers, is_number};
use super::year_rows;
use super::years::{self, Year};

/// Of a head.
const MOST_ROWS: usize = 6;

/// A column of amounts.
#[derive(Debug)]
struct Bound {
    /// Several where each budget has its own.
    indices: Vec<usize>,
    of_book: bool,
    /// None of other money
    part: Option<PublicsPart>,
    /// Of the row that it becomes.
    name: String,
    column: Column,
    /// The cell of the head.
    cell: Cell,
}

impl Bound {
    fn amounts(&self, row: &Row, table: &BudgetTable) -> Vec<Amount> {
        let read =
            |index: &usize| Amount::read(row.text(*index), table.measure, row.place_of(*index).clone());
        self.indices.iter().map(read).collect()
    }

    /// Of several budgets, that of the only one with money: a sum is printed nowhere.
    fn amount(&self, row: &Row, table: &BudgetTable) -> Amount {
        let amounts = self.amounts(row, table);
        let has_money = |amount: &&Amount| amount.addend().is_none_or(|money| money.fen() != 0);
        let with_money: Vec<&Amount> = amounts.iter().filter(has_money).collect();
        match with_money.as_slice() {
            [] => amounts.iter().find(|amount| !amount.is_blank()).unwrap_or(&amounts[0]).clone(),
            [only] => (*only).clone(),
            several => {
                let printed: Vec<&str> = several.iter().map(|amount| amount.printed.as_str()).collect();
                Amount {
                    printed: printed.join("、"),
                    figure: Figure::Unread,
                    place: several[0].place.clone(),
                }
            }
        }
    }

    fn is_printed(&self, row: &Row) -> bool {
        self.indices.iter().any(|index| !row.text(*index).is_empty())
    }

    fn has_figure(&self, row: &Row) -> bool {
        self.indices.iter().any(|index| is_figure(row.text(*index)))
    }
}

/// Reads the table when its head is of this kind; nothing is taken from the walk otherwise.
pub fn read(walk: &mut Walk, table: &mut BudgetTable, notes: &mut Notes) -> bool {
    let rows = || walk.rest().iter().map_while(Piece::row);
    let is_data = |row: &Row| !is_column_numbers(row) && row.filled().any(|(_, cell)| is_figure(&cell.text));
    let head: Vec<&Row> = rows().take(MOST_ROWS).take_while(|row| !is_data(row)).collect();
    let named: Vec<&Row> = head.iter().copied().filter(|row| !is_column_numbers(row)).collect();
    if !names_parts(&named) {
        return false;
    }
    let bound = bind(&named);
    let data: Vec<&Row> = rows().skip(head.len()).filter(|row| !is_column_numbers(row)).collect();
    for _ in 0..rows().count() {
        walk.next();
    }
    table.columns = [Column::Total, Column::PriorYear]
        .into_iter()
        .filter(|column| bound.iter().any(|bound| bound.column == *column))
        .collect();
    fill(table, bound, &data, notes);
    true
}

fn fill(table: &mut BudgetTable, mut bound: Vec<Bound>, data: &[&Row], notes: &mut Notes) {
    let first = first_part(&bound);
    let years = year_rows::of(data, first);
    let Some(row) = years.as_ref().map(|years| years.this).or_else(|| the_row(data, first)) else {
        if let Some(row) = data.first() {
            // Not an empty table.
            table.columns = vec![Column::Unread];
            let note =
                "“三公”经费表有多行金额而没有合计行，或不止一行合计，不知道哪一行是全部门当年的，没有读入";
            notes.add(row.place(), note.to_owned());
        }
        return;
    };
    bound.retain(|bound| bound.part.is_some() || bound.has_figure(row));
    name_the_only_total(&mut bound);
    table.rows = parts(row, &bound, table, notes);
    if let Some(years) = years {
        years.last.into_iter().for_each(|last| add_last_year(last, &bound, table));
        return;
    }
    let units = data.iter().filter(|other| !std::ptr::eq(**other, row));
    let of_units: Vec<TableRow> = units.flat_map(|unit| of_unit(unit, &bound, table)).collect();
    table.rows.extend(of_units);
}

/// What stands before the first column of a part names the row.
fn first_part(bound: &[Bound]) -> usize {
    let parts = bound.iter().filter(|bound| bound.part.is_some());
    parts.flat_map(|bound| &bound.indices).copied().min().unwrap_or(0)
}

/// One row of the head names two parts that are never rows of one another.
fn names_parts(head: &[&Row]) -> bool {
    head.iter().any(|row| {
        let has = |part| row.filled().any(|(_, cell)| PublicsPart::of_label(&cell.text) == Some(part));
        has(PublicsPart::OverseasTravel) && has(PublicsPart::Reception)
    })
}

fn bind(head: &[&Row]) -> Vec<Bound> {
    let cells = || head.iter().flat_map(|row| &row.cells);
    let latest: Option<FiscalYear> = cells().filter_map(|cell| year_of(&fold(&cell.text))).max();
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut bound: Vec<Bound> = Vec::new();
    for index in 0..width {
        let words = words(head, index);
        let texts: Vec<&str> = words.iter().map(|(text, _)| text.as_str()).collect();
        let Some((text, place)) = words.last().cloned() else { continue };
        let above = without_book(&texts).filter(|above| part(above).is_some());
        let of_book = above.is_some();
        let texts = above.unwrap_or(&texts);
        let part = part(texts);
        if part.is_none() && !is_of_money(&text) {
            continue;
        }
        let column = match years::of(texts, latest) {
            Year::This => Column::Total,
            Year::Last => Column::PriorYear,
            Year::Other => continue,
        };
        let name = name(part, texts);
        match bound.iter_mut().find(|known| known.name == name && known.column == column) {
            Some(known) if known.of_book && of_book => known.indices.push(index),
            Some(_) => {}
            None => {
                let (indices, cell) = (vec![index], Cell { text, place });
                bound.push(Bound { indices, of_book, part, name, column, cell });
            }
        }
    }
    bound
}

/// `公务接待费` over `一般公共预算` and `政府性基金预算`: what stands over the budget's name.
fn without_book<'t, 'w>(words: &'t [&'w str]) -> Option<&'t [&'w str]> {
    let (leaf, above) = words.split_last()?;
    matches!(columns::role(leaf), Some(Role::Amount(Column::Book(_)))).then_some(above)
}

/// Neither a code, a name, a year, a serial number nor a remark.
fn is_of_money(leaf: &str) -> bool {
    const ENDS: [&str; 6] = ["年度", "年份", "单位", "部门", "编号", "代码"];
    matches!(columns::role(leaf), None | Some(Role::Amount(_)))
        && !columns::is_group(leaf)
        && !ENDS.iter().any(|end| leaf.ends_with(end))
}

/// 合计 under 三公经费 is that of the three; one beside it may cover more.
fn name(part: Option<PublicsPart>, words: &[&str]) -> String {
    let is_publics = |word: &&str| word.contains("三公") && PublicsPart::of_label(word).is_some();
    match (part, words.last()) {
        (Some(PublicsPart::Total), _) if words.iter().any(is_publics) => "“三公”经费合计".to_owned(),
        (Some(part), _) => part.name().to_owned(),
        (None, leaf) => leaf.copied().unwrap_or_default().to_owned(),
    }
}

/// Where nothing but the three is printed, their total is 合计.
fn name_the_only_total(bound: &mut [Bound]) {
    let total = PublicsPart::Total.name();
    if bound.iter().all(|bound| bound.part.is_some() && bound.name != total) {
        let totals = bound.iter_mut().filter(|bound| bound.part == Some(PublicsPart::Total));
        totals.for_each(|bound| bound.name = total.to_owned());
    }
}

/// Under 公务用车购置及运行维护费 the leaves may be called 小计, 购置费 and 运行费 alone.
fn part(words: &[&str]) -> Option<PublicsPart> {
    let (leaf, above) = words.split_last()?;
    if above.iter().any(|word| PublicsPart::of_label(word) == Some(PublicsPart::Vehicles)) {
        return match () {
            () if leaf.contains("小计") || leaf.contains("合计") => Some(PublicsPart::Vehicles),
            () if leaf.contains("购置") && leaf.contains("运") => Some(PublicsPart::Vehicles),
            () if leaf.contains("购置") => Some(PublicsPart::Purchase),
            () if leaf.contains('运') || leaf.contains("维护") => Some(PublicsPart::Running),
            () => None,
        };
    }
    // A leaf of nothing but a title above it, 三公经费 over 单位名称, is no total.
    let is_leaf = normal_name(leaf);
    PublicsPart::of_label(&is_leaf).or_else(|| {
        let total = ["小计", "预算数", "金额"].contains(&is_leaf.as_str());
        above.iter().rev().find_map(|word| PublicsPart::of_label(word)).filter(|_| total)
    })
}

/// The row of the whole department: the only 合计, or the only row. Of rows of years it may be that of last year.
fn the_row<'r>(data: &[&'r Row], first: usize) -> Option<&'r Row> {
    let is_total = |row: &&&Row| {
        row.filled().any(|(_, cell)| matches!(normal_name(&cell.text).as_str(), "合计" | "总计"))
    };
    if data.iter().any(|row| year_rows::is_labelled(row, first)) {
        return None;
    }
    let totals: Vec<&&Row> = data.iter().filter(is_total).collect();
    match (totals.as_slice(), data) {
        ([only], _) => Some(**only),
        ([], [only]) => Some(*only),
        _ => None,
    }
}

/// A row for every part, as the upright table has them.
fn parts(row: &Row, bound: &[Bound], table: &BudgetTable, notes: &mut Notes) -> Vec<TableRow> {
    let mut rows: Vec<TableRow> = Vec::new();
    for bound in bound {
        let amount = bound.amount(row, table);
        if amount.figure == Figure::Unread {
            notes.unread_amount(&amount);
        }
        match rows.iter_mut().find(|row| row.name == bound.name) {
            Some(row) => row.amounts.push((bound.column, amount)),
            None => rows.push(TableRow {
                number: None,
                side: None,
                code: None,
                name: bound.name.clone(),
                amounts: vec![(bound.column, amount)],
                quantity: None,
                purchase: None,
                place: bound.cell.place.clone(),
            }),
        }
    }
    let part = |row: &TableRow| PublicsPart::of_label(&row.name);
    let order = |row: &TableRow| {
        PublicsPart::ALL.iter().position(|other| part(row) == Some(*other)).unwrap_or(usize::MAX)
    };
    rows.sort_by_key(order);
    rows
}

/// A column more in the rows of the parts.
fn add_last_year(last: &Row, bound: &[Bound], table: &mut BudgetTable) {
    for bound in bound {
        let amount = bound.amount(last, table);
        if let Some(row) = table.rows.iter_mut().find(|row| row.name == bound.name) {
            row.amounts.push((Column::PriorYear, amount));
        }
    }
    table.columns.push(Column::PriorYear);
}

/// Rows of one unit, for every part that has money there.
fn of_unit(row: &Row, bound: &[Bound], table: &BudgetTable) -> Vec<TableRow> {
    let is_name = |text: &str| !text.is_empty() && !is_figure(text);
    let Some(unit) = row.cells.iter().take(first_part(bound)).rfind(|cell| is_name(&cell.text)) else {
        return Vec::new();
    };
    let of_part = |bound: &Bound| TableRow {
        number: None,
        side: None,
        code: None,
        name: format!("{} {}", unit.line(), bound.name),
        amounts: vec![(Column::OfUnit, bound.amount(row, table))],
        quantity: None,
        purchase: None,
        place: unit.place.clone(),
    };
    let this_year = bound.iter().filter(|bound| bound.column == Column::Total);
    this_year.filter(|bound| bound.is_printed(row)).map(of_part).collect()
}

pub(super) fn is_figure(text: &str) -> bool {
    is_number(text) || matches!(fold(text).trim(), "无" | "-" | "—" | "——" | "/")
}
