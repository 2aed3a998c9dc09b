//! Stub.
use crate::access::Viewer;
use crate::error::{Error, Result};
use axum::response::Response;
pub async fn list(_viewer: Viewer) -> Result<Response> {
    Err(Error::NotFound)
}
