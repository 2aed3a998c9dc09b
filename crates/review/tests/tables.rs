//! Tables in layouts of their own, and what a table that was not read leaves open. `|` stands for a tab.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a text that cannot be read is a failed test")]

use review::{Finding, Report, Settings};

fn review(text: &str) -> Report {
    let text = text.replace('|', "\t");
    let read = reader::read("表.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document;
    review::review(&read, &Settings::default())
}

fn found<'r>(report: &'r Report, code: &str) -> Vec<&'r Finding> {
    let all =
        report.findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.consequences));
    all.filter(|finding| finding.code == code).collect()
}

fn is_undecided(report: &Report, code: &str) -> bool {
    report.undecided.iter().any(|undecided| undecided.code == code)
}

const ONE_COLUMN: &str = "收支总体情况表\n单位：万元\n收入||支出|\n项目|2030年预算|项目|2030年预算\n\
    一、一般公共预算拨款|80.00|一、教育支出|95.00\n二、政府性基金预算拨款|10.00||\n\
    三、事业收入|3.00||\n四、其他收入|2.00||\n本年收入合计|95.00|本年支出合计|95.00\n\
    五、上年结转|1.00|二、结转下年|1.00\n收入总计|96.00|支出总计|96.00\n\
    收入总体情况表\n单位：万元\n项目|2030年预算\n一、预算拨款|90.00\n\
    一般公共预算拨款|80.00\n政府性基金预算拨款|10.00\n二、其他资金|5.00\n事业收入|3.00\n其他收入|2.00\n\
    本年收入合计|95.00\n三、上年结转|1.00\n收入总计|96.00\n\
    支出总体情况表\n单位：万元\n项目|2030年预算\n一、基本支出|60.00\n工资福利支出|40.00\n\
    商品和服务支出|20.00\n二、项目支出|35.00\n日常运转类|15.00\n事业发展类|20.00\n\
    本年支出合计|95.00\n三、结转下年|1.00\n支出总计|96.00\n";

#[test]
fn tables_of_one_column_add_up_and_agree_with_the_summary() {
    let clean = review(ONE_COLUMN);
    assert!(found(&clean, "SB-09").is_empty() && found(&clean, "SX-01").is_empty(), "{:#?}", clean.findings);
    let part = review(&ONE_COLUMN.replace("日常运转类|15.00", "日常运转类|16.00"));
    assert_eq!(found(&part, "SB-09").len(), 1);
    let total = review(&ONE_COLUMN.replace("本年支出合计|95.00\n三", "本年支出合计|94.00\n三"));
    assert!(!found(&total, "SX-01").is_empty() && !found(&total, "SB-09").is_empty());
    let source = review(&ONE_COLUMN.replace("\n事业收入|3.00", "\n事业收入|3.60"));
    assert!(!found(&source, "SX-01").is_empty() && !found(&source, "SB-09").is_empty());
}

#[test]
fn parts_that_nowhere_make_up_their_whole_are_not_its_parts() {
    let some = ONE_COLUMN.replace("工资福利支出|40.00", "工资福利支出|39.00");
    let some = some.replace("日常运转类|15.00", "日常运转类|11.00");
    assert!(found(&review(&some), "SB-09").is_empty());
}

const GENERAL: &str = "一般公共预算支出表\n单位：元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|90000|90000|\n\
    208|社会保障和就业支出|40000|40000|\n20805|行政事业单位养老支出|40000|40000|\n\
    2080505|机关事业单位基本养老保险缴费支出|40000|40000|\n210|卫生健康支出|50000|50000|\n\
    21011|行政事业单位医疗|50000|50000|\n2101101|行政单位医疗|50000|50000|\n";

#[test]
fn amounts_of_tables_in_yuan_are_told_in_wan() {
    let report = review(GENERAL);
    assert!(found(&report, "SX-12")[0].message.contains("养老保险缴费 4.00 万元"));
}

#[test]
fn a_table_without_codes_lacks_nothing() {
    let basic = "一般公共预算基本支出表\n单位：元\n科目名称|合计|人员经费|公用经费\n合计|90000|90000|\n工资福利支出|90000|90000|\n";
    let publics = "“三公”经费支出表\n单位：元\n项目|预算数\n合计|30000\n一、因公出国（境）费|\n\
        二、公务用车购置及运行维护费|30000\n其中：公务用车购置费|\n公务用车运行维护费|30000\n三、公务接待费|\n";
    let report = review(&format!("{GENERAL}{basic}{publics}"));
    for code in ["TG-06", "SX-12"] {
        assert!(found(&report, code).is_empty() && is_undecided(&report, code), "{code}");
    }
    assert!(found(&report, "SB-07").is_empty());
}

#[test]
fn two_insurances_may_be_booked_under_one_item() {
    let basic = |subsidy: &str| {
        format!(
            "{GENERAL}一般公共预算基本支出表\n单位：元\n科目编码|科目名称|合计|人员经费|公用经费\n|合计|90000|90000|\n\
             301|工资福利支出|90000|90000|\n30108|机关事业单位基本养老保险缴费|40000|40000|\n\
             30110|职工基本医疗保险缴费|36000|36000|\n30111|公务员医疗补助缴费|{subsidy}|{subsidy}|\n"
        )
    };
    assert!(found(&review(&basic("14000")), "SX-09").is_empty());
    assert!(!found(&review(&basic("14500")), "SX-09").is_empty());
}

#[test]
fn units_make_up_the_whole_of_the_three_publics() {
    let table = |reception: &str| {
        format!(
            "“三公”经费支出表\n单位：万元\n单位名称|合计|因公出国（境）费|公务接待费|公务用车购置及运行维护费\n\
             合计|6.00||3.00|3.00\n本级|4.00||1.00|3.00\n水文站|2.00||{reception}|\n"
        )
    };
    assert!(found(&review(&table("2.00")), "TG-01").is_empty());
    assert!(!found(&review(&table("2.40")), "TG-01").is_empty());
    let nested = table("2.00").replace("本级|4.00", "水务系统|6.00||3.00|3.00\n本级|4.00");
    assert!(found(&review(&nested), "TG-01").is_empty());
}

#[test]
fn targets_of_the_whole_are_held_against_themselves_and_never_pass_unread() {
    let form = |basic: &str| {
        review(&format!(
            "部门整体支出绩效目标表\n单位：万元\n部门名称|青禾县水利局||\n年度预算申请|资金总额：9.00||\n\
             |其中：基本支出：|{basic}|\n|项目支出：|3.00|\n"
        ))
    };
    assert!(found(&form("6.00"), "SX-15").is_empty() && is_undecided(&form("6.00"), "SX-15"));
    assert_eq!(found(&form("5.00"), "SX-15").len(), 1);
    let unread = review("部门整体支出绩效目标表\n（2030年度）\n部门职责|负责水利\n年度任务|修渠|六月完成\n");
    assert!(is_undecided(&unread, "SX-15"));
}

#[test]
fn money_in_a_cell_that_is_wrong_by_the_sums_is_told_once() {
    let report = review(
        "支出总表\n单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|9.00|6.00|3.00\n\
         201|一般公共服务支出|9.00|6.00|3.00\n20103|政府办公厅（室）及相关机构事务|9.00|6.00|3.00\n\
         2010301|行政运行|6.00|6.00|3.00\n2010302|一般行政管理事务|3.00||3.00\n",
    );
    assert!(report.findings.iter().all(|finding| finding.code != "CL-05"), "{:#?}", report.findings);
    assert_eq!(found(&report, "CL-05").len(), 1);
}

#[test]
fn what_two_changes_leave_out_may_be_told_beside_them() {
    let text = |reserve: &str| {
        format!(
            "一、收支预算总体情况说明\n本年收支预算总计30万元，与上年相比增加4万元，增长15.38%。\
             主要原因是基本支出增加2万元、项目支出减少1万元、预留机动经费增加{reserve}万元。\n\n二、机关运行经费情况说明\n无。\n"
        )
    };
    assert!(found(&review(&text("3")), "TX-05").is_empty());
    assert_eq!(found(&review(&text("2")), "TX-05").len(), 1);
}
