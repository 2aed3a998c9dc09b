//! How long somebody has: a span in the words of the offices, and the instant at which it ends.

use jiff::Span;
use jiff::civil::DateTime;

use crate::WorkingTime;

/// 时限. The day on which it begins is not counted (民法典第二百零一条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// Office minutes
    Minutes(i64),
    /// 工作日; 0 ends on the same day, or on the next working day once the offices have closed.
    WorkingDays(u32),
    /// 日; one that would end on a day off ends on the next working day (民法典第二百零三条). 0 as above.
    CalendarDays(u32),
}

impl Term {
    /// When the term ends that begins at an instant. Days end when the offices close, as 民法典第二百零三条 has it for
    /// whoever keeps office hours. `None` beyond the year 9999, and when the county has no office hours.
    pub fn end(self, from: DateTime, time: &WorkingTime) -> Option<DateTime> {
        let date = match self {
            Term::Minutes(minutes) => return time.add_minutes(from, minutes),
            Term::WorkingDays(0) | Term::CalendarDays(0) => time.next_open(from)?.date(),
            Term::WorkingDays(n) => return time.add_days(from, i32::try_from(n).ok()?),
            Term::CalendarDays(n) => {
                let last = from.date().checked_add(Span::new().try_days(i64::from(n)).ok()?).ok()?;
                time.working_day_from(last)?
            }
        };
        Some(time.closing(date))
    }

    pub fn word(self) -> String {
        match self {
            Term::Minutes(n) if n % 60 == 0 => format!("{} 小时（办公时间）", n / 60),
            Term::Minutes(n) if n % 60 == 30 => format!("{}.5 小时（办公时间）", n / 60),
            Term::Minutes(n) => format!("{n} 分钟（办公时间）"),
            Term::WorkingDays(0) | Term::CalendarDays(0) => "当日".to_owned(),
            Term::WorkingDays(n) => format!("{n} 个工作日"),
            Term::CalendarDays(n) => format!("{n} 日"),
        }
    }

    /// The stored form: `min120`, `wd3`, `d30`.
    pub fn key(self) -> String {
        match self {
            Term::Minutes(n) => format!("min{n}"),
            Term::WorkingDays(n) => format!("wd{n}"),
            Term::CalendarDays(n) => format!("d{n}"),
        }
    }

    pub fn from_key(key: &str) -> Option<Term> {
        let (unit, n) = key.split_at_checked(key.find(|c: char| c.is_ascii_digit())?)?;
        let term = match unit {
            "min" => Term::Minutes(n.parse().ok()?),
            "wd" => Term::WorkingDays(n.parse().ok()?),
            "d" => Term::CalendarDays(n.parse().ok()?),
            _ => return None,
        };
        (term.key() == key).then_some(term)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::example::{at, county, instants};

    #[test]
    fn terms_end_when_the_offices_close() {
        let cases = [
            ("2026-11-16T10:00", Term::WorkingDays(3), "2026-11-19T17:30", "an ordinary week"),
            ("2026-11-16T20:00", Term::WorkingDays(1), "2026-11-17T17:30", "issued in the evening"),
            ("2026-02-13T10:00", Term::WorkingDays(3), "2026-02-25T17:30", "over Spring Festival"),
            ("2026-11-16T10:00", Term::CalendarDays(30), "2026-12-16T17:30", "ends on a Wednesday"),
            ("2026-11-16T10:00", Term::CalendarDays(5), "2026-11-23T17:30", "ends on a Saturday"),
            ("2026-09-15T10:00", Term::CalendarDays(20), "2026-10-08T17:30", "ends within National Day"),
            ("2026-09-20T10:00", Term::CalendarDays(20), "2026-10-10T17:30", "ends on a made-up Saturday"),
            ("2026-11-16T16:30", Term::Minutes(120), "2026-11-17T09:30", "two office hours"),
            ("2026-11-16T10:00", Term::WorkingDays(0), "2026-11-16T17:30", "the same day"),
            ("2026-11-16T12:30", Term::CalendarDays(0), "2026-11-16T17:30", "the same day, at noon"),
            ("2026-11-16T17:30", Term::WorkingDays(0), "2026-11-17T17:30", "the offices have closed"),
            ("2026-11-21T10:00", Term::WorkingDays(0), "2026-11-23T17:30", "on a Saturday"),
        ];
        for (from, term, end, why) in cases {
            assert_eq!(term.end(at(from), &county()), Some(at(end)), "{why}");
        }
    }

    #[test]
    fn a_term_is_said_in_the_offices_words() {
        let cases = [
            (Term::WorkingDays(3), "3 个工作日", "wd3"),
            (Term::WorkingDays(0), "当日", "wd0"),
            (Term::CalendarDays(30), "30 日", "d30"),
            (Term::Minutes(120), "2 小时（办公时间）", "min120"),
            (Term::Minutes(210), "3.5 小时（办公时间）", "min210"),
            (Term::Minutes(45), "45 分钟（办公时间）", "min45"),
        ];
        for (term, word, key) in cases {
            assert_eq!(term.word(), word);
            assert_eq!(term.key(), key);
        }
    }

    #[test]
    fn only_what_was_stored_is_read() {
        for key in
            ["", "wd", "3", "wd-1", "min-5", "wd+3", "wd03", "wd3 ", "h2", "d3d", "wd4294967296", "日3"]
        {
            assert_eq!(Term::from_key(key), None, "{key}");
        }
    }

    #[test]
    fn a_term_without_end_has_none() {
        let from = at("2026-11-16T10:00");
        for term in [Term::WorkingDays(u32::MAX), Term::CalendarDays(u32::MAX), Term::Minutes(i64::MAX)] {
            assert_eq!(term.end(from, &county()), None);
        }
    }

    fn of_kind(kind: u8, n: u32) -> Term {
        match kind {
            0 => Term::Minutes(i64::from(n) * 7),
            1 => Term::WorkingDays(n),
            _ => Term::CalendarDays(n),
        }
    }

    proptest! {
        #[test]
        fn keys_are_read_back(kind in 0u8..3, n in any::<u32>()) {
            let term = of_kind(kind, n);
            prop_assert_eq!(Term::from_key(&term.key()), Some(term));
        }

        #[test]
        fn a_later_start_never_ends_earlier(one in instants(), other in instants(), kind in 0u8..3, n in 0u32..90) {
            let end = |from| of_kind(kind, n).end(from, &county());
            prop_assert!(end(one.min(other)) <= end(one.max(other)));
        }

        #[test]
        fn a_longer_term_never_ends_earlier(from in instants(), kind in 0u8..3, n in 0u32..90) {
            let end = |n| of_kind(kind, n).end(from, &county()).unwrap();
            prop_assert!(from <= end(n) && end(n) <= end(n + 1));
        }

        #[test]
        fn the_days_left_are_the_days_given(from in instants(), n in 1u32..90) {
            let end = Term::WorkingDays(n).end(from, &county()).unwrap();
            prop_assert_eq!(county().days_left(from, end), n as i32);
        }

        #[test]
        fn every_term_ends_within_a_working_day(from in instants(), kind in 0u8..3, n in 1u32..90) {
            let end = of_kind(kind, n).end(from, &county()).unwrap();
            prop_assert!(county().calendar.is_working_day(end.date()));
            prop_assert!(end <= county().closing(end.date()));
        }
    }
}
