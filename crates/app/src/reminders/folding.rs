//! 合并: what would come too late or too often alone goes out as one message that speaks for the others.

use jiff::civil::{DateTime, Weekday};
use jiff::{ToSpan, civil};
use sqlx::FromRow;
use supervision::Rules;

use crate::db::{Db, Tx};
use crate::error::Result;
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock};

/// 三个工作日: older ones are no news one by one.
const STALE_AFTER: i32 = 3;
const LEAST_AGE: i64 = 2 * 24 * 60 * 60 * 1000;

/// Monday at nine, or when the offices open after it.
pub fn next_digest(at: DateTime, rules: &Rules<'_>) -> Option<DateTime> {
    let nine = civil::time(9, 0, 0, 0);
    let days = i64::from(at.date().weekday().until(Weekday::Monday));
    let this = at.date().checked_add(days.days()).ok()?.to_datetime(nine);
    let monday = if this >= at { this } else { this.checked_add(7.days()).ok()? };
    rules.time.next_open(monday)
}

#[derive(FromRow)]
struct Waiting {
    id: String,
    account_id: String,
    channel: String,
    address: String,
}

impl Waiting {
    fn goes_with(&self, other: &Waiting) -> bool {
        (&self.account_id, &self.channel, &self.address)
            == (&other.account_id, &other.channel, &other.address)
    }
}

const STALE: &str = "select delivery.id, account_id, channel, address
     from delivery join notice on notice.id = delivery.notice_id
     where state = 'waiting' and region = $1 and notice.created_at < $2 and run_at <= $3
         and (lease_until is null or lease_until < $3)
     order by account_id, channel, address, delivery.id for update of delivery skip locked";
const DIGESTS: &str = "select delivery.id, account_id, channel, address
     from delivery join notice on notice.id = delivery.notice_id
     where state = 'waiting' and region = $1 and $2 > 0 and is_digest = 1 and run_at <= $3
         and (lease_until is null or lease_until < $3)
     order by account_id, channel, address, delivery.id for update of delivery skip locked";

/// Folds what waits for the same person on the same channel into the newest of it.
pub async fn pass(app: &App, now: i64) -> Result<()> {
    for (region,) in regions(&app.db, now).await? {
        let county = CountyRules::of(&app.db, &region).await?;
        let today = clock::civil(now).date();
        let since = county.rules().time.calendar.add_working_days(today, -STALE_AFTER);
        let since = since.map_or(i64::MIN, |day| clock::instant(county.rules().time.opening(day)));
        for waiting in [STALE, DIGESTS] {
            let mut tx = app.db.begin().await?;
            let rows: Vec<Waiting> = tx.all(waiting, args![&region, since.max(1), now]).await?;
            for group in rows.chunk_by(Waiting::goes_with).filter(|group| group.len() > 1) {
                fold(&mut tx, group).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Where there may be something to fold.
async fn regions(db: &Db, now: i64) -> Result<Vec<(String,)>> {
    let regions = db
        .all(
            "select distinct region from delivery join notice on notice.id = delivery.notice_id
             where state = 'waiting' and run_at <= $1 and (is_digest = 1 or notice.created_at < $2)",
            args![now, now - LEAST_AGE],
        )
        .await?;
    Ok(regions)
}

async fn fold(tx: &mut Tx, group: &[Waiting]) -> Result<()> {
    let Some((newest, others)) = group.split_last() else { return Ok(()) };
    for other in others {
        tx.run("update delivery set state = 'folded', lease_until = null where id = $1", args![&other.id])
            .await?;
    }
    let more = "update delivery set n_folded = n_folded + $1 where id = $2";
    tx.run(more, args![others.len(), &newest.id]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminders::channels::Channels;

    #[test]
    fn leaders_hear_on_monday_at_nine() {
        let county = CountyRules {
            calendar: std::borrow::Cow::Borrowed(supervision::WorkingCalendar::national()),
            hours: supervision::OfficeHours::default(),
            limits: supervision::Limits::default(),
            templates: Vec::new(),
            channels: Channels::default(),
        };
        let cases = [
            ("2026-11-19T08:30", "2026-11-23T09:00", "a Thursday"),
            ("2026-11-23T08:30", "2026-11-23T09:00", "Monday before nine"),
            ("2026-11-23T09:01", "2026-11-30T09:00", "Monday after nine"),
            ("2026-09-29T08:30", "2026-10-08T08:30", "5 October is a holiday"),
        ];
        for (at, expected, why) in cases {
            let next = next_digest(at.parse().unwrap(), &county.rules());
            assert_eq!(next, Some(expected.parse().unwrap()), "{why}");
        }
    }
}
