//! One account: where the person stands, and what was changed before.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use supervision::Duty;

use super::account::{self, Account};
use super::fields::{Choices, Fields};
use crate::access::{Role, Viewer};
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::layout::{self, Frame, page};
use crate::organisation_event::{self as event, By, Entry, Subject};
use crate::{App, clock};

#[derive(Template)]
#[template(path = "accounts/edit.html")]
struct EditPage {
    frame: Frame,
    is_administrator: bool,
    account: Account,
    fields: Fields,
    choices: Choices,
    problem: Option<String>,
    trail: Vec<Entry>,
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    require_manager(&viewer)?;
    let mut tx = app.db.begin().await?;
    let account = account::by_id(&mut tx, &viewer, &id).await?;
    drop(tx);
    let fields = Fields::of(&account);
    page(&form(&app, &viewer, account, fields, None).await?)
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    viewer.require_administrator()?;
    let mut tx = app.db.begin().await?;
    let account = account::by_id(&mut tx, &viewer, &id).await?;
    let is = fields.appointment(&viewer)?;
    let saved = match problem(&viewer, &account, &fields, is.problem()) {
        Some(problem) => Err(Error::Invalid(problem)),
        None => {
            let (by, was, now) = (By::themselves(&viewer), account.appointment(), clock::now());
            account::appoint(&mut tx, &by, &id, &was, &is, &fields.reason, now).await
        }
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(Redirect::to("/accounts").into_response())
        }
        Err(Error::Invalid(problem) | Error::Conflict(problem)) => {
            drop(tx);
            layout::refused(&form(&app, &viewer, account, fields, Some(problem)).await?)
        }
        Err(other) => Err(other),
    }
}

fn problem(viewer: &Viewer, account: &Account, fields: &Fields, of_post: Option<&str>) -> Option<String> {
    let changes_role = fields.role != account.role().key();
    if viewer.account_id == account.id && changes_role {
        return Some("不能改自己的角色，请由另一位系统管理员修改".to_owned());
    }
    of_post.map(str::to_owned).or_else(|| event::reason_problem(&fields.reason))
}

/// Accounts are the system administrator's; the second factors on them also the security administrator's.
pub fn require_manager(viewer: &Viewer) -> Result<()> {
    let manages = matches!(viewer.role, Role::Administrator | Role::Security);
    if manages { Ok(()) } else { Err(Error::NotFound) }
}

async fn form(
    app: &App,
    viewer: &Viewer,
    account: Account,
    fields: Fields,
    problem: Option<String>,
) -> Result<EditPage> {
    let choices = Choices::of(&app.db, viewer).await?;
    let trail = event::of_subject(&app.db, Subject::Account, &account.id).await?;
    let frame = Frame::new(viewer, "accounts", account.display_name.clone());
    let is_administrator = viewer.is_administrator();
    Ok(EditPage { frame, is_administrator, account, fields, choices, problem, trail })
}
