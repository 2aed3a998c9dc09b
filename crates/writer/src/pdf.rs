//! PDF/A-2b out of a layout, through typst. One fixed template; the paper's words reach it as data and can
//! therefore never be read as markup. No file of the machine is open to it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, is_default_ignorable};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::layout::Layout;
use crate::{Error, Fonts};

/// For how many papers more typst remembers its work on one. It forgets nothing on its own, and only its own copy of
/// `comemo` can make it forget: another version would evict nothing, without a word.
const REMEMBERED_PAPERS: usize = 4;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static TEMPLATE: LazyLock<Source> =
    LazyLock::new(|| Source::new(file_id("paper.typ"), include_str!("paper.typ").to_owned()));
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("data.json"));

/// File ids are counted in 16 bits for the whole process and never come free: these two are all there will be.
fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// 印出的 PDF.
#[derive(Clone, Debug)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub n_pages: usize,
    /// Characters that no font of this machine has; `〔U+…〕` stands in their place.
    pub missing: Vec<char>,
}

impl Pdf {
    /// What to tell the person who prints, if a character is missing.
    pub fn warning(&self) -> Option<String> {
        let name = |c: &char| format!("{c}（U+{:04X}）", u32::from(*c));
        let names: Vec<String> = self.missing.iter().map(name).collect();
        (!names.is_empty()).then(|| {
            format!(
                "本机字体缺少 {} 个字：{}。PDF 中以编码代替，其余内容完整；请改用 DOCX，或把含这些字的字体放入字体目录后重新生成。",
                names.len(),
                names.join("、")
            )
        })
    }
}

pub(crate) fn print(layout: &Layout, fonts: &Fonts) -> Result<Pdf, Error> {
    let problem = |e: &dyn std::fmt::Display| Error::Typesetting(e.to_string());
    let mut data = json!({ "paper": layout, "faces": fonts.faces() });
    let mut missing = BTreeSet::new();
    replace_missing(&mut data, fonts, &mut missing);
    let bytes = serde_json::to_vec(&data).map_err(|e| problem(&e))?;

    let desk = Desk { fonts, data: Bytes::new(bytes) };
    let printed = typst::compile::<PagedDocument>(&desk).output.and_then(|document| {
        let bytes = typst_pdf::pdf(&document, &options())?;
        Ok(Pdf { bytes, n_pages: document.pages().len(), missing: missing.into_iter().collect() })
    });
    comemo::evict(REMEMBERED_PAPERS);
    printed.map_err(|errors| Error::Typesetting(messages(&errors)))
}

fn options() -> PdfOptions {
    let standards = PdfStandards::new(&[PdfStandard::A_2b]).expect("one standard agrees with itself");
    PdfOptions { standards, ..PdfOptions::default() }
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("；")
}

/// Puts a code in the place of every character without a glyph: a code can be looked up, a box cannot.
fn replace_missing(value: &mut Value, fonts: &Fonts, missing: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            let is_missing = |c: char| c != '\n' && !is_default_ignorable(c) && !fonts.has(c);
            if text.contains(is_missing) {
                let mut whole = String::new();
                for c in text.chars() {
                    if is_missing(c) {
                        missing.insert(c);
                        whole += &format!("〔U+{:04X}〕", u32::from(c));
                    } else {
                        whole.push(c);
                    }
                }
                *text = whole;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|v| replace_missing(v, fonts, missing)),
        Value::Object(fields) => fields.values_mut().for_each(|v| replace_missing(v, fonts, missing)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// All that typst can see while it sets one paper.
struct Desk<'a> {
    fonts: &'a Fonts,
    data: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() { Ok(TEMPLATE.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// Dates are words of the paper; the template asks for none.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
