//! The upload page, and the report on each row before anything is saved.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Response;

use super::lines::{self, Lines};
use super::verdict::{self, Report, Verdict};
use super::world::World;
use crate::App;
use crate::access::Viewer;
use crate::county::{Asked, County};
use crate::error::{Error, Result};
use crate::extract::Params;
use crate::layout::{self, Frame, page};

/// A workbook of a few thousand rows is far smaller.
pub const MAX_BYTES: usize = 8 << 20;

#[derive(Template)]
#[template(path = "accounts/import/new.html")]
struct NewPage {
    frame: Frame,
    county: County,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/import/preview.html")]
struct PreviewPage {
    frame: Frame,
    county: County,
    rows: Vec<Row>,
    n_new: usize,
    n_changed: usize,
    n_same: usize,
    n_wrong: usize,
    /// The rows themselves, to be judged again when they are saved.
    lines: String,
}

struct Row {
    sheet: &'static str,
    number: u32,
    name: String,
    verdict: Verdict,
}

impl Row {
    fn class(&self) -> &'static str {
        match self.verdict {
            Verdict::Wrong(_) => "error",
            Verdict::Changed(_) => "hint",
            Verdict::New => "ok",
            Verdict::Same => "neutral",
        }
    }
}

pub async fn new(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<Response> {
    viewer.require_administrator()?;
    let county = County::of(&app.db, &viewer, &asked.region).await?;
    page(&NewPage { frame: Frame::new(&viewer, "accounts", "导入单位和人员"), county, problem: None })
}

pub async fn create(State(app): State<App>, viewer: Viewer, upload: Multipart) -> Result<Response> {
    viewer.require_administrator()?;
    let (region, bytes) = received(upload).await?;
    let county = County::to_manage(&app.db, &viewer, &region).await?;
    let lines = tokio::task::spawn_blocking(move || lines::read(bytes)).await.map_err(anyhow::Error::from)?;
    let lines = match lines {
        Ok(lines) => lines,
        Err(Error::Invalid(problem)) => {
            let frame = Frame::new(&viewer, "accounts", "导入单位和人员");
            return layout::refused(&NewPage { frame, county, problem: Some(problem) });
        }
        Err(other) => return Err(other),
    };
    let mut tx = app.db.begin().await?;
    let report = verdict::judge(&World::of(&mut tx, &county.name).await?, &lines);
    drop(tx);
    page(&PreviewPage::of(&viewer, county, &lines, &report)?)
}

impl PreviewPage {
    fn of(viewer: &Viewer, county: County, lines: &Lines, report: &Report) -> Result<PreviewPage> {
        let row = |sheet, number, name: &str, verdict: &Verdict| Row {
            sheet,
            number,
            name: name.to_owned(),
            verdict: verdict.clone(),
        };
        let units = lines.units.iter().zip(&report.units);
        let people = lines.people.iter().zip(&report.people);
        let mut rows: Vec<Row> =
            units.map(|(line, verdict)| row(lines::UNITS, line.row, &line.name, verdict)).collect();
        rows.extend(people.map(|(line, verdict)| row(lines::PEOPLE, line.row, &line.display_name, verdict)));
        let n = |is: fn(&Verdict) -> bool| rows.iter().filter(|row| is(&row.verdict)).count();
        let counts = [
            n(|v| matches!(v, Verdict::New)),
            n(|v| matches!(v, Verdict::Changed(_))),
            n(|v| matches!(v, Verdict::Same)),
            n(Verdict::is_wrong),
        ];
        // What needs a hand comes first; the rest keeps the order of the sheets.
        rows.sort_by_key(|row| !row.verdict.is_wrong());
        Ok(PreviewPage {
            frame: Frame::new(viewer, "accounts", "核对导入内容"),
            county,
            rows,
            n_new: counts[0],
            n_changed: counts[1],
            n_same: counts[2],
            n_wrong: counts[3],
            lines: serde_json::to_string(lines).map_err(anyhow::Error::from)?,
        })
    }
}

async fn received(mut upload: Multipart) -> Result<(String, Vec<u8>)> {
    let broken = |_| Error::Invalid("文件没有传完或太大（不超过 8 MB），请重新上传".to_owned());
    let (mut region, mut file) = (String::new(), Vec::new());
    while let Some(field) = upload.next_field().await.map_err(broken)? {
        match field.name() {
            Some("region") => region = field.text().await.map_err(broken)?,
            _ => file = field.bytes().await.map_err(broken)?.to_vec(),
        }
    }
    if file.is_empty() {
        return Err(Error::Invalid("没有收到文件，请先选择要导入的表格".to_owned()));
    }
    Ok((region, file))
}
