//! IN 绩效指标

use crate::Family;

mod target_value_missing;
mod target_value_says_nothing;

pub const FAMILY: Family = Family {
    key: "IN",
    name: "绩效指标",
    rules: &[target_value_missing::RULE, target_value_says_nothing::RULE],
};
