//! 链式校验 of one journal, entry by entry. After an entry that was changed the stored value is gone on with, so that one change is
//! one fault.

use serde::Deserialize;
use sqlx::FromRow;

use crate::matters::journal::{self, Attached};

/// Where a matter says its journal ends.
#[derive(Clone, Debug, FromRow)]
pub struct Head {
    pub matter_id: String,
    pub region: String,
    pub year: i64,
    pub number: i64,
    pub n_events: i64,
    pub head_hash: String,
}

impl Head {
    pub fn number(&self) -> String {
        format!("{}〔{}〕{} 号", self.region, self.year, self.number)
    }
}

/// An entry as stored; all of it missing where a matter has none.
#[derive(Clone, Debug, Default, FromRow)]
pub struct Link {
    pub id: Option<String>,
    pub position: Option<i64>,
    pub at: Option<i64>,
    pub account_id: Option<String>,
    pub person: Option<String>,
    pub on_behalf_of: Option<String>,
    pub absent_person: Option<String>,
    pub act: Option<String>,
    pub unit_id: Option<String>,
    pub body: Option<String>,
    pub hash: Option<String>,
}

/// An attachment where the journal names it.
#[derive(Clone, Debug)]
pub struct Mention {
    pub position: i64,
    pub event_id: String,
    pub attached: Attached,
}

/// The end of a chain as an earlier check saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub n_events: i64,
    pub hash: String,
}

pub struct Walk<'a> {
    head: &'a Head,
    earlier: Option<Earlier>,
    n_entries: usize,
    position: i64,
    /// The value the next entry builds on; unknown behind a gap.
    before: Option<String>,
    faults: Vec<String>,
    mentions: Vec<Mention>,
    sealed: Option<Sealed>,
}

/// What the last draft vouches for beyond the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub position: i64,
    pub seal: String,
}

/// What a journal came to.
pub struct End {
    pub n_entries: usize,
    pub faults: Vec<String>,
    pub mentions: Vec<Mention>,
    pub sealed: Option<Sealed>,
}

impl<'a> Walk<'a> {
    pub fn new(head: &'a Head, earlier: Option<Earlier>) -> Walk<'a> {
        let before = Some(String::new());
        Walk {
            head,
            earlier,
            n_entries: 0,
            position: 0,
            before,
            faults: Vec::new(),
            mentions: Vec::new(),
            sealed: None,
        }
    }

    pub fn step(&mut self, link: &Link) {
        let (Some(position), Some(hash)) = (link.position, &link.hash) else { return };
        self.n_entries += 1;
        if position > self.position + 1 {
            self.missing(self.position + 1, position - 1);
            self.before = None;
        }
        self.position = position;
        let named = named(link, position);
        if let Some(before) = self.before.replace(hash.clone())
            && recomputed(&before, &self.head.matter_id, link).as_ref() != Some(hash)
        {
            self.faults.push(format!("{named}：内容与校验值不符，被改动过或次序被调换"));
        } else if !columns_agree(link) {
            self.faults.push(format!("{named}：库中各栏与留痕内容不符，被改动过"));
        }
        if self.earlier.as_ref().is_some_and(|earlier| earlier.n_events == position && earlier.hash != *hash)
        {
            self.faults.push(format!("{named}：与以前记录的校验值不符，整条链被重写过"));
        }
        self.mentioned(link, position);
    }

    fn mentioned(&mut self, link: &Link, position: i64) {
        let Some(body) = body(link) else { return };
        if !body.words.sealed.is_empty() {
            self.sealed = Some(Sealed { position, seal: body.words.sealed });
        }
        let event_id = link.id.clone().unwrap_or_default();
        let mention = |attached| Mention { position, event_id: event_id.clone(), attached };
        self.mentions.extend(body.words.attachments.into_iter().map(mention));
    }

    pub fn end(mut self) -> End {
        let stated = self.head.n_events;
        if stated > self.position {
            self.missing(self.position + 1, stated);
        } else if stated < self.position {
            self.faults
                .push(format!("第 {} 条以后：事项只登记到第 {stated} 条，后面是另外加入的", stated + 1));
        } else if self.before.as_deref() != Some(self.head.head_hash.as_str()) {
            self.faults.push(format!("第 {stated} 条：与事项登记的末条校验值不符，末尾被替换过"));
        }
        let known = self.earlier.as_ref().map_or(0, |earlier| earlier.n_events);
        if known > self.position.max(stated) {
            self.missing(self.position.max(stated) + 1, known);
        }
        let Walk { n_entries, faults, mentions, sealed, .. } = self;
        End { n_entries, faults, mentions, sealed }
    }

    fn missing(&mut self, first: i64, last: i64) {
        let which =
            if first == last { format!("第 {first} 条") } else { format!("第 {first} 至 {last} 条") };
        self.faults.push(format!("{which}：缺失，被删除"));
    }
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

/// `第 3 条（冯经办，反馈进展）`, as far as it can be read.
fn named(link: &Link, position: i64) -> String {
    let act = body(link).map_or("读不出", |body| body.event.act.word());
    format!("第 {position} 条（{}，{act}）", link.person.as_deref().unwrap_or_default())
}

fn recomputed(before: &str, matter_id: &str, link: &Link) -> Option<String> {
    let Link { position, at, person, absent_person, body, .. } = link;
    let (person, body) = (person.as_deref()?, body.as_deref()?);
    Some(journal::link(before, matter_id, (*position)?, (*at)?, person, absent_person.as_deref(), body))
}

/// The columns that lists search by say what the entry says. The chain does not cover them.
fn columns_agree(link: &Link) -> bool {
    let Some(Body { event, .. }) = body(link) else { return false };
    let by = event.by.as_ref();
    let absent = by.and_then(|by| by.on_behalf_of.as_ref());
    link.act.as_deref() == Some(event.act.key())
        && link.unit_id.as_ref() == event.act.unit().map(|unit| &unit.0)
        && link.account_id.as_ref() == by.map(|by| &by.person.0)
        && link.on_behalf_of.as_ref() == absent.map(|person| &person.0)
}
