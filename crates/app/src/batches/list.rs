//! 批次汇总: totals, the rules that fire most, and the documents ranked.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::DocumentKind;

use super::filter::Filter;
use super::ranking::{self, Cause, Fired, Totals};
use crate::App;
use crate::access::Viewer;
use crate::documents::document::Document;
use crate::documents::filter::{self as document_filter, ROWS_A_PAGE};
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};

/// The rules that the page names; the workbook names all.
const MOST_RULES: i64 = 10;

#[derive(Template)]
#[template(path = "batches/list.html")]
struct ListPage {
    frame: Frame,
    filter: Filter,
    years: Vec<i64>,
    regions: Vec<String>,
    totals: Totals,
    fired: Vec<Fired>,
    rows: Vec<Document>,
    gravest: HashMap<String, Vec<Cause>>,
}

/// Key, head and class of the columns one can sort by.
const COLUMNS: [(&str, &str); 5] = [
    ("errors", "错误"),
    ("warnings", "警告"),
    ("hints", "提示"),
    ("undecided", "无法判断"),
    ("passed", "通过"),
];

impl ListPage {
    fn is_year(&self, year: &i64) -> bool {
        self.filter.year == year.to_string()
    }

    fn sorted_by(&self, key: &str) -> &'static str {
        match (self.filter.order_key() == key, key) {
            (false, _) => "none",
            (true, "department") => "ascending",
            (true, _) => "descending",
        }
    }

    fn sort_address(&self, key: &str) -> String {
        self.filter.address("/batches", key, 1)
    }

    fn page_address(&self, page: i64) -> String {
        self.filter.address("/batches", &self.filter.sort, page)
    }

    fn export_address(&self) -> String {
        self.filter.address("/batches.xlsx", &self.filter.sort, 1)
    }

    fn page(&self) -> i64 {
        self.filter.page_number()
    }

    fn n_pages(&self) -> i64 {
        ((self.totals.n_documents + ROWS_A_PAGE - 1) / ROWS_A_PAGE).max(1)
    }

    /// 名次 of a row of this page, from 0.
    fn rank(&self, index: &usize) -> i64 {
        (self.page() - 1)
            .saturating_mul(ROWS_A_PAGE)
            .saturating_add(i64::try_from(*index).unwrap_or(i64::MAX - 1))
            + 1
    }

    fn gravest_of(&self, document: &Document) -> &[Cause] {
        self.gravest.get(&document.id).map_or(&[], Vec::as_slice)
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let db = &app.db;
    let (years, regions) = document_filter::choices(db, &viewer).await?;
    let rows = ranking::documents(db, &viewer, &filter, ROWS_A_PAGE, filter.page_number()).await?;
    page(&ListPage {
        frame: Frame::new(&viewer, "batches", "批次汇总"),
        years,
        regions,
        totals: ranking::totals(db, &viewer, &filter).await?,
        fired: ranking::fired(db, &viewer, &filter, MOST_RULES).await?,
        gravest: ranking::gravest(db, &rows).await?,
        rows,
        filter,
    })
}
