//! PF 项目绩效目标表

use crate::Family;

mod project_funding_does_not_add_up;

pub const FAMILY: Family =
    Family { key: "PF", name: "项目绩效目标表", rules: &[project_funding_does_not_add_up::RULE] };
