//! 督办规则: what holds in the county, on one page; whoever has a part in supervision may read it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use supervision::{DeadlineTemplate, Term};

use super::limit::{LIMITS, Limit};
use super::rules::CountyRules;
use super::setting::Settings;
use super::{basis, channels, hours, second_factor, trail};
use crate::App;
use crate::access::Viewer;
use crate::attachments::space::{self, Space};
use crate::county::{Asked, County};
use crate::error::Result;
use crate::extract::Params;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "procedure/show.html")]
struct ShowPage {
    frame: Frame,
    county: County,
    rules: CountyRules,
    second_factor: String,
    basis: String,
    may_change_factor: bool,
    may_read_trail: bool,
    may_change_channels: bool,
    n_days: i64,
    /// For whoever keeps the county
    space: Option<Space>,
}

impl ShowPage {
    fn hours(&self) -> String {
        hours::word(&self.rules.hours)
    }

    fn value(&self, limit: &Limit) -> String {
        format!("{} {}", limit.of(&self.rules.limits), limit.measure)
    }

    fn is_changed(&self, limit: &Limit) -> bool {
        limit.of(&self.rules.limits) != limit.preset()
    }

    fn is_template_changed(&self, template: &DeadlineTemplate) -> bool {
        DeadlineTemplate::from_key(template.key) != Some(template)
    }

    fn finish(&self, template: &DeadlineTemplate) -> String {
        template.finish.map_or("立项时定".to_owned(), Term::word)
    }

    fn first_feedback(&self, template: &DeadlineTemplate) -> String {
        match template.cycle.filter(|cycle| cycle.is_by_calendar()) {
            Some(_) => "按月反馈".to_owned(),
            None => template.first_feedback.word(),
        }
    }
}

pub async fn show(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    let county = County::of(&app.db, &viewer, &asked.region).await?;
    let rules = CountyRules::of(&app.db, &county.name).await?;
    let settings = Settings::of(&app.db, &county.name).await?;
    let days = "select count(*) from calendar_day where region = $1";
    let space = if county.may_change { Some(space::of(&app).await?) } else { None };
    page(&ShowPage {
        frame: Frame::new(&viewer, "procedure", "督办规则"),
        space,
        n_days: app.db.number(days, crate::args![&county.name]).await?,
        second_factor: second_factor::words(settings.get(second_factor::KEY).unwrap_or_default()),
        basis: basis::word(&settings),
        may_change_factor: second_factor::may_change(&viewer),
        may_read_trail: trail::may_read(&viewer),
        may_change_channels: channels::keeper(&viewer).is_ok(),
        county,
        rules,
    })
}
