//! 项目列表: the projects of a document in one table, and those it names without a form.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::{Amount, ListedProject, Measure, Money, Project, normal_name};
use review::Severity;

use super::beneath::Beneath;
use super::beside::Beside;
use super::cell_view::words;
use super::document::Document;
use super::parts::{Part, Parts};
use super::rows::report::StoredFinding;
use super::rows::{self, place_key};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "documents/projects.html")]
struct ProjectsPage {
    frame: Frame,
    document: Document,
    rows: Vec<Row>,
    totals: Totals,
    without_form: Vec<Unformed>,
    others: Beneath,
}

impl ProjectsPage {
    fn has_codes(&self) -> bool {
        self.rows.iter().any(|row| !row.code.is_empty())
    }

    fn has_amounts(&self) -> bool {
        self.rows.iter().any(|row| row.amounts.iter().any(|amount| !amount.is_empty()))
    }

    fn has_listed(&self) -> bool {
        self.rows.iter().any(|row| !row.listed.is_empty())
    }
}

/// 合计 of the amounts that are stated.
struct Totals {
    /// 预算数, 财政资金, 其他资金
    amounts: [String; 3],
    listed: String,
    n_without_budget: usize,
}

struct Row {
    number: i64,
    anchor: String,
    name: String,
    code: String,
    amounts: [String; 3],
    /// What the list of the narrative says about it.
    listed: String,
    secrecy: &'static str,
    is_redacted: bool,
    n_indicators: usize,
    n_findings: usize,
    gravest: Option<Severity>,
}

/// 未见绩效目标表的项目
struct Unformed {
    name: String,
    amount: String,
    href: String,
}

pub async fn list(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let projects = rows::projects::all(&app.db, &id).await?;
    let stated = rows::stated::load(&app.db, &id).await?;
    let findings = rows::report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let beside = Beside::of(&findings, &parts, |part| part.is_none());
    page(&ProjectsPage {
        frame: Frame::new(&viewer, "documents", format!("项目 · {}", document.department())),
        rows: rows(&projects, &stated.projects, &findings, &parts),
        totals: totals(&projects, &stated.projects),
        without_form: without_form(&projects, &stated.projects, &parts),
        others: beside.rest(),
        document,
    })
}

fn rows(
    projects: &[Project],
    listed: &[ListedProject],
    findings: &[StoredFinding],
    parts: &Parts,
) -> Vec<Row> {
    let open = findings.iter().filter(|f| f.waiver.is_none());
    let parts: Vec<(Option<Part>, Severity)> =
        open.map(|f| (parts.part(&f.finding.place), f.finding.severity)).collect();
    let listed = by_name(listed);
    let row = |(number, project): (i64, &Project)| {
        let own = parts.iter().filter(|(part, _)| *part == Some(Part::Project(number)));
        let own: Vec<Severity> = own.map(|(_, severity)| *severity).collect();
        let listed = listed.get(&normal_name(&project.name.value));
        Row {
            number,
            anchor: place_key::of(&project.place),
            name: project.name.value.clone(),
            code: project.code.as_ref().map(|code| code.value.as_str().to_owned()).unwrap_or_default(),
            amounts: [&project.budgeted, &project.fiscal, &project.other].map(amount_words),
            listed: listed.map(|project| words(&project.amount, Measure::Wan)).unwrap_or_default(),
            secrecy: project.secrecy.word(),
            is_redacted: project.secrecy.is_redacted(),
            n_indicators: project.indicators.len(),
            n_findings: own.len(),
            gravest: own.into_iter().max(),
        }
    };
    (1..).zip(projects).map(row).collect()
}

fn by_name(listed: &[ListedProject]) -> HashMap<String, &ListedProject> {
    listed.iter().map(|project| (normal_name(&project.name), project)).collect()
}

fn amount_words(amount: &Option<Amount>) -> String {
    amount.as_ref().map(|amount| words(amount, Measure::Wan)).unwrap_or_default()
}

fn totals(projects: &[Project], listed: &[ListedProject]) -> Totals {
    let sum = |pick: fn(&Project) -> &Option<Amount>| total(projects.iter().filter_map(|p| pick(p).as_ref()));
    let listed = by_name(listed);
    let named = projects.iter().filter_map(|project| listed.get(&normal_name(&project.name.value)));
    let has_budget = |project: &&Project| project.budgeted.as_ref().is_some_and(|a| a.money().is_some());
    Totals {
        amounts: [sum(|p| &p.budgeted), sum(|p| &p.fiscal), sum(|p| &p.other)],
        listed: total(named.map(|project| &project.amount)),
        n_without_budget: projects.len() - projects.iter().filter(has_budget).count(),
    }
}

/// The sum of what is stated; nothing where nothing is.
fn total<'a>(amounts: impl Iterator<Item = &'a Amount>) -> String {
    let stated: Vec<Money> = amounts.filter_map(Amount::money).collect();
    if stated.is_empty() {
        return String::new();
    }
    Money::checked_sum(stated).map_or("数额过大".to_owned(), Money::wan)
}

fn without_form(projects: &[Project], listed: &[ListedProject], parts: &Parts) -> Vec<Unformed> {
    let forms: HashSet<String> = projects.iter().map(|project| normal_name(&project.name.value)).collect();
    let missing = listed.iter().filter(|project| !forms.contains(&normal_name(&project.name)));
    let view = |project: &ListedProject| Unformed {
        name: project.name.clone(),
        amount: words(&project.amount, Measure::Wan),
        href: parts.section_address(&project.amount.place),
    };
    missing.map(view).collect()
}
