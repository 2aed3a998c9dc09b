//! Rules: [`budget`] values in, findings out. One rule, two files in `rules/`: the check and its page.
//!
//! A review runs every rule over the document ([`checks`]), then folds the findings that one wrong cell explains into
//! one ([`cause`]). Absent on purpose: files, databases, the clock, floating point.

#![deny(clippy::float_arithmetic)]

mod basis;
mod cause;
mod checks;
mod equation;
mod evidence;
mod facts;
mod finding;
mod halves;
mod locate;
mod report;
mod rule;
mod rules;
mod search;
mod term;
mod tree;
mod twin;

#[cfg(test)]
mod example;

pub use finding::{Finding, Operand};
pub use report::{Report, Undecided};
pub use rule::{Rule, Settings, Severity};

use budget::BudgetDocument;

use checks::Checks;
use facts::Facts;

/// All rules, in the order of the catalogue.
pub fn rules() -> &'static [Rule] {
    rules::ALL
}

/// Runs every rule that the settings leave on.
pub fn review(document: &BudgetDocument, settings: &Settings) -> Report {
    if document.holds_nothing() {
        return Report::of_nothing();
    }
    let facts = Facts::of(document);
    let mut checks = Checks::new(&facts);
    for rule in rules().iter().filter(|rule| settings.is_on(rule.code)) {
        checks.run(rule, settings.severity(rule), document);
    }
    Report::of(document, checks.finish())
}
