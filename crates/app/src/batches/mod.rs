//! 批次: many documents side by side, ranked by what was found in them.

pub mod export;
pub mod filter;
pub mod list;
mod ranking;
mod workbook;
