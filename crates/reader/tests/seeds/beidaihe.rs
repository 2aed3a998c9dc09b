//! A performance text of 2021, dumped by a word processor one cell a line: fifteen forms, seven of them classified.

use budget::{DocumentKind, IndicatorAspect, Meaning, Place, Secrecy};
use reader::Reading;

use super::{Form, assert_forms, cells, plan, reading, stated, wan};

fn beidaihe() -> Option<Reading> {
    reading("beidaihe-party-office-2021-performance.txt")
}

const FORMS: [Form; 15] = [
    ("党史宣传研究工作经费", "130304211DGTGIWENVORV", Secrecy::Public, "2.70", 2, 9),
    ("电子政务内网建设维护经费", "130304213BQ28XLGKG7TX", Secrecy::Public, "5.00", 2, 9),
    ("安可替代工程经费", "130304216Z9IPX6A6LYSU", Secrecy::Classified, "12.76", 2, 9),
    ("人事代理经费", "130304218GZX5KD5HGG4I", Secrecy::Public, "19.51", 2, 9),
    ("机要局升级改造资金", "130304218QM7GADSDSG29", Secrecy::Classified, "30.00", 2, 9),
    ("慰问经费", "130304219DA0ZT1NYT6YG", Secrecy::Classified, "25.00", 1, 9),
    ("公务内外网运行维护费", "130304219M45DGQ2BUYBO", Secrecy::Public, "30.00", 2, 9),
    ("旅游旺季活动及会议经费", "13030421FWG2HMVCWRVBN", Secrecy::Classified, "30.65", 2, 9),
    ("暑办工作经费", "13030421GBX2MPVPB5P8X", Secrecy::Public, "10.50", 2, 9),
    ("密码通信设备升级改造及管理费", "13030421NIUYRKC6KUT7H", Secrecy::Classified, "18.40", 2, 9),
    ("研究室工作经费", "13030421SQEN215CB1PG7", Secrecy::Public, "2.00", 2, 9),
    ("国安办工作经费", "13030421X5PC1ACC098VC", Secrecy::Classified, "2.00", 1, 9),
    ("党务活动经费", "13030421XVRUR16MROFUW", Secrecy::Public, "32.90", 2, 9),
    ("深改办工作经费", "13030421YDNOTQ6K12WC4", Secrecy::Public, "2.50", 2, 9),
    ("保密工作经费", "13030421ZDOCLUKTOABUF", Secrecy::Classified, "2.50", 2, 9),
];

#[test]
fn the_heads_say_whose_it_is() {
    let Some(Reading { document, notes }) = beidaihe() else { return };
    assert_eq!(document.kind, DocumentKind::PerformanceText);
    assert_eq!(document.fiscal_year.unwrap().number(), 2021);
    assert_eq!(document.region.as_deref(), Some("北戴河区"));
    assert_eq!(document.region_code.unwrap().as_str(), "130304");
    let code = document.department.code.unwrap();
    assert_eq!((code.value.as_str(), code.place), ("201001", Place::line(73)));
    assert_eq!(document.department.name.unwrap().value, "中国共产党秦皇岛市北戴河区委员会办公室(本级)");
    assert!(document.contents.is_empty() && document.tables.is_empty() && document.narrative.is_empty());
    assert_eq!(notes, []);
}

#[test]
fn the_fifteen_forms_are_whole() {
    let Some(Reading { document, .. }) = beidaihe() else { return };
    assert_forms(&document.projects, &FORMS);
    let sum = document.projects.iter().map(|p| stated(p.budgeted.as_ref()));
    assert_eq!(budget::Money::checked_sum(sum).unwrap(), wan("226.42"));
    let hidden = document.projects.iter().filter(|p| p.secrecy == Secrecy::Classified);
    assert_eq!(
        budget::Money::checked_sum(hidden.map(|p| stated(p.budgeted.as_ref()))).unwrap(),
        wan("121.31")
    );
    assert!(document.projects.iter().all(|p| plan(p) == ["25.00", "50.00", "75.00", "100.00"]));
    assert!(document.projects.iter().all(|p| stated(p.other.as_ref()) == wan("0")));
}

#[test]
fn the_one_hundred_and_thirty_five_rows_stand_under_their_levels() {
    let Some(Reading { document, .. }) = beidaihe() else { return };
    use IndicatorAspect as A;
    let order = [
        A::Quantity,
        A::Quality,
        A::Timeliness,
        A::Cost,
        A::Economic,
        A::Social,
        A::Ecological,
        A::Lasting,
        A::Served,
    ];
    for project in &document.projects {
        let aspects: Vec<A> = project.indicators.iter().map(|row| row.aspect).collect();
        assert_eq!(aspects, order, "{}", project.name.value);
        assert!(project.indicators.iter().all(|row| row.target_value.value.meaning != Meaning::None));
    }
    let rows = || document.projects.iter().flat_map(|p| &p.indicators);
    assert_eq!(rows().filter(|row| row.secrecy() == Secrecy::Classified).count(), 63);
    assert_eq!(rows().filter(|row| row.target_value.value.text == "是否").count(), 35);
}

#[test]
fn cells_that_go_on_over_empty_lines_are_whole() {
    let Some(Reading { document, .. }) = beidaihe() else { return };
    let goals =
        |i: usize| -> Vec<&str> { document.projects[i].goals.iter().map(|g| g.value.as_str()).collect() };
    assert_eq!(goals(0), ["放大党史教育功能，完成年底当时资料收集、整理", "提高机关干部对党史的了解"]);
    let expected = "按照有关规定落实相关工资待遇和公用经费的管理";
    assert_eq!(goals(3), [expected, expected]);
    assert_eq!(goals(12)[1], "严格会以开支标准。");
    assert!(goals(12)[0].ends_with("严控大型活动数量。"));
    assert_eq!(goals(2), ["涉密", "涉密"]);
}

#[test]
fn cells_stand_on_their_own_lines() {
    let Some(Reading { document, .. }) = beidaihe() else { return };
    let first = &document.projects[0];
    assert_eq!(first.place, Place::line(72));
    assert_eq!(first.code.as_ref().unwrap().place, Place::line(77));
    assert_eq!(first.budgeted.as_ref().unwrap().place, Place::line(83));
    assert_eq!(first.purpose.as_ref().unwrap().place, Place::line(90));
    let expected =
        ["完成送审稿字数、印刷册数", "完成《北戴河区党史大事记》出版册数", "≥100本", "年度工作计划"];
    assert_eq!(cells(first, 0), expected);
    assert_eq!(first.indicators[0].target_value.place, Place::line(120));
    let last = &document.projects[14].indicators[8];
    assert_eq!(last.value_basis.as_ref().unwrap().place, Place::line(1690));
}

#[test]
fn the_targets_are_itemised() {
    let Some(Reading { document, .. }) = beidaihe() else { return };
    let target = document.target;
    assert_eq!(target.overall.unwrap().value.lines().count(), 2);
    let titles: Vec<&str> = target.itemised.iter().map(|item| item.title.as_str()).collect();
    let expected = [
        "",
        "区委办党务活动",
        "区委办综合业务、事务管理",
        "区委常委年度课题研究工作",
        "编辑研究宣传党史工作",
        "保密机要专线网络运维及综合管理工作",
        "旅游旺季日常事务和服务工作",
    ];
    assert_eq!(titles, expected);
    assert_eq!(target.itemised[2].text.lines().count(), 10, "its ten numbered works are its text");
    let titles: Vec<&str> = target.safeguards.iter().map(|item| item.title.as_str()).collect();
    let expected = [
        "",
        "完善制度建设",
        "加强支出管理",
        "加强绩效运行监控",
        "做好绩效自评",
        "规范财务资产管理",
        "加强内部监督",
        "加强宣传培训调研",
    ];
    assert_eq!(titles, expected);
}
