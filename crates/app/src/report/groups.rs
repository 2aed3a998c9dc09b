//! What is counted: two grouped queries over the matters that the viewer may see, each within one index.

use sqlx::FromRow;

use super::period::Period;
use crate::access::Viewer;
use crate::clock;
use crate::db::{Args, Db};
use crate::error::Result;
use crate::matters::filter::OVER;
use crate::matters::visibility;

/// 未办结 of one unit, leader and source, in one stage and under one light
#[derive(Clone, Debug, FromRow)]
pub struct Open {
    pub unit_id: String,
    pub leader_id: Option<String>,
    pub source: String,
    pub stage: String,
    pub colour: String,
    pub n: i64,
    pub n_over: i64,
    pub n_week: i64,
    pub n_returned: i64,
    pub n_extended: i64,
}

/// 办结 in the period
#[derive(Clone, Debug, FromRow)]
pub struct Done {
    pub unit_id: String,
    pub leader_id: Option<String>,
    pub source: String,
    pub colour: Option<String>,
    pub n: i64,
    pub n_returned: i64,
    pub n_extended: i64,
}

/// Marks of the viewer's condition begin behind those of the query.
struct Marks(Args);

impl Marks {
    fn add(&mut self, value: i64) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }
}

pub async fn open(db: &Db, viewer: &Viewer, week: (&str, &str), now: i64) -> Result<Vec<Open>> {
    let mut marks = Marks(Args::new());
    let now = marks.add(now);
    let week_from = marks.add(clock::day(week.0).map_or(0, |day| day.0));
    let week_to = marks.add(clock::day(week.1).map_or(0, |day| day.1));
    let over = OVER.replace("{}", &now);
    let (visible, args) = visibility::visible(viewer, marks.0.len() + 1);
    let sql = format!(
        "select matter.lead_unit_id as unit_id, matter.leader_id, matter.source_kind as source, matter.stage,
             case when matter.fixed_light is not null then matter.fixed_light
                 when matter.red_after < {now} then 'red' when matter.yellow_after < {now} then 'yellow'
                 else 'green' end as colour,
             count(*) as n,
             sum(case when {over} then 1 else 0 end) as n_over,
             sum(case when matter.finish_due >= {week_from} and matter.finish_due < {week_to} then 1 else 0 end)
                 as n_week,
             sum(case when matter.n_returns > 0 then 1 else 0 end) as n_returned,
             sum(case when matter.n_extensions > 0 then 1 else 0 end) as n_extended
         from matter where {visible} and matter.is_open = 1
         group by 1, 2, 3, 4, 5"
    );
    Ok(db.built(&sql, [marks.0, args].concat()).await?)
}

pub async fn done(db: &Db, viewer: &Viewer, period: &Period) -> Result<Vec<Done>> {
    let mut marks = Marks(Args::new());
    let (from, to) = period.instants();
    let (from, to) = (marks.add(from), marks.add(to));
    let (visible, args) = visibility::visible(viewer, marks.0.len() + 1);
    let sql = format!(
        "select matter.lead_unit_id as unit_id, matter.leader_id, matter.source_kind as source,
             matter.fixed_light as colour, count(*) as n,
             sum(case when matter.n_returns > 0 then 1 else 0 end) as n_returned,
             sum(case when matter.n_extensions > 0 then 1 else 0 end) as n_extended
         from matter where {visible} and matter.completed_at >= {from} and matter.completed_at < {to}
         group by 1, 2, 3, 4"
    );
    Ok(db.built(&sql, [marks.0, args].concat()).await?)
}
