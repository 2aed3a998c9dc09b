//! AS 国有资产

use crate::Family;

mod assets_differ_from_text;
mod assets_differ_from_total;
mod office_space_missing;
mod unit_value_implausible;

pub const FAMILY: Family = Family {
    key: "AS",
    name: "国有资产",
    rules: &[
        assets_differ_from_total::RULE,
        assets_differ_from_text::RULE,
        office_space_missing::RULE,
        unit_value_implausible::RULE,
    ],
};
