//! When an office is open on a working day.

use jiff::ToSpan;
use jiff::civil::{Time, time};

/// 办公时间: the two halves of a working day, each from its opening up to but not including its end. Counties
/// differ and some change by season, so the hours are data. A half that begins when it ends is not worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeHours {
    pub morning: (Time, Time),
    pub afternoon: (Time, Time),
}

impl OfficeHours {
    pub fn is_open(&self, at: Time) -> bool {
        [self.morning, self.afternoon].iter().any(|(from, to)| *from <= at && at < *to)
    }

    /// How many minutes a whole working day has.
    pub fn minutes(&self) -> i64 {
        self.minutes_until(Time::MAX)
    }

    /// How many office minutes of a working day are over at a time of it. Seconds do not count.
    pub fn minutes_until(&self, at: Time) -> i64 {
        let over = |from: Time, to: Time| (minute(at.min(to)) - minute(from)).max(0);
        over(self.morning.0, self.morning.1) + over(self.afternoon.0, self.afternoon.1)
    }

    /// The earliest time of a working day at which so many office minutes, at least one, are over.
    pub fn time_after(&self, minutes: i64) -> Option<Time> {
        let morning = self.minutes_until(self.morning.1);
        let (from, more) = match minutes {
            minutes if minutes <= morning => (self.morning.0, minutes),
            minutes => (self.afternoon.0, minutes - morning),
        };
        from.checked_add(more.minutes()).ok().filter(|_| (1..=self.minutes()).contains(&minutes))
    }

    /// The first open time of a working day from this time on: the time itself within the hours, 14:00 at noon.
    pub fn next_open(&self, at: Time) -> Option<Time> {
        let halves = [self.morning, self.afternoon];
        halves.iter().find(|(from, to)| at < *to && from < to).map(|(from, _)| at.max(*from))
    }

    /// 下班时间
    pub fn closing(&self) -> Time {
        self.morning.1.max(self.afternoon.1)
    }
}

/// 8:30–12:00 and 14:00–17:30, the usual hours of county offices.
impl Default for OfficeHours {
    fn default() -> OfficeHours {
        OfficeHours {
            morning: (time(8, 30, 0, 0), time(12, 0, 0, 0)),
            afternoon: (time(14, 0, 0, 0), time(17, 30, 0, 0)),
        }
    }
}

fn minute(at: Time) -> i64 {
    i64::from(at.hour()) * 60 + i64::from(at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_day_has_seven_hours() {
        assert_eq!(OfficeHours::default().minutes(), 7 * 60);
    }

    #[test]
    fn the_noon_break_and_the_closing_minute_are_outside() {
        let hours = OfficeHours::default();
        for (hour, minute, open) in [(8, 29, false), (8, 30, true), (11, 59, true), (12, 0, false)] {
            assert_eq!(hours.is_open(time(hour, minute, 0, 0)), open, "{hour}:{minute}");
        }
        assert!(hours.is_open(time(17, 29, 59, 0)));
        assert!(!hours.is_open(time(17, 30, 0, 0)));
    }
    #[test]
    fn minutes_run_through_the_noon_break() {
        let hours = OfficeHours::default();
        let at = |hour, minute| time(hour, minute, 0, 0);
        for (minutes, end) in [(1, at(8, 31)), (210, at(12, 0)), (211, at(14, 1)), (420, at(17, 30))] {
            assert_eq!(hours.time_after(minutes), Some(end));
            assert_eq!(hours.minutes_until(end), minutes);
        }
        assert_eq!(hours.time_after(0), None);
        assert_eq!(hours.time_after(421), None);
        assert_eq!(hours.minutes_until(at(13, 0)), 210);
        assert_eq!(hours.next_open(at(12, 0)), Some(at(14, 0)));
        assert_eq!(hours.next_open(at(17, 30)), None);
    }

    #[test]
    fn a_county_may_work_one_half_only() {
        let noon = time(14, 0, 0, 0);
        let hours = OfficeHours { morning: (time(8, 0, 0, 0), noon), afternoon: (noon, noon) };
        assert_eq!(hours.minutes(), 360);
        assert_eq!(hours.closing(), noon);
        assert_eq!(hours.next_open(noon), None);
        assert_eq!(hours.time_after(360), Some(noon));
    }
}
