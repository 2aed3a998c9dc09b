//! One cell of a published table: its text as meant, its anchor, its sign.

use budget::{Amount, Column, Figure, Measure, Place, TableRow};

use super::beneath::{Beneath, Mark};
use super::rows::place_key;
use super::table_layout::Slot;

#[derive(Debug, Default)]
pub struct Cell {
    pub anchor: String,
    pub class: &'static str,
    pub text: String,
    /// The head of the column, for a phone that shows the row as a card.
    pub label: &'static str,
    pub is_name: bool,
    /// What stands in place of an amount: 不公开, or a text that could not be read.
    pub oddity: Option<Oddity>,
    pub mark: Option<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    Redacted,
    Unread,
}

impl Cell {
    /// The classes of the cell, its severity included.
    pub fn classes(&self) -> String {
        match &self.mark {
            Some(mark) => format!("{} {}", self.class, mark.class()).trim_start().to_owned(),
            None => self.class.to_owned(),
        }
    }

    pub fn is_redacted(&self) -> bool {
        self.oddity == Some(Oddity::Redacted)
    }

    pub fn is_unread(&self) -> bool {
        self.oddity == Some(Oddity::Unread)
    }
}

pub fn of(slot: Slot, row: &TableRow, measure: Measure, beneath: &Beneath) -> Cell {
    let purchase = row.purchase.as_ref();
    let text = |text: Option<&String>| Cell { text: text.cloned().unwrap_or_default(), ..Cell::default() };
    match slot {
        Slot::Number => Cell::default(),
        Slot::Code => Cell { class: "code", ..text(row.code.as_ref()) },
        Slot::Name => name(row, beneath),
        Slot::Item => text(purchase.map(|p| &p.item)),
        Slot::CatalogueNumber => {
            Cell { class: "code", ..text(purchase.and_then(|p| p.catalogue_number.as_ref())) }
        }
        Slot::PurchaseMeasure => text(purchase.and_then(|p| p.measure.as_ref())),
        Slot::Quantity => row.quantity.as_ref().map_or_else(blank, |quantity| {
            placed(&quantity.place, beneath, Cell { text: quantity.printed.clone(), ..blank() })
        }),
        Slot::Amount(column) => amount_in(row, column, measure, beneath),
    }
}

fn amount_in(row: &TableRow, column: Column, measure: Measure, beneath: &Beneath) -> Cell {
    row.amount(column).map_or_else(blank, |amount| of_amount(amount, measure, beneath))
}

pub fn of_amount(amount: &Amount, measure: Measure, beneath: &Beneath) -> Cell {
    let oddity = match amount.figure {
        Figure::Redacted(_) => Some(Oddity::Redacted),
        Figure::Unread => Some(Oddity::Unread),
        _ => None,
    };
    placed(&amount.place, beneath, Cell { text: words(amount, measure), oddity, ..blank() })
}

/// The amount in a measure; what is no amount as it was printed.
pub fn words(amount: &Amount, measure: Measure) -> String {
    match amount.figure {
        Figure::Blank => String::new(),
        Figure::Stated(money) => money.in_measure(measure),
        Figure::Redacted(secrecy) => secrecy.word().to_owned(),
        Figure::Nil | Figure::Unread => amount.printed.clone(),
    }
}

fn name(row: &TableRow, beneath: &Beneath) -> Cell {
    let sub = row.name.trim_start().starts_with("其中").then_some(1);
    let class = match row.level().or(sub) {
        Some(0) => "level-0",
        Some(1) => "level-1",
        Some(_) => "level-2",
        None => "",
    };
    placed(&row.place, beneath, Cell { text: row.name.clone(), class, is_name: true, ..Cell::default() })
}

fn blank() -> Cell {
    Cell { class: "num", ..Cell::default() }
}

fn placed(place: &Place, beneath: &Beneath, cell: Cell) -> Cell {
    Cell { anchor: place_key::of(place), mark: beneath.mark(place).cloned(), ..cell }
}
