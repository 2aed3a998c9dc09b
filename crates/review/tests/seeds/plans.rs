//! PL on the seeds.

use super::{BEIDAIHE, LULONG, Totals, ZONE, messages, n_rows, only, passed, seed};

pub const TOTALS: Totals =
    &[("PL-01", [0, 0, 0, 1]), ("PL-03", [0, 0, 0, 2]), ("PL-04", [1, 0, 1, 0]), ("PL-05", [0, 0, 1, 0])];

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

#[test]
fn plans_rise_and_most_are_even() {
    let (Some(lulong), Some(beidaihe)) = (seed(LULONG), seed(BEIDAIHE)) else { return };
    assert_eq!(passed(&lulong, "PL-02") + passed(&beidaihe, "PL-02"), 25);
    assert_eq!((n_rows(LULONG, "PL-04"), n_rows(BEIDAIHE, "PL-04")), (Some(9), Some(15)));
    let seasonal = messages(BEIDAIHE, "PL-05").unwrap();
    assert!(seasonal[0].contains("旅游旺季活动及会议经费"), "{seasonal:?}");
}
