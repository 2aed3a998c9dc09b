//! 项目列表: the projects of a document in one table, and those it names without a form.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::{Amount, ListedProject, Measure, Money, Project, normal_name};
use review::{Finding, Severity};

use super::beneath::Beneath;
use super::beside::Beside;
use super::cell_view::words;
use super::document::Document;
use super::parts::{Part, Parts};
use super::{load, load_projects, load_report, place_key};
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
    /// 合计 of 预算数, 财政资金, 其他资金.
    totals: [String; 3],
    n_without_amount: usize,
    without_form: Vec<Unformed>,
    others: Beneath,
}

struct Row {
    number: i64,
    anchor: String,
    name: String,
    code: String,
    amounts: [String; 3],
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
    let projects = load_projects::all(&app.db, &id).await?;
    let stated = load::stated(&app.db, &id).await?;
    let findings = load_report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let beside = Beside::of(&findings, &parts, |part| part.is_none());
    page(&ProjectsPage {
        frame: Frame::new(&viewer, "documents", format!("项目 · {}", document.department())),
        rows: rows(&projects, &findings, &parts),
        totals: amounts(&projects).map(total),
        n_without_amount: projects.iter().filter(|project| money(&project.budgeted).is_none()).count(),
        without_form: without_form(&projects, &stated.projects, &parts),
        others: beside.rest(),
        document,
    })
}

fn rows(projects: &[Project], findings: &[Finding], parts: &Parts) -> Vec<Row> {
    let parts: Vec<(Option<Part>, Severity)> =
        findings.iter().map(|finding| (parts.part(&finding.place), finding.severity)).collect();
    let row = |(number, project): (i64, &Project)| {
        let own = parts.iter().filter(|(part, _)| *part == Some(Part::Project(number)));
        let own: Vec<Severity> = own.map(|(_, severity)| *severity).collect();
        Row {
            number,
            anchor: place_key::of(&project.place),
            name: project.name.value.clone(),
            code: project.code.as_ref().map(|code| code.value.as_str().to_owned()).unwrap_or_default(),
            amounts: [&project.budgeted, &project.fiscal, &project.other].map(amount_words),
            secrecy: project.secrecy.word(),
            is_redacted: project.secrecy.is_redacted(),
            n_indicators: project.indicators.len(),
            n_findings: own.len(),
            gravest: own.into_iter().max(),
        }
    };
    (1..).zip(projects).map(row).collect()
}

fn amount_words(amount: &Option<Amount>) -> String {
    amount.as_ref().map(|amount| words(amount, Measure::Wan)).unwrap_or_default()
}

fn money(amount: &Option<Amount>) -> Option<Money> {
    amount.as_ref().and_then(Amount::money)
}

fn amounts(projects: &[Project]) -> [Vec<Money>; 3] {
    let all =
        |pick: fn(&Project) -> &Option<Amount>| projects.iter().filter_map(|p| money(pick(p))).collect();
    [all(|p| &p.budgeted), all(|p| &p.fiscal), all(|p| &p.other)]
}

fn total(amounts: Vec<Money>) -> String {
    Money::checked_sum(amounts).map_or("数额过大".to_owned(), |sum| sum.wan())
}

fn without_form(projects: &[Project], listed: &[ListedProject], parts: &Parts) -> Vec<Unformed> {
    let forms: Vec<String> = projects.iter().map(|project| normal_name(&project.name.value)).collect();
    let missing = listed.iter().filter(|project| !forms.contains(&normal_name(&project.name)));
    let view = |project: &ListedProject| Unformed {
        name: project.name.clone(),
        amount: words(&project.amount, Measure::Wan),
        href: parts.section_address(&project.amount.place),
    };
    missing.map(view).collect()
}
