//! Papers out: plain structs become PDF, DOCX and XLSX bytes.
//!
//! A paper ([`papers`]) is a struct of what is printed on it and one function that lays it out. [`pdf`] and [`docx`]
//! print any layout. Nothing here knows where the words come from: no SQL, no HTTP, no clock, and no disk but the
//! folders in which [`fonts`] looks for faces. The same struct gives the same bytes.
//!
//! Setting a paper takes milliseconds of one processor and, for a long ledger, some hundred megabytes: whoever prints
//! should allow one or two papers at a time, on a thread that may block.

mod docx;
mod error;
pub mod fonts;
mod layout;
pub mod papers;
mod pdf;
mod xlsx;

pub use error::Error;
pub use fonts::Fonts;
pub use pdf::Pdf;
