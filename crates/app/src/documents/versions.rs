//! 版本对比: the versions of a document, and what this one mended of the one before.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::document::Document;
use super::rows;
use super::version::{self, Change, Numbered};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "documents/versions.html")]
struct VersionsPage<'a> {
    frame: Frame,
    document: Document,
    versions: Vec<Document>,
    /// From 1.
    number: usize,
    change: Option<Change<'a>>,
}

impl VersionsPage<'_> {
    fn previous(&self) -> Option<&Document> {
        self.versions.get(self.number.checked_sub(2)?)
    }

    fn is_last(&self) -> bool {
        self.number == self.versions.len()
    }

    /// 已改正, 仍存在, 新出现 with the document whose page has the finding.
    fn lists<'p>(&'p self, change: &'p Change<'p>) -> Vec<List<'p>> {
        let before = self.previous().map_or(&self.document.id, |document| &document.id);
        let list = |key, title, document_id, findings| List { key, title, document_id, findings };
        vec![
            list("remaining", "仍存在", &self.document.id, &change.remaining),
            list("new", "新出现", &self.document.id, &change.new),
            list("mended", "已改正", before, &change.mended),
        ]
    }
}

struct List<'a> {
    key: &'static str,
    title: &'static str,
    document_id: &'a String,
    findings: &'a Vec<Numbered<'a>>,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let versions = version::all(&app.db, &viewer, &document).await?;
    let index = versions.iter().position(|version| version.id == id).unwrap_or_default();
    let after = rows::report::findings(&app.db, &id).await?;
    let before = match index.checked_sub(1) {
        Some(previous) => Some(rows::report::findings(&app.db, &versions[previous].id).await?),
        None => None,
    };
    page(&VersionsPage {
        frame: Frame::new(&viewer, "documents", format!("版本 · {}", document.department())),
        change: before.as_ref().map(|before| Change::between(before, &after)),
        number: index + 1,
        versions,
        document,
    })
}

/// 第几版, and how the correction went, for the first page of a document; nothing where there is one version only.
#[derive(Debug)]
pub struct Summary {
    pub number: usize,
    pub n_versions: usize,
    /// 已改正, 仍存在, 新出现
    pub counts: Option<[usize; 3]>,
    pub last_id: String,
}

impl Summary {
    pub async fn of(
        app: &App,
        viewer: &Viewer,
        document: &Document,
        findings: &[rows::report::StoredFinding],
    ) -> Result<Option<Summary>> {
        let versions = version::all(&app.db, viewer, document).await?;
        let Some(last) = versions.last().filter(|_| versions.len() > 1) else { return Ok(None) };
        let index = versions.iter().position(|version| version.id == document.id).unwrap_or_default();
        let counts = match index.checked_sub(1) {
            None => None,
            Some(previous) => {
                let before = rows::report::findings(&app.db, &versions[previous].id).await?;
                let change = Change::between(&before, findings);
                Some([change.mended.len(), change.remaining.len(), change.new.len()])
            }
        };
        Ok(Some(Summary { number: index + 1, n_versions: versions.len(), counts, last_id: last.id.clone() }))
    }

    pub fn is_last(&self) -> bool {
        self.number == self.n_versions
    }
}
