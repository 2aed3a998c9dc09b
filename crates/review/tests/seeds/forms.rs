//! PF on the seeds.

use super::{BEIDAIHE, LULONG, Totals, ZONE, messages, passed, seed};

pub const TOTALS: Totals = &[
    ("PF-01", [0, 0, 0, 0]),
    ("PF-07", [0, 0, 3, 0]),
    ("PF-08", [0, 0, 1, 0]),
    ("PF-09", [0, 0, 0, 1]),
    ("PF-10", [0, 0, 0, 2]),
];

#[test]
fn funding_of_every_form_adds_up() {
    let (Some(lulong), Some(beidaihe), Some(zone)) = (seed(LULONG), seed(BEIDAIHE), seed(ZONE)) else {
        return;
    };
    assert_eq!([&lulong, &beidaihe, &zone].map(|d| passed(d, "PF-01")), [10, 15, 4]);
}

#[test]
fn repeated_goals_are_those_of_three_known_forms() {
    let Some(repeated) = messages(BEIDAIHE, "PF-07") else { return };
    for project in ["电子政务内网建设维护经费", "人事代理经费", "暑办工作经费"] {
        assert!(repeated.iter().any(|message| message.contains(project)), "{project}");
    }
}

#[test]
fn goals_of_other_business_have_no_indicator() {
    let Some(goals) = messages(ZONE, "PF-10") else { return };
    assert!(
        goals.iter().any(|m| m.contains("河道治理")) && goals.iter().any(|m| m.contains("人口")),
        "{goals:?}"
    );
    let mixed = messages(ZONE, "PF-09").unwrap();
    assert!(mixed[0].contains("招商维稳经费") && mixed[0].contains("招商、信访、普查"), "{mixed:?}");
}
