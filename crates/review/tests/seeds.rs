//! Regression totals on four published documents that are not part of the project. Skipped where they are absent.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

use std::path::{Path, PathBuf};

use budget::{BudgetDocument, Money};
use review::{Finding, Report, Settings, rules};

const LULONG: &str = "lulong-party-office-2022-performance.txt";
const JULU: &str = "julu-party-office-2022-disclosure.txt";
const BEIDAIHE: &str = "beidaihe-party-office-2021-performance.txt";
const ZONE: &str = "lulong-development-zone-2021-performance.txt";

/// Findings of a rule in the four documents, consequences counted.
const TOTALS: [(&str, [usize; 4]); 14] = [
    ("SB-01", [0, 11, 0, 0]),
    ("SB-02", [0, 3, 0, 0]),
    ("SB-11", [0, 1, 0, 0]),
    ("SB-12", [0, 7, 0, 0]),
    ("SX-02", [0, 1, 0, 0]),
    ("SX-12", [0, 1, 0, 0]),
    ("SX-14", [0, 1, 0, 0]),
    ("ST-03", [0, 1, 0, 0]),
    ("ST-12", [0, 7, 0, 0]),
    ("OP-01", [0, 1, 0, 0]),
    ("PL-01", [0, 0, 0, 1]),
    ("IN-02", [0, 0, 0, 2]),
    ("IN-03", [1, 0, 35, 0]),
    ("PF-01", [0, 0, 0, 0]),
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
    let off = rules().iter().map(|r| r.code.to_owned()).filter(|c| c != code).collect();
    review::review(document, &Settings { off, ..Settings::default() })
}

#[test]
fn every_rule_fires_where_it_should_and_nowhere_else() {
    for (at, name) in [LULONG, JULU, BEIDAIHE, ZONE].into_iter().enumerate() {
        let Some(document) = seed(name) else { return };
        let report = review::review(&document, &Settings::default());
        for rule in rules() {
            let expected = TOTALS.iter().find(|(code, _)| *code == rule.code).map_or(0, |(_, n)| n[at]);
            let found: Vec<_> = flat(&report).into_iter().filter(|f| f.code == rule.code).collect();
            assert_eq!(found.len(), expected, "{} on {name}: {found:#?}", rule.code);
        }
    }
}

#[test]
fn fifteen_mismatches_have_one_cause() {
    let Some(document) = seed(JULU) else { return };
    let report = review::review(&document, &Settings::default());
    let code = |f: &Finding| ["SB-01", "SB-02", "SX-02"].contains(&f.code);
    let causes: Vec<&Finding> = report.findings.iter().filter(|f| code(f)).collect();
    assert_eq!(causes.len(), 1);
    let message =
        "收入总表 20131 党委办公厅（室）及相关机构事务 高 6.00 万元：各项之和 1,204.00，表中为 1,210.00";
    assert_eq!(causes[0].message, message);
    assert_eq!(causes[0].consequences.len(), 14);
    for part in ["支出总表 20131（基本支出） 改为 451.94", "收入总表 201 改为 1,225.60"] {
        assert!(causes[0].suggestion.contains(part), "{}", causes[0].suggestion);
    }
}

#[test]
fn the_checks_that_pass_are_counted() {
    let (Some(lulong), Some(julu)) = (seed(LULONG), seed(JULU)) else { return };
    let (Some(beidaihe), Some(zone)) = (seed(BEIDAIHE), seed(ZONE)) else { return };
    let passed = |document, code| {
        let report = only(document, code);
        assert_eq!((report.n_failed, report.undecided.len()), (0, 0), "{code}: {report:#?}");
        report.n_passed
    };
    assert_eq!([&lulong, &beidaihe, &zone].map(|d| passed(d, "PF-01")), [10, 15, 4]);
    assert_eq!(passed(&lulong, "PL-01") + passed(&beidaihe, "PL-01"), 25);
    assert_eq!(passed(&julu, "ST-01"), 9);
    assert_eq!(passed(&julu, "ST-02"), 3);
    assert_eq!(passed(&julu, "SB-04"), 58);
    assert_eq!(passed(&julu, "SB-14"), 7);
    assert_eq!(passed(&julu, "TX-03"), 1);
    for code in ["SB-03", "SB-06", "SB-07", "SB-08", "SB-09", "SB-10", "SB-13"] {
        assert!(passed(&julu, code) > 0, "{code}");
    }
    for code in ["SX-01", "SX-03", "SX-04", "SX-05", "SX-06", "SX-07", "SX-08", "SX-09", "SX-10", "SX-11"] {
        assert!(passed(&julu, code) > 0, "{code}");
    }
    assert_eq!(passed(&julu, "SX-13"), 2);
    let not_applicable = review::review(&julu, &Settings::default()).not_applicable;
    assert_eq!(not_applicable, ["PF-01", "PL-01"]);
}

#[test]
fn a_plan_lost_at_a_page_break_cannot_be_decided() {
    let Some(document) = seed(ZONE) else { return };
    let report = review::review(&document, &Settings::default());
    let reasons: Vec<&str> = report.undecided.iter().map(|u| u.reason.as_str()).collect();
    assert!(reasons.len() == 1 && reasons[0].contains("招商维稳经费"), "{reasons:?}");
}

#[test]
fn projects_without_a_form_hold_the_known_sum() {
    let Some(document) = seed(JULU) else { return };
    let report = only(&document, "ST-12");
    let named = |f: &Finding| {
        let listed = document.stated.projects.iter().find(|p| f.message.contains(&format!("“{}”", p.name)));
        listed.and_then(|p| p.amount.money())
    };
    let sum = Money::checked_sum(report.findings.iter().filter_map(named)).unwrap();
    assert_eq!(sum.wan(), "74.13");
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
