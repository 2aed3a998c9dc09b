//! 工作日历 of a county: the national notice, and above it the days the county itself has set.

pub mod day;
pub mod list;
pub mod removal;
