//! The two promises of `samples/`: the clean documents stay clean, and the copy with mistakes gives exactly the findings
//! listed beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

use std::path::PathBuf;

use budget::Place;
use review::{Report, Settings};

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name)
}

fn review_sample(name: &str) -> Report {
    let bytes = std::fs::read(sample(name)).unwrap();
    let reading = reader::read(name, &bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    review::review(&reading.document, &Settings::default())
}

#[test]
fn clean_documents_have_no_findings() {
    for name in ["disclosure.txt", "performance-text.txt", "performance-dump.txt", "development-zone.txt"] {
        let report = review_sample(name);
        assert!(report.findings.is_empty(), "{name}: {:#?}", report.findings);
        assert!(report.undecided.is_empty(), "{name}: {:#?}", report.undecided);
        assert!(report.n_passed > 0, "{name}");
    }
}

#[test]
fn every_planted_mistake_is_found_and_nothing_else() {
    let list = std::fs::read_to_string(sample("disclosure-with-mistakes.md")).unwrap();
    let mut planted: Vec<(u32, String)> = list
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('|').map(str::trim).skip(1);
            Some((cells.next()?.parse().ok()?, cells.next()?.to_owned()))
        })
        .collect();
    let report = review_sample("disclosure-with-mistakes.txt");
    let mut found: Vec<(u32, String)> = report
        .findings
        .iter()
        .map(|finding| match finding.place {
            Place::Line { line, .. } => (line, finding.code.to_owned()),
            ref other => panic!("{other} in a text file"),
        })
        .collect();
    planted.sort();
    found.sort();
    assert!(!planted.is_empty());
    assert_eq!(found, planted);
}
