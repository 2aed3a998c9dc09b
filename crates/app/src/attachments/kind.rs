//! 附件类型: told from what a file holds. Its name must then agree, so that nobody opens something else than they see.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{Encoding, GB18030, UTF_8};
use infer::MatcherType;

use super::name;

/// What may be taken, in words for whoever is refused.
pub const TAKEN: &str =
    "PDF、OFD、Word、Excel、PPT 和 WPS 文档、图片（JPG、PNG、HEIC、WebP）、文本、CSV、ZIP、MP4、MOV、MP3";

/// 附件类型
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Ofd,
    Docx,
    Doc,
    Xlsx,
    Xls,
    Pptx,
    Ppt,
    Jpeg,
    Png,
    Heic,
    Webp,
    Text,
    Zip,
    Mp4,
    Mov,
    Mp3,
}

/// Why the content of a file cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    Program,
    Macros,
    WebPage,
    RichText,
    Locked,
    TooManyParts,
    Unknown,
}

impl Unfit {
    pub fn why(self) -> &'static str {
        match self {
            Unfit::Program => "是可以运行的程序",
            Unfit::Macros => "含有宏，请另存为不含宏的文档",
            Unfit::WebPage => "是网页或矢量图（HTML、SVG），请另存为标准格式或转成 PDF",
            Unfit::RichText => "是 RTF 文档，请另存为 docx",
            Unfit::Locked => "设有打开密码，请去掉密码",
            Unfit::TooManyParts => "里面的文件太多，请分成几个压缩包",
            Unfit::Unknown => "不是可以上传的类型",
        }
    }
}

/// WPS writes either container under any of these names.
const DOCX: &[&str] = &["docx", "doc", "wps", "wpt", "dotx", "dot"];
const DOC: &[&str] = &["doc", "docx", "wps", "wpt", "dotx", "dot"];
const XLSX: &[&str] = &["xlsx", "xls", "et", "ett", "xltx", "xlt"];
const XLS: &[&str] = &["xls", "xlsx", "et", "ett", "xltx", "xlt"];
const PPTX: &[&str] = &["pptx", "ppt", "dps", "dpt", "ppsx", "pps"];
const PPT: &[&str] = &["ppt", "pptx", "dps", "dpt", "ppsx", "pps"];

impl Kind {
    /// Media type, word, and the endings a name may have; the first is given to a name without one.
    fn facts(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Kind::Pdf => ("application/pdf", "PDF", &["pdf"]),
            Kind::Ofd => ("application/ofd", "OFD 版式文件", &["ofd"]),
            Kind::Docx => {
                ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档", DOCX)
            }
            Kind::Doc => ("application/msword", "Word 文档", DOC),
            Kind::Xlsx => {
                ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 表格", XLSX)
            }
            Kind::Xls => ("application/vnd.ms-excel", "Excel 表格", XLS),
            Kind::Pptx => (
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "演示文稿",
                PPTX,
            ),
            Kind::Ppt => ("application/vnd.ms-powerpoint", "演示文稿", PPT),
            Kind::Jpeg => ("image/jpeg", "JPG 图片", &["jpg", "jpeg", "jfif"]),
            Kind::Png => ("image/png", "PNG 图片", &["png"]),
            Kind::Heic => ("image/heic", "HEIC 图片", &["heic", "heif"]),
            Kind::Webp => ("image/webp", "WebP 图片", &["webp"]),
            Kind::Text => ("text/plain", "文本", &["txt", "csv"]),
            Kind::Zip => ("application/zip", "压缩包", &["zip"]),
            Kind::Mp4 => ("video/mp4", "MP4 视频", &["mp4", "m4v"]),
            Kind::Mov => ("video/quicktime", "MOV 视频", &["mov"]),
            Kind::Mp3 => ("audio/mpeg", "MP3 录音", &["mp3"]),
        }
    }

    pub fn media_type(self) -> &'static str {
        self.facts().0
    }

    pub fn word(self) -> &'static str {
        self.facts().1
    }

    /// The name with an ending that fits, or why it does not.
    pub fn named(self, name: &str) -> Result<String, String> {
        let (_, word, endings) = self.facts();
        let ending = name::ending(name);
        if endings.contains(&ending.as_str()) {
            return Ok(name.to_owned());
        }
        if ending.is_empty() {
            return Ok(format!("{name}.{}", endings[0]));
        }
        Err(format!("的内容是{word}，名字却以 .{ending} 结尾，请改正文件名"))
    }

    pub fn of(path: &Path) -> io::Result<Result<Kind, Unfit>> {
        Kind::of_content(File::open(path)?)
    }

    /// Reads what it must of a content.
    pub fn of_content(mut file: impl Read + Seek) -> io::Result<Result<Kind, Unfit>> {
        let mut head = Vec::new();
        (&mut file).take(HEAD).read_to_end(&mut head)?;
        if head.starts_with(b"PK") {
            return Ok(of_zip(file));
        }
        if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Ok(of_compound(file));
        }
        Ok(of_head(&head))
    }
}

/// Enough to tell a kind, and to see that a text is one.
const HEAD: u64 = 64 << 10;

fn of_head(head: &[u8]) -> Result<Kind, Unfit> {
    let found = infer::get(head);
    let known = found.and_then(|found| match found.mime_type() {
        "application/pdf" => Some(Kind::Pdf),
        "image/jpeg" => Some(Kind::Jpeg),
        "image/png" => Some(Kind::Png),
        "image/heif" => Some(Kind::Heic),
        "image/webp" => Some(Kind::Webp),
        "video/mp4" | "video/x-m4v" => Some(Kind::Mp4),
        "video/quicktime" => Some(Kind::Mov),
        "audio/mpeg" => Some(Kind::Mp3),
        _ => None,
    });
    match (known, found.map(|found| found.matcher_type())) {
        (Some(kind), _) => Ok(kind),
        (None, Some(MatcherType::App)) => Err(Unfit::Program),
        _ => of_text(head),
    }
}

fn of_text(head: &[u8]) -> Result<Kind, Unfit> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let likely = marked.map_or_else(|| vec![UTF_8, GB18030], |encoding| vec![encoding]);
    let text = likely.into_iter().find_map(|encoding| decoded(head, encoding)).ok_or(Unfit::Unknown)?;
    if text.trim_start().starts_with('<') {
        return Err(Unfit::WebPage);
    }
    if text.starts_with("{\\rtf") {
        return Err(Unfit::RichText);
    }
    let is_odd = |c: char| c.is_control() && !"\t\r\n\u{c}\u{1a}".contains(c);
    if text.contains(is_odd) { Err(Unfit::Unknown) } else { Ok(Kind::Text) }
}

/// The beginning of a file may end within a character.
fn decoded(head: &[u8], encoding: &'static Encoding) -> Option<String> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(head.len())?);
    let (result, _) = decoder.decode_to_string_without_replacement(head, &mut text, false);
    matches!(result, encoding_rs::DecoderResult::InputEmpty).then_some(text)
}

fn of_zip(mut file: impl Read + Seek) -> Result<Kind, Unfit> {
    if has_huge_directory(&mut file).map_err(|_| Unfit::Unknown)? {
        return Err(Unfit::TooManyParts);
    }
    let archive = zip::ZipArchive::new(file).map_err(|_| Unfit::Unknown)?;
    // Names in no encoding are of no Office file.
    let names = || archive.file_names().flatten();
    let has = |wanted: &str| names().any(|name| name.eq_ignore_ascii_case(wanted));
    let has_in = |folder: &str| names().any(|name| name.starts_with(folder));
    if names().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(Unfit::Macros);
    }
    if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
        return Err(Unfit::Program);
    }
    let is_office = has("[Content_Types].xml");
    let kinds = [
        (has("OFD.xml"), Kind::Ofd),
        (is_office && has_in("word/"), Kind::Docx),
        (is_office && has_in("xl/"), Kind::Xlsx),
        (is_office && has_in("ppt/"), Kind::Pptx),
    ];
    Ok(kinds.into_iter().find(|(is_it, _)| *is_it).map_or(Kind::Zip, |(_, kind)| kind))
}

/// The list of parts is read into memory, and only the 64-bit form of it may name more than 65,535.
fn has_huge_directory(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    const LONGEST_TAIL: u64 = (64 << 10) + 64;
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(LONGEST_TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.rewind()?;
    Ok(tail.windows(4).any(|mark| mark == b"PK\x06\x07"))
}

fn of_compound(file: impl Read + Seek) -> Result<Kind, Unfit> {
    let compound = cfb::CompoundFile::open(file).map_err(|_| Unfit::Unknown)?;
    let has = |path: &str| compound.exists(path);
    if has("/EncryptedPackage") {
        return Err(Unfit::Locked);
    }
    if has("/Macros/VBA") || has("/_VBA_PROJECT_CUR/VBA") {
        return Err(Unfit::Macros);
    }
    let kinds = [
        ("/WordDocument", Kind::Doc),
        ("/Workbook", Kind::Xls),
        ("/Book", Kind::Xls),
        ("/PowerPoint Document", Kind::Ppt),
    ];
    let found = kinds.into_iter().find(|(stream, _)| has(stream));
    found.map(|(_, kind)| kind).ok_or(Unfit::Unknown)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn of(bytes: &[u8]) -> Result<Kind, Unfit> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        Kind::of(file.path()).unwrap()
    }

    fn zip_of(names: &[&str]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(b"x").unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn compound_of(streams: &[&str]) -> Vec<u8> {
        let mut compound = cfb::CompoundFile::create(io::Cursor::new(Vec::new())).unwrap();
        for stream in streams {
            let parent = Path::new(stream).parent().unwrap().to_owned();
            compound.create_storage_all(parent).unwrap();
            compound.create_stream(stream).unwrap().write_all(b"x").unwrap();
        }
        compound.into_inner().into_inner()
    }

    #[test]
    fn kinds_are_told_by_content() {
        let office = |part: &'static str| zip_of(&["_rels/.rels", "[Content_Types].xml", part]);
        for (bytes, kind) in [
            (b"%PDF-1.7\n".to_vec(), Kind::Pdf),
            (office("word/document.xml"), Kind::Docx),
            (office("xl/workbook.xml"), Kind::Xlsx),
            (office("ppt/presentation.xml"), Kind::Pptx),
            (zip_of(&["OFD.xml", "Doc_0/Document.xml"]), Kind::Ofd),
            (zip_of(&["现场照片/1.jpg"]), Kind::Zip),
            (zip_of(&[]), Kind::Zip),
            (compound_of(&["/WordDocument"]), Kind::Doc),
            (compound_of(&["/Workbook"]), Kind::Xls),
            (compound_of(&["/PowerPoint Document"]), Kind::Ppt),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF".to_vec(), Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n".to_vec(), Kind::Png),
            (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic".to_vec(), Kind::Heic),
            (b"RIFF\x24\x00\x00\x00WEBPVP8 ".to_vec(), Kind::Webp),
            (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00".to_vec(), Kind::Mp4),
            (b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00".to_vec(), Kind::Mov),
            (b"ID3\x03\x00\x00\x00".to_vec(), Kind::Mp3),
            ("序号,项目\r\n1,堤防\r\n".as_bytes().to_vec(), Kind::Text),
            (GB18030.encode("完成堤防三公里").0.into_owned(), Kind::Text),
            (b"\xff\xfea\x00\n\x00".to_vec(), Kind::Text),
        ] {
            assert_eq!(of(&bytes), Ok(kind), "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn what_runs_or_hides_is_refused() {
        for (bytes, unfit) in [
            (b"MZ\x90\x00\x03\x00\x00\x00".to_vec(), Unfit::Program),
            ([b"\x7fELF\x02\x01\x01".as_slice(), &[0; 60]].concat(), Unfit::Program),
            (zip_of(&["META-INF/MANIFEST.MF", "A.class"]), Unfit::Program),
            (zip_of(&["[Content_Types].xml", "word/vbaProject.bin"]), Unfit::Macros),
            (compound_of(&["/WordDocument", "/Macros/VBA/dir"]), Unfit::Macros),
            (compound_of(&["/EncryptedPackage"]), Unfit::Locked),
            (compound_of(&["/__properties_version1.0"]), Unfit::Unknown),
            (b"\xef\xbb\xbf <!DOCTYPE html><script>".to_vec(), Unfit::WebPage),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>".to_vec(), Unfit::WebPage),
            (b"<?xml version='1.0'?><svg/>".to_vec(), Unfit::WebPage),
            (b"{\\rtf1\\ansi }".to_vec(), Unfit::RichText),
            (b"PK\x03\x04 not really".to_vec(), Unfit::Unknown),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Unfit::Unknown),
            (b"Rar!\x1a\x07\x00".to_vec(), Unfit::Unknown),
            (vec![0, 1, 2, 3], Unfit::Unknown),
        ] {
            assert_eq!(of(&bytes), Err(unfit), "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn an_archive_that_lists_more_than_memory_should_hold_is_refused() {
        let mut bytes = zip_of(&["a"]);
        let end = bytes.len() - 22;
        bytes.splice(end..end, b"PK\x06\x07".iter().copied().chain([0; 16]));
        assert_eq!(of(&bytes), Err(Unfit::TooManyParts));
    }

    #[test]
    fn a_text_cut_within_a_character_is_still_a_text() {
        for lead in 0..3 {
            let text = format!("{}{}", "a".repeat(lead), "字".repeat(30_000));
            assert_eq!(of(text.as_bytes()), Ok(Kind::Text), "{lead}");
            assert_eq!(of(&GB18030.encode(&text).0), Ok(Kind::Text), "{lead}");
        }
    }

    #[test]
    fn a_name_agrees_with_the_content_or_gets_its_ending() {
        assert_eq!(Kind::Doc.named("报告.wps"), Ok("报告.wps".to_owned()));
        assert_eq!(Kind::Docx.named("报告.DOC"), Ok("报告.DOC".to_owned()));
        assert_eq!(Kind::Doc.named("报告"), Ok("报告.doc".to_owned()));
        assert_eq!(Kind::Jpeg.named("现场"), Ok("现场.jpg".to_owned()));
        let wrong = Err("的内容是文本，名字却以 .bat 结尾，请改正文件名".to_owned());
        assert_eq!(Kind::Text.named("清理.bat"), wrong);
    }
}
