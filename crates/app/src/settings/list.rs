//! 审核设置: every rule with what holds for it, the progress of the review under new settings, and the trail.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use review::{Family, Rule, Severity};
use serde::Deserialize;

use super::region::Scope;
use super::setting::{self, Items};
use super::switch::Switch;
use super::trail::{self, Entry};
use crate::App;
use crate::access::Viewer;
use crate::documents::rereview::Progress;
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};
use crate::rules::family;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    region: String,
    q: String,
    family: String,
    /// `changed` or `off`
    state: String,
}

#[derive(Template)]
#[template(path = "settings/list.html")]
struct ListPage {
    frame: Frame,
    scope: Scope,
    asked: Asked,
    families: Vec<&'static Family>,
    rows: Vec<Row>,
    progress: Progress,
    trail: Vec<Entry>,
}

/// One rule and what holds for it.
struct Row {
    rule: &'static Rule,
    href: String,
    severity: Severity,
    is_on: bool,
    switch: String,
    values: Vec<Value>,
    is_changed: bool,
}

struct Value {
    title: &'static str,
    text: String,
    is_preset: bool,
}

impl ListPage {
    fn n_changed(&self) -> usize {
        self.rows.iter().filter(|row| row.is_changed).count()
    }
}

pub async fn list(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let scope = Scope::of(&app.db, &viewer, &asked.region).await?;
    let held = setting::in_force(&app.db, Some(&scope.region)).await?;
    let own = Items::own(&app.db, &scope.region).await?;
    let rows = review::rules().iter().map(|rule| row(rule, &held, &own, &scope));
    page(&ListPage {
        frame: Frame::new(&viewer, "settings", "审核设置"),
        families: family::all(),
        rows: rows.filter(|row| row.is_asked(&asked)).collect(),
        progress: Progress::of(&app.db, &scope.region).await?,
        trail: trail::latest(&app.db, &scope.region, None).await?,
        asked,
        scope,
    })
}

fn row(rule: &'static Rule, held: &Items, own: &Items, scope: &Scope) -> Row {
    let switch = held.switch(rule.code);
    let value = |parameter: &'static review::Parameter| {
        let text = held.value(rule.code, parameter);
        let is_preset = text == setting::preset_text(parameter);
        let words = text.lines().count();
        let text = match parameter.preset {
            review::Preset::Number { unit, .. } => format!("{text} {unit}"),
            review::Preset::Words(_) => format!("{words} 个词"),
        };
        Value { title: parameter.title, text, is_preset }
    };
    Row {
        rule,
        href: format!("/settings/{}?{}", rule.code, scope.query()).trim_end_matches('?').to_owned(),
        severity: held.severity(rule),
        is_on: switch == Switch::On,
        switch: switch.words(),
        values: rule.parameters.iter().map(value).collect(),
        is_changed: own.is_changed(rule.code),
    }
}

impl Row {
    fn is_asked(&self, asked: &Asked) -> bool {
        let q = asked.q.trim().to_lowercase();
        let says = |text: &str| text.to_lowercase().contains(&q);
        let of_family = asked.family.is_empty() || self.rule.code.split('-').next() == Some(&asked.family);
        let in_state = match asked.state.as_str() {
            "changed" => self.is_changed,
            "off" => !self.is_on,
            _ => true,
        };
        of_family && in_state && (q.is_empty() || says(self.rule.code) || says(self.rule.title))
    }

    /// Another severity than the rule has of itself.
    fn is_moved(&self) -> bool {
        self.severity != self.rule.severity
    }
}
