//! 修改单位, and what was changed before.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::people::People;
use super::unit::{self, Sent, Unit};
use crate::access::Viewer;
use crate::county::County;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::layout::{self, Frame, page};
use crate::organisation_event::{self, Entry, Subject};
use crate::{App, args, clock};

#[derive(Template)]
#[template(path = "units/edit.html")]
struct EditPage {
    frame: Frame,
    county: County,
    unit: Unit,
    parents: Vec<Unit>,
    leaders: Vec<(String, String)>,
    sent: Sent,
    problem: Option<String>,
    trail: Vec<Entry>,
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let (county, unit) = to_change(&app.db, &viewer, &id).await?;
    let sent = Sent {
        name: unit.name.clone(),
        code: unit.code.clone().unwrap_or_default(),
        parent: unit.parent_id.clone().unwrap_or_default(),
        leader: unit.leader_id.clone().unwrap_or_default(),
        position: unit.position.to_string(),
        ..Sent::default()
    };
    page(&form(&app.db, &viewer, county, unit, sent, None).await?)
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (county, unit) = to_change(&app.db, &viewer, &id).await?;
    match unit::update(&app, &viewer, &unit, &sent, clock::now()).await {
        Ok(()) => Ok(Redirect::to(&format!("/units{}", county.query())).into_response()),
        Err(Error::Invalid(problem)) => {
            layout::refused(&form(&app.db, &viewer, county, unit, sent, Some(problem)).await?)
        }
        Err(other) => Err(other),
    }
}

/// A unit of a county that this viewer keeps.
pub async fn to_change(db: &Db, viewer: &Viewer, id: &str) -> Result<(County, Unit)> {
    let region: Option<(String,)> = db.one("select region from unit where id = $1", args![id]).await?;
    let (region,) = region.ok_or(Error::NotFound)?;
    let county = County::to_change(db, viewer, &region).await?;
    let unit = unit::by_id(db, &county.name, id).await?;
    Ok((county, unit))
}

async fn form(
    db: &Db,
    viewer: &Viewer,
    county: County,
    unit: Unit,
    sent: Sent,
    problem: Option<String>,
) -> Result<EditPage> {
    let mut parents = unit::of_county(db, &county.name).await?;
    parents.retain(|each| each.parent_id.is_none() && each.id != unit.id);
    let leaders = People::of(db, &county.name).await?.leaders;
    let trail = organisation_event::of_subject(db, Subject::Unit, &unit.id).await?;
    let frame = Frame::new(viewer, "units", unit.name.clone());
    Ok(EditPage { frame, county, unit, parents, leaders, sent, problem, trail })
}
