//! IN on the seeds.

use review::{Settings, review};

use super::{BEIDAIHE, JULU, LULONG, Totals, ZONE, flat, messages, n_rows, only, passed, seed};

pub const TOTALS: Totals = &[
    ("IN-02", [0, 0, 0, 2]),
    ("IN-03", [1, 0, 35, 0]),
    ("IN-04", [1, 2, 1, 1]),
    ("IN-05", [0, 6, 0, 0]),
    ("IN-06", [0, 2, 0, 0]),
    ("IN-07", [0, 2, 1, 0]),
    ("IN-08", [1, 0, 1, 0]),
    ("IN-09", [4, 28, 0, 0]),
    ("IN-10", [0, 8, 3, 0]),
    ("IN-11", [0, 7, 0, 0]),
    ("IN-12", [1, 0, 0, 0]),
    ("IN-13", [0, 1, 4, 0]),
    ("IN-14", [0, 0, 5, 0]),
    ("IN-15", [0, 6, 1, 1]),
    ("IN-16", [0, 1, 0, 0]),
    ("IN-17", [0, 2, 3, 0]),
    ("IN-18", [0, 10, 0, 0]),
    ("IN-19", [0, 1, 0, 0]),
    ("IN-20", [0, 1, 1, 0]),
    ("IN-21", [0, 0, 2, 0]),
    ("IN-22", [5, 3, 7, 4]),
    ("IN-23", [1, 0, 0, 1]),
    ("IN-24", [4, 0, 0, 0]),
    ("IN-25", [0, 0, 0, 1]),
    ("IN-26", [3, 2, 1, 2]),
    ("IN-27", [0, 0, 1, 0]),
    ("IN-28", [0, 1, 0, 0]),
    ("IN-29", [0, 0, 0, 0]),
];

#[test]
fn rows_told_as_one_are_those_of_the_catalogue() {
    let rows = |code| {
        let seeds = [LULONG, JULU, BEIDAIHE, ZONE];
        let rows: Option<Vec<usize>> = seeds.into_iter().map(|name| n_rows(name, code)).collect();
        rows
    };
    let Some(repeated) = rows("IN-22") else { return };
    assert_eq!(repeated, [24, 3, 28, 24]);
    assert_eq!(rows("IN-04").unwrap(), [4, 82, 1, 1]);
    // Four more of Lulong are IN-24's.
    assert_eq!(rows("IN-23").unwrap(), [6, 0, 0, 6]);
    assert_eq!(rows("IN-26").unwrap(), [17, 157, 72, 12]);
}

#[test]
fn copied_indicators_name_the_projects_that_hold_them() {
    let Some(copied) = messages(JULU, "IN-18") else { return };
    let holds =
        |words: [&str; 2]| copied.iter().any(|message| words.iter().all(|word| message.contains(word)));
    assert!(holds(["网络评估满意率", "26 个项目"]), "{copied:#?}");
    assert!(holds(["参与政府决策活动次数", "26 个项目"]), "{copied:#?}");
    assert!(holds(["研究任务", "25 个项目"]), "{copied:#?}");
    assert!(holds(["系统验收合格率", "7 个项目"]), "{copied:#?}");
    assert!(holds(["办公自动化覆盖", "6 个项目"]), "{copied:#?}");
    let twins = messages(JULU, "IN-19").unwrap_or_default();
    assert!(twins.iter().all(|message| message.contains("专项运转保障经费（原政府事务局）")), "{twins:?}");
}

#[test]
fn values_that_answer_another_question_are_four() {
    let Some(values) = messages(LULONG, "IN-24") else { return };
    for value in ["保持干部队伍稳定", "保持干部相对稳定", "县城面貌整体提高", "进一步培养卢龙人民的奋斗精神"]
    {
        assert!(values.iter().any(|message| message.contains(value)), "{value}");
    }
}

#[test]
fn a_fleet_of_29_makes_a_target_of_20_too_low() {
    let Some(low) = messages(JULU, "IN-28") else { return };
    assert!(low[0].contains("≥20") && low[0].contains("29台车辆"), "{low:?}");
    let equal = messages(BEIDAIHE, "IN-21").unwrap();
    assert!(equal.iter().any(|m| m.contains("党务活动经费") && m.contains("有 9 个")), "{equal:?}");
    assert!(equal.iter().any(|m| m.contains("暑办工作经费") && m.contains("有 8 个")), "{equal:?}");
}

#[test]
fn costs_of_twenty_nine_forms_equal_their_budgets() {
    let (Some(lulong), Some(julu), Some(zone)) = (seed(LULONG), seed(JULU), seed(ZONE)) else { return };
    assert_eq!([&lulong, &zone].map(|document| passed(document, "IN-11")), [5, 4]);
    let report = only(&julu, "IN-11");
    assert_eq!((report.n_passed, report.n_failed, report.undecided.len()), (20, 7, 0));
}

#[test]
fn costs_away_from_their_budgets_are_told_the_amount() {
    let Some(document) = seed(JULU) else { return };
    let report = review(&document, &Settings::default());
    let amounts: Vec<&str> = flat(&report)
        .iter()
        .filter(|finding| finding.code == "IN-11")
        .filter_map(|finding| finding.suggestion.split(['“', '”']).nth(1))
        .collect();
    let expected = ["≤78000元", "≤220000元", "≤80000元", "≤168.48万元", "≤218.7万元", "≤20000元", "≤60000元"];
    assert_eq!(amounts, expected);
}

#[test]
fn every_unredacted_form_has_the_indicators_due() {
    let Some(document) = seed(JULU) else { return };
    assert_eq!(passed(&document, "IN-01"), 27);
}

#[test]
fn misplaced_indicators_are_named() {
    let Some(messages) = messages(JULU, "IN-17") else { return };
    assert!(messages[0].contains("职工安置率") && messages[1].contains("参与政府决策活动次数"));
}
