//! The only module that reads the clock. Everybody else gets the time as a parameter.
#![allow(clippy::disallowed_methods, reason = "this is the module the ban points to")]

use jiff::{Timestamp, tz::TimeZone};

/// Milliseconds since 1970, as stored.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// A stored instant as an office clock in China shows it: `2026-11-21 15:04`.
pub fn local(ms: i64) -> String {
    let zone = TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC);
    let instant = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A stored instant for programs, RFC 3339: `2026-11-21T07:04:00Z`.
pub fn iso(ms: i64) -> String {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
