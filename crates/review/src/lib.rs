//! Rules: [`budget`] values in, findings out. One rule, two files in `rules/`: the check and its page.

mod finding;
mod report;
mod rule;

pub use finding::{Finding, Operand};
pub use report::{Report, Undecided};
pub use rule::{Rule, Settings, Severity};

use budget::BudgetDocument;

/// All rules, in the order of the catalogue.
pub fn rules() -> &'static [Rule] {
    &[]
}

/// Runs every rule that the settings leave on.
pub fn review(document: &BudgetDocument, settings: &Settings) -> Report {
    let _ = (document, settings);
    Report::default()
}
