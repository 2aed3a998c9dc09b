//! A disclosure of 2022: its twenty-seven project forms, which have no code and no amount.

use budget::{Money, Place, Secrecy};
use reader::Reading;

use super::julu::julu;
use super::{cells, stated, wan};

/// The forms in order, with their number of rows.
const FORMS: [(&str, usize); 27] = [
    ("机要局密码主渠道装备资金", 7),
    ("公务用车司勤人员工资", 7),
    ("县委三楼六楼光电光纤线路租赁费", 7),
    ("县委、政协楼电费", 7),
    ("督查室专项经费", 7),
    ("秘书科工作经费", 7),
    ("档案数字化费用", 7),
    ("对接省系统信息化支撑平台及应用系统维保费", 7),
    ("档案馆事业费", 7),
    ("公务用车车辆运行费", 7),
    ("公务内网网络租赁费", 7),
    ("专项运转保障经费", 7),
    ("专项运转保障经费（原政府事务局）", 7),
    ("节能宣传费", 7),
    ("众创空间光纤网络使用费", 7),
    ("保密机要局专项经费", 7),
    ("武装部大楼入驻单位设施改造费用", 8),
    ("社情民意办专项经费", 7),
    ("众创空间水电费", 7),
    ("改革办专项经费", 8),
    ("全市广电网络视频会议专线使用费", 7),
    ("研究室领导讲话、信息上报等专项经费", 7),
    ("县委六楼电视电话会议联通光纤租赁费", 7),
    ("公车改革小组经费", 7),
    ("众创空间租赁等费用", 7),
    ("县委机关党委活动经费", 7),
    ("党政专用电视会议系统延伸建设资金", 6),
];

/// The projects of the narrative in order, with their amounts.
const LISTED: [(&str, &str); 34] = [
    ("专项运转保障经费", "168.48"),
    ("专项运转保障经费（原政府事务局）", "218.70"),
    ("其他退役安置支出", "3.13"),
    ("全市广电网络视频会议专线使用费", "0.40"),
    ("对接省系统信息化支撑平台及应用系统维保费", "4.00"),
    ("公务用车车辆运行费", "50.00"),
    ("公务用车司勤人员工资", "10.08"),
    ("众创空间租赁等费用", "50.00"),
    ("众创空间光纤网络使用费", "6.00"),
    ("众创空间水电费", "10.00"),
    ("改革办专项经费", "4.00"),
    ("县委、政协楼电费", "22.00"),
    ("公车改革小组经费", "7.00"),
    ("保密机要局专项经费", "2.00"),
    ("机要局密码主渠道装备资金", "7.80"),
    ("社情民意办专项经费", "1.00"),
    ("县委六楼电视电话会议联通光纤租赁费", "1.44"),
    ("县委三楼六楼光电光纤线路租赁费", "3.50"),
    ("公务内网网络租赁费", "2.16"),
    ("督查室专项经费", "6.00"),
    ("研究室领导讲话、信息上报等专项经费", "6.00"),
    ("县委机关党委活动经费", "6.00"),
    ("秘书科工作经费", "5.00"),
    ("档案数字化费用", "8.00"),
    ("档案馆事业费", "10.00"),
    ("地方志工作经费", "8.00"),
    ("文化中心水电费", "10.00"),
    ("文化中心维护费", "5.00"),
    ("交通局办公楼物业费", "20.00"),
    ("政府办公楼、宿舍楼电费", "23.00"),
    ("政府办公楼、宿舍楼水费", "5.00"),
    ("节能宣传费", "4.50"),
    ("武装部大楼入驻单位设施改造费用", "15.00"),
    ("党政专用电视会议系统延伸建设资金", "70.00"),
];

#[test]
fn the_twenty_seven_forms_are_whole() {
    let Some(Reading { document, .. }) = julu() else { return };
    let forms: Vec<(&str, usize)> =
        document.projects.iter().map(|p| (p.name.value.as_str(), p.indicators.len())).collect();
    assert_eq!(forms, FORMS);
    assert_eq!(forms.iter().map(|(_, n_rows)| n_rows).sum::<usize>(), 190);
    for project in &document.projects {
        assert_eq!(project.secrecy, Secrecy::Public);
        assert_eq!((project.goals.len(), &project.code, &project.budgeted), (1, &None, &None));
        assert_eq!((&project.purpose, &project.spending_plan), (&None, &None));
        assert!(project.indicators.iter().all(|row| row.name.is_some() && row.value_basis.is_some()));
    }
}

#[test]
fn single_cells_are_in_their_columns() {
    let Some(Reading { document, .. }) = julu() else { return };
    let goal = |i: usize| document.projects[i].goals[0].value.as_str();
    assert_eq!(goal(0), "完成县党政军领导机关及要害部门的核心机密的传递工作");
    assert_eq!(goal(20), "保障电视电话会议线路畅通");
    assert_eq!(document.projects[20].goals[0].place, Place::cell(783, 2));
    let cost = cells(&document.projects[0], 3);
    assert_eq!(cost, ["密码装备费用（元）", "机要局密码装备的费用", "≥70000 元", "工作需要"]);
    assert_eq!(cells(&document.projects[26], 0)[2], "=%100");
    assert_eq!(document.projects[26].indicators[0].target_value.place, Place::cell(856, 5));
    assert_eq!(cells(&document.projects[19], 6), cells(&document.projects[19], 7));
}

#[test]
fn the_thirty_four_listed_projects_have_their_amounts() {
    let Some(Reading { document, .. }) = julu() else { return };
    let listed = &document.stated.projects;
    assert_eq!(listed.len(), LISTED.len());
    for (project, (name, amount)) in listed.iter().zip(LISTED) {
        assert_eq!((project.name.as_str(), stated(Some(&project.amount))), (name, wan(amount)));
    }
    let sum = Money::checked_sum(listed.iter().map(|p| stated(Some(&p.amount)))).unwrap();
    assert_eq!(sum, wan("773.19"));
    assert_eq!(listed[32].amount.place, Place::line(460));
    assert_eq!(listed[33].amount.place, Place::line(462), "behind the page break");
}

#[test]
fn every_form_is_found_in_the_list_by_its_name() {
    let Some(Reading { document, .. }) = julu() else { return };
    let amount = |name: &str| document.stated.projects.iter().find(|p| p.name == name).map(|p| &p.amount);
    let amounts = document.projects.iter().map(|form| stated(amount(&form.name.value)));
    assert_eq!(Money::checked_sum(amounts).unwrap(), wan("699.06"));
}
