//! 审核设置: severity, 停用 and parameters of each rule, for the whole installation and for a region on top of it.

pub mod edit;
mod form;
pub mod list;
mod region;
pub mod setting;
pub mod standard;
pub mod switch;
pub mod trail;
