//! What the templates of other provinces print is no fault: codes without money, heads without a unit, finer codes, lists
//! that are not of projects. `|` stands for a tab.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a text that cannot be read is a failed test")]

use review::{Report, Settings};

fn review(text: &str) -> Report {
    let text = text.replace('|', "\t");
    let read = reader::read("表.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document;
    review::review(&read, &Settings::default())
}

fn n_found(report: &Report, code: &str) -> usize {
    let findings = report.findings.iter();
    let all = findings.flat_map(|finding| std::iter::once(finding).chain(&finding.consequences));
    all.filter(|finding| finding.code == code).count()
}

fn is_undecided(report: &Report, code: &str) -> bool {
    report.undecided.iter().any(|undecided| undecided.code == code)
}

/// 基本支出表 with these rows beneath its total.
fn basic(rows: &str) -> Report {
    review(&format!(
        "一般公共预算财政拨款基本支出表\n单位：万元\n科目编码|科目名称|合计|人员经费|公用经费\n|合计|9.00|6.00|3.00\n{rows}"
    ))
}

const SPENT: &str = "301|工资福利支出|6.00|6.00|\n30101|基本工资|6.00|6.00|\n302|商品和服务支出|3.00||3.00\n\
                     30201|办公费|3.00||3.00\n";

#[test]
fn a_template_that_lists_every_code_is_not_reproached_with_each() {
    let blank = |codes: &[&str]| codes.iter().map(|code| format!("{code}||||\n")).collect::<String>();
    let few = basic(&format!("{SPENT}{}", blank(&["30202|印刷费", "30203|咨询费"])));
    assert_eq!(n_found(&few, "SB-11"), 2);
    let all = ["30202|印刷费", "30203|咨询费", "30204|手续费", "30205|水费", "30206|电费"];
    let template = basic(&format!("{SPENT}{}", blank(&all)));
    assert!(n_found(&template, "SB-11") == 0 && is_undecided(&template, "SB-11"));
}

#[test]
fn codes_below_the_national_ones_are_codes() {
    let finer = basic(&SPENT.replace("302|商", "3010101|岗位工资|6.00|6.00|\n302|商"));
    assert_eq!(n_found(&finer, "CL-01"), 0);
    let unknown = basic(&SPENT.replace("302|商", "3980101|岗位工资|6.00|6.00|\n302|商"));
    assert_eq!(n_found(&unknown, "CL-01"), 1);
}

#[test]
fn one_code_repeated_is_a_slip_and_many_are_another_order() {
    let once = basic(&format!("{SPENT}30201|办公费|3.00||3.00\n"));
    assert_eq!(n_found(&once, "CL-04"), 1);
    let items = ["30202|印刷费", "30205|水费", "30206|电费"];
    let rows: String = items.iter().map(|item| format!("{item}|1.00||1.00\n")).collect();
    let twice = basic(&format!("{SPENT}{rows}{rows}"));
    assert!(n_found(&twice, "CL-04") == 0 && is_undecided(&twice, "CL-04"));
}

#[test]
fn rows_out_of_their_turn_are_one_hint_but_for_wrong_codes() {
    let rows = [
        "30101|基本工资",
        "30102|津贴补贴",
        "30103|奖金",
        "30107|绩效工资",
        "30108|机关事业单位基本养老保险缴费",
        "30109|职业年金缴费",
        "30110|职工基本医疗保险缴费",
        "30113|住房公积金",
    ];
    let table = |order: &[usize], slip: (&str, &str)| {
        let rows: String =
            order.iter().map(|at| format!("{}|1.00|1.00|\n", rows[*at].replace(slip.0, slip.1))).collect();
        basic(&format!("301|工资福利支出|8.00|8.00|\n{rows}"))
    };
    assert_eq!(n_found(&table(&[0, 1, 2, 3, 4, 5, 6, 7], ("", "")), "CL-04"), 0);
    assert_eq!(n_found(&table(&[4, 5, 6, 0, 1, 2, 3, 7], ("", "")), "CL-04"), 1, "one hint");
    let wrong = table(&[4, 5, 6, 0, 1, 2, 3, 7], ("机关事业单位基本养老保险缴费", "奖金"));
    let graver = wrong.findings.iter().filter(|f| f.severity > review::Severity::Hint);
    assert!(graver.flat_map(|f| std::iter::once(f).chain(&f.consequences)).any(|f| f.code == "CL-04"));
}

#[test]
fn sets_of_tables_may_be_headed_by_several_units() {
    let table = |title: &str, unit: &str| {
        format!(
            "{title}\n部门：{unit}|预算年度：2030||单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|9.00|9.00|\n\n"
        )
    };
    let titles = ["支出总表", "政府性基金预算财政拨款支出表", "国有资本经营预算财政拨款支出表"];
    let set = |unit: &str| titles.map(|title| table(title, unit)).concat();
    let sets = review(&(set("青禾县教育局") + &set("青禾县第一中学")));
    assert_eq!(n_found(&sets, "ST-06"), 0);
    let slip = set("青禾县教育局").replacen("青禾县教育局", "青禾县卫生局", 1);
    assert_eq!(n_found(&review(&slip), "ST-06"), 1);
}

#[test]
fn years_compared_throughout_may_be_the_right_ones() {
    let text = |years: [&str; 4]| {
        let items = ["因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行费"];
        let lines = items
            .iter()
            .zip(years)
            .map(|(item, year)| format!("{item}预算2万元，较{year}年预算增加1万元，主要原因是工作需要。\n"));
        format!("青禾县水利局2030年部门预算\n第三部分 “三公”经费预算情况说明\n{}", lines.collect::<String>())
    };
    assert_eq!(n_found(&review(&text(["2029", "2029", "2028", "2029"])), "TX-08"), 1);
    let all = review(&text(["2030", "2030", "2030", "2030"]));
    assert!(n_found(&all, "TX-08") == 0 && is_undecided(&all, "TX-08"));
}

#[test]
fn a_total_above_its_breakdown_is_not_added_to_it() {
    let table = |total: &str| {
        review(&format!(
            "收支总表\n单位：万元\n收入|预算数|支出|预算数\n一、一般公共预算拨款|9.00|本年支出合计|{total}\n\
             ||一、教育支出|5.00\n||二、住房保障支出|4.00\n收入总计|9.00|支出总计|9.00\n"
        ))
    };
    assert_eq!(n_found(&table("9.00"), "SB-09"), 0);
    assert_ne!(n_found(&table("8.00"), "SB-09"), 0);
}

#[test]
fn sentences_in_whole_wan_round() {
    let text = |last: &str| {
        let items =
            ["教育", "卫生", "农业", "水利", "林业", "文化", "体育"].map(|item| format!("{item}支出3万元。"));
        format!(
            "青禾县水利局2030年部门预算\n第二部分 部门预算情况说明\n一、收支预算总体情况说明\n收入预算9万元。支出预算{last}。{}\n\n\
             收支总表\n单位：万元\n收入|预算数|支出|预算数\n一、一般公共预算拨款|9.40|一、教育支出|9.40\n收入总计|9.40|支出总计|9.40\n",
            items.concat()
        )
    };
    assert_eq!(n_found(&review(&text("9万元")), "TX-01"), 0);
    assert_eq!(n_found(&review(&text("9.00万元")), "TX-01"), 1);
}

#[test]
fn the_whole_is_compared_behind_its_parts() {
    let text = |opening: &str| {
        format!(
            "青禾县水利局2030年部门预算\n第二部分 部门预算情况说明\n一、收支预算总体情况说明\n\
             收入预算100万元{opening}国有资本经营预算收入0万元，较上年增加5万元。\n"
        )
    };
    assert_eq!(n_found(&review(&text("，其中一般公共预算收入100万元、")), "TX-05"), 0);
    assert_eq!(n_found(&review(&text("。")), "TX-05"), 1);
}
