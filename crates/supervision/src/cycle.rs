//! When a matter is reported on again and again.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

use crate::WorkingTime;

/// 周期 of feedback or of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cycle {
    /// 每几个工作日, counted from the last time
    EveryWorkingDays(u32),
    /// 每月几日前; in a shorter month its last day
    MonthlyOn(i8),
    /// 每季度末
    QuarterEnd,
}

impl Cycle {
    /// The next time after an instant, when the offices close. A day of the month that is a day off moves to the
    /// working day before it, because it says by when. `DateTime::MAX` where the calendar ends.
    pub fn next(self, after: DateTime, time: &WorkingTime) -> DateTime {
        let next = match self {
            Cycle::EveryWorkingDays(n) => i32::try_from(n.max(1)).ok().and_then(|n| time.add_days(after, n)),
            Cycle::MonthlyOn(day) => by_month(after, time, |month| {
                let last = i32::from(month.days_in_month());
                month.checked_add((i32::from(day).clamp(1, last) - 1).days()).ok()
            }),
            Cycle::QuarterEnd => {
                by_month(after, time, |month| (month.month() % 3 == 0).then(|| month.last_of_month()))
            }
        };
        next.unwrap_or(DateTime::MAX)
    }

    /// Whether the calendar sets the days, wherever the matter begins.
    pub fn is_by_calendar(self) -> bool {
        match self {
            Cycle::EveryWorkingDays(_) => false,
            Cycle::MonthlyOn(_) | Cycle::QuarterEnd => true,
        }
    }

    pub fn word(self) -> String {
        match self {
            Cycle::EveryWorkingDays(0 | 1) => "每个工作日".to_owned(),
            Cycle::EveryWorkingDays(n) => format!("每 {n} 个工作日"),
            Cycle::MonthlyOn(day) if day >= 31 => "每月月底前".to_owned(),
            Cycle::MonthlyOn(day) => format!("每月 {} 日前", day.max(1)),
            Cycle::QuarterEnd => "每季度末前".to_owned(),
        }
    }

    /// The stored form: `wd5`, `month28`, `quarter`.
    pub fn key(self) -> String {
        match self {
            Cycle::EveryWorkingDays(n) => format!("wd{n}"),
            Cycle::MonthlyOn(day) => format!("month{day}"),
            Cycle::QuarterEnd => "quarter".to_owned(),
        }
    }

    pub fn from_key(key: &str) -> Option<Cycle> {
        let cycle = if key == "quarter" {
            Cycle::QuarterEnd
        } else if let Some(n) = key.strip_prefix("wd") {
            Cycle::EveryWorkingDays(n.parse().ok().filter(|n| *n > 0)?)
        } else {
            Cycle::MonthlyOn(key.strip_prefix("month")?.parse().ok().filter(|day| (1..=31).contains(day))?)
        };
        (cycle.key() == key).then_some(cycle)
    }
}

/// The first of the days, one at most in a month, that closes after an instant. `of_month` gets a month's first day.
fn by_month(
    after: DateTime,
    time: &WorkingTime,
    of_month: impl Fn(Date) -> Option<Date>,
) -> Option<DateTime> {
    let first = after.date().first_of_month();
    (0..).map_while(|n| first.checked_add(Span::new().try_months(n).ok()?).ok()).find_map(|month| {
        let day = of_month(month)?;
        let day =
            if time.calendar.is_working_day(day) { day } else { time.calendar.add_working_days(day, -1)? };
        Some(time.closing(day)).filter(|next| *next > after)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::example::{at, county, instants};

    #[test]
    fn a_day_of_the_month_moves_before_a_day_off() {
        let cases = [
            ("2026-01-05T09:00", Cycle::MonthlyOn(28), "2026-01-28T17:30", "a Wednesday"),
            ("2026-01-28T17:30", Cycle::MonthlyOn(28), "2026-02-28T17:30", "a made-up Saturday"),
            ("2026-03-02T09:00", Cycle::MonthlyOn(28), "2026-03-27T17:30", "a Saturday"),
            ("2026-03-27T18:00", Cycle::MonthlyOn(28), "2026-04-28T17:30", "already past"),
            ("2026-02-03T09:00", Cycle::MonthlyOn(20), "2026-02-14T17:30", "within Spring Festival"),
            ("2026-09-10T09:00", Cycle::MonthlyOn(3), "2026-09-30T17:30", "into the month before"),
            ("2026-01-31T18:00", Cycle::MonthlyOn(31), "2026-02-28T17:30", "a shorter month"),
            ("2026-02-03T09:00", Cycle::QuarterEnd, "2026-03-31T17:30", "the end of March"),
            ("2026-04-01T09:00", Cycle::QuarterEnd, "2026-06-30T17:30", "the end of June"),
            ("2026-11-16T09:00", Cycle::EveryWorkingDays(5), "2026-11-23T17:30", "a week"),
        ];
        for (after, cycle, next, why) in cases {
            assert_eq!(cycle.next(at(after), &county()), at(next), "{why}");
        }
    }

    #[test]
    fn where_the_calendar_ends_nothing_comes_next() {
        for cycle in [Cycle::MonthlyOn(28), Cycle::QuarterEnd, Cycle::EveryWorkingDays(u32::MAX)] {
            assert_eq!(cycle.next(at("9999-12-31T23:00"), &county()), DateTime::MAX);
        }
    }

    #[test]
    fn a_cycle_is_stored_and_said() {
        let cases = [
            (Cycle::EveryWorkingDays(5), "wd5", "每 5 个工作日"),
            (Cycle::EveryWorkingDays(1), "wd1", "每个工作日"),
            (Cycle::MonthlyOn(28), "month28", "每月 28 日前"),
            (Cycle::MonthlyOn(31), "month31", "每月月底前"),
            (Cycle::QuarterEnd, "quarter", "每季度末前"),
        ];
        for (cycle, key, word) in cases {
            assert_eq!(cycle.key(), key);
            assert_eq!(cycle.word(), word);
            assert_eq!(Cycle::from_key(key), Some(cycle));
        }
        for key in ["", "wd0", "wd", "month0", "month32", "month+3", "quarter1", "28"] {
            assert_eq!(Cycle::from_key(key), None, "{key}");
        }
    }

    fn cycles() -> impl Strategy<Value = Cycle> {
        prop_oneof![
            (1u32..30).prop_map(Cycle::EveryWorkingDays),
            (1i8..=31).prop_map(Cycle::MonthlyOn),
            Just(Cycle::QuarterEnd),
        ]
    }

    proptest! {
        #[test]
        fn the_next_time_lies_ahead_on_a_working_day(after in instants(), cycle in cycles()) {
            let next = cycle.next(after, &county());
            prop_assert!(next > after && county().calendar.is_working_day(next.date()));
        }

        #[test]
        fn a_later_start_never_comes_earlier(one in instants(), other in instants(), cycle in cycles()) {
            let next = |after| cycle.next(after, &county());
            prop_assert!(next(one.min(other)) <= next(one.max(other)));
        }

        #[test]
        fn each_month_has_its_day(after in instants(), day in 1i8..=31) {
            let next = Cycle::MonthlyOn(day).next(after, &county());
            prop_assert!((next.date() - after.date()).get_days() <= 31 + 10, "a month and a festival");
        }
    }
}
