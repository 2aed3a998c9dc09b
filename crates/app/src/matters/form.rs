//! The page of the 拟办 form, shared by registering and changing: choices, terms as dates, 查重 and 单位负担.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::DateTime;
use sqlx::FromRow;
use supervision::{DeadlineTemplate, Plan, UnitId, WorkingTime, deadline};

use super::attachment;
use super::burden::{self, Burden};
use super::draft::SOURCES;
use super::entered::Entered;
use super::names::{Choice, Names};
use super::similarity::{self, Similar};
use crate::access::Viewer;
use crate::db::Db;
use crate::error::Result;
use crate::layout::{Frame, page};
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock};

/// 时限类型 with what it would mean if the matter were issued now
struct TermChoice {
    key: &'static str,
    word: &'static str,
    days: String,
}

impl TermChoice {
    fn of(template: &DeadlineTemplate, now: DateTime, time: &WorkingTime<'_>) -> TermChoice {
        let plan = Plan {
            lead: UnitId(String::new()),
            supporting: Vec::new(),
            template: template.key.to_owned(),
            finish_on: None,
            nodes: Vec::new(),
            n_standards: 0,
            instructed_by: None,
            duplicates_seen: false,
            unclassified: true,
        };
        let days = deadline::at_issue(&plan, template, now, time).map(|dues| {
            let at = |at: DateTime| at.strftime("%-m月%-d日 %H:%M").to_string();
            let part = |word: &str, due: Option<DateTime>| due.map(|due| format!("{word} {}", at(due)));
            let finish = part("办结", dues.finish).or_else(|| Some("办结另定期限或节点".to_owned()));
            let parts = [part("签收", Some(dues.sign)), part("首次反馈", dues.feedback), finish];
            parts.into_iter().flatten().collect::<Vec<_>>().join("，")
        });
        TermChoice { key: template.key, word: template.word, days: days.unwrap_or_default() }
    }
}

#[derive(Template)]
#[template(path = "matters/form.html")]
pub struct FormPage {
    frame: Frame,
    /// The matter that is changed; nothing while it is new
    matter_id: Option<String>,
    entered: Entered,
    problem: Option<String>,
    names: Arc<Names>,
    terms: Vec<TermChoice>,
    burdens: Vec<Burden>,
    /// 附件 that the draft has
    attached: Vec<Attached>,
    /// Nothing before anybody asked.
    similar: Option<Vec<Similar>>,
}

/// A file that came with the draft before
#[derive(FromRow)]
struct Attached {
    id: String,
    name: String,
    size: i64,
}

impl Attached {
    fn size(&self) -> String {
        attachment::size(self.size.unsigned_abs())
    }
}

async fn attached(db: &Db, matter_id: &str) -> Result<Vec<Attached>> {
    let sql = "select id, name, size from attachment where matter_id = $1 order by id";
    Ok(db.all(sql, args![matter_id]).await?)
}

impl FormPage {
    pub async fn of(
        app: &App,
        viewer: &Viewer,
        matter_id: Option<String>,
        entered: Entered,
    ) -> Result<FormPage> {
        let (db, region, now) = (&app.db, viewer.county()?, clock::now());
        let county = CountyRules::of(db, region).await?;
        let rules = county.rules();
        let term = |template| TermChoice::of(template, clock::civil(now), &rules.time);
        let title = if matter_id.is_some() { "修改拟办事项" } else { "登记督办事项" };
        let ids: Vec<&str> =
            std::iter::once(&entered.lead_unit_id).chain(&entered.supporting).map(String::as_str).collect();
        Ok(FormPage {
            attached: attached(db, matter_id.as_deref().unwrap_or_default()).await?,
            frame: Frame::new(viewer, "matters", title),
            names: Names::of(app, region, now).await?,
            terms: county.templates.iter().map(term).collect(),
            burdens: burden::of_units(db, region, &ids, now).await?,
            matter_id,
            problem: None,
            similar: None,
            entered,
        })
    }

    /// With what resembles it, for the officer to look at.
    pub async fn checked(mut self, app: &App, viewer: &Viewer) -> Result<FormPage> {
        let Entered { title, requirement, lead_unit_id, .. } = &self.entered;
        let except = self.matter_id.as_deref().unwrap_or_default();
        self.similar =
            Some(similarity::similar(&app.db, viewer, title, requirement, lead_unit_id, except).await?);
        Ok(self)
    }

    pub fn answer(self) -> Result<Response> {
        page(&self)
    }

    /// Nothing typed is lost.
    pub fn refuse(self, problem: String) -> Result<Response> {
        let page = page(&FormPage { problem: Some(problem), ..self })?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }

    fn action(&self) -> String {
        self.matter_id.as_ref().map_or_else(|| "/matters".to_owned(), |id| format!("/matters/{id}/edit"))
    }

    fn is_supporting(&self, unit: &Choice) -> bool {
        self.entered.supporting.contains(&unit.id)
    }
}
