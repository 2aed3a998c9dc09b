//! A file as an answer that the browser saves under a Chinese name.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const JSON: &str = "application/json";
/// For originals: what the file is, nobody has promised.
pub const BYTES: &str = "application/octet-stream";

pub fn answer(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers =
        [(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition(name))];
    (headers, bytes).into_response()
}

/// RFC 6266: an ASCII name for old clients, the real one in `filename*`.
pub fn disposition(name: &str) -> String {
    let name = safe(name);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("attachment; filename=\"duji.{extension}\"; filename*=UTF-8''{}", encoded(&name))
}

/// Without what file systems refuse.
fn safe(name: &str) -> String {
    let is_refused = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    name.chars().map(|c| if is_refused(c) { '_' } else { c }).collect()
}

/// RFC 5987 §3.2.1: everything but `attr-char` is percent-encoded.
fn encoded(text: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&b);
    text.bytes().map(|b| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_is_carried_by_the_encoded_form() {
        assert_eq!(
            disposition("问题 a\"b.xlsx"),
            "attachment; filename=\"duji.xlsx\"; filename*=UTF-8''%E9%97%AE%E9%A2%98%20a_b.xlsx"
        );
    }

    #[test]
    fn no_name_breaks_out_of_the_header() {
        for name in ["a\r\nSet-Cookie: x=1", "..\\..\\etc/passwd", "x.\"; y=\"z"] {
            let header = disposition(name);
            assert!(header.is_ascii() && !header.contains(['\r', '\n', '/', '\\']), "{header}");
            assert_eq!(header.matches('"').count(), 2, "{header}");
        }
    }
}
