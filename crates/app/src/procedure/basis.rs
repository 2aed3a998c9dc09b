//! 催办依据: the document and article of the county that urging papers cite.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::answer;
use super::setting::{self, Settings, Told, Wanted};
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{Frame, page};
use crate::organisation_event::{By, reason_problem};
use crate::{App, args, clock};

pub const KEY: &str = "urging.basis";

/// What every county has: the limits and the ladder on this page. No article is cited that nobody has entered.
const PRESET: &str = "本县督办规则";
const LONGEST: usize = 80;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    region: String,
    basis: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "procedure/basis.html")]
struct BasisPage {
    frame: Frame,
    county: County,
    sent: Sent,
    problem: Option<String>,
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &asked.region).await?;
    let basis = Settings::of(&app.db, &county.name).await?.get(KEY).unwrap_or_default().to_owned();
    let sent = Sent { basis, ..Sent::default() };
    page(&BasisPage { frame: Frame::new(&viewer, "procedure", "催办依据"), county, sent, problem: None })
}

pub async fn update(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &sent.region).await?;
    let saved = save(&app, &viewer, &county.name, &sent).await;
    let frame = Frame::new(&viewer, "procedure", "催办依据");
    answer::to_change(saved, county, |county, problem| BasisPage {
        frame,
        county,
        sent,
        problem: Some(problem),
    })
}

async fn save(app: &App, viewer: &Viewer, region: &str, sent: &Sent) -> Result<()> {
    let text = sent.basis.trim();
    if text.chars().count() > LONGEST || text.contains(char::is_control) {
        return Err(Error::Invalid(format!(
            "催办依据写成一行，不超过 {LONGEST} 个字，如《某县政府督查工作办法》第二十一条"
        )));
    }
    if let Some(problem) = reason_problem(&sent.reason) {
        return Err(Error::Invalid(problem));
    }
    let settings = Settings::of(&app.db, region).await?;
    let told = Told {
        subject_id: KEY,
        before: vec![("催办依据", word(&settings))],
        after: vec![("催办依据", if text.is_empty() { PRESET } else { text }.to_owned())],
        reason: &sent.reason,
    };
    let value = Some(text).filter(|text| !text.is_empty() && *text != PRESET).map(str::to_owned);
    let wanted = vec![Wanted { key: KEY.to_owned(), value }];
    let mut tx = app.db.begin().await?;
    setting::write(&mut tx, &By::keeper(viewer), region, wanted, told, clock::now()).await?;
    tx.commit().await?;
    Ok(())
}

pub fn word(settings: &Settings) -> String {
    settings.get(KEY).unwrap_or(PRESET).to_owned()
}

/// The basis as a paper cites it that is issued now.
pub async fn of(tx: &mut Tx, region: &str) -> Result<String> {
    let set = "select value from supervision_setting where region = $1 and key = $2";
    let set: Option<(String,)> = tx.one(set, args![region, KEY]).await?;
    Ok(set.map_or_else(|| PRESET.to_owned(), |(value,)| value))
}
