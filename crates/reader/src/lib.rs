//! Files in. `formats/` turns bytes into a layout-neutral [`Document`]; `forms/` turns that document into
//! [`budget`] values and notes on what was unclear. The two stages do not know each other.

mod document;
mod formats;
mod forms;
mod note;

pub use document::{Block, Document, Grid, GridCell, GridRow, Paragraph};
pub use note::{Note, Reading, Refusal};

/// The largest file that is looked at. A year's disclosure of a department is below 5 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// The text of a file that holds nothing but text, in whichever encoding.
pub fn plain_text(bytes: &[u8]) -> Result<String, Refusal> {
    formats::plain_text(bytes)
}

/// Reads one file. `name` serves for messages only; the type is found by content.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading, Refusal> {
    let _ = name;
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    forms::budget(formats::document(bytes)?)
}
