//! PF on the seeds.

use review::{Off, Settings, Value, rules};

use super::{BEIDAIHE, JULU, LULONG, Totals, ZONE, messages, only, passed, seed};

pub const TOTALS: Totals = &[
    ("PF-01", [0, 0, 0, 0]),
    ("PF-03", [0, 0, 0, 4]),
    ("PF-04", [0, 0, 0, 1]),
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
fn codes_of_full_length_are_counted() {
    let (Some(lulong), Some(beidaihe), Some(zone)) = (seed(LULONG), seed(BEIDAIHE), seed(ZONE)) else {
        return;
    };
    assert_eq!([&lulong, &beidaihe].map(|d| passed(d, "PF-04")), [10, 15]);
    assert_eq!([&lulong, &beidaihe, &zone].map(|d| passed(d, "PF-06")), [10, 15, 4]);
    let report = only(&zone, "PF-04");
    assert_eq!(report.n_passed, 3);
    assert!(report.findings[0].message.contains("“13032421P4PD6RPKWKFU”有 20 位"), "{report:#?}");
}

#[test]
fn check_signs_are_weighed_only_where_an_office_asks() {
    let (Some(lulong), Some(beidaihe)) = (seed(LULONG), seed(BEIDAIHE)) else { return };
    assert!(only(&lulong, "PF-05").not_applicable.contains(&"PF-05"));
    let value = Value::Words(vec!["13".to_owned()]);
    let values = [(("PF-05".to_owned(), "divisions".to_owned()), value)].into();
    let off = rules().iter().map(|rule| rule.code).filter(|code| *code != "PF-05").map(Off::always).collect();
    let settings = Settings { off, values, ..Settings::default() };
    let count = |document| {
        let report = review::review(document, &settings);
        (report.n_passed, report.n_failed)
    };
    assert_eq!(count(&lulong), (10, 0));
    assert_eq!(count(&beidaihe), (0, 0), "codes of 2021 carry no sign");
}

#[test]
fn forms_without_budgets_cannot_be_added_up() {
    let Some(julu) = seed(JULU) else { return };
    let report = only(&julu, "PF-02");
    assert_eq!((report.n_failed, report.undecided.len()), (0, 1), "{report:#?}");
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
