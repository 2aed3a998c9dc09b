//! The working calendar: which days count when a deadline says 工作日.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::worked_days::WorkedDays;

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// 工作日: Monday to Friday
    Weekday,
    /// 双休日
    Weekend,
    /// 节假日, by the State Council's notice
    Holiday,
    /// 调休上班: a weekend day on which offices work to make up for a holiday
    MakeUpDay,
}

impl DayKind {
    pub fn is_working(self) -> bool {
        matches!(self, DayKind::Weekday | DayKind::MakeUpDay)
    }
}

/// 工作日历: weekdays, corrected by the holidays and make-up days of the years whose notice is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    worked: WorkedDays,
    /// Days that the notices name, each with the name of the festival.
    named: BTreeMap<Date, (DayKind, String)>,
    announced: BTreeSet<i16>,
}

impl WorkingCalendar {
    /// The national calendar built in: 国务院办公厅关于部分节假日安排的通知, 2021 to 2026.
    pub fn national() -> &'static WorkingCalendar {
        static NATIONAL: LazyLock<WorkingCalendar> =
            LazyLock::new(|| WorkingCalendar::read(include_str!("../../../reference/holidays.csv")));
        &NATIONAL
    }

    /// Rows of `date,kind,name` with `holiday` or `workday` as kind, below a header row.
    fn read(text: &'static str) -> WorkingCalendar {
        let mut calendar = WorkingCalendar::default();
        for row in budget::csv::rows(text) {
            let date: Date = row[0].parse().expect("the built-in list holds dates");
            let kind = if row[1] == "holiday" { DayKind::Holiday } else { DayKind::MakeUpDay };
            calendar.named.insert(date, (kind, row[2].clone()));
            calendar.announced.insert(date.year());
        }
        calendar.worked = WorkedDays::of(|date| calendar.kind(date).is_working());
        calendar
    }

    /// The calendar with one day as the county itself has set it: a local festival, a day of flood relief, or a
    /// date of the next notice entered by hand. Whether the year counts as announced stays as it was.
    #[must_use]
    pub fn with_day(mut self, date: Date, kind: DayKind, name: impl Into<String>) -> WorkingCalendar {
        self.named.insert(date, (kind, name.into()));
        self.worked.set(date, kind.is_working());
        self
    }

    /// Whether the notice for a year is known. Until it is, the year's days count as plain weekdays and weekends,
    /// and whoever shows a date in it says that the holidays are not announced yet.
    pub fn is_announced(&self, year: i16) -> bool {
        self.announced.contains(&year)
    }

    pub fn kind(&self, date: Date) -> DayKind {
        match self.named.get(&date) {
            Some((kind, _)) => *kind,
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::Weekday,
        }
    }

    /// 春节 for a day off at Spring Festival, and for a day worked to make up for it.
    pub fn festival(&self, date: Date) -> Option<&str> {
        self.named.get(&date).map(|(_, name)| name.as_str())
    }

    pub fn is_working_day(&self, date: Date) -> bool {
        self.worked.contains(date).unwrap_or_else(|| self.kind(date).is_working())
    }

    /// The `n`th working day after a date; before it when `n` is negative. The date itself is never counted, so
    /// 3 个工作日 from a Monday end on Thursday. With 0 it is the date itself. `None` beyond the year 9999.
    pub fn add_working_days(&self, date: Date, n: i32) -> Option<Date> {
        if let Some(day) = self.worked.add(date, n) {
            return Some(day);
        }
        let step = n.signum();
        let mut day = date;
        let mut left = n.unsigned_abs();
        while left > 0 {
            day = day.checked_add(step.days()).ok()?;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// The date itself when it is worked, else the last before it that was.
    pub fn working_day_until(&self, date: Date) -> Option<Date> {
        if self.is_working_day(date) { Some(date) } else { self.add_working_days(date, -1) }
    }

    /// How many working days a date lies after another, the first not counted: the `n` that
    /// [`add_working_days`](Self::add_working_days) would need. Negative when it lies before.
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        if let Some(n) = self.worked.between(from, to) {
            return n;
        }
        let is_from = i32::from(self.is_working_day(from));
        if from <= to { self.working_days(from, to) - is_from } else { is_from - self.working_days(to, from) }
    }

    /// Working days from `first` to `last`, both counted. Counts weeks and then corrects by the named days, because
    /// the lights of a whole province ask for it.
    fn working_days(&self, first: Date, last: Date) -> i32 {
        let days = first.duration_until(last).as_hours() / 24 + 1;
        let into_week = i64::from(first.weekday().to_monday_zero_offset());
        let in_last_week = (0..days % 7).filter(|day| (into_week + day) % 7 < 5).count();
        let mut working = days / 7 * 5 + in_last_week as i64;
        for (date, (kind, _)) in self.named.range(first..=last) {
            working += i64::from(kind.is_working()) - i64::from(!is_weekend(*date));
        }
        i32::try_from(working).unwrap_or(i32::MAX)
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn calendar() -> &'static WorkingCalendar {
        WorkingCalendar::national()
    }

    #[test]
    fn spring_festival_of_2026_is_off_from_the_15th_to_the_23rd() {
        for day in 15..=23 {
            assert_eq!(calendar().kind(date(2026, 2, day)), DayKind::Holiday, "{day} February");
            assert_eq!(calendar().festival(date(2026, 2, day)), Some("春节"));
        }
        for day in [14, 28] {
            assert_eq!(date(2026, 2, day).weekday(), Weekday::Saturday);
            assert_eq!(calendar().kind(date(2026, 2, day)), DayKind::MakeUpDay);
        }
        assert_eq!(calendar().kind(date(2026, 2, 24)), DayKind::Weekday);
        assert_eq!(calendar().kind(date(2026, 3, 1)), DayKind::Weekend);
    }

    #[test]
    fn deadlines_count_over_festivals_and_make_up_days() {
        let cases = [
            ("2026-02-13", 1, "2026-02-14", "the Saturday before Spring Festival is worked"),
            ("2026-02-13", 3, "2026-02-25", "nine days off in between"),
            ("2026-09-30", 1, "2026-10-08", "National Day"),
            ("2026-09-28", 4, "2026-10-09", "National Day inside a week's term"),
            ("2026-10-09", 1, "2026-10-10", "a Saturday made up"),
            ("2026-10-10", 1, "2026-10-12", "a Sunday off again"),
            ("2026-11-16", 3, "2026-11-19", "an ordinary week"),
            ("2026-11-21", 1, "2026-11-23", "from a Saturday"),
            ("2026-10-08", -1, "2026-09-30", "back over National Day"),
            ("2026-11-21", 0, "2026-11-21", "nothing to count"),
        ];
        for (from, n, to, why) in cases {
            let (from, to): (Date, Date) = (from.parse().unwrap(), to.parse().unwrap());
            assert_eq!(calendar().add_working_days(from, n), Some(to), "{why}");
            assert_eq!(calendar().working_days_between(from, to), n, "{why}");
        }
    }

    #[test]
    fn a_year_without_notice_has_plain_weekdays_and_says_so() {
        assert!((2021..=2026).all(|year| calendar().is_announced(year)));
        assert!(!calendar().is_announced(2027));
        assert_eq!(calendar().kind(date(2027, 10, 1)), DayKind::Weekday);
        assert_eq!(calendar().kind(date(2027, 10, 2)), DayKind::Weekend);
        assert_eq!(calendar().festival(date(2027, 10, 1)), None);
    }

    #[test]
    fn a_county_sets_days_of_its_own() {
        let flood = date(2026, 7, 20);
        let county = calendar().clone().with_day(flood, DayKind::Holiday, "防汛停工");
        assert_eq!(county.festival(flood), Some("防汛停工"));
        assert_eq!(county.add_working_days(date(2026, 7, 17), 1), Some(date(2026, 7, 21)));
        let county = county.with_day(date(2026, 7, 25), DayKind::MakeUpDay, "防汛停工");
        assert_eq!(county.working_days_between(date(2026, 7, 17), date(2026, 7, 25)), 5);
        assert!(!calendar().clone().with_day(date(2027, 1, 1), DayKind::Holiday, "元旦").is_announced(2027));
    }

    #[test]
    fn the_end_of_time_has_no_next_working_day() {
        assert_eq!(calendar().add_working_days(date(9999, 12, 31), 1), None);
        assert_eq!(calendar().working_days_between(date(9999, 12, 30), date(9999, 12, 31)), 1);
    }

    fn days() -> impl Strategy<Value = Date> {
        (0i32..2922).prop_map(|n| date(2020, 1, 1).checked_add(n.days()).unwrap())
    }

    proptest! {
        #[test]
        fn adding_and_counting_are_inverse(from in days(), n in -200i32..200) {
            let to = calendar().add_working_days(from, n).unwrap();
            prop_assert!(n == 0 || calendar().is_working_day(to));
            prop_assert_eq!(calendar().working_days_between(from, to), n);
        }

        #[test]
        fn weeks_and_corrections_agree_with_counting_day_by_day(from in days(), n in 0i32..900) {
            let to = from.checked_add(n.days()).unwrap();
            let one_by_one = from.series(1.day()).skip(1).take_while(|day| *day <= to);
            let expected = one_by_one.filter(|day| calendar().is_working_day(*day)).count();
            prop_assert_eq!(calendar().working_days_between(from, to), expected as i32);
        }

        #[test]
        fn terms_add_up(from in days(), a in 0i32..60, b in 0i32..60) {
            let add = |date, n| calendar().add_working_days(date, n).unwrap();
            prop_assert_eq!(add(add(from, a), b), add(from, a + b));
        }

        #[test]
        fn a_later_start_never_ends_earlier(one in days(), other in days(), n in 0i32..60) {
            let (first, second) = (one.min(other), one.max(other));
            let end = |from| calendar().add_working_days(from, n);
            prop_assert!(end(first) <= end(second));
        }
    }
}
