//! 事项页: what, who, by when, where it stands and what comes next, why this light, and everything that happened.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use supervision::{Duty, Stage, light};

use super::assignment_view::{self, AssignmentView};
use super::colleagues::{self, Colleague};
use super::light_view::LightView;
use super::matter::{self, Loaded};
use super::names::Names;
use super::offer::{self, Offer, OfferForm};
use super::paper_list::{self, Paper};
use super::responsibility::{self, Responsibility};
use super::standard::{self, Standard};
use super::step::Refused;
use super::timeline::{self, Line};
use super::tree::{self, Tree};
use super::{attachment, days, draft, needs, standing};
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::{Address, Params};
use crate::layout::{Frame, page};
use crate::notices::notice;
use crate::procedure::rules::CountyRules;
use crate::{App, clock};

#[derive(Template)]
#[template(path = "matters/show.html")]
struct ShowPage {
    frame: Frame,
    loaded: Loaded,
    names: Arc<Names>,
    light: LightView,
    office_light: Option<LightView>,
    way: Vec<(&'static str, &'static str)>,
    next: String,
    held_by: Option<String>,
    finish: Option<String>,
    standards: Vec<Standard>,
    tree: Tree,
    papers: Vec<Paper>,
    assignments: Vec<AssignmentView>,
    requests: Vec<Vec<(String, String)>>,
    timeline: Vec<Line>,
    attachments: Vec<attachment::Line>,
    responsibility: Responsibility,
    offers: Vec<Offer>,
    colleagues: Vec<Colleague>,
    done: Option<String>,
    /// Typed into a form that is no longer there.
    lost: Option<Refused>,
    /// 督查室: may change a draft, and register matters beneath this one
    is_office: bool,
}

impl ShowPage {
    /// Closed in whatever way: nothing is registered beneath it any more.
    fn is_over(&self) -> bool {
        !self.loaded.state.is_open() && !self.is_before_issue()
    }

    fn is_before_issue(&self) -> bool {
        matches!(self.loaded.state.stage, None | Some(Stage::Drafted | Stage::AwaitingApproval))
    }

    fn is_draft(&self) -> bool {
        self.loaded.state.stage == Some(Stage::Drafted)
    }

    fn can(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(|offer| offer.why_not.is_none())
    }

    fn cannot(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(|offer| offer.why_not.is_some())
    }

    fn form<'a>(&'a self, offer: &'a Offer) -> OfferForm<'a> {
        OfferForm { offer, colleagues: &self.colleagues, standards: &self.standards, names: &self.names }
    }

    fn source(&self) -> String {
        let row = &self.loaded.row;
        let word = draft::source_word(&row.source_kind);
        let parts = [Some(row.source_title.as_str()), row.source_number.as_deref(), row.source_on.as_deref()];
        let said: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if said.is_empty() { word.to_owned() } else { format!("{word}：{}", said.join(" ")) }
    }

    fn units(&self) -> (String, String) {
        let Some(plan) = &self.loaded.state.plan else { return (String::new(), String::new()) };
        let supporting: Vec<&str> = plan.supporting.iter().map(|unit| self.names.unit(unit)).collect();
        (self.names.unit(&plan.lead).to_owned(), supporting.join("、"))
    }

    fn template(&self) -> &'static str {
        supervision::DeadlineTemplate::from_key(&self.loaded.row.template)
            .map_or("", |template| template.word)
    }
}

#[derive(Deserialize)]
pub struct Query {
    /// The event that the viewer has just made.
    done: Option<i64>,
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Params(query): Params<Query>,
) -> Result<Response> {
    let mut shown = load(&app, &viewer, &id, clock::now()).await?;
    if viewer.n_unread > 0 {
        notice::mark_seen(&app.db, &viewer, &id, clock::now()).await?;
        shown.frame.n_unread = notice::n_unread(&app.db, &viewer).await?;
    }
    let entry = shown.loaded.entries.iter().find(|entry| Some(entry.position) == query.done);
    shown.done = entry.map(|entry| entry.event.act.word().to_owned());
    page(&shown)
}

/// The page again, with what was typed and why it was not taken.
pub async fn refused(app: &App, viewer: &Viewer, id: &str, refused: Refused) -> Result<Response> {
    let mut shown = load(app, viewer, id, clock::now()).await?;
    shown.lost = offer::refuse(&mut shown.offers, refused);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

async fn load(app: &App, viewer: &Viewer, id: &str, now: i64) -> Result<ShowPage> {
    let loaded = matter::by_id(&app.db, viewer, id).await?;
    let county = CountyRules::kept(app, &loaded.row.region, now).await?;
    let names = Names::of(app, &loaded.row.region, now).await?.with(&app.db, loaded.people()).await?;
    let tree = tree::of(&app.db, viewer, id, loaded.row.parent_id.as_deref()).await?;
    let standards = standard::of_matter(&app.db, &loaded).await?;
    let papers = paper_list::of_matter(&app.db, &loaded).await?;
    let offers = offer::all(viewer, &loaded, &county, &names, clock::civil(now));
    let signing = offers.iter().find(|offer| offer.form == "acknowledgement");
    let colleagues = match signing {
        Some(offer) => colleagues::of_unit(&app.db, &offer.unit_id).await?,
        None => Vec::new(),
    };
    let shown = built(viewer, loaded, &county, names, clock::civil(now));
    Ok(ShowPage { tree, papers, standards, offers, colleagues, ..shown })
}

fn built(
    viewer: &Viewer,
    loaded: Loaded,
    county: &CountyRules,
    names: Arc<Names>,
    now: DateTime,
) -> ShowPage {
    let rules = county.rules();
    let state = &loaded.state;
    let finish = state.lead().and_then(|lead| lead.dues.finish);
    let day =
        |day: Date| if state.is_open() { days::counted(day, now, &rules.time) } else { days::short(day) };
    let open = state.requests.iter().filter(|asked| asked.decided.is_none());
    ShowPage {
        frame: Frame::new(viewer, "matters", loaded.row.title.clone()),
        light: LightView::new(light::of_matter(state, &rules, now), now),
        office_light: light::of_office(state, &rules, now).map(|light| LightView::of_office(light, now)),
        way: standing::way(state),
        next: standing::next(state, &names, &rules, now),
        held_by: standing::held_by(state, &names),
        finish: finish.map(|due| format!("{} {}", day(due.date()), due.strftime("%H:%M"))),
        assignments: assignment_view::all(&loaded, &names, &rules, now),
        requests: open.map(|asked| needs::request_facts(asked, &names, now)).collect(),
        timeline: timeline::of(&loaded, &names, now),
        attachments: attachment::all(&loaded, &names, now),
        responsibility: responsibility::of(&loaded, &names, &rules, now),
        standards: Vec::new(),
        tree: Tree::default(),
        papers: Vec::new(),
        offers: Vec::new(),
        colleagues: Vec::new(),
        done: None,
        lost: None,
        is_office: viewer.has_duty(Duty::is_office),
        loaded,
        names,
    }
}
