//! 台账: every matter the viewer may see, by filter, with what can be done to many at once.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use supervision::{Colour, Duty, Stage};

use super::draft::SOURCES;
use super::filter::Filter;
use super::ledger_rows::{self, Count, ROWS_A_PAGE, Row};
use super::names::Names;
use super::saved_view::{self, SavedView};
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::{App, clock};

#[derive(Template)]
#[template(path = "matters/ledger.html")]
struct LedgerPage {
    frame: Frame,
    filter: Filter,
    rows: Vec<Row>,
    count: Count,
    names: Arc<Names>,
    views: Vec<SavedView>,
    /// 督查室: registers, imports and acts on many at once
    is_office: bool,
    is_director: bool,
    now: i64,
}

impl LedgerPage {
    fn address(&self, page: i64) -> String {
        format!("/matters?{}&page={page}", self.filter.query())
    }

    fn sorted(&self, sort: &str) -> String {
        let filter = Filter { sort: sort.to_owned(), ..self.filter.clone() };
        format!("/matters?{}", filter.query())
    }

    fn page(&self) -> i64 {
        self.filter.page_number()
    }

    fn is_view(&self, view: &SavedView) -> bool {
        view.query == self.filter.query()
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let (db, now) = (&app.db, clock::now());
    let count = ledger_rows::count(&app, &viewer, &filter, now).await?;
    let offset = (filter.page_number() - 1).min(count.n_pages()) * ROWS_A_PAGE;
    let rows = ledger_rows::rows(db, &viewer, &filter, now, ROWS_A_PAGE, offset).await?;
    page(&LedgerPage {
        frame: Frame::new(&viewer, "matters", "督办台账"),
        names: ledger_rows::names(&app, &viewer, &rows, now).await?,
        rows,
        count,
        views: saved_view::of(db, &viewer).await?,
        is_office: viewer.has_duty(Duty::is_office),
        is_director: viewer.has_duty(|duty| duty == Duty::Director || duty.is_leader()),
        filter,
        now,
    })
}
