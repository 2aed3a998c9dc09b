//! CL 科目分类

use crate::Family;

mod basic_money_in_project_item;
mod code_misshapen;
mod codes_out_of_order;
mod economic_item_unfit_for_unit;
mod leading_zeros_lost;
mod name_differs_from_code;
mod other_item_large;
mod parent_row_missing;
mod project_code_of_another_division;
mod project_money_in_running_item;

pub const FAMILY: Family = Family {
    key: "CL",
    name: "科目分类",
    rules: &[
        code_misshapen::RULE,
        name_differs_from_code::RULE,
        parent_row_missing::RULE,
        codes_out_of_order::RULE,
        project_money_in_running_item::RULE,
        basic_money_in_project_item::RULE,
        economic_item_unfit_for_unit::RULE,
        other_item_large::RULE,
        leading_zeros_lost::RULE,
        project_code_of_another_division::RULE,
    ],
};
