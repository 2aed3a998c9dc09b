//! A performance text of 2022: a contents list, targets, ten forms, five of them withheld.

use budget::{DocumentKind, IndicatorAspect, IndicatorKind, Place, Secrecy};
use reader::Reading;

use super::{Form, assert_forms, cells, plan, reading, stated, wan};

fn lulong() -> Option<Reading> {
    reading("lulong-party-office-2022-performance.txt")
}

const FORMS: [Form; 10] = [
    ("招商、争取资金经费", "13032422P00318910001G", Secrecy::Public, "45.00", 3, 9),
    ("综合事务经费", "13032422P003184100014", Secrecy::Public, "19.25", 2, 7),
    ("保密局设备购置及业务费", "13032422P00318510001R", Secrecy::Withheld, "2.60", 1, 7),
    ("党史办业务费", "13032422P00318810001T", Secrecy::Public, "10.00", 3, 9),
    ("督考办业务费", "13032422P003187100015", Secrecy::Public, "10.00", 4, 9),
    ("国安办业务经费", "13032422P00319110001A", Secrecy::Withheld, "1.00", 1, 7),
    ("机要局业务费", "13032422P00318610001F", Secrecy::Withheld, "6.80", 1, 7),
    ("卢龙县国家安全教育基地", "13032422P003195100011", Secrecy::Withheld, "5.00", 1, 7),
    ("密码工作经费", "13032422P00319010001L", Secrecy::Withheld, "1.00", 1, 7),
    ("云督办平台经费", "13032422P00319210002K", Secrecy::Public, "20.00", 2, 8),
];

#[test]
fn the_cover_and_the_heads_say_whose_it_is() {
    let Some(Reading { document, notes }) = lulong() else { return };
    assert_eq!(document.kind, DocumentKind::PerformanceText);
    assert_eq!(document.fiscal_year.unwrap().number(), 2022);
    assert_eq!(document.region.as_deref(), Some("卢龙县"));
    assert_eq!(document.region_code.unwrap().as_str(), "130324");
    assert_eq!(document.department.code.unwrap().value, "201001");
    assert_eq!(document.department.name.unwrap().value, "中国共产党卢龙县委员会办公室本级");
    assert!(document.tables.is_empty() && document.narrative.is_empty() && document.units.is_empty());
    assert_eq!(notes, []);
}

#[test]
fn the_ten_forms_are_whole() {
    let Some(Reading { document, .. }) = lulong() else { return };
    assert_forms(&document.projects, &FORMS);
    let sum = document.projects.iter().map(|p| stated(p.budgeted.as_ref()));
    assert_eq!(budget::Money::checked_sum(sum).unwrap(), wan("120.65"));
    let mut plans: Vec<Vec<String>> = document.projects.iter().map(plan).collect();
    assert_eq!(plans.pop().unwrap(), ["40", "50", "80", "100"]);
    assert!(plans.iter().all(|plan| plan == &["25", "50", "75", "100"]));
    assert!(document.projects.iter().all(|p| p.other.as_ref().unwrap().is_blank()));
}

#[test]
fn the_seventy_seven_rows_stand_under_their_levels() {
    let Some(Reading { document, .. }) = lulong() else { return };
    let rows: Vec<_> = document.projects.iter().flat_map(|p| &p.indicators).collect();
    assert_eq!(rows.len(), 77);
    assert_eq!(rows.iter().filter(|row| row.secrecy() == Secrecy::Withheld).count(), 35);
    assert_eq!(rows.iter().filter(|row| row.kind_label.is_some()).count(), 30, "three kinds a form");
    let of = |aspect| rows.iter().filter(|row| row.aspect == aspect).count();
    use IndicatorAspect as A;
    assert_eq!([of(A::Quantity), of(A::Quality), of(A::Timeliness), of(A::Cost)], [13, 10, 10, 10]);
    assert_eq!([of(A::Economic), of(A::Social), of(A::Lasting), of(A::Served)], [1, 10, 9, 14]);
    let redacted = &document.projects[2].indicators[4];
    assert_eq!((redacted.kind, redacted.aspect), (IndicatorKind::Benefit, A::Social));
    assert_eq!(cells(&document.projects[2], 4), ["不公开"; 4]);
    assert_eq!(redacted.place, Place::cell(139, 1));
}

#[test]
fn single_cells_are_in_their_columns() {
    let Some(Reading { document, .. }) = lulong() else { return };
    let [first, .., last] = &document.projects[..] else { panic!() };
    assert_eq!(cells(first, 4), ["外出招商考察费用", "严格控制外出考察招商费用", "≤45万元", "县里文件"]);
    assert_eq!(cells(last, 0), ["平台绑定人数", "承办单位负责人和经办人绑定平台", "223人", "被督查单位数量"]);
    assert_eq!(last.indicators[2].target_value.value.text, "2天内办结");
    assert_eq!(last.indicators[2].target_value.place, Place::cell(288, 5));
    assert_eq!(last.goals[0].value.chars().next(), Some('通'));
    assert_eq!(document.projects[4].goals[1].value, "了解、督促重点工作进展；");
    assert_eq!(document.projects[2].purpose.as_ref().unwrap().value, "不公开");
    assert_eq!(document.projects[0].name.place, Place::cell(85, 5));
    assert_eq!(document.projects[0].place, Place::line(79));
}

#[test]
fn the_contents_list_has_pages() {
    let Some(Reading { document, .. }) = lulong() else { return };
    let entries: Vec<(&str, Option<u32>)> =
        document.contents.iter().map(|entry| (entry.title.as_str(), entry.page)).collect();
    assert_eq!(entries.len(), 15);
    assert_eq!(entries[0], ("第一部分 部门整体绩效目标", None));
    assert_eq!(entries[1], ("一、总体绩效目标", Some(1)));
    assert_eq!(entries[5], ("1.招商、争取资金经费绩效目标表", Some(6)));
    assert_eq!(entries[12], ("8.卢龙县国家安全教育基地绩效目标表", Some(13)));
    assert_eq!(entries[14], ("10.云督办平台经费绩效目标表", Some(15)));
}

#[test]
fn the_targets_are_itemised() {
    let Some(Reading { document, .. }) = lulong() else { return };
    let target = document.target;
    let overall = target.overall.unwrap();
    assert_eq!(overall.place, Place::line(37));
    assert!(overall.value.ends_with("承办县委交办的其他工作。"));
    let titles: Vec<&str> = target.itemised.iter().map(|item| item.title.as_str()).collect();
    let expected = [
        "综合事务经费",
        "督考办业务费",
        "党史办业务费",
        "招商、争取资金经费",
        "云督办平台经费",
        "保密局设备购置及业务费",
        "机要局业务费",
        "密码工作经费",
        "国安办业务经费",
        "卢龙县国家安全教育基地经费",
    ];
    assert_eq!(titles, expected);
    assert!(target.itemised[5..].iter().all(|item| item.text == "不公开。"));
    let titles: Vec<&str> = target.safeguards.iter().map(|item| item.title.as_str()).collect();
    let expected = [
        "抓学习，定思路",
        "抓调研，当参谋",
        "抓督查，促落实",
        "抓服务，保高效",
        "抓典型，传经验",
        "抓公开，树形象",
    ];
    assert_eq!(titles, expected);
}
