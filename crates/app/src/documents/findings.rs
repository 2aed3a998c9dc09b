//! 问题清单 of a document, by cause.

use std::cmp::Reverse;
use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::Money;
use review::{Finding, Severity, Undecided};
use serde::Deserialize;

use super::document::Document;
use super::example::{self, Example};
use super::parts::Parts;
use super::rows::report::StoredFinding;
use super::walk::{Step, Walk};
use super::{rereview, rows, waiver};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::{Address, Params};
use crate::layout::{Frame, page};

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Asked {
    severity: String,
    /// The number of a finding to show unfolded.
    open: String,
}

#[derive(Template)]
#[template(path = "documents/findings.html")]
pub struct FindingsPage {
    frame: Frame,
    document: Document,
    findings: Vec<StoredFinding>,
    undecided: Vec<Undecided>,
    severity: Option<Severity>,
    parts: Parts,
    walk: Walk,
    steps: HashMap<usize, Step>,
    /// By number of the finding.
    examples: HashMap<usize, Vec<Example>>,
    open: Option<usize>,
    may_waive: bool,
    is_stale: bool,
    refused: Option<Refused>,
    conflict: Option<String>,
}

/// A waiver that was sent and not taken, as typed.
pub struct Refused {
    pub statement: String,
    pub reason: String,
    pub problem: String,
}

impl FindingsPage {
    /// A short list is unfolded as it is.
    fn is_open(&self, number: &usize, n_in_group: usize) -> bool {
        n_in_group <= 5 || self.open == Some(*number)
    }

    /// The groups shown: one severity when asked for, else all, most severe first.
    fn groups(&self) -> Vec<(Severity, Vec<(usize, &StoredFinding)>)> {
        let wanted = |severity: &Severity| self.severity.is_none_or(|asked| asked == *severity);
        let numbered = || self.numbered().filter(|(_, finding)| finding.waiver.is_none());
        [Severity::Error, Severity::Warning, Severity::Hint]
            .into_iter()
            .filter(wanted)
            .map(|severity| {
                (severity, numbered().filter(|(_, f)| f.finding.severity == severity).collect::<Vec<_>>())
            })
            .filter(|(_, group)| !group.is_empty())
            .collect()
    }

    /// 已豁免, of the severity asked for.
    fn waived(&self) -> Vec<(usize, &StoredFinding)> {
        let wanted = |f: &StoredFinding| self.severity.is_none_or(|asked| asked == f.finding.severity);
        self.numbered().filter(|(_, f)| f.waiver.is_some() && wanted(f)).collect()
    }

    /// The number of a finding is the same on every page, waived or not.
    fn numbered(&self) -> impl Iterator<Item = (usize, &StoredFinding)> {
        self.findings.iter().enumerate().map(|(index, finding)| (index + 1, finding))
    }

    fn refused(&self, finding: &StoredFinding) -> Option<&Refused> {
        self.refused.as_ref().filter(|refused| Some(&refused.statement) == finding.statement_hash.as_ref())
    }

    fn rule_title(&self, code: &str) -> &'static str {
        review::rules().iter().find(|rule| rule.code == code).map_or("", |rule| rule.title)
    }

    fn difference(&self, finding: &Finding) -> Option<String> {
        finding.difference.map(|fen| format!("相差 {} 万元", Money::from_fen(fen)))
    }
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let severity = Severity::from_key(&asked.severity);
    let open = asked.open.parse().ok();
    let whole = page_with(&app, &viewer, document, None, None).await?;
    let steps = steps(&whole.document, &whole.findings, severity);
    let is_shown = |finding: &Finding| severity.is_none_or(|asked| asked == finding.severity);
    let examples = example::all(&app.db, &viewer, &id, &whole.findings, is_shown).await?;
    let examples = examples.into_iter().map(|(index, examples)| (index + 1, examples)).collect();
    page(&FindingsPage { severity, open, steps, examples, ..whole })
}

/// The page, with what became of a waiver that was not taken.
pub async fn page_with(
    app: &App,
    viewer: &Viewer,
    document: Document,
    refused: Option<Refused>,
    conflict: Option<String>,
) -> Result<FindingsPage> {
    let id = &document.id;
    let findings = rows::report::findings(&app.db, id).await?;
    let parts = Parts::of(&app.db, id).await?;
    Ok(FindingsPage {
        frame: Frame::new(viewer, "documents", format!("问题 · {}", document.department())),
        undecided: rows::report::undecided(&app.db, id).await?,
        walk: Walk::of(&findings, &parts),
        examples: HashMap::new(),
        steps: steps(&document, &findings, None),
        parts,
        findings,
        severity: None,
        is_stale: rereview::is_stale(&app.db, &document).await?,
        open: None,
        may_waive: waiver::may_waive(viewer, &document),
        refused,
        conflict,
        document,
    })
}

/// The neighbours of each finding in the list as it is shown, by number. Each address asks for its finding unfolded.
fn steps(
    document: &Document,
    findings: &[StoredFinding],
    severity: Option<Severity>,
) -> HashMap<usize, Step> {
    let is_shown =
        |f: &StoredFinding| f.waiver.is_none() && severity.is_none_or(|asked| asked == f.finding.severity);
    let mut shown: Vec<(usize, Severity)> = (1..)
        .zip(findings)
        .filter(|(_, stored)| is_shown(stored))
        .map(|(number, stored)| (number, stored.finding.severity))
        .collect();
    shown.sort_by_key(|(_, severity)| Reverse(*severity));
    let asked = severity.map(|severity| format!("severity={}&", severity.key())).unwrap_or_default();
    let address =
        |number: &usize| format!("/documents/{}/findings?{asked}open={number}#f{number}", document.id);
    let round: Vec<String> = shown.iter().map(|(number, _)| address(number)).collect();
    shown.iter().enumerate().map(|(position, (number, _))| (*number, Step::at(position, &round))).collect()
}
