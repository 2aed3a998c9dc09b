//! 承办单位: the directory on two levels, and who leads and works for each.

pub mod dissolution;
pub mod edit;
pub mod list;
pub mod new;
mod people;
pub mod unit;
