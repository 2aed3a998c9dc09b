//! 跨年比较: a budget beside the one of another year of the same department.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::difference::{self, Line, Projects, Retargeted};
use super::document::Document;
use super::rows;
use super::rows::report::StoredFinding;
use super::version::Change;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::{Address, Params};
use crate::layout::{Frame, page};
use crate::{App, args, document_columns, visible};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    with: String,
}

#[derive(Template)]
#[template(path = "documents/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    document: Document,
    candidates: Vec<Document>,
    found: Option<Comparison>,
}

/// The earlier year on the left, whichever was opened first.
struct Comparison {
    with: String,
    before: Document,
    after: Document,
    totals: Vec<Line>,
    running: Vec<Line>,
    projects: Projects,
    indicators: Vec<Retargeted>,
    recurring: Vec<(usize, StoredFinding)>,
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let candidates = candidates(&app.db, &viewer, &document).await?;
    let other = match asked.with.trim() {
        "" => nearest(&document, &candidates),
        with => Some(candidates.iter().find(|each| each.id == with).ok_or(Error::NotFound)?),
    };
    let found = match other {
        Some(other) => Some(compare(&app.db, &document, other).await?),
        None => None,
    };
    let frame = Frame::new(&viewer, "documents", format!("跨年比较 · {}", document.department()));
    page(&ComparisonPage { frame, document, candidates, found })
}

/// The documents of the same department in other years, the latest first.
async fn candidates(db: &Db, viewer: &Viewer, document: &Document) -> Result<Vec<Document>> {
    let (account, region) = viewer.scope();
    let found = db
        .all(
            concat!(
                "select ",
                document_columns!(),
                " from document where ",
                visible!(),
                " and region = $3 and (department_code = $4 or department_name = $5) and fiscal_year <> $6
                 order by fiscal_year desc, imported_at desc, id desc limit 50"
            ),
            args![
                account,
                region,
                document.region.clone(),
                document.department_code.clone(),
                document.department_name.clone(),
                document.fiscal_year
            ],
        )
        .await?;
    Ok(found)
}

/// The year before, else the nearest one; of the same kind where there is one, in its last version.
fn nearest<'a>(document: &Document, candidates: &'a [Document]) -> Option<&'a Document> {
    let year = document.fiscal_year?;
    let distance = |other: &&Document| {
        let other_year = other.fiscal_year.unwrap_or(i64::MAX);
        (other.kind != document.kind, (other_year - year).abs(), other_year > year)
    };
    candidates.iter().min_by_key(distance)
}

async fn compare(db: &Db, document: &Document, other: &Document) -> Result<Comparison> {
    let is_later = other.fiscal_year > document.fiscal_year;
    let (before, after) = if is_later { (document, other) } else { (other, document) };
    let (old, new) = (rows::load(db, &before.id).await?, rows::load(db, &after.id).await?);
    let old_findings = rows::report::findings(db, &before.id).await?;
    let new_findings = rows::report::findings(db, &after.id).await?;
    let change = Change::between(&old_findings, &new_findings);
    let recurring = change.remaining.iter().map(|(number, stored)| (*number, (*stored).clone()));
    Ok(Comparison {
        with: other.id.clone(),
        totals: difference::totals(&old, &new),
        running: difference::running(&old, &new),
        projects: difference::projects(&old, &new),
        indicators: difference::indicators(&old, &new),
        recurring: recurring.collect(),
        before: before.clone(),
        after: after.clone(),
    })
}
