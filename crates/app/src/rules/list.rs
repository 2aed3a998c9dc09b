//! 规则列表, by family.

use askama::Template;
use axum::response::Response;
use review::Family;

use super::family;
use crate::access::Viewer;
use crate::error::Result;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "rules/list.html")]
struct ListPage {
    frame: Frame,
    families: Vec<&'static Family>,
    n_rules: usize,
}

pub async fn list(viewer: Viewer) -> Result<Response> {
    let frame = Frame::new(&viewer, "rules", "审核规则");
    page(&ListPage { frame, families: family::all(), n_rules: review::rules().len() })
}
