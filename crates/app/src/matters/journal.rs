//! 留痕: the journal of a matter, append-only and [chained](crate::chain). What a person wrote stands in the event it was said
//! with.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use supervision::Event;

use crate::args;
use crate::chain::{Added, End, Journal, Said, Signer};
use crate::db::{Args, Db, Tx};
use crate::error::Result;

/// 文字内容 of an act: what was done, what hinders, what comes next, and the files that came with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub problems: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next: String,
    /// Per 办结标准, what the unit says of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<StandardWord>,
    /// Per defect of a return, how it was mended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attached>,
    /// With a draft: [what](super::seal) its title, requirement, source and closing standards were.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sealed: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardWord {
    pub is_met: bool,
    pub evidence: String,
}

/// 附件 as the journal vouches for it
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub id: String,
    pub name: String,
    /// Bytes
    pub size: u64,
    /// SM3 of the bytes
    pub hash: String,
}

/// One row of the journal.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: String,
    pub position: i64,
    pub person: String,
    pub absent_person: Option<String>,
    pub event: Event,
    pub words: Words,
    pub hash: String,
}

#[derive(Serialize, Deserialize)]
struct Body {
    event: Event,
    #[serde(default)]
    words: Words,
}

#[derive(FromRow)]
struct Row {
    id: String,
    position: i64,
    person: String,
    absent_person: Option<String>,
    body: String,
    hash: String,
}

impl Row {
    fn entry(self) -> Result<Entry> {
        let body: Body = serde_json::from_str(&self.body).map_err(anyhow::Error::from)?;
        Ok(Entry {
            id: self.id,
            position: self.position,
            person: self.person,
            absent_person: self.absent_person,
            event: body.event,
            words: body.words,
            hash: self.hash,
        })
    }
}

const ENTRIES: &str = "select id, position, person, absent_person, body, hash from matter_event
     where matter_id = $1 order by position";

pub async fn of_matter(db: &Db, matter_id: &str) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = db.all(ENTRIES, args![matter_id]).await?;
    rows.into_iter().map(Row::entry).collect()
}

#[derive(FromRow)]
struct RowOf {
    matter_id: String,
    #[sqlx(flatten)]
    row: Row,
}

/// The journals of the matters whose ids a statement finds, by matter.
pub async fn of_several(db: &Db, ids: &str, args: Args) -> Result<HashMap<String, Vec<Entry>>> {
    let sql = format!(
        "select matter_id, id, position, person, absent_person, body, hash from matter_event
         where matter_id in (select id from ({ids}) as found) order by matter_id, position"
    );
    let rows: Vec<RowOf> = db.built(&sql, args).await?;
    let mut journals: HashMap<String, Vec<Entry>> = HashMap::new();
    for RowOf { matter_id, row } in rows {
        journals.entry(matter_id).or_default().push(row.entry()?);
    }
    Ok(journals)
}

/// The journal as the transaction sees it.
pub async fn within(tx: &mut Tx, matter_id: &str) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = tx.all(ENTRIES, args![matter_id]).await?;
    rows.into_iter().map(Row::entry).collect()
}

const JOURNAL: Journal = Journal { table: "matter_event", owner: "matter_id", about: "unit_id" };

/// Appends an event and gives its row.
pub async fn append(
    tx: &mut Tx,
    end: End<'_>,
    signer: &Signer,
    event: &Event,
    words: &Words,
    at: i64,
) -> Result<Entry> {
    let body = body(event, words)?;
    let about = event.act.unit().map(|unit| unit.0.as_str());
    let said = Said { act: event.act.key(), about, body: &body };
    let Added { id, position, hash } = JOURNAL.append(tx, end, signer, said, at).await?;
    let (person, absent_person) = (signer.person.clone(), signer.absent.clone().map(|absent| absent.1));
    Ok(Entry { id, position, person, absent_person, event: event.clone(), words: words.clone(), hash })
}

/// An event with its words as the journal keeps them.
pub fn body(event: &Event, words: &Words) -> Result<String> {
    let body = Body { event: event.clone(), words: words.clone() };
    Ok(serde_json::to_string(&body).map_err(anyhow::Error::from)?)
}
