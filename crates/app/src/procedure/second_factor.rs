//! 两步验证要求: which duties must have a second factor. Set by the system or the security administrator.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use supervision::Duty;

use super::setting::{self, Settings, Told, Wanted};
use crate::access::{Role, Viewer};
use crate::county::{Asked, County};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{Frame, page};
use crate::organisation_event::By;
use crate::{App, clock};

pub const KEY: &str = "second_factor";

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    region: String,
    #[serde(default)]
    who: Vec<String>,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "procedure/second_factor.html")]
struct FactorPage {
    frame: Frame,
    county: County,
    /// Key, word, required
    who: Vec<(&'static str, &'static str, bool)>,
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = to_change(&app.db, &viewer, &asked.region).await?;
    let settings = Settings::of(&app.db, &county.name).await?;
    let required = settings.get(KEY).unwrap_or_default();
    let who = choices().map(|(key, word)| (key, word, required.split(',').any(|each| each == key))).collect();
    page(&FactorPage { frame: Frame::new(&viewer, "procedure", "两步验证要求"), county, who })
}

pub async fn update(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = to_change(&app.db, &viewer, &sent.region).await?;
    let settings = Settings::of(&app.db, &county.name).await?;
    let chosen: Vec<&str> =
        choices().map(|(key, _)| key).filter(|key| sent.who.iter().any(|each| each == key)).collect();
    let value = chosen.join(",");
    let told = Told {
        subject_id: KEY,
        before: vec![("须用两步验证", words(settings.get(KEY).unwrap_or_default()))],
        after: vec![("须用两步验证", words(&value))],
        reason: &sent.reason,
    };
    let wanted = vec![Wanted { key: KEY.to_owned(), value: Some(value).filter(|value| !value.is_empty()) }];
    let mut tx = app.db.begin().await?;
    setting::write(&mut tx, &By::themselves(&viewer), &county.name, wanted, told, clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/procedure{}", county.query())).into_response())
}

async fn to_change(db: &Db, viewer: &Viewer, region: &str) -> Result<County> {
    if !may_change(viewer) {
        return Err(Error::NotFound);
    }
    let county = County::of(db, viewer, region).await?;
    if county.name.is_empty() {
        return Err(Error::Invalid("请先选择区划".to_owned()));
    }
    Ok(county)
}

pub fn may_change(viewer: &Viewer) -> bool {
    matches!(viewer.role, Role::Administrator | Role::Security)
}

/// Every duty, and the three administrators of the county.
fn choices() -> impl Iterator<Item = (&'static str, &'static str)> {
    let roles = Role::ALL.into_iter().filter(|role| role.is_of_three());
    Duty::ALL
        .into_iter()
        .map(|duty| (duty.key(), duty.word()))
        .chain(roles.map(|role| (role.key(), role.word())))
}

pub fn words(keys: &str) -> String {
    let chosen = choices().filter(|(key, _)| keys.split(',').any(|each| each == *key));
    let words: Vec<&str> = chosen.map(|(_, word)| word).collect();
    if words.is_empty() { "不要求".to_owned() } else { words.join("、") }
}
