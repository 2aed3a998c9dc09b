//! Who a budget belongs to.

use crate::{Located, Place};

/// 部门: the publisher of the document, as its heads name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Department {
    /// 部门或单位编码: 3 digits for a department, 6 for a unit.
    pub code: Option<Located<String>>,
    pub name: Option<Located<String>>,
}

/// 预算单位: one row of 部门机构设置情况.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetUnit {
    pub name: String,
    /// 单位性质: 行政, 参公, 事业
    pub nature: Option<String>,
    /// 单位规格: 正科级 and so on
    pub rank: Option<String>,
    /// 经费保障形式
    pub funding: Option<String>,
    pub place: Place,
}
