//! One text in every encoding and with every line end gives one reading.

#![allow(clippy::unwrap_used, clippy::panic)]

use encoding_rs::GB18030;
use reader::read;

const SAMPLES: [&str; 2] = [include_str!("fixtures/disclosure.txt"), include_str!("fixtures/word_dump.txt")];

fn utf_16(text: &str, mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn every_encoding_gives_the_same_reading() {
    for text in SAMPLES {
        let expected = read("utf-8", text.as_bytes()).unwrap();
        let others = [
            ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            ("GB18030", GB18030.encode(text).0.into_owned()),
            ("GB18030 with mark", [b"\x84\x31\x95\x33", GB18030.encode(text).0.as_ref()].concat()),
            ("UTF-16LE", utf_16(text, false, u16::to_le_bytes)),
            ("UTF-16LE with mark", utf_16(text, true, u16::to_le_bytes)),
            ("UTF-16BE", utf_16(text, false, u16::to_be_bytes)),
            ("UTF-16BE with mark", utf_16(text, true, u16::to_be_bytes)),
        ];
        for (name, bytes) in others {
            assert_eq!(read(name, &bytes).as_ref(), Ok(&expected), "{name}");
        }
    }
}

#[test]
fn every_line_end_gives_the_same_reading() {
    for text in SAMPLES {
        let expected = read("unix", text.as_bytes()).unwrap();
        for end in ["\r\n", "\r"] {
            assert_eq!(read("other", text.replace('\n', end).as_bytes()).as_ref(), Ok(&expected), "{end:?}");
        }
    }
}

#[test]
fn the_name_of_the_file_says_nothing() {
    let expected = read("a.txt", SAMPLES[0].as_bytes()).unwrap();
    assert_eq!(read("a.docx", SAMPLES[0].as_bytes()).unwrap(), expected);
}
