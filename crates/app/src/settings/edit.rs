//! One rule's settings: severity, 停用, parameters, with the default beside each and the reason for a change.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use budget::DocumentKind;
use review::{Parameter, Preset, Rule, Severity};
use serde::Deserialize;

use super::form::{Ground, Problems, Typed};
use super::region::Scope;
use super::setting::{self, Cause, INSTALLATION, Items};
use super::trail::{self, Entry};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::{Address, Form, Params};
use crate::layout::{Frame, page};
use crate::{App, clock};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    region: String,
    /// The settings were just saved.
    saved: String,
}

#[derive(Template)]
#[template(path = "settings/edit.html")]
struct EditPage {
    frame: Frame,
    scope: Scope,
    rule: &'static Rule,
    below: Items,
    typed: Typed,
    problems: Problems,
    conflict: Option<String>,
    is_saved: bool,
    trail: Vec<Entry>,
}

impl EditPage {
    /// What holds without settings of one's own.
    fn below_severity(&self) -> Severity {
        self.below.severity(self.rule)
    }

    fn below_switch(&self) -> String {
        self.below.switch(self.rule.code).words()
    }

    fn below_value(&self, parameter: &Parameter) -> String {
        self.below.value(self.rule.code, parameter)
    }

    /// 默认, or what the whole installation says.
    fn below_name(&self) -> &'static str {
        if self.scope.is_installation() { "默认" } else { "沿用全部区划" }
    }

    fn action(&self) -> String {
        format!("/settings/{}?{}", self.rule.code, self.scope.query())
    }

    fn list(&self) -> String {
        format!("/settings?{}", self.scope.query())
    }

    fn is_severity(&self, severity: &Severity) -> bool {
        self.typed.severity == severity.key()
    }
}

/// What the page stands on, loaded once.
struct Loaded {
    scope: Scope,
    rule: &'static Rule,
    below: Items,
    own: Items,
}

impl Loaded {
    async fn of(app: &App, viewer: &Viewer, code: &str, region: &str) -> Result<Loaded> {
        let scope = Scope::of(&app.db, viewer, region).await?;
        let rule = review::rule(code).ok_or(Error::NotFound)?;
        let own = Items::own(&app.db, &scope.region).await?;
        let below = match scope.is_installation() {
            true => Items::default(),
            false => Items::own(&app.db, INSTALLATION).await?,
        };
        Ok(Loaded { scope, rule, below, own })
    }

    fn ground(&self) -> Ground<'_> {
        Ground { rule: self.rule, below: &self.below, own: &self.own }
    }

    async fn page(self, app: &App, viewer: &Viewer, typed: Typed) -> Result<EditPage> {
        let Loaded { scope, rule, below, .. } = self;
        let trail = trail::latest(&app.db, &scope.region, Some(rule.code)).await?;
        let frame = Frame::new(viewer, "settings", format!("设置 {} {}", rule.code, rule.title));
        let (problems, conflict, is_saved) = (Problems::default(), None, false);
        Ok(EditPage { frame, scope, rule, below, typed, problems, conflict, is_saved, trail })
    }
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Address(code): Address<String>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let loaded = Loaded::of(&app, &viewer, &code, &asked.region).await?;
    let typed = Typed::stored(loaded.ground());
    let is_saved = !asked.saved.is_empty();
    page(&EditPage { is_saved, ..loaded.page(&app, &viewer, typed).await? })
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Address(code): Address<String>,
    Params(asked): Params<Asked>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let loaded = Loaded::of(&app, &viewer, &code, &asked.region).await?;
    let typed = Typed::sent(pairs);
    let changes = match typed.changes(loaded.ground()) {
        Ok(changes) => changes,
        Err(problems) => {
            let page = EditPage { problems, ..loaded.page(&app, &viewer, typed).await? };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
        }
    };
    let region = loaded.scope.region.clone();
    let reason = typed.reason.trim();
    let cause = Cause { region: &region, code: loaded.rule.code, reason, revision: &typed.revision };
    match setting::save(&app.db, &viewer, &cause, &changes, clock::now()).await {
        Ok(()) => {
            app.review_bell.notify_one();
            let to = format!("/settings/{code}?{}&saved=1", loaded.scope.query());
            Ok(Redirect::to(&to.replace("?&", "?")).into_response())
        }
        Err(Error::Conflict(conflict)) => {
            // Sent again on purpose, it goes through.
            let now = Loaded::of(&app, &viewer, &code, &asked.region).await?;
            let revision = now.own.revision(now.rule.code).to_owned();
            let page = now.page(&app, &viewer, Typed { revision, ..typed }).await?;
            let page = EditPage { conflict: Some(conflict), ..page };
            Ok((StatusCode::CONFLICT, Html(page.render()?)).into_response())
        }
        Err(other) => Err(other),
    }
}
