//! What an entry of a matter says, read from its row.

use serde::Deserialize;
use sqlx::FromRow;

use super::chain::{Link, Reading};
use crate::matters::journal::{self, Attached};

/// The columns of an entry that the chain does not cover.
#[derive(Clone, Debug, Default, FromRow)]
pub struct Columns {
    pub id: Option<String>,
    pub account_id: Option<String>,
    pub on_behalf_of: Option<String>,
    pub act: Option<String>,
    pub unit_id: Option<String>,
}

/// An attachment where the journal names it.
#[derive(Clone, Debug)]
pub struct Mention {
    pub position: i64,
    pub event_id: String,
    pub attached: Attached,
}

/// What the last draft vouches for beyond the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub position: i64,
    pub seal: String,
}

#[derive(Deserialize)]
struct Body {
    event: supervision::Event,
    #[serde(default)]
    words: journal::Words,
}

fn body(link: &Link) -> Option<Body> {
    serde_json::from_str(link.body.as_deref()?).ok()
}

/// What the entry of a draft vouches for.
pub fn sealed(text: &str) -> Option<String> {
    let body: Body = serde_json::from_str(text).ok()?;
    Some(body.words.sealed).filter(|seal| !seal.is_empty())
}

pub fn reading(link: &Link, columns: &Columns) -> Reading {
    let Some(Body { event, .. }) = body(link) else { return Reading::default() };
    let by = event.by.as_ref();
    let absent = by.and_then(|by| by.on_behalf_of.as_ref());
    let columns_agree = columns.act.as_deref() == Some(event.act.key())
        && columns.unit_id.as_ref() == event.act.unit().map(|unit| &unit.0)
        && columns.account_id.as_ref() == by.map(|by| &by.person.0)
        && columns.on_behalf_of.as_ref() == absent.map(|person| &person.0);
    Reading { word: Some(event.act.word().to_owned()), columns_agree }
}

/// The attachments that a journal names, and what it vouches for in columns.
pub fn vouched<'l>(links: impl Iterator<Item = (&'l Link, &'l Columns)>) -> (Vec<Mention>, Option<Sealed>) {
    let (mut mentions, mut sealed) = (Vec::new(), None);
    for (link, columns) in links {
        let (Some(position), Some(Body { words, .. })) = (link.position, body(link)) else { continue };
        if !words.sealed.is_empty() {
            sealed = Some(Sealed { position, seal: words.sealed });
        }
        let event_id = columns.id.clone().unwrap_or_default();
        let mention = |attached| Mention { position, event_id: event_id.clone(), attached };
        mentions.extend(words.attachments.into_iter().map(mention));
    }
    (mentions, sealed)
}
