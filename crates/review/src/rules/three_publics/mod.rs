//! TG “三公”经费

use crate::Family;

pub const FAMILY: Family = Family { key: "TG", name: "“三公”经费", rules: &[] };
