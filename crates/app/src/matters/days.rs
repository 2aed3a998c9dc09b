//! 工作日推算: beside every date field, how many working days lie between today and the day.

use axum::extract::State;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use supervision::WorkingTime;

use super::sent;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Params;
use crate::procedure::rules::CountyRules;
use crate::{App, clock};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    to: String,
}

/// For the script: what is being typed, counted.
pub async fn show(State(app): State<App>, viewer: Viewer, Params(asked): Params<Asked>) -> Result<String> {
    let county = CountyRules::of(&app.db, viewer.county()?).await?;
    let now = clock::civil(clock::now());
    Ok(sent::day(&asked.to).map(|day| counted(day, now, &county.rules().time)).unwrap_or_default())
}

/// `3 个工作日 → 10 月 9 日 周四`
pub fn counted(day: Date, now: DateTime, time: &WorkingTime<'_>) -> String {
    let n = time.calendar.working_days_between(now.date(), day);
    let rest = if time.calendar.is_working_day(day) { "" } else { "（休息日）" };
    let said = match n {
        0 if day == now.date() => "今天".to_owned(),
        n if day < now.date() => format!("已过 {} 个工作日", -n),
        n => format!("{n} 个工作日"),
    };
    format!("{said} → {}{rest}", short(day))
}

/// What a field suggests: the day so many working days ahead, as it is sent and as it is read.
pub fn suggestions(now: DateTime, time: &WorkingTime<'_>) -> Vec<(String, String)> {
    let ahead = [1, 3, 5, 7, 10, 20].into_iter();
    let days = ahead.filter_map(|n| time.calendar.add_working_days(now.date(), n));
    days.map(|day| (day.to_string(), counted(day, now, time))).collect()
}

/// `10 月 9 日 周四`
pub fn short(day: Date) -> String {
    let weekday = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let weekday =
        weekday.get(usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())).unwrap_or(&"");
    format!("{} 月 {} 日 {weekday}", day.month(), day.day())
}

/// `10 月 9 日 周四 17:30`, with its year where it is another.
pub fn instant(at: DateTime, now: DateTime) -> String {
    let year = if at.year() == now.year() { String::new() } else { format!("{} 年 ", at.year()) };
    format!("{year}{} {}", short(at.date()), at.strftime("%H:%M"))
}

#[cfg(test)]
mod tests {
    use supervision::{OfficeHours, WorkingCalendar};

    use super::*;

    #[test]
    fn days_are_counted_over_holidays_and_made_up_saturdays() {
        let time = WorkingTime { calendar: WorkingCalendar::national(), hours: OfficeHours::default() };
        let now: DateTime = "2026-09-30T09:00".parse().unwrap();
        let cases = [
            ("2026-10-09", "2 个工作日 → 10 月 9 日 周五"),
            ("2026-10-10", "3 个工作日 → 10 月 10 日 周六"),
            ("2026-10-01", "0 个工作日 → 10 月 1 日 周四（休息日）"),
            ("2026-09-30", "今天 → 9 月 30 日 周三"),
            ("2026-09-28", "已过 2 个工作日 → 9 月 28 日 周一"),
        ];
        for (day, said) in cases {
            assert_eq!(counted(day.parse().unwrap(), now, &time), said);
        }
        assert_eq!(instant("2027-01-04T17:30".parse().unwrap(), now), "2027 年 1 月 4 日 周一 17:30");
    }
}
