//! TX 文字与表格

use crate::Family;

mod basis_document_old;
mod brackets_not_paired;
mod change_without_reason;
mod changes_do_not_add_up;
mod counts_do_not_add_up;
mod document_number_malformed;
mod glossary_at_odds_with_text;
mod goal_differs_in_wording;
mod goals_tell_the_past;
mod listed_projects_differ_from_total;
mod listed_projects_do_not_make_up_items;
mod one_quantity_two_values;
mod percentage_does_not_recompute;
mod prior_year_misdated;
mod project_money_differs_from_form;
mod stated_expenditure_differs_from_tables;
mod stated_revenue_differs_from_tables;
mod template_text_left;
mod text_of_another_level;
mod typing_slip;

pub const FAMILY: Family = Family {
    key: "TX",
    name: "文字与表格",
    rules: &[
        stated_revenue_differs_from_tables::RULE,
        stated_expenditure_differs_from_tables::RULE,
        listed_projects_differ_from_total::RULE,
        listed_projects_do_not_make_up_items::RULE,
        changes_do_not_add_up::RULE,
        change_without_reason::RULE,
        percentage_does_not_recompute::RULE,
        prior_year_misdated::RULE,
        one_quantity_two_values::RULE,
        goals_tell_the_past::RULE,
        text_of_another_level::RULE,
        goal_differs_in_wording::RULE,
        document_number_malformed::RULE,
        brackets_not_paired::RULE,
        basis_document_old::RULE,
        template_text_left::RULE,
        typing_slip::RULE,
        glossary_at_odds_with_text::RULE,
        counts_do_not_add_up::RULE,
        project_money_differs_from_form::RULE,
    ],
};
