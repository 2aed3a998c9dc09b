//! 没有认出的栏目: what a form says where a column, a row or a label of it was not understood cannot be held against it.

use budget::{Amount, BudgetDocument, Indicator, Meaning, Money, Place, Project, normal_name};

use crate::checks::Fault;

/// Of a form's fields: what seems to be missing may stand under a label that is not known.
const FIELDS: [&str; 3] = ["ST-10", "SE-02", "IN-11"];

/// Of the level an indicator stands under.
const LEVELS: [&str; 9] = ["IN-01", "IN-09", "IN-10", "IN-12", "IN-13", "IN-14", "IN-15", "IN-16", "IN-17"];

/// Why a failed check of a form decides nothing.
pub fn doubt(code: &str, fault: &Fault, document: &BudgetDocument) -> Option<String> {
    let is_of_indicators = code.starts_with("IN-") || matches!(code, "ST-10" | "ST-11" | "PF-10");
    let is_of_fields = FIELDS.contains(&code);
    let places = std::iter::once(&fault.place).chain(fault.operands.iter().map(|o| &o.place));
    let project = document.projects.iter().find(|project| {
        let is_doubtful = is_of_indicators && project.has_unread_indicators()
            || LEVELS.contains(&code) && project.has_unread_level()
            || is_of_fields && project.has_unread_row();
        is_doubtful && places.clone().any(|place| stands_in(project, place))
    });
    let name = project?.name.value.trim();
    Some(format!("项目“{name}”的绩效目标表有没有认出的栏目，读到的内容可能不全，不能判断"))
}

/// A form that says nothing but what its template prints: no goal, no money, no indicator.
pub fn is_blank(project: &Project) -> bool {
    let amounts = [&project.budgeted, &project.fiscal, &project.other];
    let has_money = |amount: &Amount| amount.money().is_some_and(|money| money != Money::ZERO);
    let is_unset = |row: &Indicator| row.name.is_none() && row.target_value.value.meaning == Meaning::None;
    project.goals.is_empty()
        && project.purpose.as_ref().is_none_or(|purpose| purpose.value.trim().is_empty())
        && !amounts.into_iter().flatten().any(has_money)
        && project.indicators.len() > 1
        && project.indicators.iter().all(is_unset)
}

/// 部门整体支出绩效目标表 read as a form: its money and indicators are those of the projects once more.
pub fn is_of_department(project: &Project) -> bool {
    let name = normal_name(&project.name.value);
    name.ends_with("整体支出")
        || ["部门整体", "单位整体", "部门(单位)整体"].iter().any(|word| name.contains(word))
}

fn stands_in(project: &Project, place: &Place) -> bool {
    let of_row = |row: &Indicator| {
        let texts = [&row.name, &row.description, &row.value_basis].into_iter().flatten();
        row.place == *place
            || row.target_value.place == *place
            || texts.into_iter().any(|text| text.place == *place)
    };
    let amounts = [&project.budgeted, &project.fiscal, &project.other].into_iter().flatten();
    let texts = project.purpose.iter().chain(&project.goals).chain([&project.name]).chain(&project.labels);
    project.place == *place
        || amounts.into_iter().any(|amount| amount.place == *place)
        || texts.into_iter().any(|text| text.place == *place)
        || project.indicators.iter().any(of_row)
}
