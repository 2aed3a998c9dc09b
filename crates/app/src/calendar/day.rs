//! 本县自定的日子 as stored.

use jiff::civil::Date;
use sqlx::FromRow;

use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::matters::columns;
use crate::organisation_event::{self as event, By, Change, Facts, Subject};
use crate::procedure::rules::CountyRules;
use crate::{App, args};

/// 本县自定的一天
#[derive(Clone, Debug, FromRow)]
pub struct Day {
    pub day: String,
    pub kind: String,
    pub name: String,
}

impl Day {
    pub fn word(&self) -> &'static str {
        if self.kind == "holiday" { "放假" } else { "上班" }
    }

    fn facts(&self) -> Facts {
        vec![("日期", self.day.clone()), ("安排", self.word().to_owned()), ("名称", self.name.clone())]
    }
}

pub async fn of_year(db: &Db, region: &str, year: i16) -> Result<Vec<Day>> {
    let days = db
        .all(
            "select day, kind, name from calendar_day where region = $1 and day >= $2 and day <= $3 order by day",
            args![region, format!("{year:04}-01-01"), format!("{year:04}-12-31")],
        )
        .await?;
    Ok(days)
}

/// Sets a day off or worked. Dues that were given before stay as they are.
pub async fn set(app: &App, viewer: &Viewer, region: &str, day: &Day, reason: &str, now: i64) -> Result<()> {
    let rules = CountyRules::of(&app.db, region).await?;
    if let Some(problem) = problem(day, &rules).or_else(|| event::reason_problem(reason)) {
        return Err(Error::Invalid(problem));
    }
    let mut tx = app.db.begin().await?;
    let was: Option<Day> = tx
        .one(
            "select day, kind, name from calendar_day where region = $1 and day = $2",
            args![region, &day.day],
        )
        .await?;
    tx.run(
        "insert into calendar_day (region, day, kind, name) values ($1, $2, $3, $4)
         on conflict (region, day) do update set kind = excluded.kind, name = excluded.name",
        args![region, &day.day, &day.kind, day.name.trim()],
    )
    .await?;
    let change = Change {
        region,
        subject: Subject::Calendar,
        subject_id: &day.day,
        action: "设定",
        before: was.as_ref().map(Day::facts),
        after: Some(day.facts()),
        reason,
    };
    event::record(&mut tx, &By::keeper(viewer), change, now).await?;
    columns::look_again(&mut tx, region).await?;
    tx.commit().await?;
    app.reminder_bell.notify_one();
    Ok(())
}

pub async fn remove(app: &App, viewer: &Viewer, region: &str, day: &str, now: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let was: Option<Day> = tx
        .one("select day, kind, name from calendar_day where region = $1 and day = $2", args![region, day])
        .await?;
    let was = was.ok_or(Error::NotFound)?;
    let removed = "delete from calendar_day where region = $1 and day = $2";
    event::found(tx.run(removed, args![region, day]).await?)?;
    let change = Change {
        region,
        subject: Subject::Calendar,
        subject_id: day,
        action: "取消",
        before: Some(was.facts()),
        after: None,
        reason: "",
    };
    event::record(&mut tx, &By::keeper(viewer), change, now).await?;
    columns::look_again(&mut tx, region).await?;
    tx.commit().await?;
    app.reminder_bell.notify_one();
    Ok(())
}

fn problem(day: &Day, rules: &CountyRules) -> Option<String> {
    let date: Option<Date> = day.day.parse().ok().filter(|date: &Date| (2000..2100).contains(&date.year()));
    let Some(date) = date else { return Some("日期请写成 2026-11-21 的样子".to_owned()) };
    let n_characters = day.name.trim().chars().count();
    if !(1..=20).contains(&n_characters) || day.name.contains(char::is_control) {
        return Some("请填写名称，不超过 20 个字，如“县庆”".to_owned());
    }
    let wants_off = match day.kind.as_str() {
        "holiday" => true,
        "workday" => false,
        _ => return Some("请选择放假或上班".to_owned()),
    };
    let is_off = !rules.calendar.kind(date).is_working();
    let is_named = rules.calendar.festival(date) == Some(day.name.trim());
    (wants_off == is_off && is_named).then(|| "这一天已经是这样安排的".to_owned())
}
