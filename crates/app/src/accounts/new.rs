//! 添加账号, by the administrator.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use supervision::Duty;

use super::account::NewAccount;
use super::fields::{Choices, Fields};
use crate::access::{Role, Viewer};
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{self, Frame, page};
use crate::organisation_event::By;
use crate::{App, clock};

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    fields: Fields,
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewPage {
    frame: Frame,
    fields: Fields,
    choices: Choices,
    problem: Option<String>,
}

pub async fn new(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    viewer.require_administrator()?;
    let fields = Fields { role: Role::Officer.key().to_owned(), ..Fields::default() };
    let choices = Choices::of(&app.db, &viewer).await?;
    page(&NewPage { frame: Frame::new(&viewer, "accounts", "添加账号"), fields, choices, problem: None })
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    viewer.require_administrator()?;
    match save(&app, &viewer, &sent).await {
        Ok(()) => Ok(Redirect::to("/accounts").into_response()),
        Err(Error::Invalid(problem) | Error::Conflict(problem)) => {
            let choices = Choices::of(&app.db, &viewer).await?;
            let frame = Frame::new(&viewer, "accounts", "添加账号");
            layout::refused(&NewPage { frame, fields: sent.fields, choices, problem: Some(problem) })
        }
        Err(other) => Err(other),
    }
}

async fn save(app: &App, viewer: &Viewer, sent: &Sent) -> Result<()> {
    let account = NewAccount {
        name: sent.fields.name.trim().to_owned(),
        password: sent.password.clone(),
        appointment: sent.fields.appointment(viewer)?,
    };
    if let Some(problem) = account.problem() {
        return Err(Error::Invalid(problem));
    }
    let hash = account.hash().await?;
    let mut tx = app.db.begin().await?;
    account.save(&mut tx, hash, &By::themselves(viewer), clock::now()).await?;
    tx.commit().await?;
    Ok(())
}
