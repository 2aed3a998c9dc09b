//! 邀请卡: whom to invite, by default everybody who has not chosen a password yet.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use sqlx::FromRow;
use supervision::Duty;

use crate::access::Viewer;
use crate::accounts::hash::UNBOUND;
use crate::county::County;
use crate::db::Db;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::units::unit::{self, Unit};
use crate::{App, args, clock};

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    pub region: String,
    #[serde(default)]
    pub unit: String,
    /// bound for those who only forgot their password
    #[serde(default)]
    pub state: String,
}

#[derive(Template)]
#[template(path = "invitations/list.html")]
struct ListPage {
    frame: Frame,
    county: County,
    filter: Filter,
    units: Vec<Unit>,
    people: Vec<Person>,
}

/// Somebody who can be invited.
#[derive(Clone, Debug, FromRow)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub display_name: String,
    pub unit: Option<String>,
    pub duty: Option<String>,
    pub phone: Option<String>,
    /// The last link that still works
    pub open_until: Option<i64>,
}

impl Person {
    pub fn duty(&self) -> &'static str {
        self.duty.as_deref().and_then(Duty::from_key).map_or("", Duty::word)
    }

    fn invited(&self) -> String {
        self.open_until.map_or(String::new(), |until| format!("已邀请，{} 前有效", clock::local(until)))
    }
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Params(filter): Params<Filter>,
) -> Result<Response> {
    let county = County::to_manage(&app.db, &viewer, &filter.region).await?;
    let people = people(&app.db, &county.name, &filter, clock::now()).await?;
    let units = unit::of_county(&app.db, &county.name).await?;
    page(&ListPage { frame: Frame::new(&viewer, "accounts", "邀请卡"), county, filter, units, people })
}

/// In the order of the directory, so that the cards of a unit come out of the printer together.
pub async fn people(db: &Db, region: &str, filter: &Filter, now: i64) -> Result<Vec<Person>> {
    let unit = Some(filter.unit.as_str()).filter(|unit| !unit.is_empty());
    let people = db
        .all(
            "select account.id, account.name, display_name, unit.name as unit, duty, phone,
                 (select max(expires_at) from invitation where account_id = account.id and used_at is null
                     and expires_at > $5) as open_until
             from account left join unit on unit.id = account.unit_id
             where account.region = $1 and disabled_at is null and ($2 is null or unit_id = $2)
                 and case $3 when 'bound' then password_hash <> $4 else password_hash = $4 end
             order by unit.position, unit.name, account.created_at, account.name limit 2000",
            args![region, unit, &filter.state, UNBOUND, now],
        )
        .await?;
    Ok(people)
}
