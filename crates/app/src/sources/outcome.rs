//! 条款去向: part of a matter that is there, or 不立项 with a reason that 主任 signs.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use supervision::Duty;

use super::decision::Act;
use super::{journal, source};
use crate::access::{Post, Viewer};
use crate::db::Value;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::matters::filter::number_in;
use crate::matters::new::require_office;
use crate::matters::visibility;
use crate::{App, clock};

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
    let act = Act::Join { clause: clause_id.clone(), matter: matter_id };
    decide(&app, (&viewer, source::officer(&viewer)?), &source_id, &clause_id, &[act]).await
}

/// What happens to a clause, all of it or nothing.
async fn decide(
    app: &App,
    by: (&Viewer, &Post),
    source_id: &str,
    clause_id: &str,
    acts: &[Act],
) -> Result<Response> {
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    for act in acts {
        journal::decide(&mut tx, by, source_id, clause_id, act, now).await?;
    }
    tx.commit().await?;
    Ok(back(source_id, clause_id))
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
    let clause = clause_id.clone();
    let propose = Act::Propose { clause: clause.clone(), reason: reason.to_owned() };
    match director(&viewer) {
        Some(post) => {
            let acts = [propose, Act::Sign { clause }];
            decide(&app, (&viewer, post), &source_id, &clause_id, &acts).await
        }
        None => decide(&app, (&viewer, source::officer(&viewer)?), &source_id, &clause_id, &[propose]).await,
    }
}

/// The post in which the viewer signs as 主任: their own, or that of who is absent.
fn director(viewer: &Viewer) -> Option<&Post> {
    viewer.posts().find(|post| post.duty == Duty::Director)
}

pub async fn sign(
    State(app): State<App>,
    viewer: Viewer,
    Address((source_id, clause_id)): Place,
) -> Result<Response> {
    require_office(&viewer)?;
    source::by_id(&app.db, &viewer, &source_id).await?;
    let refused = || Error::Invalid("不立项由督查室主任签字；条款没有变化".to_owned());
    let post = director(&viewer).ok_or_else(refused)?;
    let act = Act::Sign { clause: clause_id.clone() };
    decide(&app, (&viewer, post), &source_id, &clause_id, &[act]).await
}

/// 撤回: what is not signed, and a clause that was joined to the wrong matter, becomes undecided again.
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Address((source_id, clause_id)): Place,
) -> Result<Response> {
    require_office(&viewer)?;
    source::by_id(&app.db, &viewer, &source_id).await?;
    let act = Act::Withdraw { clause: clause_id.clone() };
    decide(&app, (&viewer, source::officer(&viewer)?), &source_id, &clause_id, &[act]).await
}
