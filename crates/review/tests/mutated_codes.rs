//! No slip in a code passes: every kind of slip, in a clean document, is an error of a rule about codes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

use std::path::PathBuf;

use review::{Off, Settings, Severity, rules};

/// A last item left out shows only in the sums.
const RULES: [&str; 8] = ["CL-01", "CL-02", "CL-03", "CL-04", "CL-09", "SB-01", "SB-07", "SB-14"];

#[test]
fn every_slip_in_a_code_is_found() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples/disclosure.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let (tables, _) = text.split_once("一、部门职责及机构设置情况\n\n").unwrap();
    let lines: Vec<&str> = tables.lines().collect();
    let off = rules().iter().map(|rule| rule.code).filter(|code| !RULES.contains(code)).map(Off::always);
    let settings = Settings { off: off.collect(), ..Settings::default() };
    let worst = |lines: &[String]| {
        let reading = reader::read("a.txt", lines.join("\n").as_bytes()).unwrap();
        review::review(&reading.document, &settings).findings.into_iter().map(|f| f.severity).max()
    };
    let mut missed = Vec::new();
    for (at, line) in lines.iter().enumerate().step_by(if cfg!(debug_assertions) { 7 } else { 1 }) {
        let Some(code) = line.split('\t').nth(1).filter(|cell| is_code(cell)) else { continue };
        for (slip, instead) in slips(line, code) {
            let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            changed.splice(at..=at, instead);
            let worst = worst(&changed);
            if worst.is_none_or(|severity| severity < Severity::Warning) {
                missed.push(format!("{slip}: {line} {worst:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed\n{}", missed.len(), missed.join("\n"));
}

fn is_code(cell: &str) -> bool {
    [3, 5, 7].contains(&cell.len())
        && cell.starts_with(['2', '3'])
        && cell.bytes().all(|b| b.is_ascii_digit())
}

/// The line with one slip in its code or name, left out, and printed twice.
fn slips(line: &str, code: &str) -> Vec<(String, Vec<String>)> {
    let with_code = |other: String| vec![line.replacen(code, &other, 1)];
    let mut slips = vec![("twice".to_owned(), vec![line.to_owned(); 2]), ("left out".to_owned(), vec![])];
    let digits: Vec<char> = code.chars().collect();
    for at in 0..digits.len() {
        let mut changed = digits.clone();
        changed[at] = if digits[at] == '9' { '0' } else { char::from(digits[at] as u8 + 1) };
        slips.push((format!("digit {at}"), with_code(changed.iter().collect())));
        let mut swapped = digits.clone();
        if at + 1 < digits.len() && digits[at] != digits[at + 1] {
            swapped.swap(at, at + 1);
            slips.push((format!("swap {at}"), with_code(swapped.iter().collect())));
        }
        let mut shorter = digits.clone();
        shorter.remove(at);
        slips.push((format!("lost {at}"), with_code(shorter.iter().collect())));
    }
    let name = line.split('\t').nth(2).unwrap();
    let mut letters: Vec<char> = name.chars().collect();
    let middle = letters.len() / 2;
    letters[middle] = '某';
    slips.push(("name".to_owned(), vec![line.replacen(name, &letters.iter().collect::<String>(), 1)]));
    slips
}
