//! 规则: the catalogue, its search, and the page of each rule.

pub mod family;
pub mod list;
mod markdown;
pub mod search;
pub mod show;
