//! Traps of contents lists, narrative, targets and of who publishes.

use budget::{Amount, DocumentKind, Money, Place};

use super::{document, messages, reading};

fn fen(amount: &Option<Amount>) -> i64 {
    amount.as_ref().and_then(Amount::money).map(Money::fen).unwrap_or_else(|| panic!("{amount:?}"))
}

#[test]
fn a_contents_list_is_not_taken_for_the_parts_it_names() {
    let text = "目 录\n\n部门预算支出总表.....|1\n一、部门职责.....|3\n\n部门预算支出总表\n\n注：空表列示。\n\n一、部门预算职责\n\n甲。\n";
    let document = document(text);
    assert_eq!((document.contents.len(), document.tables.len(), document.narrative.len()), (2, 1, 1));
    assert_eq!(document.contents[0].page, Some(1));
    assert_eq!(document.contents[0].title, "部门预算支出总表");
}

#[test]
fn contents_may_have_their_pages_in_the_text_or_none() {
    let dotted =
        document("目录\n第一部分 部门预算……1\n部门预算支出总表…………2\n\n部门预算支出总表\n\n注：空表列示。\n");
    assert_eq!(dotted.contents.iter().map(|entry| entry.page).collect::<Vec<_>>(), [Some(1), Some(2)]);
    let bare = "目录\n\n第一部分 部门整体绩效目标\n第二部分 预算项目绩效目标\n\n第一部分 部门整体绩效目标\n\n一、总体绩效目标\n\n做好工作。\n";
    let bare = document(bare);
    assert_eq!(bare.contents.len(), 2);
    assert_eq!(bare.target.overall.unwrap().value, "做好工作。");
}

#[test]
fn the_numbers_inside_a_section_are_no_sections() {
    let text = "情况说明\n\n一、部门职责\n\n1、收入说明\n\n（一）甲。\n\n二、部门预算安排的总体情况\n\n一、这句话以句号结束。\n\n一、短句\n\n三、机关运行经费安排情况\n\n无。\n";
    let titles: Vec<String> = document(text).narrative.into_iter().map(|section| section.title).collect();
    assert_eq!(titles, ["部门职责", "部门预算安排的总体情况", "机关运行经费安排情况"]);
}

#[test]
fn numbered_safeguards_are_no_sections() {
    let text = "第一部分\n\n部门整体绩效目标\n\n一、总体绩效目标\n\n甲。\n\n三、工作保障措施\n\n一、抓学习\n\n乙。\n\n二、抓调研\n\n丙。\n";
    let document = document(text);
    assert_eq!(document.kind, DocumentKind::PerformanceText);
    assert!(document.narrative.is_empty());
    let titles: Vec<&str> = document.target.safeguards.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["抓学习", "抓调研"]);
}

#[test]
fn bold_and_list_marks_are_no_text() {
    let text = "一、预算名词解释\n\n- 1、**基本支出：**指为保障机构正常运转而发生的支出。\n";
    assert_eq!(document(text).narrative[0].text(), "1、基本支出：指为保障机构正常运转而发生的支出。");
}

#[test]
fn stated_amounts_of_several_wordings() {
    let text = "一、部门预算总体情况\n\n2025年收入预算为１００万元，其中：一般公共预算拨款收入 80.5 万元，政府性基金预算收入19.5万元。\n\n\
        2025年支出预算100万元，其中：基本支出60万元（人员经费50万元，公用经费10万元），项目支出40万元，主要包括：道路、桥梁维修30万元、绿化费10万元。\n\n\
        比上年预算减少5万元，下降4.8%，其中：基本支出与上年持平；项目支出减少5万元，主要原因是项目完工。\n";
    let stated = document(text).stated;
    assert_eq!(fen(&stated.revenue), 100_000_000);
    assert_eq!(fen(&stated.general_public), 80_500_000);
    assert_eq!(fen(&stated.government_fund), 19_500_000);
    assert_eq!(fen(&stated.expenditure), 100_000_000);
    assert_eq!(
        [fen(&stated.basic), fen(&stated.personnel), fen(&stated.operating)],
        [60_000_000, 50_000_000, 10_000_000]
    );
    assert_eq!(fen(&stated.project), 40_000_000);
    let names: Vec<&str> = stated.projects.iter().map(|project| project.name.as_str()).collect();
    assert_eq!(names, ["道路、桥梁维修", "绿化费"]);
    let comparison = stated.comparison.unwrap();
    assert_eq!(fen(&comparison.total.map(|change| change.amount)), -5_000_000);
    assert_eq!(fen(&comparison.basic.map(|change| change.amount)), 0);
    let project = comparison.project.unwrap();
    assert_eq!((fen(&Some(project.amount)), project.reason.as_deref()), (-5_000_000, Some("项目完工")));
}

#[test]
fn three_publics_in_sentences() {
    let text = "一、“三公”经费预算情况\n\n2025年，“三公”经费预算安排12万元，其中：因公出国（境）费0万元，与上年持平；公务用车购置及运行维护费10万元（其中：公务用车购置费0万元，公务用车运行维护费10万元），比上年减少1万元；公务接待费2万元。“三公”经费较上年减少1.5万元，主要原因是厉行节约。\n";
    let publics = document(text).stated.three_publics.unwrap();
    let amounts =
        [&publics.total, &publics.overseas_travel, &publics.vehicles, &publics.running, &publics.reception];
    assert_eq!(amounts.map(fen), [12_000_000, 0, 10_000_000, 10_000_000, 2_000_000]);
    let change = publics.change.unwrap();
    assert_eq!(fen(&Some(change.amount)), -1_500_000);
    assert_eq!(change.reason.as_deref(), Some("厉行节约"));
    let parts: Vec<&str> = publics.part_changes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(parts, ["因公出国（境）费", "公务用车购置及运行维护费"]);
}

#[test]
fn the_parts_of_the_three_publics_may_have_a_paragraph_each() {
    let text = "一、“三公”经费预算情况\n\n2025年“三公”经费预算安排12万元，较上年减少1.5万元，主要是厉行节约。\n\n\
        （一）因公出国（境）费。2025年安排0万元，与2024年预算持平，主要原因是没有任务。\n\n\
        （二）公务用车购置及运行维护费10万元。其中：公务用车购置费0万元，与上年相比无变化；公务用车运行维护费10万元，较上年减少1万元，下降9.1%，主要原因：定点维修。\n\n\
        （三）公务接待费2万元，较上年减少0.5万元。减少的原因是控制陪餐。\n";
    let publics = document(text).stated.three_publics.unwrap();
    let parts: Vec<(&str, i64, Option<&str>)> = (publics.part_changes.iter())
        .map(|(name, change)| (name.as_str(), fen(&Some(change.amount.clone())), change.reason.as_deref()))
        .collect();
    let expected = [
        ("因公出国（境）费", 0, Some("没有任务")),
        ("公务用车购置费", 0, None),
        ("公务用车运行维护费", -1_000_000, Some("定点维修")),
        ("公务接待费", -500_000, Some("控制陪餐")),
    ];
    assert_eq!(parts, expected);
    assert_eq!(fen(&publics.change.map(|change| change.amount)), -1_500_000);
}

#[test]
fn the_parts_of_the_three_publics_may_be_headings() {
    let texts = [
        "1.因公出国（境）费：2025年安排3万元，与上年持平。2.公务用车购置及运行维护费：10.00万元，较上年减少1万元。3.公务接待费。2025年部门预算安排2万元。",
        "（一）因公出国（境）费\n\n2025年安排3万元，与上年持平。\n\n（二）公务用车购置及运行维护费：\n\n安排10万元。\n\n（三）公务接待费2万元。",
    ];
    for text in texts {
        let text = format!("一、“三公”经费预算情况\n\n2025年“三公”经费预算安排15万元。\n\n{text}\n");
        let publics = document(&text).stated.three_publics.unwrap();
        let amounts = [&publics.total, &publics.overseas_travel, &publics.vehicles, &publics.reception];
        assert_eq!(amounts.map(fen), [15_000_000, 3_000_000, 10_000_000, 2_000_000], "{text}");
        assert_eq!((&publics.purchase, &publics.running), (&None, &None), "{text}");
    }
}

#[test]
fn a_sentence_that_is_not_there_states_nothing() {
    let stated =
        document("一、部门预算总体情况\n\n详见附表。\n\n二、政府采购预算情况\n\n我部门无政府采购预算。\n")
            .stated;
    assert_eq!(stated, budget::StatedFigures::default());
}

#[test]
fn amounts_behind_a_page_break_have_their_own_line() {
    let text = "一、部门预算总体情况\n\n2025年支出预算20万元，其中：基本支出0万元；项目支出20万元，主要为道路维修10万元，\n\n桥梁维修 10 万元。\n";
    let projects = document(text).stated.projects;
    assert_eq!(projects[0].amount.place, Place::line(3));
    assert_eq!(projects[1].amount.place, Place::line(5));
    assert_eq!(projects[1].name, "桥梁维修");
}

#[test]
fn the_county_is_told_by_name_where_the_code_is_fictional() {
    let text = "青禾县水务局\n\n2025年部门预算信息公开情况说明\n\n一、部门预算职责\n\n甲。\n";
    let document = document(text);
    assert_eq!((document.region.as_deref(), document.region_code), (Some("青禾县"), None));
    assert_eq!(document.department.name.unwrap().value, "青禾县水务局");
    assert_eq!(document.fiscal_year.unwrap().number(), 2025);
}

#[test]
fn a_text_outside_every_part_is_noted() {
    let text = "部门预算支出总表\n\n注：空表列示。\n\n这句话不属于任何部分。\n";
    let reading = reading(text);
    assert_eq!(messages(&reading.notes), ["这段文字不属于任何已知的部分，没有读入"]);
    assert_eq!(reading.notes[0].place, Place::line(5));
}

#[test]
fn a_section_left_out_does_not_swallow_the_next() {
    let text =
        "一、部门职责\n\n甲。\n\n二、部门预算安排的总体情况\n\n乙。\n\n四、“三公”经费预算情况\n\n丙。\n";
    assert_eq!(document(text).narrative.len(), 3);
}
