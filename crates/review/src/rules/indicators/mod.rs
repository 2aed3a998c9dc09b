//! IN 绩效指标

use crate::Family;

mod benefit_in_wrong_aspect;
mod comparison_missing;
mod cost_as_floor;
mod cost_differs_from_budget;
mod cost_indicator_without_cost;
mod cost_without_unit;
mod quality_as_count;
mod quantity_as_ratio;
mod ratio_given_as_count;
mod required_aspect_missing;
mod satisfaction_of_hundred;
mod share_over_hundred;
mod target_value_malformed;
mod target_value_missing;
mod target_value_says_nothing;
mod timeliness_without_time;
mod unit_differs_from_name;

pub const FAMILY: Family = Family {
    key: "IN",
    name: "绩效指标",
    rules: &[
        required_aspect_missing::RULE,
        target_value_missing::RULE,
        target_value_says_nothing::RULE,
        comparison_missing::RULE,
        target_value_malformed::RULE,
        unit_differs_from_name::RULE,
        ratio_given_as_count::RULE,
        share_over_hundred::RULE,
        satisfaction_of_hundred::RULE,
        cost_as_floor::RULE,
        cost_differs_from_budget::RULE,
        cost_without_unit::RULE,
        cost_indicator_without_cost::RULE,
        quantity_as_ratio::RULE,
        quality_as_count::RULE,
        timeliness_without_time::RULE,
        benefit_in_wrong_aspect::RULE,
    ],
};
