//! Regression totals on four published documents that are not part of the project. Skipped where they are absent.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

mod assets;
mod classification;
mod cross_checks;
mod forms;
mod indicators;
mod narrative;
mod plans;
mod procurement;
mod running_costs;
mod secrecy;
mod structure;
mod sums;
mod three_publics;

use std::path::{Path, PathBuf};

use budget::BudgetDocument;
use review::{Finding, Off, Report, Settings, rules};

const LULONG: &str = "lulong-party-office-2022-performance.txt";
const JULU: &str = "julu-party-office-2022-disclosure.txt";
const BEIDAIHE: &str = "beidaihe-party-office-2021-performance.txt";
const ZONE: &str = "lulong-development-zone-2021-performance.txt";

/// Findings of a rule in Lulong, Julu, Beidaihe and the zone, consequences counted. A rule without a line finds
/// nothing in any of them.
type Totals = &'static [(&'static str, [usize; 4])];

const TOTALS: [Totals; 13] = [
    structure::TOTALS,
    sums::TOTALS,
    cross_checks::TOTALS,
    narrative::TOTALS,
    classification::TOTALS,
    three_publics::TOTALS,
    running_costs::TOTALS,
    procurement::TOTALS,
    assets::TOTALS,
    forms::TOTALS,
    plans::TOTALS,
    indicators::TOTALS,
    secrecy::TOTALS,
];

fn seeds() -> Option<PathBuf> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = folders.map(|folder| folder.join("shared/seeds")).find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: no folder shared/seeds above the crate");
    }
    found
}

fn seed(name: &str) -> Option<BudgetDocument> {
    let bytes = std::fs::read(seeds()?.join(name)).unwrap();
    Some(reader::read(name, &bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}")).document)
}

fn flat(report: &Report) -> Vec<&Finding> {
    report.findings.iter().flat_map(|f| std::iter::once(f).chain(&f.consequences)).collect()
}

/// The outcome of one rule alone.
fn only(document: &BudgetDocument, code: &str) -> Report {
    let off = rules().iter().map(|rule| rule.code).filter(|c| *c != code).map(Off::always).collect();
    review::review(document, &Settings { off, ..Settings::default() })
}

/// The messages of one rule's findings in a seed; none where the seeds are absent.
fn messages(name: &str, code: &str) -> Option<Vec<String>> {
    let report = only(&seed(name)?, code);
    Some(flat(&report).into_iter().map(|finding| finding.message.clone()).collect())
}

/// How many rows one rule's findings in a seed name among their operands: where a rule tells many rows as one, what
/// the catalogue counts.
fn n_rows(name: &str, code: &str) -> Option<usize> {
    let report = only(&seed(name)?, code);
    Some(flat(&report).into_iter().map(|finding| finding.operands.len()).sum())
}

fn passed(document: &BudgetDocument, code: &str) -> u32 {
    let report = only(document, code);
    assert_eq!((report.n_failed, report.undecided.len()), (0, 0), "{code}: {report:#?}");
    report.n_passed
}

#[test]
fn every_rule_fires_where_it_should_and_nowhere_else() {
    let mut differences = Vec::new();
    for (at, name) in [LULONG, JULU, BEIDAIHE, ZONE].into_iter().enumerate() {
        let Some(document) = seed(name) else { return };
        let report = review::review(&document, &Settings::default());
        for rule in rules() {
            let expected =
                TOTALS.concat().iter().find(|(code, _)| *code == rule.code).map_or(0, |(_, n)| n[at]);
            let found: Vec<_> = flat(&report).into_iter().filter(|f| f.code == rule.code).collect();
            if found.len() != expected {
                let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
                differences.push(format!("{} on {name}: {messages:#?}", rule.code));
                println!("{} on {name}: {} for {expected}", rule.code, found.len());
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn no_finding_lacks_a_place_a_basis_or_its_operands() {
    for name in [LULONG, JULU, BEIDAIHE, ZONE] {
        let Some(document) = seed(name) else { return };
        let report = review::review(&document, &Settings::default());
        for finding in flat(&report) {
            assert!(!finding.basis.is_empty() && !finding.excerpt.is_empty(), "{finding:#?}");
            assert!(!finding.suggestion.is_empty(), "{finding:#?}");
            assert_eq!(finding.formula.is_some(), !finding.operands.is_empty(), "{finding:#?}");
        }
    }
}
