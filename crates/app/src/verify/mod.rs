//! 校验: walks every journal and every attachment and names what is not as it was written. It reads and never mends.

mod bytes;
mod chain;
mod matters;
mod mentions;
mod numbers;
mod organisation;
mod record;
mod sources;
mod texts;

use crate::App;
use crate::attachments::store::Store;
use crate::db::Db;

use bytes::Bytes;
use chain::{Head, Link, Reading, Walk};
pub use record::Record;

/// What was gone through, and how much of it is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub matters: usize,
    /// Of matters and sources.
    pub entries: usize,
    pub attachments: usize,
    pub sources: usize,
    /// 组织变更
    pub changes: usize,
    pub faults: usize,
    /// Files that are there and could not be read.
    pub unread: usize,
}

/// Tells a line for each fault. `record` says where chain ends are written to, and which earlier ones are compared.
pub async fn run(app: &App, record: Record, tell: &mut dyn FnMut(String)) -> anyhow::Result<Tally> {
    let mut check = Check::new(&app.db, &app.attachments, record, tell);
    // In the order of their keys, as the record has them.
    check.matters().await?;
    check.organisation().await?;
    check.sources().await?;
    check.numbers().await?;
    let mut tell = check.tell;
    let missing = check.record.finish(&mut tell)?;
    check.tally.faults += missing;
    Ok(check.tally)
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

    /// Walks one chain, and gives how many entries it has.
    fn walk<'l>(
        &mut self,
        key: &str,
        head: &Head,
        before: Option<String>,
        links: impl Iterator<Item = (&'l Link, Reading)>,
    ) -> anyhow::Result<usize> {
        let (earlier, missing) = self.record.earlier(key, &mut self.tell)?;
        self.tally.faults += missing;
        let mut walk = Walk::new(head, earlier, before);
        links.for_each(|(link, reading)| walk.step(link, &reading));
        let (n_entries, faults) = walk.end();
        for fault in faults {
            self.fault(&head.name, &fault);
        }
        self.record.write(key, head)?;
        Ok(n_entries)
    }

    fn fault(&mut self, name: &str, fault: &str) {
        self.tally.faults += 1;
        (self.tell)(format!("{name} {fault}"));
    }
}
