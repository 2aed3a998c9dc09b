//! SE on the seeds.

use super::{BEIDAIHE, LULONG, Totals, messages, passed, seed};

pub const TOTALS: Totals = &[
    ("SE-01", [0, 0, 63, 0]),
    ("SE-02", [0, 0, 7, 0]),
    ("SE-04", [1, 0, 2, 0]),
    ("SE-05", [0, 0, 1, 0]),
    ("SE-06", [0, 2, 0, 0]),
];

#[test]
fn thirty_five_rows_are_redacted_throughout() {
    let Some(document) = seed(LULONG) else { return };
    assert_eq!(passed(&document, "SE-01"), 35);
    assert_eq!(passed(&document, "SE-02"), 5);
    assert_eq!(passed(&document, "SE-07"), 5, "amounts are published, only the content is not");
}

#[test]
fn each_county_has_one_word_for_it() {
    for name in [LULONG, BEIDAIHE] {
        let Some(document) = seed(name) else { return };
        assert!(passed(&document, "SE-03") > 0, "{name}");
    }
}

#[test]
fn ordinary_spending_is_named() {
    let (Some(beidaihe), Some(lulong)) = (messages(BEIDAIHE, "SE-04"), messages(LULONG, "SE-04")) else {
        return;
    };
    for part in ["慰问经费”（25.00 万元）", "旅游旺季活动及会议经费”（30.65 万元）"]
    {
        assert!(beidaihe.iter().any(|message| message.contains(part)), "{beidaihe:?}");
    }
    assert!(lulong[0].contains("国家安全教育基地”（5.00 万元）"), "{lulong:?}");
}

#[test]
fn the_share_of_hidden_money_is_computed() {
    let Some(messages) = messages(BEIDAIHE, "SE-05") else { return };
    assert!(messages[0].contains("7 个、121.31 万元") && messages[0].contains("53.6%"), "{messages:?}");
}
