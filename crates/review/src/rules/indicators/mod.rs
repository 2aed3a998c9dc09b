//! IN 绩效指标

use crate::Family;

mod benefit_in_wrong_aspect;
mod comparison_missing;
mod comparison_points_wrong_way;
mod cost_as_floor;
mod cost_differs_from_budget;
mod cost_indicator_without_cost;
mod cost_without_unit;
mod count_answered_with_words;
mod description_repeats_name;
mod indicator_copied_across_projects;
mod indicator_repeated_in_form;
mod one_value_for_everything;
mod projects_share_one_indicator_set;
mod qualitative_value_not_graded;
mod quality_as_count;
mod quantity_as_ratio;
mod ratio_given_as_count;
mod required_aspect_missing;
mod satisfaction_of_hundred;
mod share_over_hundred;
mod target_below_known_base;
mod target_value_malformed;
mod target_value_missing;
mod target_value_says_nothing;
mod timeliness_without_time;
mod too_few_quantified_values;
mod unit_differs_from_name;
mod value_basis_says_nothing;
mod value_does_not_answer_name;
mod weights_do_not_add_up;

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
        indicator_copied_across_projects::RULE,
        projects_share_one_indicator_set::RULE,
        indicator_repeated_in_form::RULE,
        one_value_for_everything::RULE,
        description_repeats_name::RULE,
        qualitative_value_not_graded::RULE,
        value_does_not_answer_name::RULE,
        count_answered_with_words::RULE,
        value_basis_says_nothing::RULE,
        too_few_quantified_values::RULE,
        target_below_known_base::RULE,
        comparison_points_wrong_way::RULE,
        weights_do_not_add_up::RULE,
    ],
};
