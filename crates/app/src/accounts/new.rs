//! 添加账号, by the administrator.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::account::NewAccount;
use crate::access::{Role, Viewer};
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::{App, clock};

#[derive(Deserialize)]
pub struct Sent {
    name: String,
    display_name: String,
    password: String,
    role: String,
    #[serde(default)]
    region: String,
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewPage {
    frame: Frame,
    name: String,
    display_name: String,
    role: Role,
    region: String,
    problem: Option<String>,
}

pub async fn new(viewer: Viewer) -> Result<Response> {
    viewer.require_administrator()?;
    page(&NewPage {
        frame: Frame::new(&viewer, "accounts", "添加账号"),
        name: String::new(),
        display_name: String::new(),
        role: Role::Officer,
        region: String::new(),
        problem: None,
    })
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(form): Form<Sent>) -> Result<Response> {
    viewer.require_administrator()?;
    let role = Role::from_key(&form.role).ok_or(Error::Invalid("请选择角色".to_owned()))?;
    let region = form.region.trim();
    let account = NewAccount {
        name: form.name.trim().to_owned(),
        display_name: form.display_name.clone(),
        password: form.password,
        role,
        region: (!region.is_empty()).then(|| region.to_owned()),
    };
    let (name, display_name) = (account.name.clone(), account.display_name.clone());
    let problem = match account.problem() {
        Some(problem) => problem,
        None => {
            let hash = account.hash().await?;
            let mut tx = app.db.begin().await?;
            match account.save(&mut tx, hash, clock::now()).await {
                Ok(_) => {
                    tx.commit().await?;
                    return Ok(Redirect::to("/accounts").into_response());
                }
                Err(Error::Conflict(problem)) => problem,
                Err(other) => return Err(other),
            }
        }
    };
    let frame = Frame::new(&viewer, "accounts", "添加账号");
    let region = form.region;
    let page = NewPage { frame, name, display_name, role, region, problem: Some(problem) };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}
