//! Who sees which matter. The only predicate: lists, pages, counts, exports, attachments, notices and live updates all
//! ask it.

use supervision::Duty;

use crate::access::{Post, Viewer};
use crate::db::{Args, Db, Value};
use crate::error::{Error, Result};

/// A condition on `matter` with its arguments, whose marks begin at `$first`.
pub fn visible(viewer: &Viewer, first: usize) -> (String, Args) {
    let mut condition = Condition { parts: Vec::new(), args: Args::new(), first };
    for post in viewer.posts() {
        condition.add(post, viewer.region.as_deref());
    }
    if condition.parts.is_empty() {
        condition.parts.push("1 = 0".to_owned());
    }
    (format!("({})", condition.parts.join(" or ")), condition.args)
}

/// Refuses whoever may not see a matter, as if it were not there.
pub async fn require(db: &Db, viewer: &Viewer, matter_id: &str) -> Result<()> {
    let (visible, mut args) = visible(viewer, 2);
    args.insert(0, Value::from(matter_id));
    let sql = format!("select matter.id from matter where matter.id = $1 and {visible}");
    let found: Vec<(String,)> = db.built(&sql, args).await?;
    found.first().map(|_| ()).ok_or(Error::NotFound)
}

struct Condition {
    parts: Vec<String>,
    args: Args,
    first: usize,
}

impl Condition {
    fn add(&mut self, post: &Post, region: Option<&str>) {
        match post.duty {
            Duty::Inspector | Duty::Director | Duty::ChiefLeader => {
                let region = self.mark(region);
                self.parts.push(format!("matter.region = {region}"));
            }
            Duty::FieldLeader => {
                let leader = self.mark(&post.account_id);
                self.parts.push(format!(
                    "matter.leader_id = {leader} or (matter.issued_at is not null
                     and matter.lead_unit_id in (select id from unit where leader_id = {leader}))"
                ));
            }
            Duty::UnitHead | Duty::Liaison => self.add_assigned("unit_id", post.unit_id.as_deref()),
            Duty::Handler => self.add_assigned("handler_id", Some(&post.account_id)),
            Duty::Observer => {
                let region = self.mark(region);
                self.parts.push(format!("(matter.region = {region} and matter.completed_at is not null)"));
            }
        }
    }

    fn add_assigned(&mut self, column: &str, value: Option<&str>) {
        let value = self.mark(value);
        self.parts.push(format!(
            "matter.id in (select matter_id from assignment where {column} = {value} and stage <> 'withdrawn')"
        ));
    }

    fn mark(&mut self, value: impl Into<Value>) -> String {
        self.args.push(value.into());
        format!("${}", self.first + self.args.len() - 1)
    }
}
