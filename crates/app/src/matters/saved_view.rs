//! 保存的筛选: a filter of the ledger under a name of one's own.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use sqlx::FromRow;

use super::filter::Filter;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};
use crate::{App, args, clock, ids};

const AT_MOST: i64 = 30;

#[derive(Clone, Debug, FromRow)]
pub struct SavedView {
    pub id: String,
    pub name: String,
    pub query: String,
}

#[derive(Debug, Deserialize)]
pub struct Named {
    name: String,
    query: String,
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(named): Form<Named>) -> Result<Response> {
    viewer.county()?;
    let name = named.name.trim();
    if !(1..=20).contains(&name.chars().count()) {
        return Err(Error::Invalid("名称为 1 至 20 个字，请返回修改；筛选条件没有保存".to_owned()));
    }
    let query = normal(&named.query)?;
    let n = "select count(*) from saved_view where account_id = $1";
    let n = app.db.number(n, args![&viewer.account_id]).await?;
    if n >= AT_MOST {
        return Err(Error::Invalid(format!("最多保存 {AT_MOST} 组筛选，请先删除不用的")));
    }
    let row = args![ids::new_id(), &viewer.account_id, name, &query, n, clock::now()];
    app.db
        .run(
            "insert into saved_view (id, account_id, name, query, position, created_at)
             values ($1, $2, $3, $4, $5, $6)",
            row,
        )
        .await?;
    Ok(Redirect::to(&format!("/matters?{query}")).into_response())
}

/// The query as our own page would write it: nothing else ever becomes an address.
fn normal(query: &str) -> Result<String> {
    let uri = format!("/matters?{query}").parse().ok();
    let filter = uri.and_then(|uri| axum::extract::Query::<Filter>::try_from_uri(&uri).ok());
    filter
        .map(|filter| filter.0.query())
        .ok_or_else(|| Error::Invalid("筛选条件无法识别，请回到台账重新选择".to_owned()))
}

pub async fn destroy(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
) -> Result<Response> {
    let own = "delete from saved_view where id = $1 and account_id = $2";
    if app.db.run(own, args![id, &viewer.account_id]).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(Redirect::to("/matters").into_response())
}

pub async fn of(db: &Db, viewer: &Viewer) -> Result<Vec<SavedView>> {
    let sql = "select id, name, query from saved_view where account_id = $1 order by position, id";
    Ok(db.all(sql, args![&viewer.account_id]).await?)
}
