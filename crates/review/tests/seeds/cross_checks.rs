//! SX on the seeds.

use super::{JULU, Totals, passed, seed};

pub const TOTALS: Totals = &[("SX-02", [0, 1, 0, 0]), ("SX-12", [0, 1, 0, 0])];

#[test]
fn tables_that_agree_are_counted() {
    let Some(julu) = seed(JULU) else { return };
    for code in ["SX-01", "SX-03", "SX-04", "SX-05", "SX-06", "SX-07", "SX-08", "SX-09", "SX-10", "SX-11"] {
        assert!(passed(&julu, code) > 0, "{code}");
    }
    assert_eq!(passed(&julu, "SX-13"), 2);
}
