//! 材料: published documents, from upload to findings.

mod amount_row;
mod attachment;
pub mod document;
pub mod export;
pub mod filter;
pub mod findings;
pub mod list;
pub mod load;
pub mod load_projects;
pub mod load_report;
pub mod narrative;
pub mod new;
pub mod original;
pub mod parts;
pub mod place_key;
pub mod projects;
pub mod search;
pub mod show;
mod stated_row;
pub mod store;
mod store_rows;
pub mod tables;
mod workbook;
