//! A layout-neutral document to budget values and notes. No form knows of tabs, lines or pages: they see texts
//! and rows of cells.

mod contents;
mod department;
mod head;
mod heading;
mod narrative;
mod notes;
mod numbering;
mod outline;
mod passage;
mod piece;
mod project;
mod region;
mod stated;
mod tables;
mod targets;
mod units;
mod walk;
mod year;

use budget::{BudgetDocument, DocumentKind, TableKind};

use crate::{Document, Reading, Refusal};
use notes::Notes;
use outline::Outline;

pub fn budget(document: Document) -> Result<Reading, Refusal> {
    let mut notes = Notes::default();
    let mut pieces = piece::pieces(document);
    let contents = contents::take(&mut pieces);
    let pieces = passage::join(pieces);
    let outline = outline::read(&pieces, &mut notes);
    if !outline.is_of_a_budget() {
        return Err(Refusal::NotABudget);
    }
    let fiscal_year = year::fiscal_year(&outline);
    let department = department::department(&outline);
    let (region, region_code) = region::region(&outline, &department);
    let document = BudgetDocument {
        kind: kind(&outline),
        fiscal_year,
        region,
        region_code,
        department,
        contents,
        stated: stated::figures(&outline.sections),
        narrative: outline.sections.iter().map(narrative::Section::finish).collect(),
        target: targets::read(&outline.targets),
        tables: outline.tables,
        units: outline.units,
        projects: outline.projects,
    };
    Ok(Reading { document, notes: notes.into_list() })
}

/// Procurement and assets alone do not make a disclosure; the nine tables or several sections do.
fn kind(outline: &Outline) -> DocumentKind {
    let is_one_of_nine = |kind: TableKind| TableKind::NINE.contains(&kind);
    if outline.tables.iter().any(|table| is_one_of_nine(table.kind)) || outline.sections.len() > 1 {
        return DocumentKind::Disclosure;
    }
    match outline.sections.first() {
        Some(section) if section.title.contains("绩效") => DocumentKind::PerformanceSection,
        Some(_) => DocumentKind::Disclosure,
        None if !outline.tables.is_empty() => DocumentKind::Disclosure,
        None => DocumentKind::PerformanceText,
    }
}
