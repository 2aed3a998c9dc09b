//! PR 政府采购

use crate::Family;

mod no_procurement_beside_purchases;
mod planned_assets_differ_from_goods;
mod procurement_does_not_add_up;
mod procurement_without_project;

pub const FAMILY: Family = Family {
    key: "PR",
    name: "政府采购",
    rules: &[
        procurement_does_not_add_up::RULE,
        no_procurement_beside_purchases::RULE,
        procurement_without_project::RULE,
        planned_assets_differ_from_goods::RULE,
    ],
};
