//! Stub.
use crate::access::Viewer;
use crate::error::{Error, Result};
use axum::response::Response;
pub async fn new(_viewer: Viewer) -> Result<Response> {
    Err(Error::NotFound)
}
pub async fn create(_viewer: Viewer) -> Result<Response> {
    Err(Error::NotFound)
}
