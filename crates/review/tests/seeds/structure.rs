//! ST on the seeds.

use budget::Money;
use review::Finding;

use super::{BEIDAIHE, JULU, LULONG, Totals, ZONE, messages, only, passed, seed};

pub const TOTALS: Totals = &[
    ("ST-03", [0, 1, 0, 0]),
    ("ST-07", [0, 1, 0, 0]),
    ("ST-08", [0, 1, 0, 0]),
    ("ST-09", [0, 1, 0, 0]),
    ("ST-10", [0, 27, 0, 0]),
    ("ST-11", [2, 0, 0, 5]),
    ("ST-12", [0, 7, 0, 0]),
    ("ST-14", [1, 0, 0, 0]),
    ("ST-15", [0, 0, 0, 1]),
];

#[test]
fn projects_without_a_form_hold_the_known_sum() {
    let Some(document) = seed(JULU) else { return };
    let report = only(&document, "ST-12");
    let named = |f: &Finding| {
        let listed = document.stated.projects.iter().find(|p| f.message.contains(&format!("“{}”", p.name)));
        listed.and_then(|p| p.amount.money())
    };
    let sum = Money::checked_sum(report.findings.iter().filter_map(named)).unwrap();
    assert_eq!(sum.wan(), "74.13");
}

#[test]
fn nine_tables_and_three_empty_ones_pass() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "ST-01"), 9);
    assert_eq!(passed(&julu, "ST-02"), 3);
}

#[test]
fn sections_contents_and_heads_pass() {
    let (Some(julu), Some(lulong)) = (seed(JULU), seed(LULONG)) else { return };
    assert_eq!(passed(&julu, "ST-04"), 10);
    assert_eq!(passed(&julu, "ST-05"), 18, "nine tables and nine sections");
    assert_eq!(passed(&lulong, "ST-05"), 10);
    assert_eq!(passed(&julu, "ST-06"), 27);
    assert_eq!(passed(&julu, "ST-13"), 27);
}

#[test]
fn whole_forms_pass() {
    for (name, n_forms) in [(LULONG, 10), (BEIDAIHE, 15), (ZONE, 4)] {
        let Some(document) = seed(name) else { return };
        assert_eq!(passed(&document, "ST-10"), n_forms, "{name}");
    }
}

#[test]
fn labels_are_named_with_their_forms() {
    let (Some(lulong), Some(zone)) = (messages(LULONG, "ST-11"), messages(ZONE, "ST-11")) else { return };
    assert!(lulong[0].contains("招商、争取资金经费") && lulong[0].contains("项目编号"), "{lulong:#?}");
    assert!(lulong[1].contains("保密局设备购置及业务费") && lulong[1].contains("表头行"), "{lulong:#?}");
    assert_eq!(zone.iter().filter(|message| message.contains("“效果指标”")).count(), 4, "{zone:#?}");
}

#[test]
fn the_base_without_its_money_is_found() {
    let Some(found) = messages(LULONG, "ST-14") else { return };
    assert!(found[0].contains("“卢龙县国家安全教育基地经费”"), "{found:#?}");
}
