//! Word documents as counties send them.

use std::io::{Cursor, Write};
use std::process::Command;

/// Saved by LibreOffice from a page of HTML. `None` where there is none and not the whole suite is asked for.
pub fn office(html: &str, ending: &str) -> Option<Vec<u8>> {
    if Command::new("soffice").arg("--version").output().is_err() {
        assert!(std::env::var("DUJI_TEST_ALL").is_err(), "soffice is not installed");
        eprintln!("skipped: soffice is not installed (libreoffice-writer)");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("minutes.html");
    std::fs::write(&page, format!("<html><head><meta charset=\"utf-8\"></head><body>{html}</body></html>"))
        .unwrap();
    let filter = if ending == "docx" { "docx:MS Word 2007 XML" } else { "doc:MS Word 97" };
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
        .args([folder.path(), &page])
        .output()
        .unwrap();
    let saved = std::fs::read(folder.path().join(format!("minutes.{ending}")));
    Some(saved.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&done.stderr))))
}

/// A document with this body, and as many bytes of padding in a comment.
pub fn docx(body: &str, padding: usize) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/\
         wordprocessingml/2006/main\"><!--{}--><w:body>{body}</w:body></w:document>",
        " ".repeat(padding)
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// What Office and WPS make of a document with a password.
pub fn locked() -> Vec<u8> {
    let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    compound.create_stream("/EncryptedPackage").unwrap().write_all(b"x").unwrap();
    compound.into_inner().into_inner()
}
