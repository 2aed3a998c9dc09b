//! `/api/v1`: what the pages show, as JSON. The same session, the same viewer, the same loads; described by
//! `openapi.json`.

mod answer;
mod document;
mod documents;
mod openapi;
mod parts;
mod rules;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::{App, limits};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(openapi::show))
        .route("/documents", get(documents::list).post(documents::create))
        .route("/documents/{id}", get(document::show))
        .route("/documents/{id}/reading", get(document::reading))
        .route("/documents/{id}/tables", get(parts::tables))
        .route("/documents/{id}/projects", get(parts::projects))
        .route("/documents/{id}/findings", get(parts::findings))
        .route("/documents/{id}/undecided", get(parts::undecided))
        .route("/documents/{id}/notes", get(parts::notes))
        .route("/documents/{id}/original", get(document::original))
        .route("/rules", get(rules::list))
        .route("/rules/{code}", get(rules::show))
        .fallback(answer::not_found)
        .method_not_allowed_fallback(answer::method_not_allowed)
        .layer(DefaultBodyLimit::max(limits::MAX_UPLOAD))
}
