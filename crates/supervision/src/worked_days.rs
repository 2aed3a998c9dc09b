//! The working days of thirty years in a table, because the lights of a province ask for millions of them. Whoever asks
//! beyond its ends is told nothing and counts for himself.

use jiff::civil::{Date, date};

const FIRST_YEAR: i16 = 2015;
const N_MONTHS: usize = 30 * 12;

/// 工作日表
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedDays {
    /// Which day of the table each month begins with.
    months: Vec<usize>,
    /// How many working days lie before each day, and before the day after the last.
    before: Vec<usize>,
    days: Vec<Date>,
}

impl Default for WorkedDays {
    fn default() -> WorkedDays {
        WorkedDays::of(|date| date.weekday().to_monday_zero_offset() < 5)
    }
}

impl WorkedDays {
    pub fn of(is_working: impl Fn(Date) -> bool) -> WorkedDays {
        let (mut months, mut before, mut days) = (Vec::with_capacity(N_MONTHS), vec![0], Vec::new());
        let mut month = date(FIRST_YEAR, 1, 1);
        for _ in 0..N_MONTHS {
            months.push(before.len() - 1);
            for day in 1..=month.days_in_month() {
                let day = date(month.year(), month.month(), day);
                days.extend(is_working(day).then_some(day));
                before.push(days.len());
            }
            month = month.last_of_month().tomorrow().unwrap_or(month);
        }
        WorkedDays { months, before, days }
    }

    /// 0 for the first day of the table.
    fn index(&self, date: Date) -> Option<usize> {
        let year = usize::try_from(date.year() - FIRST_YEAR).ok()?;
        let month = self.months.get(year * 12 + usize::from(date.month().unsigned_abs()) - 1)?;
        Some(month + usize::from(date.day().unsigned_abs()) - 1)
    }

    pub fn contains(&self, date: Date) -> Option<bool> {
        let index = self.index(date)?;
        Some(self.before[index + 1] > self.before[index])
    }

    /// One day worked or off, in place: a county's own days are laid over the national table for every request.
    pub fn set(&mut self, date: Date, is_working: bool) {
        let Some(index) = self.index(date) else { return };
        let (place, later) = (self.before[index], index + 1..);
        match (self.before[index + 1] > place, is_working) {
            (false, true) => {
                self.days.insert(place, date);
                self.before[later].iter_mut().for_each(|n| *n += 1);
            }
            (true, false) => {
                self.days.remove(place);
                self.before[later].iter_mut().for_each(|n| *n -= 1);
            }
            _ => {}
        }
    }

    pub fn add(&self, date: Date, n: i32) -> Option<Date> {
        let index = self.index(date)?;
        let by = usize::try_from(n.unsigned_abs()).ok()?;
        let place = match n {
            0 => return Some(date),
            1.. => self.before[index + 1] + by - 1,
            _ => self.before[index].checked_sub(by)?,
        };
        self.days.get(place).copied()
    }

    pub fn between(&self, from: Date, to: Date) -> Option<i32> {
        let (from, to) = (self.index(from)?, self.index(to)?);
        // The day itself is not counted, on whichever side the other lies.
        let side = usize::from(from <= to);
        let count = |day: usize| i32::try_from(self.before[day + side]).ok();
        Some(count(to)? - count(from)?)
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use crate::WorkingCalendar;

    use super::*;

    #[test]
    fn over_the_ends_of_the_table_the_days_are_counted_one_by_one() {
        let calendar = WorkingCalendar::national();
        let cases = [
            (date(2014, 12, 31), 1, date(2015, 1, 1), "into the table"),
            (date(2015, 1, 2), -2, date(2014, 12, 31), "out at its begin"),
            (date(2044, 12, 30), 1, date(2045, 1, 2), "out at its end, over a weekend"),
            (date(2045, 1, 2), -1, date(2044, 12, 30), "and back"),
        ];
        for (from, n, to, why) in cases {
            assert_eq!(calendar.add_working_days(from, n), Some(to), "{why}");
            assert_eq!(calendar.working_days_between(from, to), n, "{why}");
        }
        let table = WorkedDays::default();
        assert_eq!(table.contains(date(2014, 12, 31)), None);
        assert_eq!(table.contains(date(2045, 1, 1)), None);
        assert_eq!(table.between(date(2015, 1, 1), date(2044, 12, 31)), Some(7827 - 1));
    }

    proptest! {
        #[test]
        fn days_set_in_place_are_those_of_a_table_made_anew(
            set in proptest::collection::vec((0i32..12_000, any::<bool>()), 0..20)
        ) {
            let (first, mut table) = (date(2014, 11, 1), WorkedDays::default());
            let set: Vec<(Date, bool)> =
                set.into_iter().map(|(n, is_working)| (first.checked_add(n.days()).unwrap(), is_working)).collect();
            set.iter().for_each(|(date, is_working)| table.set(*date, *is_working));
            let last_word = |date: Date| set.iter().rev().find(|(set, _)| *set == date).map(|(_, is_working)| *is_working);
            let weekday = |date: Date| date.weekday().to_monday_zero_offset() < 5;
            prop_assert_eq!(table, WorkedDays::of(|date| last_word(date).unwrap_or_else(|| weekday(date))));
        }
    }
}
