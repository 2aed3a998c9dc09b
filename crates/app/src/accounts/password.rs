//! 修改密码. A change ends every other session of the account.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::{hash, session};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::{App, args, clock};

#[derive(Deserialize)]
pub struct Change {
    current: String,
    password: String,
    password_again: String,
}

#[derive(Template)]
#[template(path = "accounts/password.html")]
struct PasswordPage {
    frame: Frame,
    has_single_sign_on: bool,
    problem: Option<String>,
}

pub async fn edit(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    page(&form(&app, &viewer, None))
}

fn form(app: &App, viewer: &Viewer, problem: Option<String>) -> PasswordPage {
    let has_single_sign_on = app.config.single_sign_on.is_some();
    PasswordPage { frame: Frame::new(viewer, "password", "登录方式"), has_single_sign_on, problem }
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    jar: CookieJar,
    Form(change): Form<Change>,
) -> Result<Response> {
    let stored: Option<(String, String)> = app
        .db
        .one("select name, password_hash from account where id = $1", args![&viewer.account_id])
        .await?;
    let (name, hash) = stored.ok_or(Error::NotFound)?;
    let problem = if !hash::password_fits(Some(hash), change.current).await? {
        Some("现在的密码不对".to_owned())
    } else if change.password != change.password_again {
        Some("两次输入的新密码不一致".to_owned())
    } else {
        hash::password_problem(&change.password, &name)
    };
    if problem.is_some() {
        let page = form(&app, &viewer, problem).render()?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    let hash = hash::hash_password(change.password).await?;
    let mut tx = app.db.begin().await?;
    tx.run("update account set password_hash = $1 where id = $2", args![hash, &viewer.account_id]).await?;
    tx.run("delete from session where account_id = $1", args![&viewer.account_id]).await?;
    tx.commit().await?;
    let cookie = session::open(&app, &viewer.account_id, clock::now()).await?;
    Ok((jar.add(cookie), Redirect::to("/")).into_response())
}
