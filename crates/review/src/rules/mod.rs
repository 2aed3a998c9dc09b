//! 规则: one file a fault, named after it. To add one: a `mod` line, a line in [`ALL`], the page beside it.

use crate::Rule;

mod economic_class_differs_from_items;
mod expenditure_row_does_not_add_up;
mod note_denies_table;
mod parent_differs_from_children;
mod project_funding_does_not_add_up;
mod project_without_form;
mod revenue_differs_from_expenditure;
mod revenue_row_does_not_add_up;
mod running_costs_differ_from_operating;
mod serial_numbers_with_gap;
mod target_value_missing;
mod total_differs_from_classes;
mod total_differs_from_items;

#[cfg(test)]
mod pages;

/// In the order of the catalogue.
pub const ALL: &[Rule] = &[
    note_denies_table::RULE,
    project_without_form::RULE,
    parent_differs_from_children::RULE,
    total_differs_from_classes::RULE,
    total_differs_from_items::RULE,
    expenditure_row_does_not_add_up::RULE,
    revenue_row_does_not_add_up::RULE,
    economic_class_differs_from_items::RULE,
    serial_numbers_with_gap::RULE,
    revenue_differs_from_expenditure::RULE,
    running_costs_differ_from_operating::RULE,
    project_funding_does_not_add_up::RULE,
    target_value_missing::RULE,
];
