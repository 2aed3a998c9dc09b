//! AS 国有资产

use crate::Family;

pub const FAMILY: Family = Family { key: "AS", name: "国有资产", rules: &[] };
