//! Arithmetic on the time that counts: office hours of working days. Which days these are stands in `calendar`.

use jiff::civil::{Date, DateTime, Time};

use crate::{OfficeHours, WorkingCalendar};

/// 办公时段: a county's working days together with its office hours. Instants are the county's local time and count
/// in whole minutes, so that spans laid end to end add up.
#[derive(Clone, Copy, Debug)]
pub struct WorkingTime<'a> {
    pub calendar: &'a WorkingCalendar,
    pub hours: OfficeHours,
}

impl WorkingTime<'_> {
    /// Office minutes from one instant to a later one; 0 when it is not later.
    pub fn minutes_between(&self, from: DateTime, to: DateTime) -> i64 {
        if to <= from {
            return 0;
        }
        // Every working day before `to` counts whole, then what lies before `from` is taken off.
        let is_working = |at: DateTime| i32::from(self.calendar.is_working_day(at.date()));
        let days =
            self.calendar.working_days_between(from.date(), to.date()) + is_working(from) - is_working(to);
        i64::from(days) * self.hours.minutes() + self.minutes_into_day(to) - self.minutes_into_day(from)
    }

    /// The earliest instant that lies so many office minutes after another; the instant itself for none. `None`
    /// beyond the year 9999, and when the county has no office hours.
    pub fn add_minutes(&self, from: DateTime, minutes: i64) -> Option<DateTime> {
        if minutes <= 0 {
            return Some(from);
        }
        let a_day = self.hours.minutes();
        let left = self.minutes_into_day(from).checked_add(minutes)? - 1;
        let days = i32::try_from(left.checked_div(a_day)?).ok()?;
        let first = self.working_day_from(from.date())?;
        let time = self.hours.time_after(left % a_day + 1)?;
        Some(self.calendar.add_working_days(first, days)?.to_datetime(time))
    }

    /// 下班时间 of the `n`th working day after an instant's day; before it when `n` is negative.
    pub fn add_days(&self, from: DateTime, n: i32) -> Option<DateTime> {
        self.calendar.add_working_days(from.date(), n).map(|date| self.closing(date))
    }

    /// When the offices close on a date, worked or not.
    pub fn closing(&self, date: Date) -> DateTime {
        date.to_datetime(self.hours.closing())
    }

    /// When they open.
    pub fn opening(&self, date: Date) -> DateTime {
        date.to_datetime(self.hours.morning.0)
    }

    /// The instant itself when the offices are open, else when they open next.
    pub fn next_open(&self, at: DateTime) -> Option<DateTime> {
        let today = self.calendar.is_working_day(at.date());
        if let Some(time) = self.hours.next_open(at.time()).filter(|_| today) {
            return Some(at.date().to_datetime(time));
        }
        let date = self.calendar.add_working_days(at.date(), 1)?;
        self.hours.next_open(Time::MIN).map(|time| date.to_datetime(time))
    }

    pub fn is_open(&self, at: DateTime) -> bool {
        self.calendar.is_working_day(at.date()) && self.hours.is_open(at.time())
    }

    /// Working days from today to a due date: 0 on the day itself, negative when it is past. A day off counts as
    /// the working day after it, so that what was due on Friday is past on Saturday.
    pub fn days_left(&self, now: DateTime, due: DateTime) -> i32 {
        self.calendar.working_days_between(now.date(), due.date())
    }

    /// The date itself when it is worked, else the next that is.
    pub fn working_day_from(&self, date: Date) -> Option<Date> {
        if self.calendar.is_working_day(date) { Some(date) } else { self.calendar.add_working_days(date, 1) }
    }

    fn minutes_into_day(&self, at: DateTime) -> i64 {
        if self.calendar.is_working_day(at.date()) { self.hours.minutes_until(at.time()) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::example::{at, county, instants};

    #[test]
    fn minutes_skip_noon_nights_weekends_and_festivals() {
        let cases = [
            ("2026-11-16T08:30", 210, "2026-11-16T12:00", "a morning ends at noon, not at 14:00"),
            ("2026-11-16T11:00", 120, "2026-11-16T15:00", "over noon"),
            ("2026-11-16T16:30", 60, "2026-11-16T17:30", "up to closing, not to the next morning"),
            ("2026-11-16T16:30", 61, "2026-11-17T08:31", "over night"),
            ("2026-11-20T17:00", 120, "2026-11-23T10:00", "over the weekend"),
            ("2026-11-21T10:00", 1, "2026-11-23T08:31", "from a Saturday"),
            ("2026-02-14T17:00", 60, "2026-02-24T09:00", "a made-up Saturday, then Spring Festival"),
            ("2026-09-30T16:30", 120, "2026-10-08T09:30", "over National Day"),
            ("2026-10-09T17:00", 60, "2026-10-10T09:00", "into a made-up Saturday"),
        ];
        for (from, minutes, to, why) in cases {
            assert_eq!(county().add_minutes(at(from), minutes), Some(at(to)), "{why}");
            assert_eq!(county().minutes_between(at(from), at(to)), minutes, "{why}");
        }
    }

    #[test]
    fn nothing_is_counted_backwards_or_outside_hours() {
        assert_eq!(county().minutes_between(at("2026-11-17T09:00"), at("2026-11-16T09:00")), 0);
        assert_eq!(county().minutes_between(at("2026-11-20T17:30"), at("2026-11-23T08:30")), 0);
        assert_eq!(county().minutes_between(at("2026-11-16T12:10"), at("2026-11-16T13:50")), 0);
        assert_eq!(county().minutes_between(at("2026-11-16T09:00:59"), at("2026-11-16T09:01")), 1);
    }

    #[test]
    fn years_are_counted_by_their_days() {
        let days = i64::from(
            WorkingCalendar::national().working_days_between(date(2020, 12, 31), date(2026, 12, 31)),
        );
        let (from, to) = (at("2021-01-01T00:00"), at("2026-12-31T23:59"));
        assert_eq!(county().minutes_between(from, to), days * 420);
        assert_eq!(county().add_minutes(from, days * 420), Some(at("2026-12-31T17:30")));
    }

    #[test]
    fn the_next_opening_is_now_or_later() {
        let cases = [
            ("2026-11-16T09:15", "2026-11-16T09:15", "open"),
            ("2026-11-16T06:00", "2026-11-16T08:30", "early"),
            ("2026-11-16T12:30", "2026-11-16T14:00", "noon"),
            ("2026-11-16T17:30", "2026-11-17T08:30", "closed"),
            ("2026-09-30T19:00", "2026-10-08T08:30", "a festival ahead"),
            ("2026-10-03T10:00", "2026-10-08T08:30", "within a festival"),
        ];
        for (now, open, why) in cases {
            assert_eq!(county().next_open(at(now)), Some(at(open)), "{why}");
            assert!(county().is_open(at(open)), "{why}");
        }
    }

    #[test]
    fn days_left_turn_negative_on_the_day_after() {
        let due = county().add_days(at("2026-11-16T10:00"), 3).unwrap();
        assert_eq!(due, at("2026-11-19T17:30"));
        let left = |now| county().days_left(at(now), due);
        assert_eq!(left("2026-11-16T10:00"), 3);
        assert_eq!(left("2026-11-19T23:00"), 0);
        assert_eq!(left("2026-11-20T08:00"), -1);
        assert_eq!(left("2026-11-22T08:00"), -2);
        assert_eq!(left("2026-11-23T08:00"), -2);
    }

    #[test]
    fn without_office_hours_no_minute_passes() {
        let hours = OfficeHours { morning: (Time::MIN, Time::MIN), afternoon: (Time::MIN, Time::MIN) };
        let never = WorkingTime { hours, ..county() };
        assert_eq!(never.add_minutes(at("2026-11-16T10:00"), 1), None);
        assert_eq!(never.next_open(at("2026-11-16T10:00")), None);
        assert_eq!(county().add_minutes(at("2026-11-16T10:00"), i64::MAX), None);
    }

    proptest! {
        #[test]
        fn adding_and_counting_minutes_are_inverse(from in instants(), minutes in 0i64..30_000) {
            let to = county().add_minutes(from, minutes).unwrap();
            prop_assert_eq!(county().minutes_between(from, to), minutes);
            if minutes > 0 {
                let earlier = to.checked_sub(1.minute()).unwrap();
                prop_assert_eq!(county().minutes_between(from, earlier), minutes - 1, "no later than needed");
            }
        }

        #[test]
        fn spans_end_to_end_add_up(mut cuts in proptest::array::uniform3(instants())) {
            cuts.sort();
            let [a, b, c] = cuts;
            let between = |from, to| county().minutes_between(from, to);
            prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        }

        #[test]
        fn whole_days_agree_with_minute_by_minute(from in instants(), span in 0i64..6000) {
            let from = from.with().second(0).subsec_nanosecond(0).build().unwrap();
            let to = from.checked_add(span.minutes()).unwrap();
            let minutes = from.series(1.minute()).take_while(|minute| *minute < to);
            let open = minutes.filter(|minute| county().is_open(*minute)).count();
            prop_assert_eq!(county().minutes_between(from, to), open as i64);
        }

        #[test]
        fn days_left_undo_adding_days(from in instants(), n in -120i32..120) {
            let due = county().add_days(from, n).unwrap();
            prop_assert_eq!(county().days_left(from, due), n);
        }

        #[test]
        fn no_time_passes_before_the_next_opening(at in instants()) {
            let open = county().next_open(at).unwrap();
            prop_assert!(county().is_open(open) && at <= open);
            prop_assert_eq!(county().minutes_between(at, open), 0);
        }
    }
}
