//! 材料列表, with filters and full-text search.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::DocumentKind;

use super::filter::{self, Filter, Found, Hit};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "documents/list.html")]
struct ListPage {
    frame: Frame,
    filter: Filter,
    found: Found,
    hits: Vec<Hit>,
    years: Vec<i64>,
    regions: Vec<String>,
}

impl ListPage {
    fn is_year(&self, year: &i64) -> bool {
        self.filter.year == year.to_string()
    }

    fn hits_of<'a>(&'a self, document_id: &'a str) -> impl Iterator<Item = &'a Hit> {
        self.hits.iter().filter(move |hit| hit.document_id == document_id)
    }

    /// The address of this list with another page or order.
    fn address(&self, sort: &str, page: i64) -> String {
        let filter = &self.filter;
        let fields = [
            ("q", filter.q.as_str()),
            ("year", &filter.year),
            ("region", &filter.region),
            ("department", &filter.department),
            ("kind", &filter.kind),
            ("severity", &filter.severity),
            ("sort", sort),
            ("page", &page.to_string()),
        ];
        let asked = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> =
            asked.map(|(k, v)| format!("{k}={}", crate::layout::percent_encoded(v))).collect();
        format!("/documents?{}", pairs.join("&"))
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let found = filter::find(&app.db, &viewer, &filter).await?;
    let hits = filter::hits(&app.db, &filter.q, &found.rows).await?;
    let (years, regions) = filter::choices(&app.db, &viewer).await?;
    page(&ListPage { frame: Frame::new(&viewer, "documents", "材料"), filter, found, hits, years, regions })
}
