//! 首页: the desk for whoever has a duty, the documents for everybody else.

use axum::response::Redirect;

use crate::access::Viewer;

pub async fn show(viewer: Viewer) -> Redirect {
    Redirect::to(if viewer.has_duty(|_| true) { "/desk" } else { "/documents" })
}
