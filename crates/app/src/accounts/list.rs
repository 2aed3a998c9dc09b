//! 账号列表, for administrators: filtered, fifty a page.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use sqlx::FromRow;
use supervision::Duty;

use super::edit;
use super::fields::Choices;
use super::hash::UNBOUND;
use crate::access::{Role, Viewer};
use crate::db::{Args, Db};
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page, percent_encoded};
use crate::{App, args, clock};

const ROWS: i64 = 50;

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    duty: String,
    #[serde(default)]
    role: String,
    /// unbound, disabled, or empty for those in use
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: i64,
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    frame: Frame,
    filter: Filter,
    choices: Choices,
    rows: Vec<Row>,
    n_total: i64,
}

#[derive(FromRow)]
struct Row {
    id: String,
    name: String,
    display_name: String,
    role: String,
    region: Option<String>,
    unit: Option<String>,
    duty: Option<String>,
    phone: Option<String>,
    created_at: i64,
    disabled_at: Option<i64>,
    is_unbound: i64,
    has_second_factor: i64,
}

impl Row {
    /// 岗位, or the role of those without one
    fn post(&self) -> &'static str {
        let duty = self.duty.as_deref().and_then(Duty::from_key);
        duty.map_or_else(|| Role::from_key(&self.role).map_or("", Role::word), Duty::word)
    }

    fn created(&self) -> String {
        clock::date(self.created_at)
    }
}

impl ListPage {
    fn page(&self) -> i64 {
        self.filter.page
    }

    fn n_pages(&self) -> i64 {
        (self.n_total + ROWS - 1) / ROWS
    }

    fn address(&self, page: i64) -> String {
        let Filter { q, unit, duty, role, state, .. } = &self.filter;
        let q = percent_encoded(q);
        format!("/accounts?q={q}&unit={unit}&duty={duty}&role={role}&state={state}&page={page}")
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(mut filter): Params<Filter>,
) -> Result<Response> {
    edit::require_manager(&viewer)?;
    filter.page = filter.page.clamp(1, 100_000);
    let (rows, n_total) = found(&app.db, &viewer, &filter).await?;
    let choices = Choices::of(&app.db, &viewer).await?;
    page(&ListPage { frame: Frame::new(&viewer, "accounts", "账号"), filter, choices, rows, n_total })
}

macro_rules! wanted {
    () => {
        "($1 is null or account.region = $1)
         and ($2 is null or unit_id = $2)
         and ($3 is null or duty = $3)
         and ($4 is null or coalesce(admin_role, role) = $4)
         and ($5 is null or account.name like $5 or display_name like $5 or phone like $5)
         and case $6 when 'disabled' then disabled_at is not null
                     when 'unbound' then disabled_at is null and password_hash = $7
                     when 'all' then 1 = 1
                     else disabled_at is null end"
    };
}

fn arguments(viewer: &Viewer, filter: &Filter) -> Args {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let is_plain = |c: &char| !matches!(c, '%' | '_');
    let like = filled(&filter.q).map(|q| format!("%{}%", q.chars().filter(is_plain).collect::<String>()));
    args![
        viewer.region.clone(),
        filled(&filter.unit),
        filled(&filter.duty),
        filled(&filter.role),
        like,
        filter.state.trim(),
        UNBOUND
    ]
}

async fn found(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<(Vec<Row>, i64)> {
    let n = db
        .number(concat!("select count(*) from account where ", wanted!()), arguments(viewer, filter))
        .await?;
    let rows = db
        .all(
            concat!(
                "select account.id, account.name, display_name, coalesce(admin_role, role) as role, account.region,
                     unit.name as unit, duty, phone, account.created_at, disabled_at,
                     cast(case when password_hash = $7 then 1 else 0 end as bigint) as is_unbound,
                     cast(case when totp_since is null then 0 else 1 end as bigint) as has_second_factor
                 from account left join unit on unit.id = account.unit_id where ",
                wanted!(),
                " order by account.created_at, account.id limit $8 offset $9"
            ),
            [arguments(viewer, filter), args![ROWS, (filter.page - 1) * ROWS]].concat(),
        )
        .await?;
    Ok((rows, n))
}
