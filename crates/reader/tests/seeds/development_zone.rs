//! The performance section of a disclosure of 2021, published alone: four forms torn by page breaks.

use budget::{DocumentKind, IndicatorAspect, Meaning, Place, Secrecy};
use reader::Reading;

use super::{Form, assert_forms, cells, plan, reading, stated, wan};

fn zone() -> Option<Reading> {
    reading("lulong-development-zone-2021-performance.txt")
}

const FORMS: [Form; 4] = [
    ("房租", "13032421WS2DR74I5A93T", Secrecy::Public, "25", 2, 8),
    ("环保经费", "130324218NKMWP8XFMHYC", Secrecy::Public, "5", 2, 7),
    ("招商维稳经费", "130324211850SFHGQ57MK", Secrecy::Public, "10.6", 2, 7),
    ("安监经费", "13032421P4PD6RPKWKFU", Secrecy::Public, "2.2", 2, 7),
];

#[test]
fn the_cover_says_whose_it_is() {
    let Some(Reading { document, .. }) = zone() else { return };
    assert_eq!(document.kind, DocumentKind::PerformanceSection);
    assert_eq!(document.fiscal_year.unwrap().number(), 2021);
    assert_eq!(document.region.as_deref(), Some("卢龙县"));
    assert_eq!(document.region_code.unwrap().as_str(), "130324");
    assert_eq!(document.department.code, None);
    let name = document.department.name.unwrap();
    assert_eq!((name.value.as_str(), name.place), ("河北卢龙经济开发区管理委员会", Place::line(3)));
    assert_eq!(document.narrative.len(), 1);
    assert_eq!(document.narrative[0].title, "预算绩效信息");
}

#[test]
fn the_four_forms_are_whole() {
    let Some(Reading { document, .. }) = zone() else { return };
    assert_forms(&document.projects, &FORMS);
    let sum = document.projects.iter().map(|p| stated(p.budgeted.as_ref()));
    assert_eq!(budget::Money::checked_sum(sum).unwrap(), wan("42.80"));
    assert!(document.projects.iter().all(|p| p.other.as_ref().unwrap().is_blank()));
    assert!(!document.projects[3].code.as_ref().unwrap().value.has_full_length());
    let purpose = &document.projects[3].purpose.as_ref().unwrap();
    assert!(
        purpose.value.starts_with("筹备组织安全生产工作会议") && purpose.value.ends_with("应急救援演练。")
    );
    assert_eq!(purpose.place, Place::cell(112, 2));
}

#[test]
fn blank_and_lost_dates_of_the_plans_differ() {
    let Some(Reading { document, notes }) = zone() else { return };
    let plans: Vec<Vec<String>> = document.projects.iter().map(plan).collect();
    assert_eq!(plans[0], ["-", "-", "-", "-"]);
    assert_eq!(plans[1], ["-", "-", "-", "100"]);
    assert_eq!(plans[2], ["25", "50", "75", "?"]);
    assert_eq!(plans[3], ["-", "50", "-", "100"]);
    let [note] = &notes[..] else { panic!("{notes:?}") };
    assert_eq!(note.place, Place::cell(93, 1));
    assert!(note.message.contains("12月底"));
}

#[test]
fn the_twenty_nine_rows_are_whole_over_page_breaks() {
    let Some(Reading { document, .. }) = zone() else { return };
    let [rent, environment, trade, safety] = &document.projects[..] else { panic!() };
    assert_eq!(cells(rent, 0), ["办公面积", "租用房屋面积", "2000 平方米", "房屋租赁合同"]);
    assert_eq!(cells(rent, 2), ["工作任务完成及时率", "工作任务完成及时率", "≥95%", "房屋租赁合同"]);
    assert_eq!(cells(rent, 4), [""; 4]);
    assert_eq!(rent.indicators[4].aspect, IndicatorAspect::Economic);
    assert_eq!(rent.indicators[4].kind_label.as_deref(), Some("效果指标"));
    assert_eq!(rent.indicators[6].aspect, IndicatorAspect::Lasting);
    assert_eq!(cells(environment, 6), ["社会公众满意度", "社会公众满意度", "≥95%", "往年经验"]);
    assert_eq!(cells(trade, 4), ["带动社会资金投入比", "提高社会资金投入的比例", "", "年度工作安排"]);
    assert_eq!(cells(safety, 3)[2], "=2.2 万元");
    let blank = document.projects.iter().flat_map(|p| &p.indicators);
    let blank = blank.filter(|row| row.target_value.value.meaning == Meaning::None);
    assert_eq!(blank.count(), 2);
    let goals: Vec<&str> = trade.goals.iter().map(|goal| goal.value.as_str()).collect();
    assert_eq!(goals, ["加强企业对接，园区对接项目对接。", "促进人口长期均衡发展。"]);
}

#[test]
fn torn_paragraphs_of_the_targets_are_joined() {
    let Some(Reading { document, .. }) = zone() else { return };
    let target = document.target;
    let overall = target.overall.unwrap();
    assert!(overall.value.contains("“亲商、安商、富商”理念") && overall.value.lines().count() == 1);
    assert_eq!(target.itemised.len(), 1);
    assert_eq!(target.itemised[0].title, "");
    let titles: Vec<&str> = target.safeguards.iter().map(|item| item.title.as_str()).collect();
    let expected = [
        "",
        "完善制度建设",
        "加强支出管理",
        "加强支出管理",
        "加强支出管理",
        "加强绩效运行监控",
        "做好绩效自评",
        "规范财务资产管理",
        "加强内部监督",
        "加强宣传培训调研等",
    ];
    assert_eq!(titles, expected);
    assert!(target.safeguards[0].text.contains("提升项目承载能力。"));
}
