//! 账号列表, for the administrator.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use sqlx::FromRow;

use super::account;
use crate::access::{Role, Viewer};
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::layout::{Frame, page};
use crate::{App, args, clock};

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    name: String,
    display_name: String,
    role: String,
    region: Option<String>,
    created_at: i64,
    disabled_at: Option<i64>,
}

impl Row {
    fn role(&self) -> &'static str {
        Role::from_key(&self.role).map_or("", Role::word)
    }

    fn created(&self) -> String {
        clock::local(self.created_at)
    }
}

pub async fn list(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    viewer.require_administrator()?;
    let rows = app
        .db
        .all(
            "select id, name, display_name, role, region, created_at, disabled_at
             from account order by created_at, id limit 1000",
            args![],
        )
        .await?;
    page(&ListPage { frame: Frame::new(&viewer, "accounts", "账号"), rows })
}

/// 停用. Nobody locks themselves out.
pub async fn disable(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
) -> Result<Response> {
    viewer.require_administrator()?;
    if id == viewer.account_id {
        return Err(Error::Invalid("不能停用自己的账号".to_owned()));
    }
    if !account::disable(&app.db, &id, clock::now()).await? {
        return Err(Error::NotFound);
    }
    Ok(Redirect::to("/accounts").into_response())
}

/// 恢复使用: takes a 停用 back. The person signs in anew.
pub async fn enable(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
) -> Result<Response> {
    viewer.require_administrator()?;
    let enabled = "update account set disabled_at = null where id = $1 and disabled_at is not null";
    if app.db.run(enabled, args![id]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(Redirect::to("/accounts").into_response())
}
