//! Who sees which matter. The only predicate: lists, pages, counts, exports, attachments, notices and live updates all
//! ask it.

use supervision::Duty;

use crate::access::{Post, Viewer};
use crate::db::{Args, Db, Value};
use crate::error::{Error, Result};

/// A condition on `matter` with its arguments, whose marks begin at `$first`.
pub fn visible(viewer: &Viewer, first: usize) -> (String, Args) {
    // Asked of each matter by the index of assignments: a unit's whole list would be gathered for every question.
    let (reasons, args) = of_posts(viewer, first, &|to| {
        format!("exists (select 1 from assignment where assignment.matter_id = matter.id and {to})")
    });
    (format!("({})", reasons.join(" or ")), args)
}

/// The same as conditions of which one must hold: each can be answered by an index of its own, all of them together by
/// none.
pub fn reasons(db: &Db, viewer: &Viewer, first: usize) -> (Vec<String>, Args) {
    of_posts(viewer, first, &|to| {
        format!("matter.id {}", db.one_of(&format!("select matter_id from assignment where {to}")))
    })
}

fn of_posts(viewer: &Viewer, first: usize, assigned: &dyn Fn(&str) -> String) -> (Vec<String>, Args) {
    let mut condition = Condition { reasons: Vec::new(), args: Args::new(), first, assigned };
    for post in viewer.posts() {
        condition.add(post, viewer.region.as_deref());
    }
    if condition.reasons.is_empty() {
        condition.reasons.push("1 = 0".to_owned());
    }
    (condition.reasons, condition.args)
}

/// Refuses whoever may not see a matter, as if it were not there.
pub async fn require(db: &Db, viewer: &Viewer, matter_id: &str) -> Result<()> {
    let (visible, mut args) = visible(viewer, 2);
    args.insert(0, Value::from(matter_id));
    let sql = format!("select matter.id from matter where matter.id = $1 and {visible}");
    let found: Vec<(String,)> = db.built(&sql, args).await?;
    found.first().map(|_| ()).ok_or(Error::NotFound)
}

struct Condition<'a> {
    reasons: Vec<String>,
    args: Args,
    first: usize,
    /// A matter with an assignment of which this holds.
    assigned: &'a dyn Fn(&str) -> String,
}

impl Condition<'_> {
    fn add(&mut self, post: &Post, region: Option<&str>) {
        match post.duty {
            Duty::Inspector | Duty::Director | Duty::ChiefLeader => {
                let region = self.mark(region);
                self.reasons.push(format!("matter.region = {region}"));
            }
            Duty::FieldLeader => {
                let leader = self.mark(&post.account_id);
                self.reasons.push(format!("matter.leader_id = {leader}"));
                self.reasons
                    .push(format!("(matter.unit_leader_id = {leader} and matter.issued_at is not null)"));
            }
            Duty::UnitHead | Duty::Liaison => self.add_unit(post.unit_id.as_deref()),
            Duty::Handler => {
                let handler = self.mark(&post.account_id);
                let handles = self.assigned(&format!("handler_id = {handler}"));
                self.reasons.push(handles);
            }
            Duty::Observer => {
                let region = self.mark(region);
                self.reasons.push(format!("(matter.region = {region} and matter.completed_at is not null)"));
            }
        }
    }

    fn add_unit(&mut self, unit_id: Option<&str>) {
        let unit = self.mark(unit_id);
        self.reasons.push(format!("(matter.lead_unit_id = {unit} and matter.is_assigned = 1)"));
        let supports = self.assigned(&format!("unit_id = {unit} and is_lead = 0"));
        self.reasons.push(supports);
    }

    fn assigned(&self, to: &str) -> String {
        (self.assigned)(&format!("{to} and stage <> 'withdrawn'"))
    }

    fn mark(&mut self, value: impl Into<Value>) -> String {
        self.args.push(value.into());
        format!("${}", self.first + self.args.len() - 1)
    }
}
