//! 情况说明 and the department's targets, with the findings under the section they are about.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::beneath::Beneath;
use super::beside::Beside;
use super::document::Document;
use super::parts::{Part, Parts};
use super::rows;
use super::section_view::{self, Group, Section};
use super::stated_view::{self, StatedView};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "documents/narrative.html")]
struct NarrativePage {
    frame: Frame,
    document: Document,
    sections: Vec<Section>,
    groups: Vec<Group>,
    stated: Vec<StatedView>,
    others: Beneath,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let narrative = rows::texts::narrative(&app.db, &id).await?;
    let target = rows::texts::target(&app.db, &id).await?;
    let stated = rows::stated::load(&app.db, &id).await?;
    let units = rows::texts::units(&app.db, &id).await?;
    let findings = rows::report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let mut beside = Beside::of(&findings, &parts, |part| matches!(part, Some(Part::Narrative) | None));
    page(&NarrativePage {
        frame: Frame::new(&viewer, "documents", format!("情况说明 · {}", document.department())),
        sections: section_view::sections(&narrative, &units, &target, &parts, &mut beside),
        groups: section_view::groups(&target, &mut beside),
        stated: stated_view::views(&stated, &parts),
        others: beside.rest(),
        document,
    })
}
