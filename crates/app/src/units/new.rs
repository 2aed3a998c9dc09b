//! 新建单位.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::people::People;
use super::unit::{self, Sent, Unit};
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{self, Frame, page};
use crate::{App, clock};

#[derive(Template)]
#[template(path = "units/new.html")]
struct NewPage {
    frame: Frame,
    county: County,
    parents: Vec<Unit>,
    leaders: Vec<(String, String)>,
    sent: Sent,
    problem: Option<String>,
}

pub async fn new(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &asked.region).await?;
    page(&form(&app.db, &viewer, county, Sent::default(), None).await?)
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &sent.region).await?;
    match unit::create(&app, &viewer, &county.name, &sent, clock::now()).await {
        Ok(_) => Ok(Redirect::to(&format!("/units{}", county.query())).into_response()),
        Err(Error::Invalid(problem)) => {
            layout::refused(&form(&app.db, &viewer, county, sent, Some(problem)).await?)
        }
        Err(other) => Err(other),
    }
}

async fn form(
    db: &Db,
    viewer: &Viewer,
    county: County,
    sent: Sent,
    problem: Option<String>,
) -> Result<NewPage> {
    let mut parents = unit::of_county(db, &county.name).await?;
    parents.retain(|unit| unit.parent_id.is_none());
    let leaders = People::of(db, &county.name).await?.leaders;
    Ok(NewPage {
        frame: Frame::new(viewer, "units", "新建单位"), county, parents, leaders, sent, problem
    })
}
