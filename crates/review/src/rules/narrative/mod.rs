//! TX 文字与表格

use crate::Family;

mod listed_projects_differ_from_total;

pub const FAMILY: Family =
    Family { key: "TX", name: "文字与表格", rules: &[listed_projects_differ_from_total::RULE] };
