//! 督办规则 of a county: its calendar, hours, limits and deadline templates.

pub mod channels;
pub mod rules;
pub mod trial;
