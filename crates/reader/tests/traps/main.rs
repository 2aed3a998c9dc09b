//! One small text for each trap that published documents set. `|` stands for a tab.

#![allow(clippy::unwrap_used, clippy::panic)]

mod projects;
mod tables;
mod templates;
mod texts;

use budget::BudgetDocument;
use reader::{Note, Reading, read};

fn reading(text: &str) -> Reading {
    read("trap.txt", text.replace('|', "\t").as_bytes()).unwrap()
}

fn document(text: &str) -> BudgetDocument {
    reading(text).document
}

fn messages(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.message.as_str()).collect()
}
