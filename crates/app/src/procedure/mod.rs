//! 督办规则 of a county: its limits, office hours, deadline templates and what papers cite, and who needs a second factor. The calendar has a
//! folder of its own.

mod answer;
pub mod basis;
pub mod channels;
pub mod hours;
pub mod limit;
pub mod limits;
pub mod rules;
pub mod second_factor;
pub mod setting;
pub mod show;
pub mod template;
pub mod trail;
pub mod trial;
