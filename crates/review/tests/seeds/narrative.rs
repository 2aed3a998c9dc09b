//! TX on the seeds.

use super::{JULU, Totals, passed, seed};

pub const TOTALS: Totals = &[("TX-06", [0, 1, 0, 0]), ("TX-09", [0, 1, 0, 0]), ("TX-18", [0, 1, 0, 0])];

#[test]
fn the_project_list_adds_up() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "TX-03"), 1);
}

#[test]
fn text_and_tables_agree() {
    let Some(julu) = seed(JULU) else { return };
    for (code, n) in [("TX-01", 5), ("TX-02", 5), ("TX-04", 7), ("TX-05", 1), ("TX-08", 2), ("OP-02", 1)] {
        assert_eq!(passed(&julu, code), n, "{code}");
    }
}
