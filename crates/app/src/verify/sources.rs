//! 来源: the journal of each, the words that its first entry vouches for, and the ends of its clauses.

use std::collections::HashMap;

use sqlx::FromRow;

use super::Check;
use super::chain::{Head, Link, Reading};
use crate::args;
use crate::sources::decision::{Act, Decision, Event};
use crate::sources::seal::Texts;

#[derive(FromRow)]
struct Row {
    id: String,
    region: String,
    n_events: i64,
    head_hash: String,
    #[sqlx(flatten)]
    texts: Texts,
}

#[derive(FromRow)]
struct Entry {
    #[sqlx(flatten)]
    link: Link,
    account_id: Option<String>,
    on_behalf_of: Option<String>,
    act: String,
    clause_id: Option<String>,
}

impl Entry {
    fn event(&self) -> Option<Event> {
        serde_json::from_str(self.link.body.as_deref()?).ok()
    }

    fn reading(&self) -> Reading {
        let Some(event) = self.event() else { return Reading::default() };
        let columns_agree = self.act == event.act.key()
            && self.clause_id.as_deref() == event.act.clause()
            && self.account_id == event.by
            && self.on_behalf_of == event.on_behalf_of;
        Reading { word: Some(event.act.word().to_owned()), columns_agree }
    }
}

#[derive(FromRow)]
struct Clause {
    id: String,
    position: i64,
    text: String,
    #[sqlx(flatten)]
    decision: Decision,
}

/// A source as three statements found it.
struct Whole {
    row: Row,
    entries: Vec<Entry>,
    clauses: Vec<Clause>,
}

impl Check<'_> {
    pub(super) async fn sources(&mut self) -> anyhow::Result<()> {
        let ids: Vec<(String,)> = self.db.all("select id from source order by id", args![]).await?;
        for (id,) in ids {
            let Some(mut whole) = self.whole(&id).await? else { continue };
            // Somebody may have decided between the statements; a fault that is one is there again.
            if !whole.faults().is_empty() || !whole.is_of_one_moment() {
                whole = self.whole(&id).await?.unwrap_or(whole);
            }
            self.source(&whole)?;
        }
        Ok(())
    }

    async fn whole(&self, id: &str) -> anyhow::Result<Option<Whole>> {
        let row = "select id, region, n_events, head_hash, kind, title, number, dated_on, body from source
             where id = $1";
        let Some(row) = self.db.one::<Row>(row, args![id]).await? else { return Ok(None) };
        let entries =
            "select position, at, person, absent_person, body, hash, account_id, on_behalf_of, act, clause_id
             from source_event where source_id = $1 order by position";
        let entries = self.db.all(entries, args![id]).await?;
        let clauses =
            "select id, position, text, outcome, matter_id, reason, proposed_by, signed_by, signed_for,
                 signed_at
             from clause where source_id = $1 order by position";
        Ok(Some(Whole { row, entries, clauses: self.db.all(clauses, args![id]).await? }))
    }

    fn source(&mut self, whole: &Whole) -> anyhow::Result<()> {
        let Row { id, region, n_events, head_hash, texts } = &whole.row;
        let head = Head {
            owner: id.clone(),
            name: format!("{region}来源“{}”", texts.title),
            n_events: *n_events,
            hash: head_hash.clone(),
        };
        let links = whole.entries.iter().map(|entry| (&entry.link, entry.reading()));
        self.tally.sources += 1;
        self.tally.entries += self.walk(&format!("source:{id}"), &head, Some(String::new()), links)?;
        for fault in whole.faults() {
            self.fault(&head.name, &fault);
        }
        Ok(())
    }
}

impl Whole {
    fn is_of_one_moment(&self) -> bool {
        self.entries.last().and_then(|entry| entry.link.position).unwrap_or(0) == self.row.n_events
    }

    /// What the columns say otherwise than the journal. A source that is older than journals has none to compare with.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut decisions: HashMap<String, Decision> = HashMap::new();
        for (entry, event) in self.entries.iter().filter_map(|entry| Some((entry, entry.event()?))) {
            match &event.act {
                Act::Enter { sealed } | Act::TakeOver { sealed, .. } if *sealed != self.seal() => {
                    faults.push("名称、正文或条款：与录入时不符，被改动过".to_owned());
                }
                _ => {}
            }
            if let Act::TakeOver { decided, .. } = &event.act {
                decisions.extend(decided.iter().map(|each| (each.clause.clone(), each.decision.clone())));
            }
            let Some(clause) = event.act.clause() else { continue };
            let decision = decisions.entry(clause.to_owned()).or_default();
            // An act that could not follow was put in behind the program's back, and its chain says so.
            if let Ok(after) = decision.after(&event.act, event.by(entry.link.at.unwrap_or_default())) {
                *decision = after;
            }
        }
        let is_kept =
            |clause: &&Clause| clause.decision == *decisions.get(&clause.id).unwrap_or(&Decision::default());
        let changed = self.clauses.iter().filter(|clause| !self.entries.is_empty() && !is_kept(clause));
        faults.extend(changed.map(|clause| format!("第 {} 条的去向：与留痕不符，被改动过", clause.position)));
        faults
    }

    fn seal(&self) -> String {
        self.row.texts.seal(self.clauses.iter().map(|clause| clause.text.as_str()))
    }
}
