//! 条款去向: part of a matter that is there, or 不立项 with a reason that 主任 signs.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use supervision::Duty;

use super::clause::decided;
use super::source;
use crate::access::Viewer;
use crate::db::Value;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::matters::filter::number_in;
use crate::matters::new::require_office;
use crate::matters::visibility;
use crate::{App, args, clock};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Part {
    number: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Declined {
    reason: String,
}

type Place = Address<(String, String)>;

fn back(source_id: &str, clause_id: &str) -> Response {
    Redirect::to(&format!("/sources/{source_id}#c{clause_id}")).into_response()
}

/// 并入 a matter that the viewer sees, by its number.
pub async fn join(
    State(app): State<App>,
    viewer: Viewer,
    Address((source_id, clause_id)): Place,
    Form(part): Form<Part>,
) -> Result<Response> {
    require_office(&viewer)?;
    source::by_id(&app.db, &viewer, &source_id).await?;
    let matter_id = by_number(&app, &viewer, &part.number).await?;
    let sql = "update clause set outcome = 'part', matter_id = $1, proposed_by = $2
         where id = $3 and source_id = $4 and outcome is null";
    if app.db.run(sql, args![matter_id, &viewer.account_id, &clause_id, &source_id]).await? == 0 {
        return Err(decided());
    }
    Ok(back(&source_id, &clause_id))
}

async fn by_number(app: &App, viewer: &Viewer, number: &str) -> Result<String> {
    let unknown =
        || Error::Invalid(format!("没有编号为“{number}”的事项；请写成 2026-12 的样子，条款仍是未定"));
    let (year, number) = number_in(number).ok_or_else(unknown)?;
    let (visible, mut args) = visibility::visible(viewer, 3);
    args.splice(0..0, [Value::from(year), Value::from(number)]);
    let sql = format!("select id from matter where year = $1 and number = $2 and {visible}");
    let found: Option<(String,)> = app.db.built(&sql, args).await?.pop();
    found.map(|row| row.0).ok_or_else(unknown)
}

/// 不立项: an inspector proposes it, 主任 decides.
pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    Address((source_id, clause_id)): Place,
    Form(declined): Form<Declined>,
) -> Result<Response> {
    require_office(&viewer)?;
    source::by_id(&app.db, &viewer, &source_id).await?;
    let reason = declined.reason.trim();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Error::Invalid("请写明不立项的理由，500 字以内；条款仍是未定".to_owned()));
    }
    let sql = "update clause set outcome = 'declined', reason = $1, proposed_by = $2
         where id = $3 and source_id = $4 and outcome is null";
    if app.db.run(sql, args![reason, &viewer.account_id, &clause_id, &source_id]).await? == 0 {
        return Err(decided());
    }
    if director(&viewer).is_some() {
        put_signature(&app, &viewer, &source_id, &clause_id).await?;
    }
    Ok(back(&source_id, &clause_id))
}

/// For whom the viewer signs as 主任: themselves, or who is absent.
fn director(viewer: &Viewer) -> Option<Option<&str>> {
    let post = viewer.posts().find(|post| post.duty == Duty::Director)?;
    Some(Some(post.account_id.as_str()).filter(|absent| *absent != viewer.account_id))
}

pub async fn sign(
    State(app): State<App>,
    viewer: Viewer,
    Address((source_id, clause_id)): Place,
) -> Result<Response> {
    require_office(&viewer)?;
    source::by_id(&app.db, &viewer, &source_id).await?;
    put_signature(&app, &viewer, &source_id, &clause_id).await?;
    Ok(back(&source_id, &clause_id))
}

async fn put_signature(app: &App, viewer: &Viewer, source_id: &str, clause_id: &str) -> Result<()> {
    let refused = || Error::Invalid("不立项由督查室主任签字；条款没有变化".to_owned());
    let absent = director(viewer).ok_or_else(refused)?;
    let sql = "update clause set signed_by = $1, signed_for = $2, signed_at = $3
         where id = $4 and source_id = $5 and outcome = 'declined' and signed_at is null";
    let signed = args![&viewer.account_id, absent, clock::now(), clause_id, source_id];
    if app.db.run(sql, signed).await? == 0 {
        return Err(decided());
    }
    Ok(())
}

/// 撤回: what is not signed, and a clause that was joined to the wrong matter, becomes undecided again.
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Address((source_id, clause_id)): Place,
) -> Result<Response> {
    require_office(&viewer)?;
    source::by_id(&app.db, &viewer, &source_id).await?;
    let sql = "update clause set outcome = null, matter_id = null, reason = null, proposed_by = null
         where id = $1 and source_id = $2
             and (outcome = 'part' or (outcome = 'declined' and signed_at is null))";
    if app.db.run(sql, args![&clause_id, &source_id]).await? == 0 {
        return Err(decided());
    }
    Ok(back(&source_id, &clause_id))
}
