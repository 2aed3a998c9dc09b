//! The outcome of a review.

use crate::Finding;

/// 审核结果: the findings by cause, and how every check ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Grouped by cause, most severe first, then by place.
    pub findings: Vec<Finding>,
    /// Checks that could not be decided, with what was missing.
    pub undecided: Vec<Undecided>,
    /// 通过的检查数
    pub n_passed: u32,
    /// 未通过的检查数, consequences included
    pub n_failed: u32,
    /// Rules whose condition the document does not meet.
    pub not_applicable: Vec<&'static str>,
}

/// 无法判断: a check that lacked an operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub code: &'static str,
    /// Which operand is missing and why.
    pub reason: String,
    pub place: Option<budget::Place>,
}
