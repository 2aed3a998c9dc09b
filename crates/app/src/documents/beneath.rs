//! The findings under one row, title or section, and the signs that lead to them from the cells.

use std::cmp::Reverse;

use budget::Place;
use review::Severity;

use super::finding_view::{Consequence, FindingView};
use super::rows::place_key;

/// What is said directly under a row, a title or a section.
#[derive(Clone, Debug, Default)]
pub struct Beneath {
    pub causes: Vec<FindingView>,
    /// Shown folded, and not counted.
    pub waived: Vec<FindingView>,
    pub consequences: Vec<Consequences>,
    /// Places of these findings that carry no anchor of their own on the page.
    pub anchors: Vec<String>,
    marks: Vec<(Place, Mark)>,
}

/// The consequences of one cause in one row.
#[derive(Clone, Debug)]
pub struct Consequences {
    pub anchor: String,
    pub severity: Severity,
    pub cause: String,
    pub cause_href: String,
    pub messages: Vec<String>,
}

/// The small sign in a cell that leads to its finding.
#[derive(Clone, Debug)]
pub struct Mark {
    pub severity: Severity,
    pub is_consequence: bool,
    pub anchor: String,
    pub message: String,
}

impl Mark {
    pub fn word(&self) -> &'static str {
        match (self.is_consequence, self.severity) {
            (true, _) => "连",
            (false, Severity::Error) => "错",
            (false, Severity::Warning) => "警",
            (false, Severity::Hint) => "提",
        }
    }

    pub fn class(&self) -> &'static str {
        match (self.is_consequence, self.severity) {
            (true, Severity::Error) => "error consequence",
            (true, Severity::Warning) => "warning consequence",
            (true, Severity::Hint) => "hint consequence",
            (false, severity) => severity.key(),
        }
    }
}

impl Beneath {
    pub fn is_empty(&self) -> bool {
        self.causes.is_empty() && self.waived.is_empty() && self.consequences.is_empty()
    }

    /// The sign of the gravest finding at exactly this place, a cause before its consequences.
    pub fn mark(&self, place: &Place) -> Option<&Mark> {
        let here = self.marks.iter().filter(|(at, _)| at == place).map(|(_, mark)| mark);
        here.min_by_key(|mark| (mark.is_consequence, Reverse(mark.severity)))
    }

    pub fn n_causes(&self) -> usize {
        self.causes.len()
    }

    pub fn gravest(&self) -> Option<Severity> {
        self.causes.iter().map(|cause| cause.severity).max()
    }

    pub fn n_consequences(&self) -> usize {
        self.consequences.iter().map(|group| group.messages.len()).sum()
    }

    pub fn merge(&mut self, other: Beneath) {
        self.causes.extend(other.causes);
        self.waived.extend(other.waived);
        self.consequences.extend(other.consequences);
        self.anchors.extend(other.anchors);
        self.marks.extend(other.marks);
    }

    pub fn add(&mut self, causes: Vec<FindingView>, consequences: Vec<Consequence>) {
        for cause in causes {
            self.anchor(&cause.place);
            if cause.waived.is_some() {
                self.waived.push(cause);
                continue;
            }
            self.sign(&cause.place, cause.severity, false, &cause.anchor, &cause.message);
            self.causes.push(cause);
        }
        for consequence in consequences {
            self.anchor(&consequence.place);
            self.add_consequence(consequence);
        }
    }

    /// Under its own cause a consequence is listed already; elsewhere those of one cause stand together.
    fn add_consequence(&mut self, consequence: Consequence) {
        let Consequence { anchor, severity, place, message, cause, .. } = consequence;
        if self.causes.iter().any(|c| c.anchor == cause.anchor) {
            return self.sign(&place, severity, true, &cause.anchor, &message);
        }
        let known = self.consequences.iter().position(|group| group.cause_href == cause.href);
        let index = known.unwrap_or(self.consequences.len());
        if known.is_none() {
            let (cause, cause_href) = (cause.words, cause.href);
            self.consequences.push(Consequences {
                anchor,
                severity,
                cause,
                cause_href,
                messages: Vec::new(),
            });
        }
        let anchor = self.consequences[index].anchor.clone();
        self.sign(&place, severity, true, &anchor, &message);
        self.consequences[index].messages.push(message);
    }

    fn sign(&mut self, place: &Place, severity: Severity, is_consequence: bool, anchor: &str, message: &str) {
        let mark = Mark { severity, is_consequence, anchor: anchor.to_owned(), message: message.to_owned() };
        self.marks.push((place.clone(), mark));
    }

    fn anchor(&mut self, place: &Place) {
        let key = place_key::of(place);
        if !self.anchors.contains(&key) {
            self.anchors.push(key);
        }
    }
}
