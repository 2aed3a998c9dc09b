//! When an office is open on a working day.

use jiff::civil::{Time, time};

/// 办公时间: the two halves of a working day, each from its opening up to but not including its end. Counties
/// differ and some change by season, so the hours are data.
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
        [self.morning, self.afternoon].iter().map(|(from, to)| minute(*to) - minute(*from)).sum()
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
}
