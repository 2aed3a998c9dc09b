//! Two figures that may be of different scopes are not held against one another: other money, carry-over, other levels,
//! other definitions. `|` stands for a tab.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a text that cannot be read is a failed test")]

use review::{Report, Settings};

fn review(text: &str) -> Report {
    let text = text.replace('|', "\t");
    let read = reader::read("表.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document;
    review::review(&read, &Settings::default())
}

/// How many findings and how many undecided checks a rule has.
fn ends(text: &str, code: &str) -> (usize, usize) {
    let report = review(text);
    let findings = report.findings.iter();
    let all = findings.flat_map(|finding| std::iter::once(finding).chain(&finding.consequences));
    let n_found = all.filter(|finding| finding.code == code).count();
    (n_found, report.undecided.iter().filter(|undecided| undecided.code == code).count())
}

fn running_costs(stated: &str, extra: &str) -> (usize, usize) {
    let text = format!(
        "水文局2026年部门预算\n\n第三部分 情况说明\n\n一、机关运行经费情况说明\n\n\
         2026年机关运行经费财政拨款预算{stated}万元。\n\n\
         一般公共预算财政拨款基本支出表\n单位：万元\n科目编码|科目名称|合计|人员经费|公用经费\n|合计|9.00|6.00|3.00\n\
         301|工资福利支出|6.00|6.00|\n30101|基本工资|6.00|6.00|\n302|商品和服务支出|2.60||2.60\n\
         30201|办公费|2.60||2.60\n310|资本性支出|0.40||0.40\n31002|办公设备购置|0.40||0.40\n{extra}"
    );
    ends(&text, "OP-01")
}

#[test]
fn one_item_may_be_left_out_of_running_costs() {
    assert_eq!(running_costs("3.00", ""), (0, 0));
    assert_eq!(running_costs("2.60", ""), (0, 1), "without 资本性支出");
    assert_eq!(running_costs("2.50", ""), (1, 0));
    assert_eq!(running_costs("3.40", ""), (1, 0), "more than there is");
    assert_eq!(running_costs("0.00", ""), (1, 0), "all of it");
    assert_eq!(running_costs("0.40", ""), (1, 0), "without 商品和服务支出");
}

#[test]
fn institutions_are_known_by_name_where_no_code_is_printed() {
    let table = |name: &str| {
        format!(
            "一般公共预算财政拨款支出表\n单位：万元\n科目名称|合计|基本支出|项目支出\n合计|9.00|9.00|\n\
             农林水支出|9.00|9.00|\n水利|9.00|9.00|\n{name}|9.00|9.00|\n"
        )
    };
    assert_eq!(running_costs("2.50", &table("行政运行")), (1, 0));
    assert_eq!(running_costs("2.50", &table("事业运行")), (0, 1));
}

#[test]
fn an_item_open_in_several_tables_is_told_once() {
    let rows = "|合计|9.00|9.00|\n208|社会保障和就业支出|4.00|4.00|\n20805|行政事业单位养老支出|4.00|4.00|\n\
        2080505|机关事业单位基本养老保险缴费支出|4.00|4.00|\n221|住房保障支出|5.00|5.00|\n22102|住房改革支出|5.00|5.00|\n";
    let table =
        |title: &str| format!("{title}\n单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n{rows}\n");
    let text = table("支出总表") + &table("一般公共预算财政拨款支出表");
    assert_eq!(ends(&text, "CL-03"), (1, 0));
}

#[test]
fn a_table_of_one_level_has_no_level_above() {
    let head = "单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|9.00|9.00|\n";
    let all = "208|社会保障和就业支出|4.00|4.00|\n20805|行政事业单位养老支出|4.00|4.00|\n\
        2080505|机关事业单位基本养老保险缴费支出|3.00|3.00|\n2080506|机关事业单位职业年金缴费支出|1.00|1.00|\n\
        221|住房保障支出|5.00|5.00|\n22102|住房改革支出|5.00|5.00|\n2210201|住房公积金|5.00|5.00|\n";
    let items: String =
        all.lines().filter(|row| row.find('|') == Some(7)).map(|row| format!("{row}\n")).collect();
    let text = |all: &str| format!("支出总表\n{head}{all}\n一般公共预算财政拨款支出表\n{head}{items}");
    assert_eq!(ends(&text(all), "CL-03"), (0, 0));
    assert_eq!(ends(&text(&all.replace("22102|住房改革支出|5.00|5.00|\n", "")), "CL-03"), (1, 0));
}

#[test]
fn sections_without_items_are_not_asked_for_them() {
    let ends = |below: &str, code: &str| {
        let text = format!(
            "支出总表\n单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|9.00|4.00|5.00\n\
             208|社会保障和就业支出|4.00|4.00|\n20805|行政事业单位养老支出|4.00|4.00|\n\
             2080505|机关事业单位基本养老保险缴费支出|4.00|4.00|\n{below}"
        );
        let report = review(&text);
        let report = report.findings.iter().filter(|finding| finding.code == code).count();
        (report, self::ends(&text, code).1)
    };
    let aid = "219|援助其他地区支出|5.00||5.00\n21999|其他支出|5.00||5.00\n";
    assert_eq!(ends(aid, "CL-03"), (0, 1), "the list does not hold it");
    assert_eq!(ends("229|其他支出|5.00||5.00\n22902|年初预留|5.00||5.00\n", "CL-03"), (0, 0));
    assert_eq!(ends("221|住房保障支出|5.00||5.00\n22102|住房改革支出|5.00||5.00\n", "CL-03"), (1, 0));
    let twice = format!("{aid}21999|其他支出|5.00||5.00\n");
    assert_eq!((ends(&twice, "CL-04").0, ends(&twice, "SB-01").0, ends(&twice, "SB-02").0), (0, 0, 0));
    let wrong = twice.replacen("219|援助其他地区支出|5.00||5.00", "219|援助其他地区支出|9.00||9.00", 1);
    assert_ne!(ends(&wrong, "SB-01").0 + ends(&wrong, "SB-02").0, 0);
    let divided = "221|住房保障支出|5.00||5.00\n22102|住房改革支出|5.00||5.00\n22102|住房改革支出|5.00||5.00\n\
                   2210201|住房公积金|5.00||5.00\n";
    assert_eq!(ends(divided, "CL-04").0, 1);
}

#[test]
fn three_publics_may_be_paid_from_what_was_carried_over() {
    let text = |total: &str| {
        format!(
            "财政拨款收支总表\n单位：万元\n收入||支出|\n项目|金额|项目|金额\n一、一般公共预算|2.00|一、农林水支出|{total}\n\
             本年收入合计|2.00|本年支出合计|{total}\n上年结转|3.00|结转下年|\n收入总计|{total}|支出总计|{total}\n\n\
             财政拨款“三公”经费支出表\n单位：万元\n项目|合计\n合计|4.00\n公务接待费|4.00\n"
        )
    };
    assert_eq!(ends(&text("5.00"), "SX-13"), (0, 1));
    assert_eq!(ends(&text("3.50"), "SX-13"), (1, 0));
}

#[test]
fn the_table_of_basic_expenditure_may_be_of_all_money() {
    let text = |title: &str, basic: &str, grant: &str| {
        format!(
            "收入总表\n单位：万元\n科目编码|科目名称|合计|财政拨款收入|事业收入\n|合计|9.00|{grant}|3.00\n\n\
             一般公共预算财政拨款支出表\n单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|6.00|6.00|\n213|农林水支出|6.00|6.00|\n\n\
             {title}\n单位：万元\n科目编码|科目名称|合计|人员经费|公用经费\n|合计|{basic}|{basic}|\n301|工资福利支出|{basic}|{basic}|\n"
        )
    };
    let ends = |title: &str, basic: &str, grant: &str| ends(&text(title, basic, grant), "SX-04");
    let bare = "部门基本支出预算表";
    assert_eq!(ends(bare, "9.00", "6.00"), (0, 1));
    assert_eq!(ends(bare, "90.00", "6.00"), (1, 0), "more than there is beside the grant");
    assert_eq!(ends(bare, "9.00", "9.00").0, 1, "there is nothing else");
    assert_eq!(ends("一般公共预算财政拨款基本支出表", "9.00", "6.00").0, 1);
}
