//! PR 政府采购

use crate::Family;

pub const FAMILY: Family = Family { key: "PR", name: "政府采购", rules: &[] };
