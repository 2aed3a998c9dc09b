//! PF on the seeds.

use super::{BEIDAIHE, LULONG, Totals, ZONE, passed, seed};

pub const TOTALS: Totals = &[("PF-01", [0, 0, 0, 0])];

#[test]
fn funding_of_every_form_adds_up() {
    let (Some(lulong), Some(beidaihe), Some(zone)) = (seed(LULONG), seed(BEIDAIHE), seed(ZONE)) else {
        return;
    };
    assert_eq!([&lulong, &beidaihe, &zone].map(|d| passed(d, "PF-01")), [10, 15, 4]);
}
