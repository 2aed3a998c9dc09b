//! 组织变更记录 of a county: for 督查室主任 and the three administrators.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::App;
use crate::access::Viewer;
use crate::county::County;
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::layout::{Frame, page, percent_encoded};
use crate::organisation_event::{self as event, Entry, Filter, Subject};

#[derive(Template)]
#[template(path = "procedure/trail.html")]
struct TrailPage {
    frame: Frame,
    county: County,
    filter: Filter,
    trail: Vec<Entry>,
    n_total: i64,
}

impl TrailPage {
    fn n_pages(&self) -> i64 {
        (self.n_total + event::ROWS - 1) / event::ROWS
    }

    fn address(&self, page: i64) -> String {
        let region = percent_encoded(&self.county.name);
        format!("/procedure/trail?region={region}&subject={}&page={page}", self.filter.subject)
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(mut filter): Params<Filter>,
) -> Result<Response> {
    if !may_read(&viewer) {
        return Err(Error::NotFound);
    }
    filter.page = filter.page.clamp(1, 100_000);
    let county = County::of(&app.db, &viewer, &filter.region).await?;
    let (trail, n_total) = event::of_county(&app.db, &county.name, &filter).await?;
    page(&TrailPage {
        frame: Frame::new(&viewer, "procedure", "组织变更记录"),
        county,
        filter,
        trail,
        n_total,
    })
}

pub fn may_read(viewer: &Viewer) -> bool {
    viewer.role.is_of_three() || viewer.keeps_county()
}
