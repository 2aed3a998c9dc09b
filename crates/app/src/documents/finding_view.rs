//! A finding as pages show it, with the addresses of its place and of its cause.

use budget::Place;
use review::{Finding, Severity};

use super::example::Example;
use super::parts::Parts;
use super::rows::report::{StoredFinding, Waived};
use super::walk::{Step, Walk};

/// A finding as pages show it.
#[derive(Clone, Debug)]
pub struct FindingView {
    /// In the list of the document's findings.
    pub index: usize,
    pub anchor: String,
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// Where the place is shown.
    pub href: String,
    pub message: String,
    pub suggestion: String,
    pub basis: &'static str,
    pub consequences: Vec<Consequence>,
    /// 已豁免, by whom and why.
    pub waived: Option<String>,
    /// `None` for a waived finding, which no walk passes.
    pub step: Option<Step>,
    /// Where a measurable value is called for and others have one.
    pub examples: Vec<Example>,
}

/// 连带: a finding that another one explains.
#[derive(Clone, Debug)]
pub struct Consequence {
    pub anchor: String,
    pub severity: Severity,
    pub place: Place,
    pub href: String,
    pub message: String,
    pub cause: Cause,
}

/// The finding that explains others, in a few words.
#[derive(Clone, Debug)]
pub struct Cause {
    pub anchor: String,
    pub href: String,
    pub words: String,
}

pub fn views(findings: &[StoredFinding], parts: &Parts) -> Vec<FindingView> {
    let walk = Walk::of(findings, parts);
    findings.iter().enumerate().map(|(index, finding)| view(index, finding, parts, &walk)).collect()
}

/// `f3` is the third cause of the document, `f3-2` its second consequence, on every page.
fn view(index: usize, stored: &StoredFinding, parts: &Parts, walk: &Walk) -> FindingView {
    let finding = &stored.finding;
    let anchor = format!("f{}", index + 1);
    let href = parts.address(&finding.place);
    let cause = Cause { anchor: anchor.clone(), href: href.clone(), words: headline(&finding.message) };
    let consequence = |(i, c): (usize, &Finding)| Consequence {
        anchor: format!("{anchor}-{}", i + 1),
        severity: c.severity,
        place: c.place.clone(),
        href: parts.address(&c.place),
        message: c.message.clone(),
        cause: cause.clone(),
    };
    FindingView {
        index,
        code: finding.code,
        severity: finding.severity,
        place: finding.place.clone(),
        message: finding.message.clone(),
        suggestion: finding.suggestion.clone(),
        basis: finding.basis,
        consequences: finding.consequences.iter().enumerate().map(consequence).collect(),
        waived: stored.waiver.as_ref().map(Waived::words),
        step: walk.step(index),
        examples: Vec::new(),
        anchor: anchor.clone(),
        href,
    }
}

/// `收入总表 20131 高 6.00 万元` of a message that goes on with its reckoning.
fn headline(message: &str) -> String {
    message.split('：').next().unwrap_or(message).to_owned()
}
