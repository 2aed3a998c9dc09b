//! Reads papers back: PDF through poppler, DOCX as XML, XLSX through calamine.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use writer::Fonts;

/// The fonts of Debian's package alone, so that lines break alike on every machine.
pub fn fonts() -> Fonts {
    static FONTS: LazyLock<Fonts> =
        LazyLock::new(|| Fonts::load_from(None, &[Path::new("/usr/share/fonts/opentype/noto")]).unwrap());
    FONTS.clone()
}

/// What a program of poppler says about a PDF, or nothing where it is not installed.
pub fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().write_all(pdf).unwrap();
    let mut command = Command::new(program);
    let outputs = if program == "pdftotext" { vec!["-"] } else { Vec::new() };
    let command = command.args(arguments).arg(file.path()).args(outputs).stderr(Stdio::null());
    let Ok(output) = command.output() else {
        eprintln!("skipped: {program} is not installed (poppler-utils)");
        return None;
    };
    assert!(output.status.success(), "{program}");
    Some(String::from_utf8(output.stdout).unwrap())
}

pub fn pdf_text(pdf: &[u8]) -> Option<String> {
    poppler("pdftotext", &["-raw"], pdf)
}

/// The text of a PDF without its spaces, in lines of equal length under the number of its page: where poppler sees
/// spaces and ends of lines changes from version to version.
pub fn pdf_words(text: &str) -> String {
    let mut out = String::new();
    for (n, page) in (1..).zip(text.trim_end_matches('\u{c}').split('\u{c}')) {
        out += &format!("page {n}\n");
        let words: Vec<char> = page.chars().filter(|c| !c.is_whitespace()).collect();
        for line in words.chunks(50) {
            out.extend(line);
            out.push('\n');
        }
    }
    out
}

pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A paragraph a line, cells of a row apart by tabs.
pub fn docx_text(docx: &[u8]) -> String {
    let xml = part(docx, "word/document.xml");
    let mut out = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        match tag {
            "/w:p" => out.push('\n'),
            "/w:tc" => {
                out.truncate(out.trim_end_matches('\n').len());
                out.push('\t');
            }
            "/w:tr" => out.push('\n'),
            "w:br/" => out.push('\n'),
            _ => {}
        }
        out += &text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
    out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Rows of a sheet, cells apart by `|`; what kind of value a cell holds shows in how it is written.
pub fn sheet_text(xlsx: &[u8], sheet: &str) -> String {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(xlsx)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let cell = |data: &Data| match data {
        Data::Empty => String::new(),
        Data::DateTime(at) => format!("date {}", at.as_f64()),
        Data::Float(number) => format!("number {number}"),
        Data::Int(number) => format!("number {number}"),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|") + "\n").collect()
}
