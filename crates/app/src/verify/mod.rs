//! 校验: walks every journal and every attachment and names what is not as it was written. It reads and never mends.

mod bytes;
mod chain;
mod record;
mod texts;

use std::collections::HashMap;

use sqlx::FromRow;

use crate::attachments::store::Store;
use crate::db::Db;
use crate::{App, args};

use bytes::Bytes;
use chain::{End, Head, Link, Mention, Sealed, Walk};
pub use record::Record;

/// What was gone through, and how much of it is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub matters: usize,
    pub entries: usize,
    pub attachments: usize,
    pub faults: usize,
    /// Files that are there and could not be read.
    pub unread: usize,
}

/// So many matters are in memory at once.
const A_STRETCH: i64 = 100;

/// Tells a line for each fault. `record` says where chain ends are written to, and which earlier ones are compared.
pub async fn run(app: &App, record: Record, tell: &mut dyn FnMut(String)) -> anyhow::Result<Tally> {
    let mut check = Check::new(&app.db, &app.attachments, record, tell);
    let mut after = String::new();
    while let Some(last) = end_of_stretch(&app.db, &after).await? {
        check.stretch(&after, &last).await?;
        after = last;
    }
    check.strays().await?;
    let mut tell = check.tell;
    let missing = check.record.finish(&mut tell)?;
    check.tally.faults += missing;
    Ok(check.tally)
}

async fn end_of_stretch(db: &Db, after: &str) -> sqlx::Result<Option<String>> {
    let ids = "select id from matter where id > $1 order by id limit $2";
    let ids: Vec<(String,)> = db.all(ids, args![after, A_STRETCH]).await?;
    Ok(ids.into_iter().next_back().map(|(id,)| id))
}

/// A matter with one entry of its journal: one statement, so that what others write meanwhile is seen whole or not at all.
#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    head: Head,
    #[sqlx(flatten)]
    link: Link,
}

const JOURNALS: &str = "select matter.id as matter_id, matter.region, matter.year, matter.number, n_events, head_hash,
         e.id, e.position, e.at, e.account_id, e.person, e.on_behalf_of, e.absent_person, e.act, e.unit_id, e.body,
         e.hash
     from matter left join matter_event e on e.matter_id = matter.id
     where matter.id > $1 and matter.id <= $2 order by matter.id, e.position";

#[derive(FromRow)]
struct Stored {
    id: String,
    matter_id: String,
    event_id: Option<String>,
    name: String,
    size: i64,
    content_hash: String,
}

impl Stored {
    fn is(&self, mention: &Mention) -> bool {
        let Mention { event_id, attached, .. } = mention;
        self.event_id.as_ref() == Some(event_id)
            && self.name == attached.name
            && u64::try_from(self.size).is_ok_and(|size| size == attached.size)
            && self.content_hash == attached.hash
    }
}

struct Check<'a> {
    db: &'a Db,
    bytes: Bytes,
    record: Record,
    tell: &'a mut dyn FnMut(String),
    tally: Tally,
}

impl<'a> Check<'a> {
    fn new(db: &'a Db, store: &Store, record: Record, tell: &'a mut dyn FnMut(String)) -> Check<'a> {
        Check { db, bytes: Bytes::new(store.clone()), record, tell, tally: Tally::default() }
    }

    async fn stretch(&mut self, after: &str, last: &str) -> anyhow::Result<()> {
        // Before the journals: a row that comes later is then looked up by the entry that names it.
        let stored = "select id, matter_id, event_id, name, size, content_hash from attachment
             where matter_id > $1 and matter_id <= $2 order by id";
        let mut stored_of: HashMap<String, Vec<Stored>> = HashMap::new();
        for row in self.db.all::<Stored>(stored, args![after, last]).await? {
            stored_of.entry(row.matter_id.clone()).or_default().push(row);
        }
        let rows: Vec<Row> = self.db.all(JOURNALS, args![after, last]).await?;
        let seals = texts::seals(self.db, after, last).await?;
        for journal in rows.chunk_by(|one, next| one.head.matter_id == next.head.matter_id) {
            let head = &journal[0].head;
            let (mentions, sealed) = self.journal(head, journal.iter().map(|row| &row.link))?;
            self.texts(head, sealed, seals.get(&head.matter_id)).await?;
            let stored = stored_of.remove(&head.matter_id).unwrap_or_default();
            self.attachments(head, &mentions, stored).await?;
        }
        Ok(())
    }

    /// The attachments that the journal names, and what it vouches for in columns.
    fn journal<'l>(
        &mut self,
        head: &Head,
        links: impl Iterator<Item = &'l Link>,
    ) -> anyhow::Result<(Vec<Mention>, Option<Sealed>)> {
        let (earlier, missing) = self.record.earlier(&head.matter_id, &mut self.tell)?;
        self.tally.faults += missing;
        let mut walk = Walk::new(head, earlier);
        links.for_each(|link| walk.step(link));
        let End { n_entries, faults, mentions, sealed } = walk.end();
        self.tally.matters += 1;
        self.tally.entries += n_entries;
        for fault in faults {
            self.fault(head, &fault);
        }
        self.record.write(head)?;
        Ok((mentions, sealed))
    }

    async fn texts(
        &mut self,
        head: &Head,
        sealed: Option<Sealed>,
        seal: Option<&String>,
    ) -> anyhow::Result<()> {
        let Some(sealed) = sealed.filter(|sealed| seal != Some(&sealed.seal)) else { return Ok(()) };
        if !texts::are_sealed_anew(self.db, &head.matter_id, &sealed).await? {
            let Sealed { position, .. } = sealed;
            self.fault(
                head,
                &format!("事项名称、要求、来源或办结标准：与第 {position} 条拟办时不符，被改动过"),
            );
        }
        Ok(())
    }

    async fn attachments(
        &mut self,
        head: &Head,
        mentions: &[Mention],
        mut stored: Vec<Stored>,
    ) -> anyhow::Result<()> {
        for mention in mentions {
            self.tally.attachments += 1;
            let at = stored.iter().position(|row| row.id == mention.attached.id);
            let row = match at {
                Some(at) => Some(stored.swap_remove(at)),
                None => self.late(&mention.attached.id).await?,
            };
            let named = format!("第 {} 条的附件“{}”", mention.position, mention.attached.name);
            let wrong = match row {
                None => Some("登记被删除"),
                Some(row) if !row.is(mention) => Some("登记与留痕不符，被改动过"),
                Some(_) => None,
            };
            if let Some(wrong) = wrong {
                self.fault(head, &format!("{named}：{wrong}"));
            }
            if let Err(why) = self.bytes.check(&mention.attached).await? {
                self.tally.unread += usize::from(why.is_unread);
                self.fault(head, &format!("{named}：{}", why.text));
            }
        }
        for row in stored {
            self.fault(head, &format!("附件“{}”：留痕里没有它", row.name));
        }
        Ok(())
    }

    async fn late(&self, id: &str) -> sqlx::Result<Option<Stored>> {
        let stored = "select id, matter_id, event_id, name, size, content_hash from attachment where id = $1";
        self.db.one(stored, args![id]).await
    }

    /// What belongs to no matter any more.
    async fn strays(&mut self) -> anyhow::Result<()> {
        let strays = "select matter_id, count(*) from matter_event
             where matter_id not in (select id from matter) group by matter_id order by matter_id";
        for (id, n) in self.db.all::<(String, i64)>(strays, args![]).await? {
            self.tally.faults += 1;
            (self.tell)(format!("编号 {id} 的事项：事项被删除，留下 {n} 条留痕"));
        }
        Ok(())
    }

    fn fault(&mut self, head: &Head, fault: &str) {
        self.tally.faults += 1;
        (self.tell)(format!("{} {fault}", head.number()));
    }
}
