//! Bytes to a layout-neutral [`Document`]. The type is found by content, never by the file's name.

mod encoding;
mod text;

use crate::{Document, Refusal};

pub use encoding::decode as plain_text;

pub fn document(bytes: &[u8]) -> Result<Document, Refusal> {
    let text = encoding::decode(bytes)?;
    Ok(text::document(&text))
}
