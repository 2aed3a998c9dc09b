//! Traps of target forms that other templates lay out or leave blank in a way of their own.

use budget::Project;

use super::{document, project};

#[test]
fn a_wide_row_of_the_department_holds_its_goal_before_the_indicators() {
    let text = "2031年部门整体支出绩效目标表\n\n部门编码|部门名称|预算申请|||部门整体绩效目标|年度绩效目标|||||\n\
        ||资金总额|按支出性质分|||||||||\n|||基本支出|项目支出||一级指标|二级指标|三级指标|指标值|计分方法\n\
        305|青禾县畜牧站|9.00|6.00|3.00|1.管好防疫。2.服务养殖户。|产出指标|数量指标|巡查养殖场|≥40家|少一家扣1分\n\
        ||||||效益指标|社会效益指标|养殖户服务|满意|满意得满分，一般得2分\n\
        305|青禾县畜牧站|9.00|6.00|3.00|1.管好防疫。2.服务养殖户。|满意度指标|服务对象满意度指标|养殖户满意度|≥90%|\n";
    let projects = document(text).projects;
    let form = &projects[0];
    let goals: Vec<&str> = form.goals.iter().map(|goal| goal.value.as_str()).collect();
    assert_eq!(goals, ["管好防疫。", "服务养殖户。"]);
    let names: Vec<&str> =
        form.indicators.iter().filter_map(|row| Some(row.name.as_ref()?.value.as_str())).collect();
    assert_eq!(names, ["巡查养殖场", "养殖户服务", "养殖户满意度"]);
    // Those of the whole department are no project's.
    assert!(form.budgeted.is_none() && form.has_unread_row());
    let scored: Vec<(&str, bool)> = form
        .marked(Project::SCORING)
        .map(|(text, place)| (text, form.indicators.iter().any(|row| row.place == *place)))
        .collect();
    assert_eq!(scored, [("少一家扣1分", true), ("满意得满分，一般得2分", true)]);
}

#[test]
fn a_goal_behind_its_label_makes_no_wide_form() {
    let rows = "项目名称|粮库维修经费||\n预算单位|青禾县粮库|总体目标|修好两座粮库。\n\
        资金情况（万元）|年度资金总额：|5.00|\n\
        绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|维修粮库|≥2座\n";
    assert_eq!(project("粮库维修经费绩效目标表", rows).budgeted.unwrap().printed, "5.00");
}

#[test]
fn the_labels_of_two_goals_are_no_goal() {
    let rows = "项目名称|渡口维护经费||\n资金金额（万元）|年度资金总额：|3.00|\n\
        总体目标|实施期总目标||年度总目标\n||三年内修好渡口。|修好一处渡口。\n\
        绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|维修渡口|≥1处\n";
    let goals = project("渡口维护经费绩效目标表", rows).goals;
    assert_eq!(goals.iter().map(|goal| goal.value.as_str()).collect::<Vec<_>>(), ["修好一处渡口。"]);
}

#[test]
fn the_title_of_a_form_may_be_broken_in_two() {
    let text = "青禾县气象防灾预警发布平台升级改造项目绩效目\n标表\n资金情况（万元）|资金总额：|7.00|\n|财政拨款：|7.00|\n\
        绩效目标|建成平台。||\n绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|平台|≥1套\n";
    let projects = document(text).projects;
    assert_eq!(projects[0].name.value, "青禾县气象防灾预警发布平台升级改造项目");
    assert_eq!(projects[0].indicators.len(), 1);
}

#[test]
fn an_aspect_that_a_form_denies_is_no_indicator() {
    let rows = "项目名称|渔政经费||\n绩效指标|一级指标|二级指标|三级指标|指标值\n\
        |产出指标|数量指标|巡湖次数|≥30次\n|效益指标|经济效益指标|不适用经济效益指标|不适用\n\
        ||生态效益指标|不涉及生态效益|无\n";
    assert_eq!(project("渔政经费绩效目标表", rows).indicators.len(), 1);
}

#[test]
fn a_note_below_a_form_leaves_its_indicators_open() {
    let text = "驿站管护经费绩效目标表\n\n项目名称|驿站管护经费||\n绩效指标|一级指标|二级指标|三级指标|指标值\n\
        |产出指标|数量指标|管护驿站|≥6处\n|效益指标|经济效益指标||\n||社会效益指标|游客投诉|≤3起\n\n\
        备 注：1、指标根据项目情况选填。\n\n河道保洁经费绩效目标表\n\n项目名称|河道保洁经费||\n\
        绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|保洁河道|≥9公里\n";
    let projects = document(text).projects;
    let open: Vec<bool> = projects.iter().map(Project::has_optional_indicators).collect();
    assert_eq!(open, [true, false]);
}

const UNTITLED: &str = "项目名称|渠道清淤|主管部门|青禾县水务局|\n预算数|120000|||\n\
     一级指标|二级指标|三级指标|指标值|\n产出指标|数量指标|清淤长度|≥12公里|\n";

/// The amount of each project in 分, with its first label.
fn budgeted(text: &str) -> Vec<(i64, String)> {
    let projects = document(&format!("青禾县水务局2031年部门预算\n\n{text}")).projects.into_iter();
    let of_form = |project: Project| {
        (project.budgeted.unwrap().money().unwrap().fen(), project.labels[0].value.clone())
    };
    projects.map(of_form).collect()
}

const YUAN: i64 = 12_000_000;
const WAN: i64 = YUAN * 10_000;

#[test]
fn the_unit_stands_above_rows_without_a_title() {
    let above = |lines: &str| budgeted(&format!("{lines}\n\n{UNTITLED}"));
    assert_eq!(above("金额单位：元"), [(YUAN, "金额单位：元".to_owned())]);
    assert_eq!(above("金额单位：元\n\n甲\n\n乙\n\n丙")[0].0, WAN);
}

#[test]
fn the_unit_holds_for_all_forms_that_follow_and_for_nothing_behind_another_part() {
    let amounts = |text: &str| budgeted(text).into_iter().map(|(fen, _)| fen).collect::<Vec<i64>>();
    let two = format!("金额单位：元\n\n{UNTITLED}{UNTITLED}");
    assert_eq!(amounts(&two), [YUAN; 2]);
    let own = format!("金额单位：元\n\n{UNTITLED}\n单位：万元\n\n{UNTITLED}\n- 3 -\n\n{UNTITLED}");
    assert_eq!(amounts(&own), [YUAN, WAN, WAN]);
    for part in [
        "部门整体支出绩效目标表\n\n部门名称|青禾县水务局||\n年度预算申请|资金总额：9.00||\n",
        "第二部分 预算项目绩效目标\n\n",
        "车牌|型号\n甲|乙\n",
    ] {
        assert_eq!(amounts(&format!("金额单位：元\n\n{part}{UNTITLED}")), [WAN], "{part}");
    }
    let listing = "单位名称|项目名称|预算数|一级指标|二级指标|三级指标|指标值\n\
        青禾县水务局|水库维修|120000|产出指标|数量指标|水库|18座\n";
    let text = format!("金额单位：元\n\n{listing}\n甲\n\n乙\n\n{UNTITLED}");
    assert_eq!(amounts(&text), [YUAN, WAN]);
}

#[test]
fn the_head_may_say_what_the_weights_make_up() {
    let form = |head: &str| {
        let rows = format!(
            "单位：万元\n\n项目名称|渠道清淤|||\n预算数|12|||\n\
             一级指标|二级指标|三级指标|指标值|{head}\n产出指标|数量指标|清淤长度|≥12公里|90\n"
        );
        let project = project("渠道清淤绩效目标表（二级项目）", &rows);
        project.marked(budget::Project::WEIGHT_TOTAL).next().map(|(text, _)| text.to_owned())
    };
    assert_eq!(form("分值权重（90分）").as_deref(), Some("90"));
    assert_eq!(form("分值权重"), None);
}
