//! 情况说明 of other templates: chapters without numbers below a contents list without pages, figures told item by item.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a text that cannot be read is a failed test")]

use budget::BudgetDocument;
use review::{Report, Settings};

const FRONT: &str = "\
青山市禾川区2030年区级单位预算
预算单位：青山市禾川区林草中心

目录
一、单位主要职责
二、单位机构设置
三、名词解释
四、单位预算编制说明
五、单位预算表
1. 2030年单位支出预算总表
六、其他相关情况说明
七、绩效目标

青山市禾川区林草中心主要职责
青山市禾川区林草中心负责全区林草资源的保护、利用和监督管理。
一、组织造林绿化和草原修复。
二、承担森林草原防火的具体工作。

青山市禾川区林草中心机构设置
本单位内设综合科、资源科、防火科三个科室。

名词解释
（一）机关运行经费：指为保障单位运行用于购买货物和服务的各项资金。
（二）“三公”经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。

2030年单位预算编制说明
2030年，青山市禾川区林草中心收入预算120.00万元，其中：财政拨款收入120.00万元，比2029年预算增加10.00万元。
支出预算120.00万元，其中：财政拨款支出预算120.00万元，比2029年预算增加10.00万元。
财政拨款收入支出增加的主要原因是防火任务增加。
财政拨款支出主要内容如下：
1. “农林水支出（类）林业和草原（款）事业机构（项）”80.00万元，主要用于人员经费。2029年当年预算执行数为75.00万元，2030年预算安排80.00万元，比2029年预算执行数增加6.67%。主要原因是：人员增加。
2. “农林水支出（类）林业和草原（款）林业草原防灾减灾（项）”40.00万元，主要用于防火。2029年当年预算执行数为35.00万元，2030年预算安排40.00万元，比2029年预算执行数增加14.29%。主要原因是：任务增加。

2030年单位支出预算总表
编制单位：青山市禾川区林草中心单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t1,200,000\t800,000\t400,000
21302\t林业和草原\t1,200,000\t800,000\t400,000
2130204\t事业机构\t800,000\t800,000\t
2130234\t林业草原防灾减灾\t400,000\t\t400,000
\t合计\t1,200,000\t800,000\t400,000

其他相关情况说明
一、2030年“三公”经费预算情况说明
2030年“三公”经费预算数为0万元，与2029年预算持平。
二、机关运行经费预算
本单位没有机关运行经费预算。
三、政府采购预算情况
2030年本单位没有政府采购预算。
四、绩效目标设置情况
按照要求，本单位2个项目开展了2030年项目绩效目标编报工作，涉及财政性资金40.00万元。
五、国有资产占有使用情况
截至2029年8月31日，本单位共有车辆1辆。
";

fn read(text: &str) -> BudgetDocument {
    reader::read("说明.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document
}

fn review(text: &str) -> Report {
    review::review(&read(text), &Settings::default())
}

fn messages(report: &Report, code: &str) -> Vec<String> {
    report
        .findings
        .iter()
        .filter(|finding| finding.code == code)
        .map(|finding| finding.message.clone())
        .collect()
}

/// The codes of the family of texts, and of the rules on the sections.
fn told(text: &str) -> Vec<&'static str> {
    let report = review(text);
    let is_on_text =
        |code: &str| code.starts_with("TX") || ["ST-02", "ST-04", "ST-05", "ST-06", "ST-15"].contains(&code);
    report.findings.iter().map(|finding| finding.code).filter(|code| is_on_text(code)).collect()
}

/// One slip in the text, and the one rule that names it.
#[track_caller]
fn one_slip(from: &str, to: &str, code: &str) {
    assert!(FRONT.contains(from), "{from}");
    assert_eq!(told(&FRONT.replacen(from, to, 1)), [code], "{from} -> {to}");
}

#[test]
fn chapters_come_from_the_contents_list() {
    let document = read(FRONT);
    let titles: Vec<&str> = document.narrative.iter().map(|section| section.title.as_str()).collect();
    let expected = [
        "单位主要职责",
        "单位机构设置",
        "名词解释",
        "单位预算编制说明",
        "其他相关情况说明",
        "2030年“三公”经费预算情况说明",
        "机关运行经费预算",
        "政府采购预算情况",
        "绩效目标设置情况",
        "国有资产占有使用情况",
    ];
    assert_eq!(titles, expected);
    assert_eq!(document.contents.len(), 8);
    assert_eq!(document.department.name.unwrap().value, "青山市禾川区林草中心");
    assert!(document.tables[0].rows[0].amounts[0].1.money().unwrap().fen() == 120_000_000);
}

#[test]
fn a_faultless_text_is_silent() {
    assert_eq!(told(FRONT), [""; 0]);
}

#[test]
fn leaders_without_pages_make_a_contents_list_too() {
    let with_leaders: String = FRONT
        .lines()
        .enumerate()
        .map(|(at, line)| {
            if (4..12).contains(&at) {
                format!("{line}…………………………\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    assert_eq!(read(&with_leaders).contents.len(), 8);
    assert_eq!(told(&with_leaders), [""; 0]);
    let without_title = FRONT.replacen("目录\n", "", 1);
    assert_eq!(read(&without_title).contents.len(), 8);
    assert_eq!(told(&without_title), [""; 0]);
}

#[test]
fn official_titles_are_chapters_without_a_contents_list() {
    let start = FRONT.find("目录").unwrap();
    let end = FRONT.find("青山市禾川区林草中心主要职责").unwrap();
    let text = format!("{}{}", &FRONT[..start], &FRONT[end..]);
    let document = read(&text);
    assert_eq!(document.narrative[0].title, "青山市禾川区林草中心主要职责");
    assert!(messages(&review(&text), "ST-04").is_empty());
}

#[test]
fn text_under_titles_that_are_not_known_is_undecided() {
    let start = FRONT.find("目录").unwrap();
    let end = FRONT.find("青山市禾川区林草中心主要职责").unwrap();
    let own_titles = FRONT[end..]
        .replace("青山市禾川区林草中心主要职责", "我们做什么")
        .replace("青山市禾川区林草中心机构设置", "我们是谁")
        .replace("名词解释\n", "怎样读懂这些数\n")
        .replace("2030年单位预算编制说明", "钱从哪里来");
    let report = review(&format!("{}{own_titles}", &FRONT[..start]));
    assert!(messages(&report, "ST-04").is_empty());
    assert!(report.undecided.iter().any(|undecided| undecided.code == "ST-04"));
}

#[test]
fn slips_in_the_items_are_named() {
    one_slip("（项）”80.00万元", "（项）”88.00万元，另见附件", "TX-02");
    one_slip("增加6.67%", "增加7.66%", "TX-07");
    one_slip("增加6.67%", "减少6.67%", "TX-07");
    one_slip("，2030年预算安排40.00万元", "，2029年预算安排40.00万元", "TX-08");
    one_slip("比2029年预算执行数增加14.29%", "比2028年预算执行数增加14.29%", "TX-08");
    one_slip(
        "其中：财政拨款收入120.00万元，比2029年预算",
        "其中：财政拨款收入120.00万元，比2030年预算",
        "TX-08",
    );
    one_slip("截至2029年8月31日", "截至2028年8月31日", "TX-08");
    one_slip("收入支出增加的", "收入支出增加（减少）的", "TX-16");
    one_slip("主要原因是防火任务增加", "主要原因是防火支出减少", "TX-06");
    one_slip("支出预算120.00万元，其中", "支出预算102.00万元，其中", "TX-02");
}

#[test]
fn items_are_read_in_other_ways_of_writing() {
    let coded =
        ["农林水支出（213类）林业和草原（02款）事业机构（04项）", "“农林水支出-林业和草原-事业机构”科目"];
    for item in coded {
        let text = FRONT.replacen("“农林水支出（类）林业和草原（款）事业机构（项）”", item, 1);
        assert_eq!(told(&text), [""; 0], "{item}");
        let wrong = text.replace(&format!("{item}80.00万元"), &format!("{item}30.00万元"));
        assert!(told(&wrong).contains(&"TX-02"), "{item}");
    }
}

#[test]
fn a_reason_may_stand_behind_the_same_change_below() {
    let text = |below: &str| {
        format!(
            "青山市禾川区林草中心2030年部门预算\n一、收支预算总体情况\n收入、支出预算总计120.00万元，与上年相比各增加10.00万元，增长9.09%。其中：\n{below}\n二、机关运行经费安排情况\n无。\n"
        )
    };
    let reasons = [
        "（一）财政拨款收入预算120.00万元，与上年相比增加10.00万元。主要原因是防火任务增加。",
        "（一）财政拨款收入预算119.00万元，与上年相比增加9.50万元。增加原因，一是防火任务增加。",
    ];
    for reason in reasons {
        assert!(messages(&review(&text(reason)), "TX-06").is_empty(), "{reason}");
    }
    assert_eq!(messages(&review(&text("（一）财政拨款收入预算120.00万元。")), "TX-06").len(), 1);
}

#[test]
fn notes_say_in_many_ways_that_a_table_is_empty() {
    let text = |note: &str| {
        format!(
            "2030年政府性基金预算支出表\n公开表七\n单位名称：青山市林草局\t单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t\t\t\n{note}\n"
        )
    };
    for note in [
        "(无政府性基金支出）",
        "此表为空\t\t\t\t",
        "注：本单位无相关收支项目\t\t\t\t",
        "注：无政府性基金预算支出。",
    ] {
        assert!(messages(&review(&text(note)), "ST-02").is_empty(), "{note}");
    }
    assert_eq!(messages(&review(&text("")), "ST-02").len(), 1);
}

#[test]
fn a_template_with_a_section_a_book_tells_its_money_twice() {
    let text = |second: &str| {
        format!(
            "林草中心2030年部门预算\n一、财政拨款支出预算情况\n（一）人员经费80.00万元，主要包括基本工资、津贴补贴、绩效工资和社会保障缴费。\n二、{second}\n（一）人员经费80.00万元，主要包括基本工资、津贴补贴、绩效工资和社会保障缴费。\n"
        )
    };
    assert!(messages(&review(&text("一般公共预算支出预算情况")), "ST-15").is_empty());
    let same = text("一般公共预算支出预算情况").replace("二、一般公共预算支出预算情况\n", "");
    assert_eq!(messages(&review(&same), "ST-15").len(), 1);
}

#[test]
fn what_the_template_repeats_is_told_once() {
    let line = "基金收入0万元，与上年相比增加（减少）0万元。\n";
    let text = format!("林草中心2030年部门预算\n一、收支预算总体情况\n{}", line.repeat(4));
    assert_eq!(
        messages(&review(&text), "TX-16"),
        ["情况说明“收支预算总体情况”等 4 处里残留模板文字“增加(减少)”"]
    );
}
