//! OP 机关运行经费

use crate::Family;

mod running_cost_parts_differ_from_total;
mod running_costs_differ_from_operating;

pub const FAMILY: Family = Family {
    key: "OP",
    name: "机关运行经费",
    rules: &[running_costs_differ_from_operating::RULE, running_cost_parts_differ_from_total::RULE],
};
