//! The only module that reads the clock. Everybody else gets the time as a parameter.
#![allow(clippy::disallowed_methods, reason = "this is the module the ban points to")]

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz::TimeZone};

/// How far this process is ahead of the machine; only a test that lives through weeks is.
static AHEAD: AtomicI64 = AtomicI64::new(0);

/// Milliseconds since 1970, as stored.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond() + AHEAD.load(Ordering::Relaxed)
}

/// From here on it is this instant, and time goes on.
pub fn set(instant: i64) {
    AHEAD.store(instant - Timestamp::now().as_millisecond(), Ordering::Relaxed);
}

/// A stored instant as an office clock in China shows it: `2026-11-21 15:04`.
pub fn local(ms: i64) -> String {
    civil(ms).strftime("%Y-%m-%d %H:%M").to_string()
}

fn china() -> TimeZone {
    static CHINA: LazyLock<TimeZone> =
        LazyLock::new(|| TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC));
    CHINA.clone()
}

/// A stored instant as the offices' clock and calendar have it.
pub fn civil(ms: i64) -> DateTime {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(china()).datetime()
}

/// The stored form of what the offices' clock shows.
pub fn instant(at: DateTime) -> i64 {
    at.to_zoned(china()).map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond())
}

/// The day of an instant: `2026-11-21`.
pub fn date(ms: i64) -> String {
    civil(ms).date().to_string()
}

/// The first instant of a day in China and that of the next: of `2026-11-21`, or nothing where no such day is.
pub fn day(text: &str) -> Option<(i64, i64)> {
    let zone = china();
    let day: Date = text.parse().ok()?;
    let start = |day: Date| Some(day.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond());
    Some((start(day)?, start(day.tomorrow().ok()?)?))
}

/// A stored instant for programs, RFC 3339: `2026-11-21T07:04:00Z`.
pub fn iso(ms: i64) -> String {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        assert_eq!(day("1970-01-02"), Some((57_600_000, 144_000_000)));
        assert_eq!(local(57_600_000), "1970-01-02 00:00");
        for text in ["", "2026-02-30", "2026/11/21", "9999-12-31", "今天"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
