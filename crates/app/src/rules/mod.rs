//! 规则: the list and the page of each rule.

pub mod family;
pub mod list;
mod markdown;
pub mod show;
