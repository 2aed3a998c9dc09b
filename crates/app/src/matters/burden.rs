//! 单位负担: what a unit already carries, shown before it is given more.

use sqlx::FromRow;

use crate::clock;
use crate::db::{self, Args, Db, Value};
use crate::error::Result;

#[derive(Clone, Debug, FromRow)]
pub struct Burden {
    pub name: String,
    pub n_open: i64,
    pub n_late: i64,
    /// 本周应反馈, overdue ones included
    pub n_reports: i64,
}

impl Burden {
    pub fn words(&self) -> String {
        let Burden { name, n_open, n_late, n_reports } = self;
        format!("{name}：在办 {n_open} 件，其中逾期 {n_late} 件，本周应反馈 {n_reports} 件")
    }
}

/// Of these units of a county, in the county's order.
pub async fn of_units(db: &Db, region: &str, unit_ids: &[&str], now: i64) -> Result<Vec<Burden>> {
    let unit_ids: Vec<&&str> = unit_ids.iter().filter(|id| !id.is_empty()).collect();
    if unit_ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut args: Args = vec![Value::from(region), Value::from(now), Value::from(week_end(now))];
    args.extend(unit_ids.iter().map(|id| Value::from(**id)));
    let marks = db::marks(4..=args.len());
    let open =
        "select count(*) from assignment where assignment.unit_id = unit.id and assignment.is_open = 1";
    let sql = format!(
        "select name, ({open}) as n_open, ({open} and red_after < $2) as n_late,
             ({open} and feedback_due < $3) as n_reports
         from unit where region = $1 and id in ({marks}) order by position, name"
    );
    Ok(db.built(&sql, args).await?)
}

/// The first instant of next Monday.
fn week_end(now: i64) -> i64 {
    let today = clock::civil(now).date();
    let n_left = 8 - i64::from(today.weekday().to_monday_one_offset());
    let monday = today.checked_add(jiff::Span::new().days(n_left)).unwrap_or(today);
    clock::instant(monday.at(0, 0, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_with_its_sunday() {
        for (day, monday) in
            [("2026-11-16", "2026-11-23"), ("2026-11-22", "2026-11-23"), ("2026-12-31", "2027-01-04")]
        {
            let (start, end) = clock::day(day).unwrap_or_default();
            assert_eq!(clock::date(week_end(start)), monday);
            assert_eq!(clock::date(week_end(end - 1)), monday);
        }
    }
}
