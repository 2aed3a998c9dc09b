//! TG “三公”经费

use crate::Family;

mod changes_without_reasons;
mod more_than_last_year;
mod parts_differ_from_total;
mod vehicle_costs_without_home;
mod vehicle_parts_differ_from_sum;
mod vehicles_do_not_fit_running_costs;
mod words_differ_from_table;

pub const FAMILY: Family = Family {
    key: "TG",
    name: "“三公”经费",
    rules: &[
        parts_differ_from_total::RULE,
        vehicle_parts_differ_from_sum::RULE,
        words_differ_from_table::RULE,
        changes_without_reasons::RULE,
        more_than_last_year::RULE,
        vehicle_costs_without_home::RULE,
        vehicles_do_not_fit_running_costs::RULE,
    ],
};
