//! PL 资金支出计划

use crate::Family;

mod spending_plan_incomplete;

pub const FAMILY: Family =
    Family { key: "PL", name: "资金支出计划", rules: &[spending_plan_incomplete::RULE] };
