//! CL on the seeds.

use super::{BEIDAIHE, JULU, LULONG, Totals, ZONE, messages, passed, seed};

pub const TOTALS: Totals = &[("CL-05", [0, 2, 0, 0]), ("CL-07", [0, 1, 0, 0]), ("CL-08", [0, 2, 0, 0])];

#[test]
fn every_printed_code_is_well_formed_and_goes_by_its_name() {
    let Some(julu) = seed(JULU) else { return };
    for code in ["CL-01", "CL-02", "CL-09"] {
        assert_eq!(passed(&julu, code), 84 + 19, "{code}");
    }
    assert!(passed(&julu, "CL-03") > 0);
    assert_eq!(passed(&julu, "CL-04"), 84 + 19);
}

#[test]
fn project_codes_begin_with_the_county() {
    let (Some(lulong), Some(beidaihe), Some(zone)) = (seed(LULONG), seed(BEIDAIHE), seed(ZONE)) else {
        return;
    };
    assert_eq!([&lulong, &beidaihe, &zone].map(|doc| passed(doc, "CL-10")), [10, 15, 4]);
}

#[test]
fn other_items_are_named_with_their_share() {
    let Some(messages) = messages(JULU, "CL-08") else { return };
    assert!(messages.iter().any(|m| m.contains("2013199") && m.contains("12.0%")), "{messages:?}");
    assert!(messages.iter().any(|m| m.contains("2012699") && m.contains("18.00")), "{messages:?}");
}
