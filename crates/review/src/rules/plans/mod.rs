//! PL 资金支出计划

use crate::Family;

mod spending_plan_falls;
mod spending_plan_ignores_season;
mod spending_plan_incomplete;
mod spending_plan_point_missing;
mod spending_plan_same_everywhere;

pub const FAMILY: Family = Family {
    key: "PL",
    name: "资金支出计划",
    rules: &[
        spending_plan_incomplete::RULE,
        spending_plan_falls::RULE,
        spending_plan_point_missing::RULE,
        spending_plan_same_everywhere::RULE,
        spending_plan_ignores_season::RULE,
    ],
};
