//! 消息: what a person was told, in the platform itself. Only what they may still see is shown, counted and opened.

pub mod list;
pub mod notice;
pub mod reading;
pub mod show;
