//! 我的消息.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::notice::{self, PAGE, Row};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{self, Frame};

#[derive(Deserialize)]
pub struct Asked {
    /// `unread` shows only those.
    #[serde(default)]
    only: String,
    #[serde(default)]
    page: i64,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    is_unread: bool,
    page: i64,
    has_more: bool,
}

impl ListPage {
    fn address(&self, page: i64) -> String {
        let only = if self.is_unread { "only=unread&" } else { "" };
        format!("/notices?{only}page={page}")
    }
}

pub async fn list(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let is_unread = asked.only == "unread";
    let page = asked.page.clamp(1, 100_000);
    let mut rows = notice::page(&app.db, &viewer, is_unread, page).await?;
    let full = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > full;
    rows.truncate(full);
    let frame = Frame::new(&viewer, "notices", "消息");
    layout::page(&ListPage { frame, rows, is_unread, page, has_more })
}
