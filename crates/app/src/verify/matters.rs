//! 事项: journals, what stands beside them in columns, and attachments, a stretch of matters at a time.

use std::collections::HashMap;

use sqlx::FromRow;

use super::chain::{Head, Link};
use super::mentions::{self, Columns, Mention, Sealed};
use super::{Check, texts};
use crate::args;
use crate::db::Db;

/// So many matters are in memory at once.
const A_STRETCH: i64 = 100;

/// A matter with one entry of its journal: one statement, so that what others write meanwhile is seen whole or not at all.
#[derive(FromRow)]
struct Row {
    matter_id: String,
    region: String,
    year: i64,
    number: i64,
    n_events: i64,
    head_hash: String,
    #[sqlx(flatten)]
    link: Link,
    #[sqlx(flatten)]
    columns: Columns,
}

impl Row {
    fn head(&self) -> Head {
        Head {
            owner: self.matter_id.clone(),
            name: format!("{}〔{}〕{} 号", self.region, self.year, self.number),
            n_events: self.n_events,
            hash: self.head_hash.clone(),
        }
    }
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

async fn end_of_stretch(db: &Db, after: &str) -> sqlx::Result<Option<String>> {
    let ids = "select id from matter where id > $1 order by id limit $2";
    let ids: Vec<(String,)> = db.all(ids, args![after, A_STRETCH]).await?;
    Ok(ids.into_iter().next_back().map(|(id,)| id))
}

impl Check<'_> {
    pub(super) async fn matters(&mut self) -> anyhow::Result<()> {
        let mut after = String::new();
        while let Some(last) = end_of_stretch(self.db, &after).await? {
            self.stretch(&after, &last).await?;
            after = last;
        }
        self.strays().await
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
        for journal in rows.chunk_by(|one, next| one.matter_id == next.matter_id) {
            let head = journal[0].head();
            self.tally.matters += 1;
            let links = journal.iter().map(|row| (&row.link, mentions::reading(&row.link, &row.columns)));
            let before = Some(String::new());
            self.tally.entries += self.walk(&head.owner, &head, before, links)?;
            let (mentions, sealed) = mentions::vouched(journal.iter().map(|row| (&row.link, &row.columns)));
            self.texts(&head, sealed, seals.get(&head.owner)).await?;
            let stored = stored_of.remove(&head.owner).unwrap_or_default();
            self.attachments(&head, &mentions, stored).await?;
        }
        Ok(())
    }

    async fn texts(
        &mut self,
        head: &Head,
        sealed: Option<Sealed>,
        seal: Option<&String>,
    ) -> anyhow::Result<()> {
        let Some(sealed) = sealed.filter(|sealed| seal != Some(&sealed.seal)) else { return Ok(()) };
        if !texts::are_sealed_anew(self.db, &head.owner, &sealed).await? {
            let Sealed { position, .. } = sealed;
            let told = format!("事项名称、要求、来源或办结标准：与第 {position} 条拟办时不符，被改动过");
            self.fault(&head.name, &told);
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
                self.fault(&head.name, &format!("{named}：{wrong}"));
            }
            if let Err(why) = self.bytes.check(&mention.attached).await? {
                self.tally.unread += usize::from(why.is_unread);
                self.fault(&head.name, &format!("{named}：{}", why.text));
            }
        }
        for row in stored {
            self.fault(&head.name, &format!("附件“{}”：留痕里没有它", row.name));
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
}
