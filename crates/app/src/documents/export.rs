//! Stub.
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;
use axum::response::Response;
pub async fn xlsx(_viewer: Viewer, Address(_id): Address<String>) -> Result<Response> {
    Err(Error::NotFound)
}
pub async fn json(_viewer: Viewer, Address(_id): Address<String>) -> Result<Response> {
    Err(Error::NotFound)
}
