//! 问题 beside the cell they are about: the findings of a page wait here until the row, table or section that holds
//! their place takes them. What nothing took is left over for the box at the top of the page.

use std::collections::{BTreeMap, HashMap};

use budget::Place;

use super::beneath::Beneath;
use super::example::Example;
use super::finding_view::{Consequence, FindingView, views};
use super::parts::{Part, Parts};
use super::rows::place_key;
use super::rows::report::StoredFinding;

/// The findings that a page still has to show, by the printed row of their place.
#[derive(Debug)]
pub struct Beside<'a> {
    parts: &'a Parts,
    causes: BTreeMap<Place, Vec<FindingView>>,
    consequences: BTreeMap<Place, Vec<Consequence>>,
}

impl<'a> Beside<'a> {
    /// Waits with the findings whose place belongs to the page.
    pub fn of(
        findings: &[StoredFinding],
        parts: &'a Parts,
        belongs: impl Fn(Option<Part>) -> bool,
    ) -> Beside<'a> {
        let mut beside = Beside { parts, causes: BTreeMap::new(), consequences: BTreeMap::new() };
        for view in views(findings, parts) {
            // What a waived cause explains is answered for with it.
            for consequence in view.consequences.iter().filter(|_| view.waived.is_none()) {
                if belongs(parts.part(&consequence.place)) {
                    let row = row_of(&consequence.place);
                    beside.consequences.entry(row).or_default().push(consequence.clone());
                }
            }
            if belongs(parts.part(&view.place)) {
                beside.causes.entry(row_of(&view.place)).or_default().push(view);
            }
        }
        beside
    }

    /// Puts examples beside the findings they are for, by index in the list.
    pub fn show_examples(&mut self, mut examples: HashMap<usize, Vec<Example>>) {
        for cause in self.causes.values_mut().flatten() {
            cause.examples = examples.remove(&cause.index).unwrap_or_default();
        }
    }

    /// What stands in the printed rows of these places, each of which has its anchor on the page.
    pub fn take(&mut self, places: &[&Place]) -> Beneath {
        let mut beneath = self.take_rows(places);
        beneath.anchors.retain(|key| places.iter().all(|place| place_key::of(place) != *key));
        beneath
    }

    /// What stands in the printed rows of these places, none of which has an anchor.
    pub fn take_rows(&mut self, places: &[&Place]) -> Beneath {
        let mut beneath = Beneath::default();
        for place in places {
            let row = row_of(place);
            let causes = self.causes.remove(&row).unwrap_or_default();
            beneath.add(causes, self.consequences.remove(&row).unwrap_or_default());
        }
        beneath
    }

    /// What is left of the table, project or section that begins here.
    pub fn take_from(&mut self, start: &Place) -> Beneath {
        let inside = |place: &Place| self.parts.start(place).is_some_and(|(s, _)| s == start);
        let causes = self.causes.extract_if(.., |place, _| inside(place)).flat_map(|(_, list)| list);
        let consequences = self.consequences.extract_if(.., |place, _| inside(place));
        let mut beneath = Beneath::default();
        beneath.add(causes.collect(), consequences.flat_map(|(_, list)| list).collect());
        beneath.anchors.retain(|key| *key != place_key::of(start));
        beneath
    }

    /// 其他问题: what no part of the page took.
    pub fn rest(self) -> Beneath {
        let mut beneath = Beneath::default();
        let consequences = self.consequences.into_values().flatten().collect();
        beneath.add(self.causes.into_values().flatten().collect(), consequences);
        beneath
    }
}

/// The printed row of a place: the place without its column.
pub fn row_of(place: &Place) -> Place {
    match place.clone() {
        Place::Line { line, .. } => Place::line(line),
        Place::Page { page, table, row, .. } => Place::Page { page, table, row, column: None },
        Place::Sheet { sheet, row, .. } => Place::Sheet { sheet, row, column: 0 },
    }
}
