//! 取消 a day the county had set: the notice holds again.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::day;
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::error::Result;
use crate::extract::{Address, Form};
use crate::layout::percent_encoded;
use crate::{App, clock};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(day): Address<String>,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &asked.region).await?;
    day::remove(&app, &viewer, &county.name, &day, clock::now()).await?;
    let year: String = day.chars().take(4).collect();
    let region = percent_encoded(&county.name);
    Ok(Redirect::to(&format!("/calendar?region={region}&year={year}")).into_response())
}
