//! 批次汇总 as a workbook: everything the filter takes in, in the order of the page.

use axum::extract::State;
use axum::response::Response;

use super::filter::Filter;
use super::{ranking, workbook};
use crate::App;
use crate::access::Viewer;
use crate::documents::attachment;
use crate::error::Result;
use crate::extract::Params;

/// More rows than a sheet holds are in no county.
const ALL: i64 = 1_000_000;

pub async fn xlsx(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let db = &app.db;
    let documents = ranking::documents(db, &viewer, &filter, ALL, 1).await?;
    let batch = workbook::Batch {
        words: filter.words(),
        totals: ranking::totals(db, &viewer, &filter).await?,
        fired: ranking::fired(db, &viewer, &filter, ALL).await?,
        gravest: ranking::gravest(db, &documents).await?,
        documents,
    };
    let written =
        tokio::task::spawn_blocking(move || workbook::of(&batch)).await.map_err(anyhow::Error::from)?;
    Ok(attachment::answer("批次汇总.xlsx", attachment::XLSX, written.map_err(anyhow::Error::from)?))
}
