//! CL 科目分类

use crate::Family;

pub const FAMILY: Family = Family { key: "CL", name: "科目分类", rules: &[] };
