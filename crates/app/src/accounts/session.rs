//! Sign-in and sign-out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use sqlx::FromRow;
use supervision::Duty;

use super::{attempt, hash, second_step, setup};
use crate::access::{Post, Role, Viewer};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::{Form, Params, Peer};
use crate::notices::notice;
use crate::{App, args, clock, ids, layout};

pub const COOKIE: &str = "duji_session";

const MINUTE: i64 = 60_000;
const IDLE: i64 = 8 * 60 * MINUTE;
const LONGEST: i64 = 7 * 24 * 60 * MINUTE;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct SignIn {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    name: String,
    next: String,
    has_single_sign_on: bool,
    problem: Option<String>,
}

#[derive(FromRow)]
struct Stored {
    id: String,
    password_hash: String,
}

pub async fn new(State(app): State<App>, Params(asked): Params<Asked>) -> Result<Response> {
    if setup::is_open(&app.db).await? {
        return Ok(Redirect::to("/accounts/setup").into_response());
    }
    let has_single_sign_on = app.config.single_sign_on.is_some();
    let page = SignInPage { name: String::new(), next: asked.next, has_single_sign_on, problem: None };
    Ok(Html(page.render()?).into_response())
}

pub async fn create(
    State(app): State<App>,
    Peer(peer): Peer,
    jar: CookieJar,
    Form(form): Form<SignIn>,
) -> Result<Response> {
    let now = clock::now();
    let Some(attempt) = attempt::begin(&app.db, form.name.trim(), &peer.to_string(), now).await? else {
        return again(&app, form, StatusCode::TOO_MANY_REQUESTS, "连续输错次数过多，请 15 分钟后再试");
    };
    let stored: Option<Stored> = app
        .db
        .one(
            "select id, password_hash from account where name = $1 and disabled_at is null",
            args![form.name.trim()],
        )
        .await?;
    let hash = stored.as_ref().map(|s| s.password_hash.clone());
    let fits = hash::password_fits(hash, form.password.clone()).await?;
    let Some(stored) = stored.filter(|_| fits) else {
        return again(&app, form, StatusCode::UNPROCESSABLE_ENTITY, "登录名或密码不对，请核对后重新输入");
    };
    attempt::forget(&app.db, &attempt).await?;
    second_step::after_password(&app, jar, &stored.id, safe_next(&form.next), now).await
}

pub async fn destroy(State(app): State<App>, jar: CookieJar) -> Result<Response> {
    if let Some(cookie) = jar.get(COOKIE) {
        let hash = ids::sha256(cookie.value().as_bytes());
        app.db.run("delete from session where token_hash = $1", args![hash]).await?;
    }
    let gone = Cookie::build((COOKIE, "")).path("/").build();
    Ok((jar.remove(gone), Redirect::to("/accounts/sign-in")).into_response())
}

/// Opens a session and gives the cookie that carries it.
pub async fn open(app: &App, account_id: &str, now: i64) -> Result<Cookie<'static>> {
    let token = ids::new_secret()?;
    let mut tx = app.db.begin().await?;
    tx.run(
        "delete from session where last_seen_at <= $1 or created_at <= $2",
        args![now - IDLE, now - LONGEST],
    )
    .await?;
    tx.run(
        "insert into session (token_hash, account_id, created_at, last_seen_at) values ($1, $2, $3, $3)",
        args![ids::sha256(token.as_bytes()), account_id, now],
    )
    .await?;
    tx.commit().await?;
    Ok(Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.https)
        .build())
}

#[derive(FromRow)]
struct Carrier {
    account_id: String,
    display_name: String,
    role: String,
    admin_role: Option<String>,
    region: Option<String>,
    totp_since: Option<i64>,
    wants_second_factor: Option<String>,
    duty: Option<String>,
    unit_id: Option<String>,
    last_seen_at: i64,
    n_unread: i64,
    absent_id: Option<String>,
    absent_person: Option<String>,
    absent_duty: Option<String>,
    absent_unit_id: Option<String>,
}

// Each page asks this first, so it is one question. A row for each person stood in for, and one where there is nobody. Of
// the unread only whether there are any.
const CARRIER: &str =
    "select account.id as account_id, account.display_name, account.role, account.admin_role,
         account.region, account.duty, account.unit_id, last_seen_at, account.totp_since,
         supervision_setting.value as wants_second_factor,
         (select count(*) from (select 1 from notice where notice.account_id = account.id and read_at is null
             limit 1) as unread) as n_unread,
         absent.id as absent_id, absent.display_name as absent_person, absent.duty as absent_duty,
         absent.unit_id as absent_unit_id
     from session join account on account.id = session.account_id
         left join supervision_setting on supervision_setting.region = account.region
             and supervision_setting.key = 'second_factor'
         left join absence on absence.substitute_id = account.id and to_on >= $4 and from_on <= $4
             and withdrawn_at is null
         left join account absent on absent.id = absence.account_id and absent.disabled_at is null
     where token_hash = $1 and last_seen_at > $2 and session.created_at > $3 and account.disabled_at is null
     order by absence.id";

/// Who carries this token, unless the session has run out or the account is disabled.
pub async fn viewer(db: &Db, token: &str, now: i64) -> Result<Option<Viewer>> {
    let hash = ids::sha256(token.as_bytes());
    let args = args![&hash, now - IDLE, now - LONGEST, clock::date(now)];
    let rows: Vec<Carrier> = db.all(CARRIER, args).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    // Not every page view is worth a write.
    if now - row.last_seen_at > 5 * MINUTE {
        db.run("update session set last_seen_at = $1 where token_hash = $2", args![now, hash]).await?;
    }
    let role = Role::from_stored(&row.role, row.admin_role.as_deref()).ok_or(Error::NotFound)?;
    let wanted = row.wants_second_factor.as_deref().unwrap_or_default();
    let stands_in_for = rows.iter().filter_map(Carrier::stood_in_for).collect();
    let mut viewer = Viewer {
        account_id: row.account_id.clone(),
        display_name: row.display_name.clone(),
        role,
        region: row.region.clone(),
        post: row.post(),
        stands_in_for,
        lacks_second_factor: row.totp_since.is_none() && is_wanted(wanted, role, row.duty.as_deref()),
        n_unread: 0,
    };
    if row.n_unread > 0 {
        viewer.n_unread = notice::n_unread(db, &viewer).await?;
    }
    Ok(Some(viewer))
}

impl Carrier {
    fn post(&self) -> Option<Post> {
        let (account_id, person) = (self.account_id.clone(), self.display_name.clone());
        let duty = Duty::from_key(self.duty.as_deref()?)?;
        Some(Post { account_id, person, duty, unit_id: self.unit_id.clone() })
    }

    fn stood_in_for(&self) -> Option<Post> {
        let (account_id, person) = (self.absent_id.clone()?, self.absent_person.clone()?);
        let duty = Duty::from_key(self.absent_duty.as_deref()?)?;
        Some(Post { account_id, person, duty, unit_id: self.absent_unit_id.clone() })
    }
}

/// `director,audit`: the duties and roles that need a second factor.
fn is_wanted(wanted: &str, role: Role, duty: Option<&str>) -> bool {
    wanted.split(',').any(|key| Some(key) == duty || (role.is_of_three() && key == role.key()))
}

pub fn redirect_to_sign_in(asked: &str) -> Response {
    let next = if asked == "/" { String::new() } else { format!("?next={}", layout::percent_encoded(asked)) };
    Redirect::to(&format!("/accounts/sign-in{next}")).into_response()
}

fn again(app: &App, form: SignIn, status: StatusCode, problem: &str) -> Result<Response> {
    let has_single_sign_on = app.config.single_sign_on.is_some();
    let page = SignInPage {
        name: form.name,
        next: form.next,
        has_single_sign_on,
        problem: Some(problem.to_owned()),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// The sign-in page for somebody who came another way and was not let in.
pub fn again_at(app: &App, status: StatusCode, problem: &str) -> Result<Response> {
    let nothing = SignIn { name: String::new(), password: String::new(), next: String::new() };
    again(app, nothing, status, problem)
}

/// Only addresses of this site: `//elsewhere` is another site to a browser, also with a tab in it.
pub fn safe_next(next: &str) -> &str {
    let is_strange = |c: char| c == '\\' || c.is_control();
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains(is_strange);
    if is_local { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_sign_in_nobody_is_sent_to_another_site() {
        for (next, expected) in [
            ("/documents?year=2025", "/documents?year=2025"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("", "/"),
        ] {
            assert_eq!(safe_next(next), expected);
        }
    }
}
