//! PL on the seeds.

use super::{BEIDAIHE, LULONG, Totals, ZONE, only, passed, seed};

pub const TOTALS: Totals = &[("PL-01", [0, 0, 0, 1])];

#[test]
fn plans_that_reach_the_whole_are_counted() {
    let (Some(lulong), Some(beidaihe)) = (seed(LULONG), seed(BEIDAIHE)) else { return };
    assert_eq!(passed(&lulong, "PL-01") + passed(&beidaihe, "PL-01"), 25);
}

#[test]
fn a_plan_lost_at_a_page_break_cannot_be_decided() {
    let Some(document) = seed(ZONE) else { return };
    let report = only(&document, "PL-01");
    let reasons: Vec<&str> = report.undecided.iter().map(|u| u.reason.as_str()).collect();
    assert!(reasons.len() == 1 && reasons[0].contains("招商维稳经费"), "{reasons:?}");
}
