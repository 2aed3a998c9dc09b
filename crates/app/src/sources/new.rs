//! 录入来源: paste or upload a text, see where it falls into clauses, mend that, and save.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::source::{self, NewSource};
use super::splitter;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{Frame, page};
use crate::matters::draft::{SOURCES, source_word};
use crate::matters::entered;
use crate::matters::new::require_office;
use crate::{App, clock};

/// Longer than the minutes of any meeting.
const LONGEST_BODY: usize = 100_000;
const MOST_CLAUSES: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    kind: String,
    title: String,
    number: String,
    dated_on: String,
    body: String,
    /// With an empty line between them
    clauses: String,
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
pub async fn preview(viewer: Viewer, upload: Multipart) -> Result<Response> {
    require_office(&viewer)?;
    let mut entered = received(upload).await?;
    let clauses = splitter::split(&entered.body);
    entered.clauses = clauses.join("\n\n");
    match problem(&entered) {
        Some(problem) => NewPage::of(&viewer, entered, None).refuse(problem.to_owned()),
        None => page(&NewPage::of(&viewer, entered, Some(clauses.len()))),
    }
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

/// The form with its file; a file that was chosen stands for the text.
async fn received(mut upload: Multipart) -> Result<Entered> {
    let broken = |_| Error::Invalid("上传中断，没有保存任何内容，请重新上传".to_owned());
    let mut entered = Entered::default();
    while let Some(field) = upload.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        let place = match name.as_str() {
            "kind" => &mut entered.kind,
            "title" => &mut entered.title,
            "number" => &mut entered.number,
            "dated_on" => &mut entered.dated_on,
            "body" | "files" if !bytes.is_empty() => &mut entered.body,
            _ => continue,
        };
        *place = decoded(&bytes)?;
    }
    Ok(entered)
}

/// UTF-8, or the encoding of Chinese Windows.
fn decoded(bytes: &[u8]) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, has_errors) = encoding_rs::GB18030.decode(bytes);
    if has_errors || text.contains('\0') {
        return Err(Error::Invalid(
            "这不是纯文本文件，没有保存；请另存为 .txt，或把正文粘贴到文本框中".to_owned(),
        ));
    }
    Ok(text.into_owned())
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
