//! 规则: the list and the page of each rule.
pub mod list;
pub mod show;
