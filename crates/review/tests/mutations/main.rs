//! 变异: a clean document of the fictional county with one thing changed at random. Whatever kind of change the rules
//! claim to find must be found in at least 99 of 100 cases, at the changed line; the clean documents give no error
//! and no warning. The share found is printed by kind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

mod edit;
mod forms;
mod narrative;
mod tables;

use std::collections::HashSet;
use std::path::PathBuf;

use budget::{BudgetDocument, Place};
use fastrand::Rng;
use review::{Finding, Report, Settings, Severity};

use edit::Edit;

/// One kind of change.
struct Kind {
    name: &'static str,
    /// The documents it is tried on.
    samples: &'static [&'static str],
    /// A change at a random place; `None` where the place does not lend itself to it.
    change: fn(&Sample, &mut Rng) -> Option<Edit>,
    found: Found,
}

/// What counts as finding a change.
enum Found {
    /// A new finding that names the changed line, itself or among its operands.
    AtLine,
    /// A new finding anywhere: what was taken away has no line.
    Anywhere,
}

struct Sample {
    text: String,
    document: BudgetDocument,
    /// Codes and messages found without any change.
    known: HashSet<(String, String)>,
}

const CASES: usize = 100;

const DISCLOSURE: &[&str] = &["disclosure.txt"];
const FORMS: &[&str] = &["disclosure.txt", "performance-text.txt", "development-zone.txt"];

fn review_text(name: &str, text: &str) -> (BudgetDocument, Report) {
    let reading = reader::read(name, text.as_bytes()).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let report = review::review(&reading.document, &Settings::default());
    (reading.document, report)
}

fn flat(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.consequences))
}

fn said(finding: &Finding) -> (String, String) {
    (finding.code.to_owned(), finding.message.clone())
}

impl Sample {
    fn load(name: &str) -> Sample {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let (document, report) = review_text(name, &text);
        let known = flat(&report).map(said).collect();
        Sample { text, document, known }
    }
}

/// Whether a change is found, and how many findings an official reads because of it.
fn outcome(sample: &Sample, name: &str, edit: &Edit, found: &Found) -> (bool, usize) {
    let (_, report) = review_text(name, &edit.apply(&sample.text));
    let is_fresh = |finding: &Finding| !sample.known.contains(&said(finding));
    let is_grave = |finding: &Finding| finding.severity > Severity::Hint && is_fresh(finding);
    let at_line = |finding: &Finding| {
        let places = std::iter::once(&finding.place).chain(finding.operands.iter().map(|o| &o.place));
        places.into_iter().any(|place| matches!(place, Place::Line { line, .. } if edit.touches(*line)))
    };
    let mut all = flat(&report).filter(|finding| is_grave(finding));
    let is_found = match found {
        Found::AtLine => all.any(at_line),
        Found::Anywhere => all.next().is_some(),
    };
    (is_found, report.findings.iter().filter(|finding| is_grave(finding)).count())
}

#[test]
fn clean_documents_give_no_error_and_no_warning() {
    for name in ["disclosure.txt", "performance-text.txt", "performance-dump.txt", "development-zone.txt"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
        let (_, report) = review_text(name, &std::fs::read_to_string(path).unwrap());
        let grave: Vec<_> = flat(&report).filter(|finding| finding.severity > Severity::Hint).collect();
        assert!(grave.is_empty(), "{name}: {grave:#?}");
    }
}

/// What came of the cases of one kind.
#[derive(Default)]
struct Tried {
    n_found: usize,
    /// Findings, errors and warnings, over all cases.
    n_findings: usize,
    missed: Vec<String>,
    /// The cases with more findings than an official should have to read for one slip.
    noisy: Vec<String>,
}

/// One slip may be wrong in itself and at odds with another place; more than this is noise.
const QUIET: usize = 3;

fn tried(kind: &Kind) -> Tried {
    let samples: Vec<(&str, Sample)> = kind.samples.iter().map(|name| (*name, Sample::load(name))).collect();
    let mut rng = Rng::with_seed(20_250_101);
    let (mut tried, mut n_vain) = (Tried::default(), 0);
    while tried.n_found + tried.missed.len() < CASES {
        let (name, sample) = &samples[rng.usize(..samples.len())];
        let edit = (kind.change)(sample, &mut rng).filter(|edit| edit.changes(&sample.text));
        let Some(edit) = edit else {
            n_vain += 1;
            assert!(n_vain < 50 * CASES, "{}: hardly a place to change", kind.name);
            continue;
        };
        let (is_found, n_findings) = outcome(sample, name, &edit, &kind.found);
        tried.n_findings += n_findings;
        if n_findings > QUIET {
            tried.noisy.push(format!("{n_findings}: {name} {}", edit.describe(&sample.text)));
        }
        match is_found {
            true => tried.n_found += 1,
            false => tried.missed.push(format!("{name} {}", edit.describe(&sample.text))),
        }
    }
    tried
}

#[test]
fn changes_that_the_rules_claim_are_found() {
    let kinds: Vec<&Kind> = [tables::KINDS, narrative::KINDS, forms::KINDS].into_iter().flatten().collect();
    let mut failed = Vec::new();
    let outcomes = std::thread::scope(|scope| {
        let halves: Vec<_> = kinds
            .chunks(kinds.len().div_ceil(2))
            .map(|half| scope.spawn(move || half.iter().map(|kind| (*kind, tried(kind))).collect::<Vec<_>>()))
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect::<Vec<_>>()
    });
    println!("found        findings a case");
    for (kind, tried) in outcomes {
        let Tried { n_found, n_findings, missed, noisy } = tried;
        let (whole, tenths) = (n_findings / CASES, n_findings * 10 / CASES % 10);
        println!("{n_found:>4}/{CASES}  {whole:>4}.{tenths}  {}", kind.name);
        if n_found * 100 < CASES * 99 {
            failed.push(format!("{} {n_found}/{CASES}\n  {}", kind.name, missed.join("\n  ")));
        }
        if noisy.len() * 100 > CASES * 5 {
            println!("  noisy {}: {}", noisy.len(), noisy.join("\n    "));
        }
    }
    assert!(failed.is_empty(), "found too rarely:\n{}", failed.join("\n"));
}
