//! A source with its clauses: what the text proposes for each, and where each ends.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use supervision::Duty;

use super::clause::{self, Clause, Proposal};
use super::source::{self, Coverage, Source};
use super::timeline;
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};
use crate::matters::names::Names;
use crate::procedure::rules::CountyRules;

#[derive(Template)]
#[template(path = "sources/show.html")]
struct ShowPage {
    frame: Frame,
    source: Source,
    coverage: Coverage,
    /// Each with what its text proposes, while it is undecided
    clauses: Vec<(Clause, String)>,
    timeline: Vec<timeline::Line>,
    is_office: bool,
    is_director: bool,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let source = source::by_id(&app.db, &viewer, &id).await?;
    let region = source::region(&viewer)?;
    let names = Names::read(&app.db, region).await?;
    let county = CountyRules::of(&app.db, region).await?;
    let proposed = |clause: Clause| {
        let words = Proposal::of(&clause.text, source.day(), &names.units, &county).words();
        (clause, words)
    };
    let clauses = clause::of_source(&app.db, &id).await?;
    let timeline = timeline::of(&app.db, &id, &clauses).await?;
    page(&ShowPage {
        frame: Frame::new(&viewer, "matters", source.title.clone()),
        coverage: source::coverage(&app.db, &id).await?,
        clauses: clauses.into_iter().map(proposed).collect(),
        timeline,
        source,
        is_office: viewer.has_duty(Duty::is_office),
        is_director: viewer.has_duty(|duty| duty == Duty::Director),
    })
}
