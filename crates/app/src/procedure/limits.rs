//! 时限与次数: the form of all of them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use supervision::Limits;

use super::answer;
use super::limit::{self, LIMITS, Limit};
use super::rules::CountyRules;
use super::setting::{self, Told, Wanted};
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{Frame, page};
use crate::matters::columns;
use crate::organisation_event::{By, Facts, reason_problem};
use crate::{App, clock};

type Sent = HashMap<String, String>;

#[derive(Template)]
#[template(path = "procedure/limits.html")]
struct LimitsPage {
    frame: Frame,
    county: County,
    sent: Sent,
    problem: Option<String>,
}

impl LimitsPage {
    fn value(&self, limit: &Limit) -> &str {
        self.sent.get(limit.key).map_or("", String::as_str)
    }

    fn reason(&self) -> &str {
        self.sent.get("reason").map_or("", String::as_str)
    }

    /// The groups in their order, each with its limits.
    fn groups(&self) -> Vec<(&'static str, Vec<&'static Limit>)> {
        let mut groups: Vec<(&'static str, Vec<&'static Limit>)> = Vec::new();
        for limit in &LIMITS {
            match groups.last_mut() {
                Some((name, limits)) if *name == limit.group => limits.push(limit),
                _ => groups.push((limit.group, vec![limit])),
            }
        }
        groups
    }
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = County::to_change(&app.db, &viewer, &asked.region).await?;
    let limits = CountyRules::of(&app.db, &county.name).await?.limits;
    let sent = LIMITS.iter().map(|limit| (limit.key.to_owned(), limit.of(&limits).to_string())).collect();
    page(&LimitsPage {
        frame: Frame::new(&viewer, "procedure", "时限与次数"), county, sent, problem: None
    })
}

pub async fn update(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let region = sent.get("region").map_or("", String::as_str);
    let county = County::to_change(&app.db, &viewer, region).await?;
    let saved = save(&app, &viewer, &county.name, &sent).await;
    let frame = Frame::new(&viewer, "procedure", "时限与次数");
    answer::to_change(saved, county, |county, problem| LimitsPage {
        frame,
        county,
        sent,
        problem: Some(problem),
    })
}

async fn save(app: &App, viewer: &Viewer, region: &str, sent: &Sent) -> Result<()> {
    let text_of = |key: &str| sent.get(key).cloned().unwrap_or_default();
    let limits = limit::typed(text_of).map_err(Error::Invalid)?;
    let reason = text_of("reason");
    if let Some(problem) = reason_problem(&reason) {
        return Err(Error::Invalid(problem));
    }
    let before = CountyRules::of(&app.db, region).await?.limits;
    let wanted = LIMITS.iter().map(|limit| {
        let n = limit.of(&limits);
        Wanted { key: limit.setting_key(), value: (n != limit.preset()).then(|| n.to_string()) }
    });
    let told = Told { subject_id: "limits", before: facts(&before), after: facts(&limits), reason: &reason };
    let mut tx = app.db.begin().await?;
    setting::write(&mut tx, &By::keeper(viewer), region, wanted.collect(), told, clock::now()).await?;
    columns::look_again(&mut tx, region).await?;
    tx.commit().await?;
    app.reminder_bell.notify_one();
    Ok(())
}

fn facts(limits: &Limits) -> Facts {
    let name = ("规则", "时限与次数".to_owned());
    let each = LIMITS.iter().map(|limit| (limit.word, format!("{} {}", limit.of(limits), limit.measure)));
    std::iter::once(name).chain(each).collect()
}
