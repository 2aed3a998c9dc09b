//! TX on the seeds.

use super::{BEIDAIHE, JULU, LULONG, Totals, ZONE, messages, passed, seed};

pub const TOTALS: Totals = &[
    ("TX-06", [0, 1, 0, 0]),
    ("TX-09", [0, 1, 0, 0]),
    ("TX-10", [0, 9, 0, 0]),
    ("TX-11", [0, 0, 5, 0]),
    ("TX-12", [1, 0, 0, 0]),
    ("TX-13", [6, 0, 0, 4]),
    ("TX-14", [0, 0, 0, 5]),
    ("TX-15", [1, 0, 0, 1]),
    ("TX-17", [0, 0, 1, 1]),
    ("TX-18", [0, 1, 0, 0]),
];

#[test]
fn the_project_list_adds_up() {
    let Some(julu) = seed(JULU) else { return };
    assert_eq!(passed(&julu, "TX-03"), 1);
}

#[test]
fn text_and_tables_agree() {
    let Some(julu) = seed(JULU) else { return };
    for (code, n) in [("TX-01", 5), ("TX-02", 5), ("TX-04", 7), ("TX-05", 2), ("TX-08", 2), ("OP-02", 1)] {
        assert_eq!(passed(&julu, code), n, "{code}");
    }
}

#[test]
fn a_report_of_last_year_is_told_from_goals() {
    let Some(found) = messages(JULU, "TX-10") else { return };
    for words in ["2021年", "圆满完成了", "肯定和表扬", "获评", "取得了"] {
        assert!(found.iter().any(|message| message.contains(words)), "{words}: {found:#?}");
    }
}

#[test]
fn a_district_does_not_guide_the_city() {
    let Some(found) = messages(BEIDAIHE, "TX-11") else { return };
    for words in ["开创市委办公室", "负责市委日常文书", "负责市委文件", "指导全市党务", "指导全市党委系统"]
    {
        assert!(found.iter().any(|message| message.contains(words)), "{words}: {found:#?}");
    }
}

#[test]
fn the_changed_character_is_shown() {
    let Some(found) = messages(LULONG, "TX-12") else { return };
    assert!(found[0].contains("“完成部分撰稿”") && found[0].contains("“完成部分专稿”"), "{found:#?}");
}

#[test]
fn numbers_of_five_years_ago_and_in_angled_brackets_pass() {
    let Some(found) = messages(LULONG, "TX-15") else { return };
    assert!(found.iter().all(|message| message.contains("卢字〔2015〕30号")), "{found:#?}");
}

#[test]
fn slips_are_shown_and_nothing_of_the_template_is_left() {
    let (Some(beidaihe), Some(zone)) = (messages(BEIDAIHE, "TX-17"), messages(ZONE, "TX-17")) else { return };
    assert!(beidaihe[0].contains("围围绕"), "{beidaihe:#?}");
    assert!(zone[0].contains("and"), "{zone:#?}");
    for name in [LULONG, JULU, BEIDAIHE, ZONE] {
        let Some(document) = seed(name) else { return };
        assert_eq!(passed(&document, "TX-16"), 1, "{name}");
    }
}
