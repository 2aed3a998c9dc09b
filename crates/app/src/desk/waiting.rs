//! Which matters may hold something for a viewer. Indexed columns find them; whether something really waits is asked of
//! each matter afterwards.

use supervision::Duty;

use crate::access::{Post, Viewer};
use crate::db::{Args, Db, Value};
use crate::error::Result;
use crate::matter_columns;
use crate::matters::matter::{Loaded, Row};
use crate::matters::{journal, visibility};

/// More than anybody works through in a day.
pub const AT_MOST: usize = 300;

pub async fn candidates(db: &Db, viewer: &Viewer) -> Result<Vec<Loaded>> {
    let (visible, args) = visibility::visible(viewer, 1);
    let mut condition = Condition { parts: Vec::new(), args };
    for post in viewer.posts() {
        condition.add(post, viewer.region.as_deref());
    }
    if condition.parts.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = condition.parts.join(" or ");
    let found = |columns: &str| {
        format!(
            "select {columns} from matter where {visible} and matter.is_suspended = 0 and ({waiting})
             order by matter.is_open desc, case when matter.finish_due is null then 1 else 0 end, matter.finish_due,
                 matter.id limit {AT_MOST}"
        )
    };
    let rows: Vec<Row> = db.built(&found(matter_columns!()), condition.args.clone()).await?;
    let mut journals = journal::of_several(db, &found("matter.id"), condition.args).await?;
    let loaded = |row: Row| {
        let entries = journals.remove(&row.id).unwrap_or_default();
        Loaded::new(row, entries)
    };
    Ok(rows.into_iter().map(loaded).collect())
}

struct Condition {
    parts: Vec<String>,
    args: Args,
}

impl Condition {
    fn add(&mut self, post: &Post, region: Option<&str>) {
        let me = self.mark(post.account_id.as_str());
        let answer = "matter.is_open = 1 and matter.office_yellow_after is not null";
        if post.duty.is_office() {
            self.parts.push(format!(
                "(matter.officer_id = {me} and (matter.stage in ('drafted', 'completed', 'closed') or {answer}))"
            ));
        }
        match post.duty {
            Duty::Director => {
                let region = self.mark(region);
                self.parts.push(format!(
                    "(matter.region = {region} and (matter.stage in ('awaiting_approval', 'awaiting_completion')
                     or {answer}))"
                ));
            }
            Duty::ChiefLeader | Duty::FieldLeader => self.parts.push(format!(
                "(matter.leader_id = {me} and (matter.stage in ('awaiting_approval', 'completed') or {answer}))
                 or (matter.leader_id is null and {answer} and matter.unit_leader_id = {me})"
            )),
            Duty::UnitHead | Duty::Liaison | Duty::Handler => {
                let unit = self.mark(post.unit_id.as_deref());
                self.parts.push(format!(
                    "matter.id in (select matter_id from assignment where is_open = 1
                     and unit_id = {unit} and stage in ('unsigned', 'unit_review'))
                     or matter.id in (select matter_id from assignment where is_open = 1
                     and handler_id = {me} and stage in ('under_way', 'returned'))"
                ));
            }
            Duty::Inspector | Duty::Observer => {}
        }
    }

    fn mark(&mut self, value: impl Into<Value>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }
}
