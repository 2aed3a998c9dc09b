//! 事项文字 as the columns hold them, by the seal they would have today.

use std::collections::HashMap;

use sqlx::FromRow;

use super::mentions::{Sealed, sealed as sealed_by};
use crate::args;
use crate::db::Db;
use crate::matters::seal::Texts;

#[derive(FromRow)]
struct Row {
    id: String,
    #[sqlx(flatten)]
    texts: Texts,
}

/// The seals of the matters between two, both included.
pub async fn seals(db: &Db, first: &str, last: &str) -> sqlx::Result<HashMap<String, String>> {
    let standards = "select matter_id, text from standard where matter_id >= $1 and matter_id <= $2
         order by matter_id, position";
    let mut standards_of: HashMap<String, Vec<String>> = HashMap::new();
    for (id, text) in db.all::<(String, String)>(standards, args![first, last]).await? {
        standards_of.entry(id).or_default().push(text);
    }
    let texts =
        "select id, title, requirement, source_kind, source_title, source_number, source_on, clause_text
         from matter where id >= $1 and id <= $2";
    let rows: Vec<Row> = db.all(texts, args![first, last]).await?;
    let seal = |row: Row| {
        let standards = standards_of.get(&row.id).map_or(&[][..], Vec::as_slice);
        let seal = row.texts.seal(standards.iter().map(String::as_str));
        (row.id, seal)
    };
    Ok(rows.into_iter().map(seal).collect())
}

/// Whether somebody changed the draft between the two readings of a check: the newest draft is asked again.
pub async fn are_sealed_anew(db: &Db, matter_id: &str, sealed: &Sealed) -> anyhow::Result<bool> {
    let newer = "select body from matter_event where matter_id = $1 and act = 'draft' and position > $2
         order by position desc limit 1";
    let newer: Option<(String,)> = db.one(newer, args![matter_id, sealed.position]).await?;
    let Some((body,)) = newer else { return Ok(false) };
    let seals = seals(db, matter_id, matter_id).await?;
    Ok(sealed_by(&body).is_some_and(|seal| seals.get(matter_id) == Some(&seal)))
}
