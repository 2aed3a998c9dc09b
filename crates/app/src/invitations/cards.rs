//! The print page: one card a person, with the only copy of each link.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde::Deserialize;

use super::invitation;
use super::list::{self, Filter, Person};
use crate::access::Viewer;
use crate::county::County;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::organisation_event::By;
use crate::procedure::setting::Settings;
use crate::{App, clock, qr};

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    who: String,
    #[serde(default)]
    id: Vec<String>,
    #[serde(default)]
    region: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "invitations/cards.html")]
struct CardsPage {
    frame: Frame,
    county: String,
    cards: Vec<Card>,
}

struct Card {
    person: Person,
    link: String,
    picture: String,
    until: String,
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let now = clock::now();
    let county = County::to_manage(&app.db, &viewer, &sent.region).await?.name;
    let filter = Filter { region: sent.region, unit: sent.unit, state: sent.state };
    let mut people = list::people(&app.db, &county, &filter, now).await?;
    if sent.who != "all" {
        people.retain(|person| sent.id.contains(&person.id));
    }
    if people.is_empty() {
        return Err(Error::Invalid("没有选中可以邀请的人，请返回勾选".to_owned()));
    }
    let site = site(&app, &county, &headers).await?;
    let mut tx = app.db.begin().await?;
    let mut cards = Vec::new();
    for person in people {
        let (token, until) =
            invitation::create(&mut tx, &By::themselves(&viewer), &person.id, &county, now).await?;
        let link = format!("{site}/invitations/{token}");
        let picture = qr::svg(&link, &format!("{} 的邀请二维码", person.display_name))?;
        cards.push(Card { person, link, picture, until: clock::local(until) });
    }
    tx.commit().await?;
    page(&CardsPage { frame: Frame::new(&viewer, "accounts", "打印邀请卡"), county, cards })
}

/// Where people reach the site: as the county set it, else as the administrator's own browser does.
async fn site(app: &App, county: &str, headers: &HeaderMap) -> Result<String> {
    let settings = Settings::of(&app.db, county).await?;
    if let Some(site) = settings.get("channel.site").filter(|site| !site.is_empty()) {
        return Ok(site.trim_end_matches('/').to_owned());
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    Ok(format!("{}://{host}", if app.config.https { "https" } else { "http" }))
}
