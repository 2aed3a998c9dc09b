//! Bytes to text: UTF-8, GB18030 and UTF-16, with or without a byte order mark.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::Refusal;

/// The text of a file. Damaged bytes become U+FFFD as long as there are few of them.
pub fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => Some(plain(encoding, &bytes[mark..])),
        None if bytes.contains(&0) => wide(bytes).or_else(|| narrow(bytes)),
        None => narrow(bytes),
    };
    let text = text.ok_or(Refusal::UnknownFormat)?;
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if !is_text(&text) {
        return Err(Refusal::UnknownFormat);
    }
    Ok(text)
}

fn plain(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark: the line ends, tabs and digits of a table give it away by their zero bytes.
fn wide(bytes: &[u8]) -> Option<String> {
    [UTF_16LE, UTF_16BE].into_iter().map(|encoding| plain(encoding, bytes)).find(|text| is_text(text))
}

fn narrow(bytes: &[u8]) -> Option<String> {
    let utf8 = plain(UTF_8, bytes);
    if is_slightly_damaged(&utf8) {
        return Some(utf8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    // GBK is what the detector calls the family; GB18030 is the whole of it. A single-byte guess is a short text.
    let guess = if guess == GBK || guess.is_single_byte() { GB18030 } else { guess };
    [guess, GB18030].into_iter().map(|encoding| plain(encoding, bytes)).find(|text| is_text(text))
}

/// Text of another encoding read as UTF-8 is nearly all replacement characters, a damaged file nearly none.
fn is_slightly_damaged(text: &str) -> bool {
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    let replaced = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    replaced * 10 <= beyond_ascii
}

fn is_text(text: &str) -> bool {
    let (mut all, mut usual, mut broken) = (0usize, 0usize, 0usize);
    for c in text.chars() {
        all += 1;
        usual += usize::from(is_usual(c));
        broken += usize::from(is_broken(c));
    }
    broken * 10 <= all && usual * 100 >= all * 85
}

/// A control character that no text and no word processor's dump holds.
fn is_broken(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER
        || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x07' | '\x0b' | '\x0c' | '\x13'..='\x15')
}

fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\x07' | '\x0b' | '\x0c' | '\x13'..='\x15' | ' '..='~' | '\u{feff}'
        | '\u{a0}'..='\u{d7}' | '\u{2000}'..='\u{27bf}' | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "部门预算收支总表\r\n单位：万元\r\n1\t一、一般公共预算拨款收入\t1379.53\r\n注：“三公”经费≥0\r\n";

    fn wide_bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let gb18030 = GB18030.encode(TEXT).0.into_owned();
        let (le, be) = (wide_bytes(TEXT, u16::to_le_bytes), wide_bytes(TEXT, u16::to_be_bytes));
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let all = [
            TEXT.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", TEXT.as_bytes()),
            gb18030,
            marked(b"\xff\xfe", &le),
            marked(b"\xfe\xff", &be),
            le,
            be,
        ];
        for bytes in all {
            assert_eq!(decode(&bytes).as_deref(), Ok(TEXT), "{:?}", &bytes[..4]);
        }
    }

    #[test]
    fn a_damaged_byte_does_not_change_the_encoding() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes[4] = 0xff;
        let text = decode(&bytes).unwrap();
        assert!(text.contains("一般公共预算拨款收入") && text.contains('\u{fffd}'));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b"").unwrap_err(), Refusal::Empty);
        assert_eq!(decode(b"\xef\xbb\xbf \r\n\t").unwrap_err(), Refusal::Empty);
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise).unwrap_err(), Refusal::UnknownFormat);
        assert_eq!(decode(b"PK\x03\x04\0\0\0\0\x01\x02\0\0\0").unwrap_err(), Refusal::UnknownFormat);
    }
}
