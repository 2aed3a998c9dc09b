//! 并案: the matter goes on as part of another.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Rules};

use super::matter::Loaded;
use super::sent::Sent;
use super::{step, visibility};
use crate::App;
use crate::access::Viewer;
use crate::db::{Db, Value};
use crate::error::{Error, Result};
use crate::extract::{Address, Form};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let into = numbered(&app.db, &viewer, sent.text("into")).await?;
    let deed = |loaded: &Loaded, _: &Rules<'_>| {
        let into = into.clone().filter(|into| *into != loaded.row.id);
        let unknown =
            || Error::Invalid("没有找到要并入的事项，编号请写成 2026-12，且不能是本事项".to_owned());
        Ok(Act::Merge { into: into.ok_or_else(unknown)?, reason: sent.prose("reason")? })
    };
    step::take(&app, &viewer, &id, ("merging", &sent), &deed).await
}

/// The matter of a number as people write it: `2026-12`, `〔2026〕12 号`.
async fn numbered(db: &Db, viewer: &Viewer, text: &str) -> Result<Option<String>> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<i64> = parts.filter_map(|part| part.parse().ok()).collect();
    let [year, number] = numbers[..] else { return Ok(None) };
    let (visible, mut args) = visibility::visible(viewer, 3);
    args.splice(0..0, [Value::from(year), Value::from(number)]);
    let sql = format!(
        "select matter.id from matter where year = $1 and number = $2 and stage not in ('merged', 'terminated', 'declined')
             and {visible}"
    );
    let row: Option<(String,)> = db.built(&sql, args).await?.pop();
    Ok(row.map(|row| row.0))
}
