//! DOCX out of a layout: our own XML in a zip archive, so that line pitch, margins and faces are exactly those of an
//! official document. Faces are named as offices have them; the font table names stand-ins for machines that do not.

mod body;
mod parts;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Error;
use crate::layout::Layout;

pub(crate) fn print(layout: &Layout) -> Result<Vec<u8>, Error> {
    // The time stamp of entries is the format's zero unless set; the same paper is therefore the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(layout)),
        ("word/document.xml", body::document(layout)),
        ("word/footer1.xml", parts::footer(layout)),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::FONT_TABLE.to_owned()),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
    ];
    for (name, text) in files {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Text as XML holds it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Tenths of a millimetre in twentieths of a point.
fn twips(tenths: u16) -> u32 {
    (u32::from(tenths) * 14_400 + 1_270) / 2_540
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_twentieths_of_a_point() {
        assert_eq!(twips(2_100), 11_906);
        assert_eq!(twips(2_970), 16_838);
        assert_eq!(twips(254), 1_440);
    }

    #[test]
    fn text_cannot_close_an_element() {
        assert_eq!(escape("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}
