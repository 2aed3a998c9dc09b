//! 委托代办: whoever is absent names a substitute for some days; both names stand in every record.

pub mod absence;
pub mod list;
pub mod withdrawal;
