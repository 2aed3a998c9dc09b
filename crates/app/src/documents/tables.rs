//! 公开表: every table as it was published, with the findings beside the cell they are about.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::TableKind;

use super::beneath::Beneath;
use super::beside::Beside;
use super::document::Document;
use super::parts::{Part, Parts};
use super::rows;
use super::table_view::{self, TableView};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "documents/tables.html")]
struct TablesPage {
    frame: Frame,
    document: Document,
    tables: Vec<TableView>,
    /// The tables that a disclosure should hold and this one does not.
    missing: Vec<&'static str>,
    others: Beneath,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let tables = rows::tables::load(&app.db, &id).await?;
    let findings = rows::report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let mut beside = Beside::of(&findings, &parts, |part| matches!(part, Some(Part::Tables) | None));
    let expected = TableKind::NINE.iter().filter(|_| document.is_disclosure());
    let missing = expected.filter(|kind| tables.iter().all(|table| table.kind != **kind));
    page(&TablesPage {
        frame: Frame::new(&viewer, "documents", format!("公开表 · {}", document.department())),
        missing: missing.map(|kind| kind.name()).collect(),
        tables: tables.iter().map(|table| table_view::view(table, &mut beside)).collect(),
        others: beside.rest(),
        document,
    })
}
