//! 没有认出的栏目: what a form says where a column, a row or a label of it was not understood cannot be held against it.

use budget::{BudgetDocument, Indicator, Place, Project};

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
