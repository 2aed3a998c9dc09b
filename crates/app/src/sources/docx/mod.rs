//! The text of a Word document: a line a paragraph, with the number that Word itself puts before it, and a line a row of
//! a table. Everything else a document holds is left alone.

mod body;
mod numbering;
mod table;

use std::io::{Cursor, Read};

use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::result::ZipError;

use numbering::Numbering;

/// A part unpacks to no more than this: 100,000 characters with all their formatting take a tenth of it.
const MOST_XML: u64 = 32 << 20;

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    Broken,
    /// A part unpacks to more than anybody wrote.
    Swollen,
    TooLong,
}

/// At most so many bytes of text.
pub fn text(bytes: &[u8], longest: usize) -> Result<String, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Broken)?;
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let numbers = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let is_main = |name: &&String| name.starts_with("word/document") && name.ends_with(".xml");
    let main = names.iter().filter(is_main).min().ok_or(Unread::Broken)?;
    let main = part(&mut archive, main)?.ok_or(Unread::Broken)?;
    body::text(&main, Numbering::of(&numbers, &styles)?, longest)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Unread> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(Unread::Broken),
    };
    let mut xml = Vec::new();
    file.take(MOST_XML + 1).read_to_end(&mut xml).map_err(|_| Unread::Broken)?;
    if xml.len() as u64 > MOST_XML {
        return Err(Unread::Swollen);
    }
    String::from_utf8(xml).map(Some).map_err(|_| Unread::Broken)
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}
