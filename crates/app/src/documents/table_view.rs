//! A published table as the page shows it: printed lines of cells, with the findings under the line they are about.

use std::collections::HashMap;

use budget::{BudgetTable, Place, Side, TableRow};
use review::Severity;

use super::beneath::Beneath;
use super::beside::{Beside, row_of};
use super::cell_view::{self, Cell};
use super::rows::place_key;
use super::table_layout::{self, Printed, Slot};

#[derive(Debug)]
pub struct TableView {
    pub anchor: String,
    pub title: String,
    pub name: &'static str,
    pub year: Option<String>,
    pub unit_line: Option<String>,
    pub measure: &'static str,
    /// The running heads as printed; what they do not say of unit, year and measure stands in the fields above.
    pub running: Vec<Running>,
    pub note: Option<Note>,
    pub heads: Vec<Head>,
    pub lines: Vec<Line>,
    /// About the table as a whole.
    pub above: Beneath,
}

#[derive(Debug)]
pub struct Note {
    pub anchor: String,
    pub text: String,
    pub beneath: Beneath,
}

/// A running head between title and table.
#[derive(Debug)]
pub struct Running {
    /// Empty where the head before it stands at the same place.
    pub anchor: String,
    pub text: String,
}

#[derive(Debug)]
pub struct Head {
    pub text: &'static str,
    pub is_amount: bool,
}

#[derive(Debug)]
pub struct Line {
    pub cells: Vec<Cell>,
    pub is_total: bool,
    pub beneath: Beneath,
}

impl TableView {
    fn all_beneath(&self) -> impl Iterator<Item = &Beneath> {
        let note = self.note.iter().map(|note| &note.beneath);
        std::iter::once(&self.above).chain(self.lines.iter().map(|line| &line.beneath)).chain(note)
    }

    /// Some head says it: `单位：万元`.
    pub fn prints(&self, words: &str) -> bool {
        self.running.iter().any(|head| head.text.contains(words))
    }

    pub fn n_causes(&self) -> usize {
        self.all_beneath().map(Beneath::n_causes).sum()
    }

    pub fn gravest(&self) -> Option<Severity> {
        self.all_beneath().filter_map(Beneath::gravest).max()
    }

    pub fn n_consequences(&self) -> usize {
        self.all_beneath().map(Beneath::n_consequences).sum()
    }
}

pub fn view(table: &BudgetTable, beside: &mut Beside<'_>) -> TableView {
    let layout = table_layout::of(table);
    let lines = lines(table).iter().map(|line| line_view(table, line, &layout, beside)).collect();
    let note = table.note.as_ref().map(|note| Note {
        anchor: place_key::of(&note.place),
        text: note.value.clone(),
        beneath: beside.take(&[&note.place]),
    });
    let own: Vec<&Place> =
        std::iter::once(&table.place).chain(table.heads.iter().map(|h| &h.place)).collect();
    let mut above = beside.take(&own);
    above.merge(beside.take_from(&table.place));
    let head = |printed: &Printed| Head {
        text: printed.head,
        is_amount: matches!(printed.slot, Slot::Amount(_) | Slot::Quantity),
    };
    TableView {
        anchor: place_key::of(&table.place),
        title: table.title.clone(),
        name: table.kind.name(),
        year: table.fiscal_year.map(|year| year.to_string()),
        unit_line: table.unit_line.as_ref().map(|line| line.value.clone()),
        measure: table.measure.word(),
        running: running(table),
        note,
        heads: layout.iter().map(head).collect(),
        lines,
        above,
    }
}

fn running(table: &BudgetTable) -> Vec<Running> {
    let mut last = &table.place;
    let mut out = Vec::new();
    for head in &table.heads {
        let anchor = if head.place == *last { String::new() } else { place_key::of(&head.place) };
        out.push(Running { anchor, text: head.value.clone() });
        last = &head.place;
    }
    out
}

/// One printed line: a row, or the two halves of one.
struct PrintedLine<'t> {
    left: Option<&'t TableRow>,
    right: Option<&'t TableRow>,
}

impl<'t> PrintedLine<'t> {
    fn rows(&self) -> impl Iterator<Item = &'t TableRow> {
        self.left.into_iter().chain(self.right)
    }

    fn row(&self, side: Option<Side>) -> Option<&'t TableRow> {
        if side == Some(Side::Expenditure) { self.right } else { self.left }
    }

    fn place(&self) -> Option<&'t Place> {
        self.rows().map(|row| &row.place).min()
    }
}

/// The halves of a line share its number; without numbers, its printed row.
fn lines(table: &BudgetTable) -> Vec<PrintedLine<'_>> {
    let mut lines: Vec<PrintedLine<'_>> = Vec::new();
    let mut known: HashMap<(Option<u32>, Option<Place>), usize> = HashMap::new();
    for row in &table.rows {
        let is_right = row.side == Some(Side::Expenditure);
        let key = (row.number, row.number.is_none().then(|| row_of(&row.place)));
        let is_free =
            |line: &PrintedLine<'_>| if is_right { line.right.is_none() } else { line.left.is_none() };
        let open = known.get(&key).copied().filter(|index| row.side.is_some() && is_free(&lines[*index]));
        let index = open.unwrap_or(lines.len());
        if open.is_none() {
            lines.push(PrintedLine { left: None, right: None });
            known.insert(key, index);
        }
        let half = if is_right { &mut lines[index].right } else { &mut lines[index].left };
        *half = Some(row);
    }
    if table.kind.is_two_sided() {
        lines.sort_by_key(PrintedLine::place);
    }
    lines
}

fn line_view(
    table: &BudgetTable,
    line: &PrintedLine<'_>,
    layout: &[Printed],
    beside: &mut Beside<'_>,
) -> Line {
    let places: Vec<&Place> = line.rows().flat_map(places).collect();
    let beneath = beside.take(&places);
    let cell = |printed: &Printed| match (printed.slot, line.row(printed.side)) {
        (Slot::Number, _) => {
            let number = line.rows().find_map(|row| row.number);
            Cell {
                text: number.map(|n| n.to_string()).unwrap_or_default(),
                class: "muted",
                ..Cell::default()
            }
        }
        (slot, Some(row)) => cell_view::of(slot, row, table.measure, &beneath),
        (Slot::Amount(_), None) => Cell { class: "num", ..Cell::default() },
        (_, None) => Cell::default(),
    };
    let cells = layout.iter().map(cell).collect();
    Line { cells, is_total: line.rows().any(is_total), beneath }
}

/// Every place of a row that has an anchor on the page.
fn places(row: &TableRow) -> impl Iterator<Item = &Place> {
    let amounts = row.amounts.iter().map(|(_, amount)| &amount.place);
    let quantity = row.quantity.iter().map(|quantity| &quantity.place);
    std::iter::once(&row.place).chain(amounts).chain(quantity)
}

/// 合计, 本年收入合计, 支出总计, 资产总额
fn is_total(row: &TableRow) -> bool {
    let name = row.normal_name();
    row.code.is_none() && (name.ends_with("合计") || name.ends_with("总计") || name == "资产总额")
}
