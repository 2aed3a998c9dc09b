//! 问题清单 of a document, by cause.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::Money;
use review::{Finding, Severity, Undecided};
use serde::Deserialize;

use super::document::Document;
use super::parts::Parts;
use super::rows;
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
}

#[derive(Template)]
#[template(path = "documents/findings.html")]
struct FindingsPage {
    frame: Frame,
    document: Document,
    findings: Vec<Finding>,
    undecided: Vec<Undecided>,
    severity: Option<Severity>,
    parts: Parts,
}

impl FindingsPage {
    /// The groups shown: one severity when asked for, else all, most severe first.
    fn groups(&self) -> Vec<(Severity, Vec<(usize, &Finding)>)> {
        let wanted = |severity: &Severity| self.severity.is_none_or(|asked| asked == *severity);
        let numbered = || self.findings.iter().enumerate().map(|(i, finding)| (i + 1, finding));
        [Severity::Error, Severity::Warning, Severity::Hint]
            .into_iter()
            .filter(wanted)
            .map(|severity| {
                (severity, numbered().filter(|(_, f)| f.severity == severity).collect::<Vec<_>>())
            })
            .filter(|(_, group)| !group.is_empty())
            .collect()
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
    let findings = rows::report::findings(&app.db, &id).await?;
    let undecided = rows::report::undecided(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let frame = Frame::new(&viewer, "documents", format!("问题 · {}", document.department()));
    let severity = Severity::from_key(&asked.severity);
    page(&FindingsPage { frame, document, findings, undecided, severity, parts })
}
