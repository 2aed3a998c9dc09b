//! What every page of the county's rules answers to a change.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

use crate::county::County;
use crate::error::{Error, Result};
use crate::layout;

/// Back to the rules when it was saved; the page again, with the reason and what was typed, when it could not be.
pub fn to_change<P: Template>(
    saved: Result<()>,
    county: County,
    page: impl FnOnce(County, String) -> P,
) -> Result<Response> {
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/procedure{}", county.query())).into_response()),
        Err(Error::Invalid(problem)) => layout::refused(&page(county, problem)),
        Err(other) => Err(other),
    }
}
