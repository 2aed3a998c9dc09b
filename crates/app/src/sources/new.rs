//! 录入来源: paste or upload a text, see where it falls into clauses, mend that, and save.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::source::{self, NewSource};
use super::splitter;
use super::upload::{self, Upload};
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::matters::draft::{SOURCES, source_word};
use crate::matters::entered;
use crate::matters::new::require_office;
use crate::{App, clock};

/// Characters; longer than the minutes of any meeting.
pub const LONGEST_BODY: usize = 100_000;
const MOST_CLAUSES: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    pub kind: String,
    pub title: String,
    pub number: String,
    pub dated_on: String,
    pub body: String,
    /// With an empty line between them
    pub clauses: String,
}

#[derive(Template)]
#[template(path = "sources/new.html")]
struct NewPage {
    frame: Frame,
    entered: Entered,
    /// How many clauses were proposed; nothing before anybody asked
    n_proposed: Option<usize>,
    problem: Option<String>,
}

impl NewPage {
    fn of(viewer: &Viewer, entered: Entered, n_proposed: Option<usize>) -> NewPage {
        NewPage { frame: Frame::new(viewer, "matters", "录入来源"), entered, n_proposed, problem: None }
    }

    fn kind(&self) -> &'static str {
        source_word(&self.entered.kind)
    }

    fn refuse(self, problem: String) -> Result<Response> {
        let page = page(&NewPage { problem: Some(problem), ..self })?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}

pub async fn new(viewer: Viewer) -> Result<Response> {
    require_office(&viewer)?;
    page(&NewPage::of(&viewer, Entered::default(), None))
}

/// Shows the clauses that the text seems to have; nothing is saved yet.
pub async fn preview(viewer: Viewer, form: Multipart) -> Result<Response> {
    require_office(&viewer)?;
    let Upload { mut entered, problem: unread } = upload::receive(form).await;
    if let Some(problem) = unread.or_else(|| problem(&entered).map(str::to_owned)) {
        return NewPage::of(&viewer, entered, None).refuse(problem);
    }
    let clauses = splitter::split(&entered.body);
    entered.clauses = clauses.join("\n\n");
    page(&NewPage::of(&viewer, entered, Some(clauses.len())))
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Form(entered): Form<Entered>,
) -> Result<Response> {
    require_office(&viewer)?;
    let clauses = blocks(&entered.clauses);
    let problem = problem(&entered).or_else(|| {
        let fits = (1..=MOST_CLAUSES).contains(&clauses.len());
        (!fits).then_some("请把条款分开，每两条之间空一行，1 至 500 条")
    });
    if let Some(problem) = problem {
        return NewPage::of(&viewer, entered, Some(clauses.len())).refuse(problem.to_owned());
    }
    let new = new_source(&entered, clauses)?;
    let mut tx = app.db.begin().await?;
    let id = source::create(&mut tx, &viewer, &new, clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/sources/{id}")).into_response())
}

fn new_source(entered: &Entered, clauses: Vec<String>) -> Result<NewSource> {
    let optional = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(NewSource {
        kind: entered.kind.clone(),
        title: entered.title.clone(),
        number: optional(&entered.number),
        dated_on: optional(&entered.dated_on).map(|day| entered::day("日期", &day)).transpose()?,
        body: entered.body.replace("\r\n", "\n"),
        clauses,
    })
}

fn problem(entered: &Entered) -> Option<&'static str> {
    if source_word(&entered.kind).is_empty() {
        return Some("请选择来源种类");
    }
    if !(2..=200).contains(&entered.title.trim().chars().count()) {
        return Some("来源名称为 2 至 200 个字");
    }
    if !entered.dated_on.is_empty() && clock::day(&entered.dated_on).is_none() {
        return Some("日期请写成 2026-03-31 的样子");
    }
    let n_characters = entered.body.chars().count();
    if entered.body.trim().is_empty() || n_characters > LONGEST_BODY {
        return Some("请粘贴或上传全文，不超过 10 万字");
    }
    None
}

/// What stands between empty lines.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match blocks.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            _ => blocks.push(String::new()),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_clauses() {
        assert_eq!(blocks("甲\r\n乙\n\n\n 丙 \n \n"), ["甲\n乙", "丙"]);
        assert!(blocks(" \n\n").is_empty());
    }
}
