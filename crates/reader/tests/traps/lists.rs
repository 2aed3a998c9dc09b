//! Traps of the lists, changes and headings of the narrative.

use budget::Place;

use super::document;

/// The names and amounts of the project list that follows `支出预算100万元，其中：基本支出60万元；`.
fn projects(text: &str) -> Vec<(String, String)> {
    let text = format!(
        "一、部门预算总体情况\n\n2025年支出预算100万元，其中：基本支出60万元；{text}\n\n二、名词解释\n"
    );
    let projects = document(&text).stated.projects.into_iter();
    projects.map(|project| (project.name, project.amount.printed)).collect()
}

fn pairs(items: &[(&str, &str)]) -> Vec<(String, String)> {
    items.iter().map(|(name, amount)| ((*name).to_owned(), (*amount).to_owned())).collect()
}

fn two() -> Vec<(String, String)> {
    pairs(&[("道路维修", "30万元"), ("绿化费", "10万元")])
}

#[test]
fn a_list_torn_behind_a_semicolon_is_read_whole() {
    let text = "项目支出40万元，主要为：道路维修30万元；\n\n绿化费10万元。\n\n3、比上年增减情况\n\n比上年增加5万元。";
    assert_eq!(projects(text), two());
    let numbered = "项目支出40万元，主要为：1.道路维修30万元；\n\n2.绿化费10万元。";
    assert_eq!(projects(numbered), two());
}

#[test]
fn a_torn_list_keeps_the_line_of_each_amount() {
    let text = "一、部门预算总体情况\n\n2025年支出预算40万元，其中：项目支出40万元，主要为：道路维修30万元；\n\n绿化费10万元。\n";
    let projects = document(text).stated.projects;
    assert_eq!([&projects[0], &projects[1]].map(|p| &p.amount.place), [&Place::line(3), &Place::line(5)]);
}

#[test]
fn the_next_statement_is_no_project() {
    let text = "项目支出40万元，主要为道路维修30万元，绿化费10万元；\n\n政府性基金预算支出5万元。";
    assert_eq!(projects(text), two());
}

#[test]
fn verbs_and_purposes_are_no_part_of_a_name() {
    for text in [
        "项目支出40万元，主要用于：安排道路维修30万元，绿化费10万元。",
        "项目支出40万元，主要用于：一是安排道路维修30万元；二是绿化费10万元。",
        "项目支出40万元，主要为：道路维修安排30万元，绿化费安排10万元。",
        "项目支出40万元，主要为：道路维修30万元，用于补坑、划线；绿化费10万元，用于补栽。",
        "项目支出40万元，主要为：道路维修30万元，其中：材料20万元；绿化费10万元。",
        "项目支出40万元，主要为：道路维修30万元（其中：材料20万元），绿化费10万元。",
    ] {
        assert_eq!(projects(text), two(), "{text}");
    }
}

#[test]
fn a_list_may_have_one_item_a_line() {
    for text in [
        "项目支出40万元，主要为：\n\n1.道路维修30万元；\n\n2.绿化费10万元。",
        "项目支出40万元。具体如下：\n\n（1）道路维修30万元。\n\n（2）绿化费10万元。",
        "项目支出40万元，主要包括：\n\n道路维修30万元\n\n绿化费10万元",
        "项目支出40万元。\n\n主要用于：道路维修30万元，绿化费10万元。",
        "项目支出40万元，其中：\n\n1、道路维修30万元，其中材料20万元，人工10万元。\n\n2、绿化费10万元，补栽5万元。",
    ] {
        assert_eq!(projects(text), two(), "{text}");
    }
}

#[test]
fn long_lines_of_a_list_are_not_one_torn_line() {
    let long = "高标准农田建设县级配套资金（含石桥、柳林、东河三个乡镇项目）30万元";
    let text = format!("项目支出40万元，主要包括：\n\n{long}\n\n绿化费10万元");
    let names = [long.trim_end_matches("30万元"), "绿化费"];
    assert_eq!(projects(&text), pairs(&[(names[0], "30万元"), (names[1], "10万元")]));
}

#[test]
fn amounts_may_stand_before_what_they_are_for() {
    for text in [
        "项目支出40万元，主要为：30万元用于道路维修，10万元用于绿化费。",
        "项目支出40万元，其中30万元用于道路维修；10万元用于绿化费。",
        "项目支出40万元，主要包括：\n\n1.安排30万元，用于道路维修；\n\n2.安排10万元，用于绿化费。",
    ] {
        assert_eq!(projects(text), two(), "{text}");
    }
}

#[test]
fn a_part_may_have_a_line_of_its_own() {
    let text = "一、部门预算总体情况\n\n2025年支出预算100万元。\n\n（一）基本支出60万元。\n\n（二）项目支出40万元，主要为道路维修30万元，绿化费10万元。\n";
    let stated = document(text).stated;
    assert_eq!(stated.basic.unwrap().printed, "60万元");
    assert_eq!(stated.project.unwrap().place, Place::line(7));
    assert_eq!(stated.projects.len(), 2);
}

#[test]
fn the_figures_of_one_book_are_not_those_of_the_whole() {
    let text = "一、财政拨款收支总体情况\n\n2025年收入预算80万元。\n\n二、收支预算总体情况\n\n2025年收入预算100万元，其中：一般公共预算收入80万元，比上年增加3万元；其他收入20万元。\n";
    let stated = document(text).stated;
    assert_eq!(stated.revenue.unwrap().printed, "100万元");
    assert_eq!(stated.comparison, None);
}

#[test]
fn a_reason_may_be_a_sentence_of_its_own() {
    let comparison = |text: &str| {
        let text = format!("一、部门预算总体情况\n\n2025年支出预算100万元。\n\n{text}\n");
        document(&text).stated.comparison.unwrap()
    };
    let total = |text: &str| comparison(text).total.unwrap().reason;
    let reason = Some("新增项目".to_owned());
    assert_eq!(total("比上年增加5万元。主要原因：新增项目。"), reason);
    assert_eq!(total("比上年增加5万元。增加的主要原因是新增项目。"), reason);
    assert_eq!(total("比上年增加5万元。\n\n主要是由于新增项目。"), reason);
    assert_eq!(total("比上年增加5万元。\n\n项目支出增加的原因是新增项目。"), None);
    let both = comparison(
        "项目支出较好地保障了运转，比上年增加5万元，其中：基本支出减少1万元；项目支出增加6万元，原因是新增项目。",
    );
    assert_eq!(both.project.unwrap().reason, reason);
}

#[test]
fn parts_may_be_the_sections_or_hold_them() {
    let titles = |text: &str| {
        let sections = document(text).narrative.into_iter();
        sections.map(|section| (section.title.clone(), section.text())).collect::<Vec<_>>()
    };
    let parts = "第一部分 部门概况\n\n一、部门职责\n\n甲。\n\n二、机构设置\n\n乙。\n\n第二部分 2025年部门预算情况说明\n\n一、收支预算总体情况\n\n丙。\n\n\
        二、机关运行经费安排情况\n\n丁。\n\n第三部分 名词解释\n\n戊。\n";
    assert_eq!(
        titles(parts),
        pairs(&[
            ("部门职责", "甲。"),
            ("机构设置", "乙。"),
            ("收支预算总体情况", "丙。"),
            ("机关运行经费安排情况", "丁。"),
            ("名词解释", "戊。"),
        ])
    );
    let bare = "第一部分\n\n部门职责\n\n甲。\n\n第二部分\n\n预算安排总体情况\n\n乙。\n";
    assert_eq!(titles(bare), pairs(&[("部门职责", "甲。"), ("预算安排总体情况", "乙。")]));
    let numbered =
        "1. 部门职责\n\n1、甲。\n\n2、机构设置情况\n\n乙。\n\n3. 预算安排总体情况\n\n1、收入说明\n\n丙。\n";
    assert_eq!(
        titles(numbered),
        pairs(&[
            ("部门职责", "1、甲。"),
            ("机构设置情况", "乙。"),
            ("预算安排总体情况", "1、收入说明\n丙。"),
        ])
    );
}

#[test]
fn a_section_may_hold_parts_without_losing_the_count() {
    let text =
        "一、部门职责\n\n甲。\n\n二、预算绩效信息\n\n第一部分 绩效情况说明\n\n乙。\n\n三、名词解释\n\n丙。\n";
    let titles: Vec<String> = document(text).narrative.into_iter().map(|section| section.title).collect();
    assert_eq!(titles, ["部门职责", "预算绩效信息", "绩效情况说明", "名词解释"]);
}

#[test]
fn a_part_may_hold_the_parts_of_the_targets() {
    let text = "第一部分 部门职责\n\n甲。\n\n第二部分 预算绩效信息\n\n第一部分 部门整体绩效目标\n\n（一）总体绩效目标\n\n乙。\n\n第三部分 国有资产信息\n\n丙。\n";
    let document = document(text);
    let titles: Vec<&str> = document.narrative.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["部门职责", "预算绩效信息", "国有资产信息"]);
    assert_eq!(document.target.overall.unwrap().value, "乙。");
}

#[test]
fn a_volume_of_targets_may_begin_with_the_department() {
    let text = "青禾县水务局2025年部门预算绩效文本\n\n第一部分 部门概况\n\n甲。\n\n第二部分 部门整体绩效目标\n\n一、总体绩效目标\n\n乙。\n";
    let document = document(text);
    assert_eq!(document.kind, budget::DocumentKind::PerformanceText);
    assert_eq!(document.narrative[0].text(), "甲。");
    assert_eq!(document.target.overall.unwrap().value, "乙。");
}

#[test]
fn a_part_of_tables_is_no_section() {
    let text = "第一部分 部门预算\n\n部门预算支出总表\n\n注：空表列示。\n\n第二部分 情况说明\n\n一、部门职责\n\n甲。\n";
    let document = document(text);
    assert_eq!((document.tables.len(), document.narrative.len()), (1, 1));
}

#[test]
fn a_topic_may_have_a_heading_inside_a_section() {
    let text = "一、部门职责\n\n甲。\n\n二、部门预算其他重要事项说明\n\n（一）机关运行经费情况\n\n2025年机关运行经费100万元，比2024年减少5万元，主要用于：\n\n1.办公费60万元；\n\n2.差旅费40万元。\n\n\
        （二）政府采购情况\n\n2025年政府采购预算50万元。\n\n（三）国有资产情况\n\n上年末固定资产金额900万元。\n";
    let stated = document(text).stated;
    let amounts =
        [stated.running_costs, stated.procurement, stated.assets].map(|amount| amount.unwrap().printed);
    assert_eq!(amounts, ["100万元", "50万元", "900万元"]);
    assert_eq!(stated.running_cost_parts.len(), 2);
}

#[test]
fn a_topic_may_be_a_sentence_without_heading() {
    let text = "一、部门预算收支情况\n\n2025年支出预算40万元，其中：项目支出40万元。\n\n项目支出40万元，其中：30万元用于道路维修，10万元用于绿化。\n\n\
        2025年机关运行经费12.3万元（其中：办公费5万元，水电费3万元）。\n\n二、名词解释\n\n机关运行经费：公用经费，约99万元。\n";
    let stated = document(text).stated;
    assert_eq!(stated.running_costs.unwrap().printed, "12.3万元");
    assert_eq!((stated.running_cost_parts.len(), stated.projects.len()), (2, 2));
}
