//! 组织变更: a chain a county.

use std::collections::BTreeMap;

use super::Check;
use super::chain::{Head, Link, Reading};
use crate::args;
use crate::organisation_event::Written;

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
            let head = Head { name: format!("{region}组织变更"), owner: region, n_events, hash };
            self.county(&head).await?;
        }
        Ok(())
    }

    async fn county(&mut self, head: &Head) -> anyhow::Result<()> {
        let rows: Vec<Written> = self.db.all(Written::OF_REGION, args![&head.owner]).await?;
        let (older, chained): (Vec<Written>, Vec<Written>) =
            rows.into_iter().partition(|row| row.position.is_none());
        let first = Written::end_of_older(&older);
        let is_kept = chained.first().is_none_or(|row| row.position != Some(1) || row.follows(&first));
        if !is_kept && !older.is_empty() {
            self.fault(&head.name, "没有编入校验链的记录：被改动、增加或删除过");
        }
        let before = Some(first).filter(|_| is_kept || older.is_empty());
        let links: Vec<(Link, Reading)> = chained.into_iter().map(of_row).collect();
        let links = links.iter().map(|(link, reading)| (link, reading.clone()));
        let key = format!("organisation:{}", head.owner);
        self.tally.changes += self.walk(&key, head, before, links)?;
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
