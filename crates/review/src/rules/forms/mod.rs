//! PF 项目绩效目标表

use crate::Family;

mod amount_unit_unclear;
mod forms_differ_from_project_expenditure;
mod goal_without_indicator;
mod goals_repeat;
mod project_code_check_sign_wrong;
mod project_code_misshapen;
mod project_code_repeated;
mod project_ends_before_it_begins;
mod project_funding_does_not_add_up;
mod purpose_mixes_tasks;
mod purpose_repeats_project_name;

pub const FAMILY: Family = Family {
    key: "PF",
    name: "项目绩效目标表",
    rules: &[
        project_funding_does_not_add_up::RULE,
        forms_differ_from_project_expenditure::RULE,
        amount_unit_unclear::RULE,
        project_code_misshapen::RULE,
        project_code_check_sign_wrong::RULE,
        project_code_repeated::RULE,
        goals_repeat::RULE,
        purpose_repeats_project_name::RULE,
        purpose_mixes_tasks::RULE,
        goal_without_indicator::RULE,
        project_ends_before_it_begins::RULE,
    ],
};
