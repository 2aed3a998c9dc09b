//! Damaged and endless files: a reading may say little, it must not panic and must not take for ever.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::{Duration, Instant};

use reader::{Refusal, read};

const SAMPLES: [&str; 2] = [include_str!("fixtures/disclosure.txt"), include_str!("fixtures/word_dump.txt")];

/// Numbers as good as random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

#[test]
fn a_file_cut_off_anywhere_does_not_panic() {
    for sample in SAMPLES {
        for line_end in sample.match_indices('\n').map(|(at, _)| at) {
            let _ = read("cut.txt", &sample.as_bytes()[..line_end]);
        }
        for end in (0..sample.len()).step_by(11) {
            let _ = read("cut.txt", &sample.as_bytes()[..end]);
        }
    }
}

#[test]
fn a_file_without_any_one_line_does_not_panic() {
    for sample in SAMPLES {
        let lines: Vec<&str> = sample.lines().collect();
        for missing in 0..lines.len() {
            let rest = [&lines[..missing], &lines[missing + 1..]].concat().join("\n");
            let _ = read("gap.txt", rest.as_bytes());
        }
    }
}

#[test]
fn damaged_bytes_do_not_panic() {
    let mut dice = Dice(7);
    for sample in SAMPLES {
        for _ in 0..200 {
            let mut bytes = sample.as_bytes().to_vec();
            for _ in 0..=dice.below(40) {
                let at = dice.below(bytes.len());
                bytes[at] = u8::try_from(dice.below(256)).unwrap();
            }
            let _ = read("damaged.txt", &bytes);
        }
    }
}

#[test]
fn shuffled_lines_do_not_panic() {
    let mut dice = Dice(11);
    for sample in SAMPLES {
        let mut lines: Vec<&str> = sample.lines().collect();
        for _ in 0..100 {
            for i in (1..lines.len()).rev() {
                lines.swap(i, dice.below(i + 1));
            }
            let _ = read("shuffled.txt", lines.join("\n").as_bytes());
        }
    }
}

#[test]
fn a_slightly_damaged_file_is_still_read() {
    let mut bytes = SAMPLES[0].as_bytes().to_vec();
    bytes[400] = 0xff;
    let reading = read("damaged.txt", &bytes).unwrap();
    assert_eq!((reading.document.tables.len(), reading.document.projects.len()), (3, 1));
    assert!(reading.notes[0].message.contains("无法解码"), "{:?}", reading.notes);
}

#[test]
fn what_is_no_budget_is_refused() {
    let refusal = |bytes: &[u8]| read("other", bytes).unwrap_err();
    assert_eq!(refusal(b""), Refusal::Empty);
    assert_eq!(refusal("\u{feff} \r\n\t\r\n".as_bytes()), Refusal::Empty);
    assert_eq!(refusal("会议通知\n\n一、时间\n\n二、地点\n".as_bytes()), Refusal::NotABudget);
    assert_eq!(refusal(b"name\tage\nLi\t30\n"), Refusal::NotABudget);
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"[..], &[0x9c; 40], &[3; 40]].concat();
    assert_eq!(refusal(&png), Refusal::UnknownFormat);
    assert_eq!(refusal(&vec![b' '; reader::MAX_BYTES + 1]), Refusal::TooLarge);
}

#[test]
fn reading_time_grows_with_the_length_of_the_file() {
    for sample in SAMPLES {
        let (small, large) = (sample.repeat(25), sample.repeat(400));
        let time = |text: &str| {
            let start = Instant::now();
            let _ = read("long.txt", text.as_bytes()).unwrap();
            start.elapsed()
        };
        let (once, sixteenfold) = (time(&small), time(&large));
        assert!(
            sixteenfold < once * 16 * 5 + Duration::from_millis(500),
            "{once:?} for {} bytes, {sixteenfold:?} for {}",
            small.len(),
            large.len()
        );
    }
}

#[test]
fn one_endless_line_is_read_in_time() {
    let cell = "一、甲。1、乙2、丙".repeat(60_000);
    for text in [cell.clone(), format!("绩效目标\t1.{cell}\n"), cell.replace('。', "\t")] {
        let start = Instant::now();
        let _ = read("line.txt", text.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}
