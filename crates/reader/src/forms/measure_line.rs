//! `单位：万元`: the line above rows that says in what their amounts are.

use budget::{Located, Measure};

use super::head::Head;
use super::passage::Passage;

#[derive(Clone, Debug)]
pub struct MeasureLine {
    pub measure: Measure,
    pub line: Located<String>,
}

impl MeasureLine {
    /// Of a passage that is this head.
    pub fn of(head: &Head, passage: &Passage) -> Option<MeasureLine> {
        match head {
            Head::Measure(measure) => Some(MeasureLine { measure: *measure, line: passage.located() }),
            _ => None,
        }
    }
}

/// The last such line, for as long as it may speak of rows that have no title.
#[derive(Debug, Default)]
pub struct Above {
    line: Option<MeasureLine>,
    /// Lines that stand between it and what comes next.
    n_between: u32,
}

impl Above {
    /// Goes past a text, which may be such a line itself.
    pub fn pass(&mut self, own: Option<MeasureLine>) {
        /// Lines between it and its rows.
        const MOST_BETWEEN: u32 = 2;
        self.n_between += 1;
        if own.is_some() {
            self.stand(own);
        } else if self.n_between > MOST_BETWEEN {
            self.line = None;
        }
    }

    /// Nothing stands between the line and what comes next.
    pub fn stand(&mut self, line: Option<MeasureLine>) {
        *self = Above { line, n_between: 0 };
    }

    pub fn take(&mut self) -> Option<MeasureLine> {
        self.line.take()
    }

    /// Another part of the document begins.
    pub fn clear(&mut self) {
        self.line = None;
    }
}
