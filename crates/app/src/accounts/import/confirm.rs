//! Saves what the preview showed, in one transaction; and gives the rows that were wrong back as a workbook.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::lines::Lines;
use super::world::World;
use super::{save, template, verdict};
use crate::access::Viewer;
use crate::county::County;
use crate::documents::attachment;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::organisation_event::By;
use crate::{App, clock};

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    region: String,
    lines: String,
}

impl Sent {
    fn lines(&self) -> Result<Lines> {
        serde_json::from_str(&self.lines)
            .map_err(|_| Error::Invalid("核对页面已经过期，请重新上传表格".to_owned()))
    }
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = County::to_manage(&app.db, &viewer, &sent.region).await?;
    let lines = sent.lines()?;
    let mut tx = app.db.begin().await?;
    save::save(&mut tx, &By::themselves(&viewer), &county.name, &lines, clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/units{}", county.query())).into_response())
}

pub async fn problems(State(app): State<App>, viewer: Viewer, Form(sent): Form<Sent>) -> Result<Response> {
    let county = County::to_manage(&app.db, &viewer, &sent.region).await?;
    let lines = sent.lines()?;
    let mut tx = app.db.begin().await?;
    let report = verdict::judge(&World::of(&mut tx, &county.name).await?, &lines);
    drop(tx);
    let bytes = template::of_problems(&lines, &report)?;
    Ok(attachment::answer("导入有误的行.xlsx", attachment::XLSX, bytes))
}
