//! 两步验证 of one's own account: set up, confirm, new recovery codes, remove; and the reset by an administrator.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use sqlx::FromRow;

use super::{account, attempt, edit, hash, recovery, totp};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::{Address, Form, Peer};
use crate::layout::{Frame, page};
use crate::organisation_event::{self as event, By};
use crate::{App, args, clock, qr};

const UNPROVEN: &str = "验证码不对、已经用过或输错次数过多，请稍后用下一个验证码再试";
const TOO_OFTEN: &str = "连续输错次数过多，请 15 分钟后再试";

#[derive(Deserialize)]
pub struct Password {
    password: String,
}

#[derive(Deserialize)]
pub struct Code {
    code: String,
}

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct FactorPage {
    frame: Frame,
    is_required: bool,
    since: Option<String>,
    /// The secret that waits for its first code, and its picture
    pending: Option<(String, String)>,
    n_codes_left: i64,
    /// Just made, and never shown again
    codes: Vec<String>,
    problem: Option<&'static str>,
}

#[derive(FromRow)]
struct Stored {
    name: String,
    password_hash: String,
    totp_secret: Option<String>,
    totp_since: Option<i64>,
}

pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    page(&status(&app, &viewer, Vec::new(), None).await?)
}

/// Begins: whoever finds an open browser needs the password, too.
pub async fn begin(
    State(app): State<App>,
    Peer(peer): Peer,
    viewer: Viewer,
    Form(sent): Form<Password>,
) -> Result<Response> {
    let now = clock::now();
    let Some(attempt) = counted(&app, &viewer, &peer.to_string(), now).await? else {
        return refused(&app, &viewer, TOO_OFTEN).await;
    };
    let stored = stored(&app, &viewer).await?;
    if !hash::password_fits(Some(stored.password_hash), sent.password).await? {
        return refused(&app, &viewer, "登录密码不对").await;
    }
    attempt::forget(&app.db, &attempt).await?;
    let begun =
        "update account set totp_secret = $1, totp_counter = null where id = $2 and totp_since is null";
    let secret = app.key.seal(&viewer.account_id, &totp::new_secret()?)?;
    event::found(app.db.run(begun, args![secret, &viewer.account_id]).await?)?;
    Ok(Redirect::to("/accounts/second-factor").into_response())
}

/// Confirms with the first code; from now on it is asked for.
pub async fn confirm(
    State(app): State<App>,
    Peer(peer): Peer,
    viewer: Viewer,
    Form(sent): Form<Code>,
) -> Result<Response> {
    let now = clock::now();
    let Some(attempt) = counted(&app, &viewer, &peer.to_string(), now).await? else {
        return refused(&app, &viewer, TOO_OFTEN).await;
    };
    let sealed = stored(&app, &viewer).await?.totp_secret.ok_or(Error::NotFound)?;
    let secret = app.key.unseal(&viewer.account_id, &sealed);
    let Some(counter) = secret.and_then(|secret| totp::counter_of(&secret, &sent.code, now)) else {
        return refused(&app, &viewer, "验证码不对；请核对手机时间是否准确，再输入当前的 6 位数字").await;
    };
    attempt::forget(&app.db, &attempt).await?;
    let mut tx = app.db.begin().await?;
    let confirmed = "update account set totp_since = $1, totp_counter = $2
                     where id = $3 and totp_since is null and totp_secret = $4";
    event::found(tx.run(confirmed, args![now, counter, &viewer.account_id, sealed]).await?)?;
    let codes = recovery::renew(&mut tx, &viewer.account_id).await?;
    account::note(&mut tx, &By::themselves(&viewer), &viewer.account_id, "启用两步验证", now).await?;
    tx.commit().await?;
    page(&status(&app, &viewer, codes, None).await?)
}

/// New recovery codes in place of the old ones, for a code.
pub async fn renew(
    State(app): State<App>,
    Peer(peer): Peer,
    viewer: Viewer,
    Form(sent): Form<Code>,
) -> Result<Response> {
    let now = clock::now();
    if !proven(&app, &viewer, &peer.to_string(), &sent.code, now).await? {
        return refused(&app, &viewer, UNPROVEN).await;
    }
    let mut tx = app.db.begin().await?;
    let codes = recovery::renew(&mut tx, &viewer.account_id).await?;
    account::note(&mut tx, &By::themselves(&viewer), &viewer.account_id, "更换恢复码", now).await?;
    tx.commit().await?;
    page(&status(&app, &viewer, codes, None).await?)
}

/// Takes it off again, for a code.
pub async fn remove(
    State(app): State<App>,
    Peer(peer): Peer,
    viewer: Viewer,
    Form(sent): Form<Code>,
) -> Result<Response> {
    let now = clock::now();
    if !proven(&app, &viewer, &peer.to_string(), &sent.code, now).await? {
        return refused(&app, &viewer, UNPROVEN).await;
    }
    let mut tx = app.db.begin().await?;
    event::found(totp::forget(&mut tx, &viewer.account_id).await?)?;
    account::note(&mut tx, &By::themselves(&viewer), &viewer.account_id, "停用两步验证", now).await?;
    tx.commit().await?;
    Ok(Redirect::to("/accounts/second-factor").into_response())
}

/// 重设 for somebody who lost telephone and codes. Their sessions end: whoever has the telephone may be in one.
pub async fn reset(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    edit::require_manager(&viewer)?;
    if id == viewer.account_id {
        return Err(Error::Invalid("自己的两步验证请在“两步验证”页面用验证码停用".to_owned()));
    }
    let mut tx = app.db.begin().await?;
    account::by_id(&mut tx, &viewer, &id).await?;
    event::found(totp::forget(&mut tx, &id).await?)?;
    tx.run("delete from session where account_id = $1", args![&id]).await?;
    account::note(&mut tx, &By::themselves(&viewer), &id, "重设两步验证", clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/accounts/{id}")).into_response())
}

/// The attempts within a session have a count of their own, so that a thief of a session does not lock its owner out.
async fn counted(app: &App, viewer: &Viewer, peer: &str, now: i64) -> Result<Option<String>> {
    attempt::begin(&app.db, &format!(" second-factor {}", viewer.account_id), peer, now).await
}

async fn proven(app: &App, viewer: &Viewer, peer: &str, code: &str, now: i64) -> Result<bool> {
    let Some(attempt) = counted(app, viewer, peer, now).await? else { return Ok(false) };
    let mut tx = app.db.begin().await?;
    let fits = totp::take(&mut tx, &app.key, &viewer.account_id, code, now).await?;
    tx.commit().await?;
    if fits {
        attempt::forget(&app.db, &attempt).await?;
    }
    Ok(fits)
}

async fn stored(app: &App, viewer: &Viewer) -> Result<Stored> {
    let stored = app
        .db
        .one(
            "select name, password_hash, totp_secret, totp_since from account where id = $1",
            args![&viewer.account_id],
        )
        .await?;
    stored.ok_or(Error::NotFound)
}

async fn refused(app: &App, viewer: &Viewer, problem: &'static str) -> Result<Response> {
    let page = status(app, viewer, Vec::new(), Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

async fn status(
    app: &App,
    viewer: &Viewer,
    codes: Vec<String>,
    problem: Option<&'static str>,
) -> Result<FactorPage> {
    let stored = stored(app, viewer).await?;
    let left = "select count(*) from recovery_code where account_id = $1 and used_at is null";
    let pending = stored.totp_secret.filter(|_| stored.totp_since.is_none());
    let pending = match pending.and_then(|sealed| app.key.unseal(&viewer.account_id, &sealed)) {
        Some(secret) => {
            let picture = qr::svg(&totp::address(&secret, &stored.name), "用手机验证器扫描")?;
            Some((secret, picture))
        }
        None => None,
    };
    Ok(FactorPage {
        frame: Frame::new(viewer, "second-factor", "两步验证"),
        is_required: viewer.lacks_second_factor && stored.totp_since.is_none(),
        since: stored.totp_since.map(clock::local),
        pending,
        n_codes_left: app.db.number(left, args![&viewer.account_id]).await?,
        codes,
        problem,
    })
}
