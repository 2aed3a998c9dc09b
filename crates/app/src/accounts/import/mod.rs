//! 导入: units and people from a workbook. First every row gets its verdict and nothing is saved; then what is good is
//! saved in one transaction. Rows that are known and unchanged stay as they are, so a file can be sent again.

pub mod confirm;
mod lines;
pub mod preview;
mod save;
pub mod template;
mod verdict;
mod world;
