//! 去向记录 as the page of a source shows it: who decided what of which clause.

use std::collections::{BTreeSet, HashMap};

use super::clause::Clause;
use super::decision::Act;
use super::journal::{self, Entry};
use crate::clock;
use crate::db::{self, Db, Value};
use crate::error::Result;

pub struct Line {
    pub at: String,
    pub word: &'static str,
    /// The clause it is about: its place in the source, and its id
    pub clause: Option<(i64, String)>,
    /// The matter it became part of: id and number
    pub matter: Option<(String, String)>,
    pub person: String,
    pub absent: Option<String>,
    pub said: String,
    /// The first characters of the hash, for whoever checks the chain.
    pub seal: String,
}

/// The newest first.
pub async fn of(db: &Db, source_id: &str, clauses: &[Clause]) -> Result<Vec<Line>> {
    let entries = journal::of_source(db, source_id).await?;
    let numbers = numbers(db, &entries).await?;
    Ok(entries.iter().rev().map(|entry| line(entry, clauses, &numbers)).collect())
}

/// The matters that clauses ended in, whether they still do or not.
async fn numbers(db: &Db, entries: &[Entry]) -> Result<HashMap<String, String>> {
    let ids: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.act.matter()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let marks = db::marks(1..=ids.len());
    let sql = format!("select id, year, number from matter where id in ({marks})");
    let rows: Vec<(String, i64, i64)> = db.built(&sql, ids.into_iter().map(Value::from).collect()).await?;
    Ok(rows.into_iter().map(|(id, year, number)| (id, format!("〔{year}〕{number} 号"))).collect())
}

fn line(entry: &Entry, clauses: &[Clause], numbers: &HashMap<String, String>) -> Line {
    let matter = entry.act.matter().and_then(|id| Some((id.to_owned(), numbers.get(id)?.clone())));
    let clause = entry.act.clause().and_then(|id| clauses.iter().find(|clause| clause.id == id));
    Line {
        at: clock::local(entry.at),
        word: entry.act.word(),
        clause: clause.map(|clause| (clause.position, clause.id.clone())),
        matter,
        person: entry.person.clone(),
        absent: entry.absent_person.clone(),
        said: said(&entry.act, clauses),
        seal: entry.hash.chars().take(8).collect(),
    }
}

fn said(act: &Act, clauses: &[Clause]) -> String {
    match act {
        Act::Enter { .. } => format!("共 {} 条", clauses.len()),
        Act::TakeOver { decided, .. } => format!("留痕开始前已定 {} 条", decided.len()),
        Act::Propose { reason, .. } => format!("理由：{reason}"),
        _ => String::new(),
    }
}
