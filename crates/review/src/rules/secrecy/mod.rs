//! SE 公开程度与涉密

use crate::Family;

pub const FAMILY: Family = Family { key: "SE", name: "公开程度与涉密", rules: &[] };
