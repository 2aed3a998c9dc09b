//! 我的工作台: what waits for the person who has just signed in, the most urgent first, to be done from there.

pub mod home;
pub mod show;
mod waiting;
