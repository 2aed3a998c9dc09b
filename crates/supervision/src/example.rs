//! What the tests of this crate start from: a county with the national calendar and the usual hours, and its instants.

use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;

use crate::{OfficeHours, WorkingCalendar, WorkingTime};

pub fn county() -> WorkingTime<'static> {
    WorkingTime { calendar: WorkingCalendar::national(), hours: OfficeHours::default() }
}

pub fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// Any second of the years 2020 to 2027.
pub fn instants() -> impl Strategy<Value = DateTime> {
    (0i64..2922 * 24 * 3600).prop_map(|s| at("2020-01-01T00:00").checked_add(s.seconds()).unwrap())
}
