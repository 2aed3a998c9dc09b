//! 首次使用: the first visitor becomes the administrator, once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::account::NewAccount;
use super::appointment::Appointment;
use super::{hash, session};
use crate::access::Role;
use crate::db::{Db, is_duplicate};
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::organisation_event::By;
use crate::{App, args, clock};

#[derive(Deserialize)]
pub struct Setup {
    name: String,
    display_name: String,
    password: String,
    password_again: String,
}

#[derive(Default, Template)]
#[template(path = "accounts/setup.html")]
struct SetupPage {
    name: String,
    display_name: String,
    problem: Option<String>,
}

pub async fn new(State(app): State<App>) -> Result<Response> {
    if !is_open(&app.db).await? {
        return Ok(Redirect::to("/accounts/sign-in").into_response());
    }
    Ok(Html(SetupPage::default().render()?).into_response())
}

pub async fn create(State(app): State<App>, jar: CookieJar, Form(form): Form<Setup>) -> Result<Response> {
    let account = NewAccount {
        name: form.name.trim().to_owned(),
        password: form.password,
        appointment: Appointment::new(&form.display_name, Role::Administrator, None),
    };
    let differs = account.password != form.password_again;
    let weak = || hash::password_problem(&account.password, &account.name);
    let unlike = differs.then(|| "两次输入的密码不一致".to_owned());
    if let Some(problem) = account.problem().or_else(weak).or(unlike) {
        let NewAccount { name, appointment, .. } = account;
        let page = SetupPage { name, display_name: appointment.display_name, problem: Some(problem) };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let now = clock::now();
    let hash = account.hash().await?;
    let mut tx = app.db.begin().await?;
    let first = tx.run("insert into happened_once (what, at) values ('setup', $1)", args![now]).await;
    match first {
        Err(e) if is_duplicate(&e) => {
            return Err(Error::Conflict("管理员账号已经建立，请直接登录".to_owned()));
        }
        other => other?,
    };
    let by = By { account_id: None, person: account.appointment.display_name.clone() };
    let id = account.save(&mut tx, hash, &by, now).await?;
    tx.commit().await?;
    let cookie = session::open(&app, &id, now).await?;
    Ok((jar.add(cookie), Redirect::to("/")).into_response())
}

/// Nobody has set the site up yet.
pub async fn is_open(db: &Db) -> Result<bool> {
    Ok(db.number("select count(*) from happened_once where what = 'setup'", args![]).await? == 0)
}
