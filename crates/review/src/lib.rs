//! Rules: [`budget`] values in, findings out. One rule, two files in `rules/`: the check and its page.
//!
//! A review runs every rule over the document ([`checks`]), folds the findings that one wrong cell explains into one
//! ([`cause`]), and sets aside what looks like a misreading, of one table ([`misread`]) and of the whole ([`doubt`]).
//! What the whole form does alike is its template or a habit and told once ([`habit`]). Absent on purpose: files, databases, the clock, floating point.

#![deny(clippy::float_arithmetic)]

mod basis;
mod cause;
mod change;
mod checks;
mod citations;
mod codes;
mod companions;
mod correction;
mod direction;
mod doubt;
mod equation;
mod evidence;
mod executed;
mod facts;
mod figures;
mod finding;
mod forms;
mod habit;
mod halves;
mod holdings;
mod ladder;
mod locate;
mod lost;
mod marks;
mod measure;
mod misread;
mod own_year;
mod publics;
mod publics_by_unit;
mod publics_words;
mod purchases;
mod report;
mod rows;
mod rule;
mod rules;
mod search;
mod settings;
mod shares;
mod stated_items;
mod term;
mod texts;
mod tree;
mod twin;
mod withheld;
mod words;

#[cfg(test)]
mod example;

pub use companions::Companions;
pub use finding::{Finding, Operand};
pub use report::{Report, Undecided};
pub use rule::{Family, Parameter, Preset, Rule, Severity};
pub use settings::{Off, Settings, Value};

use budget::BudgetDocument;

use checks::Checks;
use facts::Facts;

/// All rules, in the order of the catalogue.
pub fn rules() -> &'static [Rule] {
    rules::all()
}

/// The same by family.
pub fn families() -> &'static [Family] {
    rules::FAMILIES
}

pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.code == code)
}

/// Runs every rule that the settings leave on.
pub fn review(document: &BudgetDocument, settings: &Settings) -> Report {
    review_with(document, &Companions::default(), settings)
}

/// The same, with documents that belong to this one at hand.
pub fn review_with(document: &BudgetDocument, companions: &Companions<'_>, settings: &Settings) -> Report {
    if document.holds_nothing() {
        return Report::of_nothing();
    }
    let report = correction::fold(document, run(document, companions, settings), |corrected| {
        run(corrected, companions, settings)
    });
    habit::fold(doubt::set_aside(report), settings)
}

fn run(document: &BudgetDocument, companions: &Companions<'_>, settings: &Settings) -> Report {
    let facts = Facts::of(document);
    let mut checks = Checks::new(&facts, companions, settings);
    for rule in rules().iter().filter(|rule| settings.is_on(rule.code, document)) {
        checks.run(rule, document);
    }
    let mut log = checks.finish();
    misread::set_aside(&mut log);
    Report::of(document, log)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "**支出总表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
                         | | 合计 | 5.00 | 2.00 | 3.00 |\n| 201 | 一般公共服务支出 | 6.00 | 2.00 | 3.00 |\n";

    #[test]
    fn nothing_read_is_not_a_clean_document() {
        let report = review(&example::document(""), &Settings::default());
        assert!(report.findings.is_empty());
        assert_eq!(report.undecided.len(), 1);
        assert_eq!((report.n_passed, report.n_failed), (0, 0));
    }

    #[test]
    fn rules_switched_off_are_silent_and_severities_follow_the_office() {
        let document = example::document(TABLE);
        let plain = review(&document, &Settings::default());
        let codes = |report: &Report| {
            let all = report.findings.iter().flat_map(|f| std::iter::once(f).chain(&f.consequences));
            all.map(|f| f.code).collect::<Vec<_>>()
        };
        assert!(codes(&plain).contains(&"SB-02") && codes(&plain).contains(&"SB-04"));
        let mut settings =
            Settings { off: vec![Off::always("SB-02"), Off::always("ST-01")], ..Settings::default() };
        settings.severity.insert("SB-04".into(), Severity::Hint);
        let tuned = review(&document, &settings);
        assert_eq!(codes(&tuned), ["SB-04"]);
        assert_eq!(tuned.findings[0].severity, Severity::Hint);
    }

    #[test]
    fn the_gravest_come_first_and_every_failed_check_counts() {
        let report = review(&example::document(TABLE), &Settings::default());
        assert!(report.findings.is_sorted_by_key(|f| std::cmp::Reverse(f.severity)));
        let failed: usize = report.findings.iter().map(|f| 1 + f.consequences.len()).sum();
        assert_eq!(usize::try_from(report.n_failed).unwrap(), failed);
    }

    #[test]
    fn every_check_ends_in_one_of_four_ways() {
        let report = review(&example::document(TABLE), &Settings::default());
        let all = report.findings.iter().flat_map(|f| std::iter::once(f).chain(&f.consequences));
        let mut seen: Vec<&str> = all.map(|f| f.code).collect();
        seen.extend(report.undecided.iter().map(|u| u.code));
        for code in &report.not_applicable {
            assert!(!seen.contains(code), "{code}");
        }
    }
}
