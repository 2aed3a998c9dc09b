//! 规则: one file a fault, named after it. To add one: a `mod` line, a line in [`ALL`], the page beside it.

use crate::Rule;

mod appropriation_differs_from_books;
mod appropriation_income_differs;
mod appropriation_out_of_balance;
mod basic_row_does_not_add_up;
mod basic_total_differs;
mod class_differs_from_summary;
mod contribution_rate_implausible;
mod decimals_not_uniform;
mod economic_class_differs_from_items;
mod economic_class_in_wrong_column;
mod empty_table_without_note;
mod expenditure_differs_from_books;
mod expenditure_row_does_not_add_up;
mod housing_fund_differs;
mod listed_projects_differ_from_total;
mod medical_insurance_differs;
mod negative_amount;
mod note_denies_table;
mod occupational_annuity_missing;
mod other_insurance_differs;
mod parent_differs_from_children;
mod pension_differs;
mod project_funding_does_not_add_up;
mod project_without_form;
mod retirement_pay_differs;
mod revenue_and_expenditure_out_of_balance;
mod revenue_differs_from_expenditure;
mod revenue_row_does_not_add_up;
mod row_without_amounts;
mod running_costs_differ_from_operating;
mod serial_numbers_with_gap;
mod spending_plan_incomplete;
mod table_missing;
mod target_value_missing;
mod target_value_says_nothing;
mod three_publics_exceed_appropriation;
mod total_differs_from_classes;
mod total_differs_from_items;

#[cfg(test)]
mod pages;

/// In the order of the catalogue.
pub const ALL: &[Rule] = &[
    table_missing::RULE,
    empty_table_without_note::RULE,
    note_denies_table::RULE,
    project_without_form::RULE,
    parent_differs_from_children::RULE,
    total_differs_from_classes::RULE,
    total_differs_from_items::RULE,
    expenditure_row_does_not_add_up::RULE,
    revenue_row_does_not_add_up::RULE,
    basic_row_does_not_add_up::RULE,
    economic_class_differs_from_items::RULE,
    economic_class_in_wrong_column::RULE,
    revenue_and_expenditure_out_of_balance::RULE,
    appropriation_out_of_balance::RULE,
    row_without_amounts::RULE,
    decimals_not_uniform::RULE,
    negative_amount::RULE,
    serial_numbers_with_gap::RULE,
    class_differs_from_summary::RULE,
    revenue_differs_from_expenditure::RULE,
    expenditure_differs_from_books::RULE,
    basic_total_differs::RULE,
    appropriation_differs_from_books::RULE,
    appropriation_income_differs::RULE,
    pension_differs::RULE,
    housing_fund_differs::RULE,
    medical_insurance_differs::RULE,
    other_insurance_differs::RULE,
    retirement_pay_differs::RULE,
    occupational_annuity_missing::RULE,
    three_publics_exceed_appropriation::RULE,
    contribution_rate_implausible::RULE,
    listed_projects_differ_from_total::RULE,
    running_costs_differ_from_operating::RULE,
    project_funding_does_not_add_up::RULE,
    spending_plan_incomplete::RULE,
    target_value_missing::RULE,
    target_value_says_nothing::RULE,
];
