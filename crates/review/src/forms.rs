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
    project.goals.iter().chain(&project.purpose).all(|text| is_template(&text.value))
        && !amounts.into_iter().flatten().any(has_money)
        && project.indicators.len() > 1
        && project.indicators.iter().all(|row| is_unnamed(row) && has_no_value(row))
}

/// No name, or the `指标1：……` of the template.
pub fn is_unnamed(row: &Indicator) -> bool {
    row.name.as_ref().is_none_or(|name| is_template(&name.value))
}

/// No value, or the dots of the template.
pub fn has_no_value(row: &Indicator) -> bool {
    let value = &row.target_value.value;
    value.meaning == Meaning::None || value.text.contains(['…', '.', '：']) && is_template(&value.text)
}

/// `目标1：……`, `指标2：`, blank: nothing but what the template prints.
fn is_template(text: &str) -> bool {
    let is_mark = |c: char| c.is_whitespace() || ":：….。、,，;；()（）".contains(c);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十Nn".contains(c);
    text.lines().all(|line| {
        let line = line.trim_matches(is_mark);
        let bare = ["目标", "指标"].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line);
        bare.is_empty() || bare.len() < line.len() && bare.chars().all(|c| is_mark(c) || is_number(c))
    })
}

/// 部门整体支出绩效目标表 read as a form: its money and indicators are those of the projects once more.
pub fn is_of_department(project: &Project) -> bool {
    let name = normal_name(&project.name.value);
    const WHOLE: [&str; 3] = ["部门整体", "单位整体", "部门(单位)整体"];
    const OF_WHOLE: [&str; 5] = ["支出", "绩效", "目标", "预算", "自评"];
    // 预算单位整体搬迁 is a project.
    let names_whole = |word: &&str| {
        name.split_once(*word).is_some_and(|(_, behind)| {
            behind.is_empty() || OF_WHOLE.iter().any(|word| behind.starts_with(word))
        })
    };
    name.ends_with("整体支出") || WHOLE.iter().any(names_whole)
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
