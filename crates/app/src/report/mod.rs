//! 督办统计: what is open now and what was finished in a period, each number a link to exactly the matters behind it.
//! Nothing here ranks units, and nothing counts who signs in or how often.

pub mod counted;
mod figures;
mod groups;
mod names;
mod period;
pub mod show;
mod table;
