//! 我的工作台.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::DateTime;
use serde::Deserialize;
use supervision::{Assignment, Colour, Light, UnitId, light};

use super::waiting;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::matters::colleagues::{self, Colleague};
use crate::matters::light_view::LightView;
use crate::matters::matter::Loaded;
use crate::matters::names::Names;
use crate::matters::offer::{self, Offer, OfferForm};
use crate::procedure::rules::CountyRules;
use crate::{App, clock};

const A_PAGE: usize = 25;

/// 待办: one matter with what waits in it.
struct Item {
    id: String,
    number: String,
    title: String,
    unit: String,
    light: LightView,
    urgency: Colour,
    offers: Vec<Offer>,
}

impl Item {
    fn due(&self) -> Option<DateTime> {
        self.offers.iter().filter_map(|offer| offer.due).min()
    }

    fn due_words(&self) -> &str {
        let first = self.offers.iter().filter(|offer| offer.due.is_some()).min_by_key(|offer| offer.due);
        first.map_or("", |offer| &offer.due_words)
    }

    fn is_red(&self) -> bool {
        self.urgency == Colour::Red
    }
}

#[derive(Template)]
#[template(path = "desk/show.html")]
struct DeskPage {
    frame: Frame,
    items: Vec<Item>,
    n_total: usize,
    n_red: usize,
    page: usize,
    stands_in_for: Vec<String>,
    names: Arc<Names>,
    colleagues: HashMap<String, Vec<Colleague>>,
    is_done: bool,
}

impl DeskPage {
    fn form<'a>(&'a self, offer: &'a Offer) -> OfferForm<'a> {
        let colleagues = self.colleagues.get(&offer.unit_id).map_or(&[][..], Vec::as_slice);
        OfferForm { offer, colleagues, standards: &[], names: &self.names }
    }

    fn n_pages(&self) -> usize {
        self.n_total.div_ceil(A_PAGE)
    }
}

#[derive(Deserialize)]
pub struct Query {
    page: Option<usize>,
    done: Option<String>,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Params(query): Params<Query>) -> Result<Response> {
    let region = viewer.county()?;
    let names = Names::of(&app, region, clock::now()).await?;
    let all = items(&app.db, &viewer, region, &names, clock::civil(clock::now())).await?;
    let (n_total, n_red) = (all.len(), all.iter().filter(|item| item.is_red()).count());
    let shown = query.page.unwrap_or(1).clamp(1, n_total.div_ceil(A_PAGE).max(1));
    let items: Vec<Item> = all.into_iter().skip((shown - 1) * A_PAGE).take(A_PAGE).collect();
    let colleagues = who_signs(&app.db, &items).await?;
    page(&DeskPage {
        frame: Frame::new(&viewer, "desk", "我的工作台"),
        stands_in_for: viewer.stands_in_for.iter().map(|post| post.person.clone()).collect(),
        is_done: query.done.is_some(),
        page: shown,
        items,
        n_total,
        n_red,
        names,
        colleagues,
    })
}

/// Everything that waits, overdue first, then by the day it is due.
async fn items(db: &Db, viewer: &Viewer, region: &str, names: &Names, now: DateTime) -> Result<Vec<Item>> {
    let county = CountyRules::of(db, region).await?;
    let candidates = waiting::candidates(db, viewer).await?;
    let mut items: Vec<Item> =
        candidates.iter().filter_map(|loaded| item(viewer, loaded, &county, names, now)).collect();
    items.sort_by_key(|item| {
        let due = item.due();
        (std::cmp::Reverse(item.urgency), due.is_none(), due)
    });
    Ok(items)
}

fn item(
    viewer: &Viewer,
    loaded: &Loaded,
    county: &CountyRules,
    names: &Names,
    now: DateTime,
) -> Option<Item> {
    let mut offers = offer::all(viewer, loaded, county, names, now);
    let awaited: Vec<Offer> = offers.iter().filter(|offer| offer.is_awaited).cloned().collect();
    offers.retain(|offer| offer.is_awaited || awaited.iter().any(|first| offer.is_companion_of(first)));
    for offer in &mut offers {
        offer.back = "desk";
    }
    let light = burning(loaded, offers.first()?, county, now);
    Some(Item {
        id: loaded.row.id.clone(),
        number: loaded.row.number(),
        title: loaded.row.title.clone(),
        unit: names.unit(&UnitId(loaded.row.lead_unit_id.clone())).to_owned(),
        light: LightView::new(light, now),
        urgency: urgency(light, offers.iter().filter_map(|offer| offer.due).min(), now),
        offers,
    })
}

/// The light that burns for whoever has to act: the unit's own, or that of 督查室.
fn burning(loaded: &Loaded, offer: &Offer, county: &CountyRules, now: DateTime) -> Light {
    let (state, rules) = (&loaded.state, county.rules());
    let theirs = |a: &&Assignment| a.unit.0 == offer.unit_id && !a.is_with_office();
    if let Some(assignment) = state.assignments.iter().find(theirs) {
        return light::of(state, assignment, &rules, now);
    }
    light::of_office(state, &rules, now).unwrap_or_else(|| light::of_matter(state, &rules, now))
}

/// What is finished or not counted is not urgent, whatever its light.
fn urgency(light: Light, due: Option<DateTime>, now: DateTime) -> Colour {
    match light.colour {
        Colour::Yellow | Colour::Red => light.colour,
        _ if due.is_some_and(|due| due < now) => Colour::Yellow,
        _ => Colour::Grey,
    }
}

/// For each unit that has something to sign for, whom it can name.
async fn who_signs(db: &Db, items: &[Item]) -> Result<HashMap<String, Vec<Colleague>>> {
    let mut colleagues = HashMap::new();
    let signing = items.iter().flat_map(|item| &item.offers).filter(|offer| offer.form == "acknowledgement");
    for offer in signing {
        if !colleagues.contains_key(&offer.unit_id) {
            colleagues.insert(offer.unit_id.clone(), colleagues::of_unit(db, &offer.unit_id).await?);
        }
    }
    Ok(colleagues)
}
