//! 来源分解: minutes, instructions and documents are cut into clauses, and each clause ends as a matter, as part of one, or
//! as a signed decision that none comes of it.

pub mod list;
pub mod new;
pub mod show;

pub mod clause;
pub mod decision;
mod docx;
mod file;
pub mod journal;
pub mod outcome;
pub mod recogniser;
pub mod seal;
pub mod source;
pub mod splitter;
mod timeline;
mod upload;
