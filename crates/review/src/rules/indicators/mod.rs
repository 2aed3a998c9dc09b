//! IN 绩效指标

use crate::Family;

mod comparison_missing;
mod required_aspect_missing;
mod target_value_malformed;
mod target_value_missing;
mod target_value_says_nothing;
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
    ],
};
