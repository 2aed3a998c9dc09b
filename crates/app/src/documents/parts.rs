//! Which page of a document shows a place: a place belongs to the last table, project or section that begins before it.

use budget::Place;

use super::rows::place_key;
use crate::args;
use crate::db::Db;
use crate::error::Result;

/// The page that shows a part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Tables,
    /// Counted from 1, as in the address.
    Project(i64),
    Narrative,
}

#[derive(Debug)]
struct Start {
    place: Place,
    part: Part,
}

/// Where the tables, projects, sections and targets of a document begin, in printed order.
#[derive(Debug)]
pub struct Parts {
    document_id: String,
    list: Vec<Start>,
}

impl Parts {
    pub async fn of(db: &Db, document_id: &str) -> Result<Parts> {
        let rows: Vec<(String, i64, String)> = db
            .all(
                "select 'tables', ordinal, place from budget_table where document_id = $1
                 union all select 'project', ordinal, place from project where document_id = $1
                 union all select 'narrative', ordinal, place from narrative_section where document_id = $1
                 union all select 'narrative', ordinal, place from target_item where document_id = $1",
                args![document_id],
            )
            .await?;
        let start = |(part, ordinal, place): (String, i64, String)| {
            let part = match part.as_str() {
                "tables" => Part::Tables,
                "project" => Part::Project(ordinal + 1),
                _ => Part::Narrative,
            };
            Ok(Start { place: place_key::stored(&place)?, part })
        };
        let mut list: Vec<Start> = rows.into_iter().map(start).collect::<Result<_>>()?;
        list.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(Parts { document_id: document_id.to_owned(), list })
    }

    /// The beginning of the part that a place lies in, and its page; `None` before the first and on other sheets.
    pub fn start(&self, place: &Place) -> Option<(&Place, Part)> {
        let end = self.list.partition_point(|start| start.place <= *place);
        let start = self.list[..end].last()?;
        is_same_run(&start.place, place).then_some((&start.place, start.part))
    }

    pub fn part(&self, place: &Place) -> Option<Part> {
        self.start(place).map(|(_, part)| part)
    }

    /// The address of the section, table or form that the place lies in.
    pub fn section_address(&self, place: &Place) -> String {
        self.address(self.start(place).map_or(place, |(start, _)| start))
    }

    /// The address that shows the place: its page, or the overview where no page does.
    pub fn address(&self, place: &Place) -> String {
        format!("{}#{}", self.page_address(place), place_key::of(place))
    }

    /// The page alone.
    pub fn page_address(&self, place: &Place) -> String {
        let id = &self.document_id;
        match self.part(place) {
            Some(Part::Tables) => format!("/documents/{id}/tables"),
            Some(Part::Project(number)) => format!("/documents/{id}/projects/{number}"),
            Some(Part::Narrative) => format!("/documents/{id}/narrative"),
            None => format!("/documents/{id}"),
        }
    }
}

/// Only places that follow each other in print can be said to lie before or after.
fn is_same_run(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Line { .. }, Place::Line { .. }) | (Place::Page { .. }, Place::Page { .. }) => true,
        (Place::Sheet { sheet: a, .. }, Place::Sheet { sheet: b, .. }) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_belongs_to_what_began_last() {
        let start = |line, part| Start { place: Place::line(line), part };
        let list = vec![start(10, Part::Tables), start(50, Part::Narrative), start(80, Part::Project(1))];
        let parts = Parts { document_id: "d".to_owned(), list };
        assert_eq!(parts.part(&Place::cell(9, 2)), None);
        assert_eq!(parts.address(&Place::cell(49, 4)), "/documents/d/tables#L49.4");
        assert_eq!(parts.address(&Place::line(80)), "/documents/d/projects/1#L80");
        assert_eq!(parts.part(&Place::Sheet { sheet: "表".into(), row: 99, column: 1 }), None);
    }
}
