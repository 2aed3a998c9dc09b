//! 组织变更: a chain a county.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::Check;
use super::chain::{Head, Link, Reading};
use crate::args;
use crate::organisation_event::Written;

/// A change with the end of its chain: one statement, so that what others write meanwhile is seen whole or not at all.
#[derive(FromRow)]
struct Row {
    n_events: Option<i64>,
    head_hash: Option<String>,
    #[sqlx(flatten)]
    written: Written,
}

const CHANGES: &str =
    "select n_events, head_hash, at, account_id, person, e.region, subject, subject_id, action,
         before_value, after_value, reason, position, hash
     from organisation_event e left join organisation_chain c on c.region = e.region
     where e.region = $1 order by coalesce(position, 0), id";

impl Check<'_> {
    pub(super) async fn organisation(&mut self) -> anyhow::Result<()> {
        // A chain that lost its end is still one. In the order of bytes, which is the record's.
        let ends = "select region, n_events, head_hash from organisation_chain
             union all select distinct region, cast(0 as bigint), '' from organisation_event
             where position is not null and region not in (select region from organisation_chain)";
        let ends: Vec<(String, i64, String)> = self.db.all(ends, args![]).await?;
        let ends: BTreeMap<String, (i64, String)> =
            ends.into_iter().map(|(region, n, hash)| (region, (n, hash))).collect();
        for (region, (n_events, hash)) in ends {
            let whose = if region.is_empty() { "不限区划的" } else { region.as_str() };
            let head = Head { name: format!("{whose}组织变更"), owner: region, n_events, hash };
            self.county(head).await?;
        }
        Ok(())
    }

    async fn county(&mut self, mut head: Head) -> anyhow::Result<()> {
        let rows: Vec<Row> = self.db.all(CHANGES, args![&head.owner]).await?;
        if let Some(row) = rows.first() {
            (head.n_events, head.hash) =
                (row.n_events.unwrap_or(0), row.head_hash.clone().unwrap_or_default());
        }
        let (older, chained): (Vec<Written>, Vec<Written>) =
            rows.into_iter().map(|row| row.written).partition(|row| row.position.is_none());
        let first = Written::end_of_older(&older);
        let is_kept = chained.first().is_none_or(|row| row.position != Some(1) || row.follows(&first));
        if !is_kept && !older.is_empty() {
            self.fault(&head.name, "没有编入校验链的记录：被改动、增加或删除过");
        }
        let before = Some(first).filter(|_| is_kept || older.is_empty());
        let links: Vec<(Link, Reading)> = chained.into_iter().map(of_row).collect();
        let links = links.iter().map(|(link, reading)| (link, reading.clone()));
        self.tally.changes += self.walk(&format!("organisation:{}", head.owner), &head, before, links)?;
        Ok(())
    }
}

/// Every column is in the body, so there is nothing beside it that could disagree.
fn of_row(row: Written) -> (Link, Reading) {
    let reading = Reading { word: Some(row.action.clone()), columns_agree: true };
    let body = Some(row.body());
    let Written { position, at, person, hash, .. } = row;
    (Link { position, at: Some(at), person: Some(person), absent_person: None, body, hash }, reading)
}
