//! Stub.
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;
use axum::response::Response;
pub async fn show(_viewer: Viewer, Address(_code): Address<String>) -> Result<Response> {
    Err(Error::NotFound)
}
