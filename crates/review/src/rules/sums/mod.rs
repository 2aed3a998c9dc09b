//! SB 表内勾稽

use crate::Family;

mod appropriation_out_of_balance;
mod basic_row_does_not_add_up;
mod decimals_not_uniform;
mod economic_class_differs_from_items;
mod economic_class_in_wrong_column;
mod expenditure_row_does_not_add_up;
mod negative_amount;
mod parent_differs_from_children;
mod revenue_and_expenditure_out_of_balance;
mod revenue_row_does_not_add_up;
mod row_without_amounts;
mod serial_numbers_with_gap;
mod total_differs_from_classes;
mod total_differs_from_items;

pub const FAMILY: Family = Family {
    key: "SB",
    name: "表内勾稽",
    rules: &[
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
    ],
};
