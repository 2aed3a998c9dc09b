//! TX on the seeds.

use super::{JULU, Totals, passed, seed};

pub const TOTALS: Totals = &[];

#[test]
fn the_project_list_adds_up() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "TX-03"), 1);
}
