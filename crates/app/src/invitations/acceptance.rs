//! What an invited person sees: their name, and a password to choose. Strangers and used links get a page that says so.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::invitation::{self, Invited};
use crate::accounts::{hash, second_step};
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::{App, clock};

#[derive(Deserialize)]
pub struct Sent {
    password: String,
    password_again: String,
}

#[derive(Template)]
#[template(path = "invitations/acceptance.html")]
struct AcceptancePage {
    token: String,
    invited: Invited,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "invitations/useless.html")]
struct UselessPage {
    title: &'static str,
    message: &'static str,
}

pub async fn new(State(app): State<App>, Address(token): Address<String>) -> Result<Response> {
    match usable(&app, &token, clock::now()).await? {
        Ok(invited) => Ok(Html(AcceptancePage { token, invited, problem: None }.render()?).into_response()),
        Err(useless) => useless.answer(),
    }
}

pub async fn create(
    State(app): State<App>,
    Address(token): Address<String>,
    jar: CookieJar,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let now = clock::now();
    let invited = match usable(&app, &token, now).await? {
        Ok(invited) => invited,
        Err(useless) => return useless.answer(),
    };
    let unlike = (sent.password != sent.password_again).then(|| "两次输入的密码不一致".to_owned());
    let problem = unlike.or_else(|| hash::password_problem(&sent.password, &invited.name));
    if problem.is_some() {
        let page = AcceptancePage { token, invited, problem };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let hash = hash::hash_password(sent.password).await?;
    let mut tx = app.db.begin().await?;
    invitation::accept(&mut tx, &token, &invited, hash, now).await?;
    tx.commit().await?;
    second_step::after_password(&app, jar, &invited.account_id, "/", now).await
}

impl UselessPage {
    fn answer(&self) -> Result<Response> {
        Ok((StatusCode::GONE, Html(self.render()?)).into_response())
    }
}

async fn usable(app: &App, token: &str, now: i64) -> Result<std::result::Result<Invited, UselessPage>> {
    Ok(match invitation::by_token(&app.db, token).await {
        Ok(invited) if invited.used_at.is_some() => Err(UselessPage {
            title: "邀请链接已经用过",
            message: "密码已经设置好，请用登录名和密码登录。不是您本人设置的，请马上联系本地系统管理员。",
        }),
        Ok(invited) if invited.expires_at <= now => Err(UselessPage {
            title: "邀请链接已经失效",
            message: "链接超过 7 天，或已被新的邀请卡代替。请用新卡，或联系本地系统管理员重新生成。",
        }),
        Ok(invited) => Ok(invited),
        Err(Error::NotFound) => Err(UselessPage {
            title: "没有这个邀请链接",
            message: "请核对链接是否完整；手工输入的，请改用扫码。仍不行的，请联系本地系统管理员。",
        }),
        Err(other) => return Err(other),
    })
}
