//! 拟办表单: what was typed, kept as it was typed, and the draft it makes.

use super::draft::Draft;
use super::sent::Sent;
use super::upload::CHOSEN;
use crate::args;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::matters::matter::Loaded;
use jiff::civil::Date;

#[derive(Clone, Debug, Default)]
pub struct Entered {
    pub title: String,
    pub requirement: String,
    pub source_kind: String,
    pub source_title: String,
    pub source_number: String,
    pub source_on: String,
    pub clause_text: String,
    pub source_id: String,
    pub clause_id: String,
    pub parent_id: String,
    pub template: String,
    pub lead_unit_id: String,
    pub supporting: Vec<String>,
    pub leader_id: String,
    pub is_instructed: String,
    pub finish_on: String,
    /// One day a line
    pub nodes: String,
    /// One a line
    pub standards: String,
    pub duplicates_seen: String,
    pub unclassified: String,
    pub project_code: String,
    /// `check`, `save` or `submit`
    pub step: String,
    /// The names of files that a browser does not choose again by itself
    pub chosen: Vec<String>,
}

impl Entered {
    pub fn of(sent: &Sent) -> Entered {
        let text = |name: &str| sent.text(name).to_owned();
        // A form that is only looked at sends names in place of files.
        let chosen = sent.all(CHOSEN).chain(sent.all("files")).filter(|name| !name.is_empty());
        Entered {
            title: text("title"),
            requirement: text("requirement"),
            source_kind: text("source_kind"),
            source_title: text("source_title"),
            source_number: text("source_number"),
            source_on: text("source_on"),
            clause_text: text("clause_text"),
            source_id: text("source_id"),
            clause_id: text("clause_id"),
            parent_id: text("parent_id"),
            template: text("template"),
            lead_unit_id: text("lead_unit_id"),
            supporting: sent.all("supporting").map(str::to_owned).collect(),
            leader_id: text("leader_id"),
            is_instructed: text("is_instructed"),
            finish_on: text("finish_on"),
            nodes: text("nodes"),
            standards: text("standards"),
            duplicates_seen: text("duplicates_seen"),
            unclassified: text("unclassified"),
            project_code: text("project_code"),
            step: text("step"),
            chosen: chosen.map(str::to_owned).collect(),
        }
    }

    pub fn draft(&self) -> Result<Draft> {
        Ok(Draft {
            title: self.title.clone(),
            requirement: self.requirement.replace("\r\n", "\n"),
            source_kind: self.source_kind.clone(),
            source_title: self.source_title.clone(),
            source_number: optional(&self.source_number),
            source_on: optional_day("来源日期", &self.source_on)?.map(|day| day.to_string()),
            clause_text: optional(&self.clause_text),
            source_id: optional(&self.source_id),
            parent_id: optional(&self.parent_id),
            template: self.template.clone(),
            lead_unit_id: self.lead_unit_id.clone(),
            supporting_unit_ids: self.supporting.clone(),
            leader_id: optional(&self.leader_id),
            is_instructed: !self.is_instructed.is_empty(),
            finish_on: optional_day("办结期限", &self.finish_on)?,
            nodes: lines(&self.nodes).iter().map(|line| day("节点日期", line)).collect::<Result<_>>()?,
            standards: lines(&self.standards),
            duplicates_seen: !self.duplicates_seen.is_empty(),
            unclassified: !self.unclassified.is_empty(),
            project_code: optional(&self.project_code),
        })
    }

    /// The draft as it stands, to be changed.
    pub async fn of_matter(db: &Db, loaded: &Loaded) -> Result<Entered> {
        let (row, text) = (&loaded.row, |text: &Option<String>| text.clone().unwrap_or_default());
        let standards = "select text from standard where matter_id = $1 order by position";
        let standards: Vec<(String,)> = db.all(standards, args![&row.id]).await?;
        let code = "select project_code from matter where id = $1";
        let code: Option<(Option<String>,)> = db.one(code, args![&row.id]).await?;
        let plan = loaded.state.plan.clone().ok_or(Error::NotFound)?;
        let on = |is_on: bool| if is_on { "on".to_owned() } else { String::new() };
        Ok(Entered {
            title: row.title.clone(),
            requirement: row.requirement.clone(),
            source_kind: row.source_kind.clone(),
            source_title: row.source_title.clone(),
            source_number: text(&row.source_number),
            source_on: text(&row.source_on),
            clause_text: text(&row.clause_text),
            source_id: text(&row.source_id),
            parent_id: text(&row.parent_id),
            template: plan.template,
            lead_unit_id: plan.lead.0,
            supporting: plan.supporting.into_iter().map(|unit| unit.0).collect(),
            leader_id: text(&row.leader_id),
            is_instructed: on(plan.instructed_by.is_some()),
            finish_on: plan.finish_on.map(|day| day.to_string()).unwrap_or_default(),
            nodes: plan.nodes.iter().map(Date::to_string).collect::<Vec<_>>().join("\n"),
            standards: standards.into_iter().map(|row| row.0).collect::<Vec<_>>().join("\n"),
            duplicates_seen: on(plan.duplicates_seen),
            unclassified: on(plan.unclassified),
            project_code: text(&code.and_then(|row| row.0)),
            ..Entered::default()
        })
    }
}

fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn optional_day(what: &str, text: &str) -> Result<Option<Date>> {
    optional(text).map(|text| day(what, &text)).transpose()
}

pub fn day(what: &str, text: &str) -> Result<Date> {
    text.parse().map_err(|_| Error::Invalid(format!("{what}请写成 2026-03-31 的样子，现在是“{text}”")))
}
