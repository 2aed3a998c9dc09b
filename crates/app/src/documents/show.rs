//! 概览: what the document is, whether it is all right, what to do next.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::Place;
use reader::Note;
use review::Undecided;

use super::beneath::Beneath;
use super::beside::Beside;
use super::document::Document;
use super::finding_view::{self, FindingView};
use super::overview::Overview;
use super::parts::Parts;
use super::{rereview, rows, versions};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};

/// How many causes the overview names.
const MOST_CAUSES: usize = 5;

#[derive(Template)]
#[template(path = "documents/show.html")]
struct ShowPage {
    frame: Frame,
    document: Document,
    gravest: Vec<FindingView>,
    undecided: Vec<Undecided>,
    notes: Vec<Note>,
    overview: Overview,
    parts: Parts,
    others: Beneath,
    is_stale: bool,
    versions: Option<versions::Summary>,
}

impl ShowPage {
    fn n_more(&self) -> i64 {
        self.document.n_findings() - i64::try_from(self.gravest.len()).unwrap_or(i64::MAX)
    }

    fn href(&self, place: &Place) -> String {
        self.parts.address(place)
    }

    /// Says in one sentence whether the document is all right.
    fn verdict(&self) -> String {
        let Document { n_errors, n_warnings, n_hints, n_undecided, .. } = self.document;
        let verdict = match (n_errors, n_warnings, n_hints) {
            (0, 0, 0) => "没有发现问题".to_owned(),
            (0, 0, hints) => format!("没有错误和警告，有 {hints} 处提示供参考"),
            (0, warnings, _) => format!("没有错误，有 {warnings} 处警告需要改正或说明"),
            (errors, 0, _) => format!("有 {errors} 处错误，改正后再公开"),
            (errors, warnings, _) => format!("有 {errors} 处错误、{warnings} 处警告，改正后再公开"),
        };
        let mut parts = vec![verdict];
        if self.document.n_waived > 0 {
            parts.push(format!("另有 {} 处已豁免", self.document.n_waived));
        }
        if n_undecided > 0 {
            parts.push(format!("{n_undecided} 项检查缺数据，无法判断"));
        }
        format!("{}。", parts.join("；"))
    }
}

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let findings = rows::report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let mut gravest = finding_view::views(&findings, &parts);
    gravest.retain(|finding| finding.waived.is_none());
    gravest.truncate(MOST_CAUSES);
    page(&ShowPage {
        frame: Frame::new(&viewer, "documents", document.department()),
        gravest,
        undecided: rows::report::undecided(&app.db, &id).await?,
        notes: rows::texts::notes(&app.db, &id).await?,
        overview: Overview::of(&app.db, &id, document.is_disclosure()).await?,
        others: Beside::of(&findings, &parts, |part| part.is_none()).rest(),
        is_stale: rereview::is_stale(&app.db, &document).await?,
        versions: versions::Summary::of(&app, &viewer, &document, &findings).await?,
        parts,
        document,
    })
}
