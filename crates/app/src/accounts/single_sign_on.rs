//! 统一身份认证: signing in with the identity of the government's own platform, and binding an account to it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use sqlx::FromRow;

use super::{account, attempt, hash, identity_provider, second_step, session};
use crate::access::Viewer;
use crate::config::SingleSignOn;
use crate::error::{Error, Result};
use crate::extract::{Form, Params, Peer};
use crate::layout::{Frame, page};
use crate::organisation_event::{self as event, By};
use crate::{App, args, clock, ids};

const COOKIE: &str = "duji_single_sign_on";

/// How long somebody may stay at the provider.
const WITHIN: i64 = 10 * 60_000;

const UNREACHED: &str = "暂时连接不上统一身份认证平台，请稍后再试，或用登录名和密码登录";

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct Password {
    password: String,
}

/// What the provider gives back: a code, or the word for what went wrong.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "accounts/single_sign_on.html")]
struct BindingPage {
    frame: Frame,
    is_bound: bool,
    problem: Option<&'static str>,
}

/// A form may not lead to another site, not even by redirect; a page may.
#[derive(Template)]
#[template(path = "accounts/departure.html")]
struct DeparturePage {
    address: String,
}

#[derive(FromRow)]
struct Departed {
    account_id: Option<String>,
    nonce: String,
    verifier: String,
    next: String,
}

pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    provider(&app)?;
    page(&binding(&app, &viewer, None).await?)
}

/// Whoever finds an open browser needs the password to bind an identity of their own.
pub async fn bind(
    State(app): State<App>,
    Peer(peer): Peer,
    viewer: Viewer,
    jar: CookieJar,
    Form(sent): Form<Password>,
) -> Result<Response> {
    let (provider, now) = (provider(&app)?, clock::now());
    let counted = format!(" single-sign-on {}", viewer.account_id);
    let Some(attempt) = attempt::begin(&app.db, &counted, &peer.to_string(), now).await? else {
        return unbound(&app, &viewer, "连续输错次数过多，请 15 分钟后再试").await;
    };
    let stored = "select password_hash from account where id = $1 and oidc_subject is null";
    let stored: Option<(String,)> = app.db.one(stored, args![&viewer.account_id]).await?;
    let (hash,) = stored.ok_or(Error::NotFound)?;
    if !hash::password_fits(Some(hash), sent.password).await? {
        return unbound(&app, &viewer, "登录密码不对").await;
    }
    attempt::forget(&app.db, &attempt).await?;
    match send(&app, provider, jar, Some(&viewer.account_id), "/accounts/single-sign-on", now).await? {
        Some((jar, address)) => Ok((jar, Html(DeparturePage { address }.render()?)).into_response()),
        None => unbound(&app, &viewer, UNREACHED).await,
    }
}

pub async fn remove(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    let removed = "update account set oidc_subject = null where id = $1 and oidc_subject is not null";
    event::found(tx.run(removed, args![&viewer.account_id]).await?)?;
    account::note(&mut tx, &By::themselves(&viewer), &viewer.account_id, "解除统一身份认证", clock::now())
        .await?;
    tx.commit().await?;
    Ok(Redirect::to("/accounts/single-sign-on").into_response())
}

/// From the sign-in page to the provider.
pub async fn depart(
    State(app): State<App>,
    Peer(peer): Peer,
    jar: CookieJar,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let provider = provider(&app)?;
    app.limits.count_departure(peer)?;
    let next = session::safe_next(&asked.next);
    match send(&app, provider, jar, None, next, clock::now()).await? {
        Some((jar, address)) => Ok((jar, Redirect::to(&address)).into_response()),
        None => session::again_at(&app, StatusCode::BAD_GATEWAY, UNREACHED),
    }
}

pub async fn come_back(
    State(app): State<App>,
    jar: CookieJar,
    viewer: Result<Viewer>,
    Params(returned): Params<Returned>,
) -> Result<Response> {
    let (provider, now) = (provider(&app)?, clock::now());
    let Some(departed) = departed(&app, &jar, &returned.state, now).await? else {
        return refused(&app, "这次统一身份认证没有从本浏览器开始，或已超过 10 分钟，请重新登录");
    };
    let identity =
        identity_provider::identity(provider, returned.code, departed.nonce, departed.verifier).await;
    let identity = match identity {
        Ok(identity) => identity,
        Err(error) => {
            tracing::warn!(%error, "single sign-on refused");
            return refused(&app, "统一身份认证没有通过或已取消，请重新登录，或用登录名和密码登录");
        }
    };
    let jar = jar.remove(Cookie::build((COOKIE, "")).path("/accounts").build());
    match (departed.account_id, viewer) {
        (None, _) => sign_in(&app, jar, &identity, &departed.next, now).await,
        (Some(account_id), Ok(viewer)) if viewer.account_id == account_id => {
            keep(&app, &viewer, &identity, now).await
        }
        _ => refused(&app, "登录已变化，没有绑定；请登录后重新绑定"),
    }
}

async fn sign_in(app: &App, jar: CookieJar, identity: &str, next: &str, now: i64) -> Result<Response> {
    let bound = "select id from account where oidc_subject = $1 and disabled_at is null";
    let bound: Option<(String,)> = app.db.one(bound, args![identity]).await?;
    let Some((account_id,)) = bound else {
        return refused(app, "这个身份还没有绑定账号：请先用登录名和密码登录，再到“登录方式”页面绑定");
    };
    second_step::after_password(app, jar, &account_id, next, now).await
}

/// One identity opens one account.
async fn keep(app: &App, viewer: &Viewer, identity: &str, now: i64) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    let kept = "update account set oidc_subject = $1 where id = $2 and oidc_subject is null
                and not exists (select 1 from account as other where other.oidc_subject = $1)";
    if tx.run(kept, args![identity, &viewer.account_id]).await? == 0 {
        return unbound(app, viewer, "这个身份已绑定别的账号，没有绑定").await;
    }
    account::note(&mut tx, &By::themselves(viewer), &viewer.account_id, "绑定统一身份认证", now).await?;
    tx.commit().await?;
    Ok(Redirect::to("/accounts/single-sign-on").into_response())
}

/// Remembers who leaves for the provider and gives the address there; `None` when it cannot be reached.
async fn send(
    app: &App,
    provider: &SingleSignOn,
    jar: CookieJar,
    account_id: Option<&str>,
    next: &str,
    now: i64,
) -> Result<Option<(CookieJar, String)>> {
    let sent = match identity_provider::send(provider).await {
        Ok(sent) => sent,
        Err(error) => {
            tracing::warn!(%error, "identity provider not reached");
            return Ok(None);
        }
    };
    let token = ids::new_secret()?;
    let mut tx = app.db.begin().await?;
    tx.run("delete from single_sign_on where created_at <= $1", args![now - WITHIN]).await?;
    tx.run(
        "insert into single_sign_on (token_hash, account_id, state, nonce, verifier, next, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![ids::sha256(token.as_bytes()), account_id, sent.state, sent.nonce, sent.verifier, next, now],
    )
    .await?;
    tx.commit().await?;
    let cookie = Cookie::build((COOKIE, token))
        .path("/accounts")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.https)
        .build();
    Ok(Some((jar.add(cookie), sent.address)))
}

/// Who left with this cookie and state; each departure is good for one return.
async fn departed(app: &App, jar: &CookieJar, state: &str, now: i64) -> Result<Option<Departed>> {
    let Some(cookie) = jar.get(COOKIE) else { return Ok(None) };
    let mut tx = app.db.begin().await?;
    let found = tx
        .one(
            "delete from single_sign_on where token_hash = $1 and state = $2 and created_at > $3
             returning account_id, nonce, verifier, next",
            args![ids::sha256(cookie.value().as_bytes()), state, now - WITHIN],
        )
        .await?;
    tx.commit().await?;
    Ok(found)
}

fn provider(app: &App) -> Result<&SingleSignOn> {
    app.config.single_sign_on.as_ref().ok_or(Error::NotFound)
}

fn refused(app: &App, problem: &str) -> Result<Response> {
    session::again_at(app, StatusCode::UNPROCESSABLE_ENTITY, problem)
}

async fn unbound(app: &App, viewer: &Viewer, problem: &'static str) -> Result<Response> {
    let page = binding(app, viewer, Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

async fn binding(app: &App, viewer: &Viewer, problem: Option<&'static str>) -> Result<BindingPage> {
    let bound = "select count(*) from account where id = $1 and oidc_subject is not null";
    Ok(BindingPage {
        frame: Frame::new(viewer, "single-sign-on", "统一身份认证"),
        is_bound: app.db.number(bound, args![&viewer.account_id]).await? == 1,
        problem,
    })
}
