//! Every paper in every format: its words, its fonts, and that it comes out the same each time.
#![allow(clippy::unwrap_used, reason = "a paper that cannot be read is a failed test")]

mod look;
mod reading;
mod samples;
mod words;
