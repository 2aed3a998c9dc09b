//! PF 项目绩效目标表

use crate::Family;

mod goal_without_indicator;
mod goals_repeat;
mod project_funding_does_not_add_up;
mod purpose_mixes_tasks;
mod purpose_repeats_project_name;

pub const FAMILY: Family = Family {
    key: "PF",
    name: "项目绩效目标表",
    rules: &[
        project_funding_does_not_add_up::RULE,
        goals_repeat::RULE,
        purpose_repeats_project_name::RULE,
        purpose_mixes_tasks::RULE,
        goal_without_indicator::RULE,
    ],
};
