//! 链式校验 of one journal, entry by entry. After an entry that was changed the stored value is gone on with, so that one change is
//! one fault.

use sqlx::FromRow;

use crate::chain;

/// Where the owner of a chain says that it ends.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub owner: String,
    /// How faults and records call it.
    pub name: String,
    pub n_events: i64,
    pub hash: String,
}

/// What the chain covers of an entry; all of it missing where the owner has none.
#[derive(Clone, Debug, Default, FromRow)]
pub struct Link {
    pub position: Option<i64>,
    pub at: Option<i64>,
    pub person: Option<String>,
    pub absent_person: Option<String>,
    pub body: Option<String>,
    pub hash: Option<String>,
}

/// What an entry says, read by whoever knows its kind.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// 反馈进展; nothing where the body cannot be read.
    pub word: Option<String>,
    /// The columns that lists search by say what the entry says. The chain does not cover them.
    pub columns_agree: bool,
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
}

impl<'a> Walk<'a> {
    /// `before` is what the first entry builds on; unknown where what lies before it was changed.
    pub fn new(head: &'a Head, earlier: Option<Earlier>, before: Option<String>) -> Walk<'a> {
        Walk { head, earlier, n_entries: 0, position: 0, before, faults: Vec::new() }
    }

    pub fn step(&mut self, link: &Link, reading: &Reading) {
        let (Some(position), Some(hash)) = (link.position, &link.hash) else { return };
        self.n_entries += 1;
        if position > self.position + 1 {
            self.missing(self.position + 1, position - 1);
            self.before = None;
        }
        self.position = position;
        let (person, word) =
            (link.person.as_deref().unwrap_or_default(), reading.word.as_deref().unwrap_or("读不出"));
        let named = format!("第 {position} 条（{person}，{word}）");
        if let Some(before) = self.before.replace(hash.clone())
            && recomputed(&before, &self.head.owner, link).as_ref() != Some(hash)
        {
            self.faults.push(format!("{named}：内容与校验值不符，被改动过或次序被调换"));
        } else if reading.word.is_none() || !reading.columns_agree {
            self.faults.push(format!("{named}：库中各栏与留痕内容不符，被改动过"));
        }
        if self.earlier.as_ref().is_some_and(|earlier| earlier.n_events == position && earlier.hash != *hash)
        {
            self.faults.push(format!("{named}：与以前记录的校验值不符，整条链被重写过"));
        }
    }

    /// How many entries there were, and what is wrong with them.
    pub fn end(mut self) -> (usize, Vec<String>) {
        let stated = self.head.n_events;
        if stated > self.position {
            self.missing(self.position + 1, stated);
        } else if stated < self.position {
            self.faults.push(format!("第 {} 条以后：只登记到第 {stated} 条，后面是另外加入的", stated + 1));
        } else if self.position > 0 && self.before.as_deref() != Some(self.head.hash.as_str()) {
            self.faults.push(format!("第 {stated} 条：与登记的末条校验值不符，末尾被替换过"));
        }
        let known = self.earlier.as_ref().map_or(0, |earlier| earlier.n_events);
        if known > self.position.max(stated) {
            self.missing(self.position.max(stated) + 1, known);
        }
        (self.n_entries, self.faults)
    }

    fn missing(&mut self, first: i64, last: i64) {
        let which =
            if first == last { format!("第 {first} 条") } else { format!("第 {first} 至 {last} 条") };
        self.faults.push(format!("{which}：缺失，被删除"));
    }
}

fn recomputed(before: &str, owner: &str, link: &Link) -> Option<String> {
    let Link { position, at, person, absent_person, body, .. } = link;
    let (person, body) = (person.as_deref()?, body.as_deref()?);
    Some(chain::link(before, owner, (*position)?, (*at)?, person, absent_person.as_deref(), body))
}
