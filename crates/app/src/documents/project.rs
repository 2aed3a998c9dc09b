//! 项目: one project form with its money, plan, goals and indicators.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use review::Finding;

use super::beneath::Beneath;
use super::beside::Beside;
use super::document::Document;
use super::example;
use super::parts::{Part, Parts};
use super::project_view::{self, ProjectView};
use super::rows;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};
use crate::{App, args};

#[derive(Template)]
#[template(path = "documents/project.html")]
struct ProjectPage {
    frame: Frame,
    document: Document,
    number: i64,
    project: ProjectView,
    names: Vec<String>,
    others: Beneath,
}

impl ProjectPage {
    fn previous(&self) -> Option<&String> {
        let index = usize::try_from(self.number - 2).ok()?;
        self.names.get(index)
    }

    fn next(&self) -> Option<&String> {
        let index = usize::try_from(self.number).ok()?;
        self.names.get(index)
    }
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address((id, number)): Address<(String, i64)>,
) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let project = rows::projects::one(&app.db, &id, number).await?;
    let findings = rows::report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let mut beside = Beside::of(&findings, &parts, |part| part == Some(Part::Project(number)));
    let is_shown = |finding: &Finding| parts.part(&finding.place) == Some(Part::Project(number));
    beside.show_examples(example::all(&app.db, &viewer, &id, &findings, is_shown).await?);
    page(&ProjectPage {
        frame: Frame::new(
            &viewer,
            "documents",
            format!("{} · {}", project.name.value, document.department()),
        ),
        number,
        project: project_view::view(&project, &mut beside),
        names: names(&app.db, &id).await?,
        others: beside.rest(),
        document,
    })
}

/// The names of all projects of the document, for the way to the neighbours.
async fn names(db: &Db, document_id: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db
        .all("select name from project where document_id = $1 order by ordinal", args![document_id])
        .await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
