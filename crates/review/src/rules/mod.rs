//! 规则, a folder a family and one file a fault, named after it. To add one: a `mod` line and a line in the family's
//! list, the page beside it.

use std::sync::LazyLock;

use crate::{Family, Rule};

mod assets;
mod classification;
mod cross_checks;
mod forms;
mod indicators;
mod narrative;
mod plans;
mod procurement;
mod running_costs;
mod secrecy;
mod structure;
mod sums;
mod three_publics;

#[cfg(test)]
mod pages;

/// In the order of the catalogue. Publication times (PU), monitoring (MO) and self-evaluation (SF) follow here with
/// the budget cycle.
pub const FAMILIES: &[Family] = &[
    structure::FAMILY,
    sums::FAMILY,
    cross_checks::FAMILY,
    narrative::FAMILY,
    classification::FAMILY,
    three_publics::FAMILY,
    running_costs::FAMILY,
    procurement::FAMILY,
    assets::FAMILY,
    forms::FAMILY,
    plans::FAMILY,
    indicators::FAMILY,
    secrecy::FAMILY,
];

/// In the order of the catalogue.
pub fn all() -> &'static [Rule] {
    static ALL: LazyLock<Vec<Rule>> =
        LazyLock::new(|| FAMILIES.iter().flat_map(|family| family.rules).copied().collect());
    &ALL
}
