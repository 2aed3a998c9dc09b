//! A matter loaded for a viewer, and the one verb: something happens to it.

use jiff::civil::DateTime;
use sqlx::FromRow;
use supervision::{Act, Event, Matter, Refusal, Rules};

use super::attachment::{self, Brought};
use super::journal::{self, Entry, Words};
use super::{columns, visibility};
use crate::access::Viewer;
use crate::chain::{End, Signer};
use crate::db::{Db, Tx, Value};
use crate::error::{Error, Result};
use crate::procedure::rules::CountyRules;
use crate::reminders::happened;
use crate::{App, args, clock};

/// 督办事项 as stored
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    pub id: String,
    pub region: String,
    pub year: i64,
    pub number: i64,
    pub title: String,
    pub requirement: String,
    pub source_kind: String,
    pub source_title: String,
    pub source_number: Option<String>,
    pub source_on: Option<String>,
    pub clause_text: Option<String>,
    pub source_id: Option<String>,
    pub parent_id: Option<String>,
    pub template: String,
    pub lead_unit_id: String,
    pub leader_id: Option<String>,
    pub officer_id: String,
    pub stage: String,
    pub n_events: i64,
    pub head_hash: String,
}

/// What a draft says, in the order of the table.
#[macro_export]
macro_rules! draft_columns {
    () => {
        "title, requirement, source_kind, source_title, source_number, source_on, clause_text, source_id, parent_id,
         template, lead_unit_id, leader_id"
    };
}

#[macro_export]
macro_rules! matter_columns {
    () => {
        concat!(
            "matter.id, matter.region, year, number, ",
            $crate::draft_columns!(),
            ", officer_id, matter.stage, n_events, head_hash"
        )
    };
}

impl Row {
    /// Where the next entry of the journal goes.
    pub fn end(&self) -> End<'_> {
        End { owner: &self.id, position: self.n_events, hash: &self.head_hash }
    }

    /// 〔2026〕12 号
    pub fn number(&self) -> String {
        format!("〔{}〕{} 号", self.year, self.number)
    }
}

/// A matter with its journal and what the journal amounts to.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub row: Row,
    pub entries: Vec<Entry>,
    pub state: Matter,
}

impl Loaded {
    pub(crate) fn new(row: Row, entries: Vec<Entry>) -> Loaded {
        let state = Matter::of(entries.iter().map(|entry| &entry.event));
        Loaded { row, entries, state }
    }

    /// The instant of what happens now. Clocks of two servers may differ; the journal only goes forward.
    pub fn instant(&self, now: i64) -> DateTime {
        let last = self.entries.last().map(|entry| entry.event.at);
        last.map_or(clock::civil(now), |last| last.max(clock::civil(now)))
    }

    /// Whom its page names beside those who acted, whose names the journal has.
    pub fn people(&self) -> Vec<&str> {
        let handlers = self.entries.iter().filter_map(|entry| match &entry.event.act {
            Act::Acknowledge { handler, .. } => Some(&handler.0),
            _ => None,
        });
        handlers.chain(&self.row.leader_id).chain([&self.row.officer_id]).map(String::as_str).collect()
    }

    pub fn events(&self) -> Vec<Event> {
        self.entries.iter().map(|entry| entry.event.clone()).collect()
    }
}

pub async fn by_id(db: &Db, viewer: &Viewer, id: &str) -> Result<Loaded> {
    let (visible, mut args) = visibility::visible(viewer, 2);
    args.insert(0, Value::from(id));
    let columns = matter_columns!();
    let sql = format!("select {columns} from matter where matter.id = $1 and {visible}");
    let row: Row = db.built(&sql, args).await?.pop().ok_or(Error::NotFound)?;
    let entries = journal::of_matter(db, id).await?;
    Ok(Loaded::new(row, entries))
}

/// The county of a matter, for whoever may see it.
pub async fn region_of(db: &Db, viewer: &Viewer, id: &str) -> Result<String> {
    let (visible, mut args) = visibility::visible(viewer, 2);
    args.insert(0, Value::from(id));
    let sql = format!("select region from matter where matter.id = $1 and {visible}");
    let found: Option<(String,)> = db.built(&sql, args).await?.pop();
    found.map(|(region,)| region).ok_or(Error::NotFound)
}

/// What somebody says with an act, and the files they bring.
#[derive(Debug, Default)]
pub struct Said {
    pub words: Words,
    pub files: Vec<Brought>,
}

impl From<Words> for Said {
    fn from(words: Words) -> Said {
        Said { words, files: Vec::new() }
    }
}

/// What somebody wants to do: the act, made from the matter as it is now, and what they wrote with it.
pub type Deed<'a> = dyn Fn(&Loaded, &Rules<'_>) -> Result<Act> + Send + Sync + 'a;

/// An act without files.
pub async fn act(
    app: &App,
    viewer: &Viewer,
    id: &str,
    words: &Words,
    now: i64,
    deed: &Deed<'_>,
) -> Result<Entry> {
    act_with(app, viewer, id, words.clone().into(), now, deed).await
}

/// Does it, in the first of the viewer's posts that may. The journal, the columns, the attachments and the notices change
/// together or not at all.
pub async fn act_with(
    app: &App,
    viewer: &Viewer,
    id: &str,
    Said { words, files }: Said,
    now: i64,
    deed: &Deed<'_>,
) -> Result<Entry> {
    let words = Words { attachments: files.iter().map(Brought::attached).collect(), ..words };
    let county = CountyRules::of(&app.db, &region_of(&app.db, viewer, id).await?).await?;
    let mut tx = app.db.begin().await?;
    let loaded = locked(&mut tx, id).await?;
    let rules = county.rules();
    let act = deed(&loaded, &rules)?;
    let (signer, event) = signed(viewer, &loaded.state, &act, loaded.instant(now), &rules)?;
    let entry = record(&mut tx, loaded, &county, &signer, event, &words, now).await?;
    attachment::keep(&mut tx, &app.attachments, id, (viewer, &entry), files, now).await?;
    tx.commit().await?;
    app.changed(id);
    Ok(entry)
}

/// What the program does by rule: resume, urge.
pub async fn act_by_rule(
    tx: &mut Tx,
    id: &str,
    county: &CountyRules,
    now: i64,
    deed: &Deed<'_>,
) -> Result<Entry> {
    let loaded = locked(tx, id).await?;
    let rules = county.rules();
    let event = Event { at: loaded.instant(now), by: None, act: deed(&loaded, &rules)? };
    loaded.state.act(&event, &rules)?;
    record(tx, loaded, county, &Signer::program(), event, &Words::default(), now).await
}

/// The matter as nobody else can change it until the transaction ends.
pub async fn locked(tx: &mut Tx, id: &str) -> Result<Loaded> {
    let columns = concat!("select ", matter_columns!(), " from matter where matter.id = $1 for update");
    let row: Row = tx.one(columns, args![id]).await?.ok_or(Error::NotFound)?;
    let entries = journal::within(tx, id).await?;
    Ok(Loaded::new(row, entries))
}

/// The event, in the first post whose holder may do it; else what the first post is told.
fn signed(
    viewer: &Viewer,
    state: &Matter,
    act: &Act,
    at: DateTime,
    rules: &Rules<'_>,
) -> Result<(Signer, Event)> {
    let mut told: Option<Refusal> = None;
    for post in viewer.posts() {
        let event = Event { at, by: Some(viewer.actor(post)), act: act.clone() };
        match state.act(&event, rules) {
            Ok(_) => return Ok((Signer::of(viewer, post), event)),
            Err(refusal) => told = told.or(Some(refusal)),
        }
    }
    Err(told.map_or(Error::NotFound, Error::from))
}

async fn record(
    tx: &mut Tx,
    loaded: Loaded,
    county: &CountyRules,
    signer: &Signer,
    event: Event,
    words: &Words,
    now: i64,
) -> Result<Entry> {
    let Loaded { row, state: before, .. } = loaded;
    let entry = journal::append(tx, row.end(), signer, &event, words, now).await?;
    let mut state = before.clone();
    state.record(&event);
    columns::write(tx, &row, (&before, &state), county, &entry, now).await?;
    happened::tell(tx, &row, &state, county, signer, &entry, now).await?;
    Ok(entry)
}
