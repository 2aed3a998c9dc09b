//! 两步验证, the second step of signing in: the password was right, now the code.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use super::{attempt, session, totp};
use crate::error::Result;
use crate::extract::{Form, Peer};
use crate::{App, args, clock, ids};

const COOKIE: &str = "duji_second_step";

/// How long after the password the code may come.
const WITHIN: i64 = 10 * 60_000;

#[derive(Deserialize)]
pub struct Sent {
    code: String,
}

#[derive(Template)]
#[template(path = "accounts/second_step.html")]
struct StepPage {
    problem: Option<&'static str>,
}

/// The password was right: opens the session, or asks for the second factor first.
pub async fn after_password(
    app: &App,
    jar: CookieJar,
    account_id: &str,
    next: &str,
    now: i64,
) -> Result<Response> {
    let has_factor = "select count(*) from account where id = $1 and totp_since is not null";
    if app.db.number(has_factor, args![account_id]).await? == 0 {
        let cookie = session::open(app, account_id, now).await?;
        return Ok((jar.add(cookie), Redirect::to(next)).into_response());
    }
    let token = ids::new_secret()?;
    let mut tx = app.db.begin().await?;
    tx.run("delete from second_step where created_at <= $1", args![now - WITHIN]).await?;
    tx.run(
        "insert into second_step (token_hash, account_id, next, created_at) values ($1, $2, $3, $4)",
        args![ids::sha256(token.as_bytes()), account_id, next, now],
    )
    .await?;
    tx.commit().await?;
    let cookie = Cookie::build((COOKIE, token))
        .path("/accounts")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.https)
        .build();
    Ok((jar.add(cookie), Redirect::to("/accounts/second-step")).into_response())
}

pub async fn new(State(app): State<App>, jar: CookieJar) -> Result<Response> {
    if awaited(&app, &jar, clock::now()).await?.is_none() {
        return Ok(Redirect::to("/accounts/sign-in").into_response());
    }
    Ok(Html(StepPage { problem: None }.render()?).into_response())
}

pub async fn create(
    State(app): State<App>,
    Peer(peer): Peer,
    jar: CookieJar,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let now = clock::now();
    let Some((hash, account_id, next)) = awaited(&app, &jar, now).await? else {
        return Ok(Redirect::to("/accounts/sign-in").into_response());
    };
    // No sign-in name begins with a space, so nobody uses up these attempts from the first step.
    let counted = format!(" second-step {account_id}");
    let Some(attempt) = attempt::begin(&app.db, &counted, &peer.to_string(), now).await? else {
        return again(StatusCode::TOO_MANY_REQUESTS, "连续输错次数过多，请 15 分钟后再试");
    };
    let mut tx = app.db.begin().await?;
    let fits = totp::take(&mut tx, &app.key, &account_id, &sent.code, now).await?;
    let is_first =
        tx.run("delete from second_step where token_hash = $1 and $2 = 1", args![hash, fits]).await? == 1;
    tx.commit().await?;
    if !(fits && is_first) {
        return again(StatusCode::UNPROCESSABLE_ENTITY, "验证码不对或已经用过，请等下一个验证码");
    }
    attempt::forget(&app.db, &attempt).await?;
    let cookie = session::open(&app, &account_id, now).await?;
    let gone = Cookie::build((COOKIE, "")).path("/accounts").build();
    Ok((jar.remove(gone).add(cookie), Redirect::to(session::safe_next(&next))).into_response())
}

/// Hash of the token, account and where to go next.
async fn awaited(app: &App, jar: &CookieJar, now: i64) -> Result<Option<(String, String, String)>> {
    let Some(cookie) = jar.get(COOKIE) else { return Ok(None) };
    let found = app
        .db
        .one(
            "select token_hash, account_id, next from second_step where token_hash = $1 and created_at > $2",
            args![ids::sha256(cookie.value().as_bytes()), now - WITHIN],
        )
        .await?;
    Ok(found)
}

fn again(status: StatusCode, problem: &'static str) -> Result<Response> {
    Ok((status, Html(StepPage { problem: Some(problem) }.render()?)).into_response())
}
