//! The labels of a project form: which field a row belongs to.

use budget::{IndicatorAspect, IndicatorKind, Located, normal_name};

use super::super::piece::{Cell, Row};
use super::{columns, halves};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// 项目编码, 项目名称
    Identity,
    /// 预算规模及资金用途: the amounts
    Budget,
    /// 资金用途
    Purpose,
    /// 资金支出计划: the dates
    Plan,
    /// 绩效目标
    Goals,
    /// 一级指标, 二级指标, 三级指标 …
    IndicatorHead,
    Indicator,
    /// 主管部门, 实施单位 and what else a form says that no rule asks for
    Other,
}

/// The amounts of a form, by the labels of its versions.
pub const BUDGETED: [&str; 21] = [
    "预算数",
    "年度资金总额",
    "资金总额",
    "预算金额",
    "年度预算金额",
    "项目总额",
    "项目资金总额",
    "年度预算总额",
    "项目当年预算",
    "项目年度预算",
    "项目本年度预算",
    "当年预算",
    "当年预算数",
    "当年预算金额",
    "当年资金总额",
    "本年预算",
    "本年预算数",
    "本年度预算",
    "本年资金总额",
    "年度预算数",
    "年度资金申请总额",
];
pub const FISCAL: [&str; 5] = ["其中:财政资金", "财政资金", "其中:财政拨款", "财政拨款", "其中:本年财政拨款"];
pub const OTHER_FUNDS: [&str; 2] = ["其中:其他资金", "其他资金"];

/// What the first label of the rows with the amounts begins with: `资金情况（万元）`.
const MONEY: [&str; 14] = [
    "预算规模",
    "项目资金",
    "资金总额",
    "资金情况",
    "资金金额",
    "资金来源",
    "资金安排",
    "项目金额",
    "项目预算",
    "预算资金",
    "预算情况",
    "预算金额",
    "年度资金",
    "年度预算",
];

/// The goal of one project, with or without its year.
pub const GOALS: [&str; 16] = [
    "绩效目标",
    "年度绩效目标",
    "当年绩效目标",
    "本年绩效目标",
    "年度目标",
    "总体目标",
    "总体绩效目标",
    "年度总体目标",
    "项目目标",
    "项目绩效目标",
    "项目绩效总目标",
    "绩效总目标",
    "项目总体目标",
    "项目年度目标",
    "项目年度绩效目标",
    "项目总体绩效目标",
];

pub fn opens_amounts(label: &str) -> bool {
    MONEY.iter().any(|word| label.starts_with(word))
}

const OTHERS: [&str; 26] = [
    "主管部门",
    "主管部门及代码",
    "实施单位",
    "项目单位",
    "预算单位",
    "项目属性",
    "项目类型",
    "项目类别",
    "项目期",
    "项目起止时间",
    "项目负责人",
    "联系人",
    "起止时间",
    "立项依据",
    "项目立项依据",
    "项目立项情况",
    "单位职能概述",
    "项目实施进度计划",
    "实施进度计划",
    "实施进度",
    "其他说明的问题",
    "其他需要说明的问题",
    "长期目标",
    "中期目标",
    "中长期目标",
    "实施期目标",
];

/// What the labels of fields end with that no rule asks for.
const ENDS_OF_OTHERS: [&str; 17] = [
    "依据",
    "方案",
    "单位",
    "部门",
    "地址",
    "电话",
    "编码",
    "负责人",
    "联系人",
    "属性",
    "类别",
    "类型",
    "年度",
    "日期",
    "必要性",
    "可行性",
    "变动情况",
];

/// 起始年度 and 终止年度, 开始时间 and 完成时间; 项目起止时间 holds both.
pub const BEGINS: [&str; 6] =
    ["起始年度", "起始时间", "开始时间", "项目起始年度", "项目开始时间", "起始年份"];
pub const ENDS: [&str; 6] = ["终止年度", "终止时间", "完成时间", "项目终止年度", "项目完成时间", "终止年份"];
pub const SPANS: [&str; 5] = ["项目起止时间", "起止时间", "项目期", "项目起止年限", "起止年限"];

pub fn field(row: &Row) -> Option<Field> {
    let (index, cell) = row.filled().next()?;
    let label = normal_name(&cell.text);
    if kind(row.text(1)).is_some() && aspect(row.text(2)).is_some() {
        return Some(Field::Indicator);
    }
    if index == 0 {
        match halves::numbered_goal(&label) {
            Some(halves::Period::Year) => return Some(Field::Goals),
            Some(halves::Period::AllYears) => return Some(Field::Other),
            None => {}
        }
        match label.as_str() {
            "项目编码" | "项目名称" => return Some(Field::Identity),
            "资金用途" | "用途" | "项目概况" | "项目描述" => return Some(Field::Purpose),
            goal if GOALS.contains(&goal) => return Some(Field::Goals),
            _ if opens_amounts(&label) => return Some(Field::Budget),
            _ if label.starts_with("资金支出计划") || label.starts_with("支出计划") => {
                return Some(Field::Plan);
            }
            _ if is_torn(&label, "绩效目标") => return Some(Field::Goals),
            _ => {}
        }
    }
    if is_indicator_head(row) {
        return Some(Field::IndicatorHead);
    }
    if halves::goals(row).is_some() {
        return Some(Field::Goals);
    }
    if halves::is_title(row) {
        return Some(Field::Other);
    }
    if [&BUDGETED[..], &FISCAL, &OTHER_FUNDS].into_iter().flatten().any(|label| is(&cell.text, label))
        || index == 0 && has(row, BUDGETED[0])
        || index == 0 && is_of_money(&label) && BUDGETED.iter().any(|budgeted| has(row, budgeted))
    {
        return Some(Field::Budget);
    }
    if index == 0 && OTHERS.iter().any(|label| is(&cell.text, label)) {
        return Some(Field::Other);
    }
    if is_indicator(row) {
        return Some(Field::Indicator);
    }
    let is_other = index == 0
        && label.chars().count() <= LONGEST_LABEL
        && ENDS_OF_OTHERS.iter().any(|end| label.ends_with(end));
    is_other.then_some(Field::Other)
}

/// In characters.
const LONGEST_LABEL: usize = 20;

/// 项目总预算, beside which the budget of the year may stand.
fn is_of_money(label: &str) -> bool {
    ["预算", "资金", "投资"].iter().any(|word| label.contains(word))
}

/// The cells of a row that are labels and not values.
pub fn printed(row: &Row, field: Field) -> impl Iterator<Item = Located<String>> {
    let is_of_value = |text: &str| {
        let labels = [&["项目编码", "项目名称"][..], &BUDGETED, &FISCAL, &OTHER_FUNDS];
        labels.into_iter().flatten().any(|label| is(text, label))
    };
    let is_label = move |(index, cell): &(usize, &Cell)| match field {
        Field::Identity | Field::Budget => *index == 0 || is_of_value(&cell.text),
        Field::Other => false,
        Field::Purpose | Field::Goals => *index == 0,
        Field::Plan | Field::IndicatorHead => true,
        Field::Indicator => *index <= 1 && (kind(&cell.text).is_some() || aspect(&cell.text).is_some()),
    };
    row.filled().filter(is_label).map(|(_, cell)| Located::new(cell.line(), cell.place.clone()))
}

/// 三级指标, or two other head words of indicator tables beside each other.
pub fn is_indicator_head(row: &Row) -> bool {
    if has(row, "三级指标") {
        return true;
    }
    let is_head = |cell: &Cell| columns::is_head_word(&columns::plain_head(cell));
    let is_own = |cell: &Cell| normal_name(&cell.text).contains("指标");
    let mut heads = row.filled().map(|(_, cell)| cell).filter(|cell| is_head(cell));
    row.filled().count() > 2
        && row.filled().any(|(_, cell)| is_own(cell))
        && heads.next().is_some()
        && heads.next().is_some()
        && !row.filled().any(|(_, cell)| kind(&cell.text).is_some() || aspect(&cell.text).is_some())
}

/// A short text at the beginning with a longer row behind it, as a label has.
pub fn may_be_labelled(row: &Row) -> bool {
    let label = row.cells.first().map(|cell| normal_name(&cell.text)).unwrap_or_default();
    let has_words = label.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_sentence = label.contains(['。', '；', '，', ',', ';']);
    has_words && !is_sentence && label.chars().count() <= LONGEST_LABEL && row.filled().count() > 1
}

/// What a page break left of a label above.
pub fn is_rest_of_label(text: &str) -> bool {
    const TORN: [&str; 4] = ["预算规模及资金用途", "绩效目标", "资金支出计划", "项目资金"];
    let text = normal_name(text);
    TORN.iter().any(|label| label.ends_with(&text))
}

pub fn has(row: &Row, label: &str) -> bool {
    row.filled().any(|(_, cell)| is(&cell.text, label))
}

/// Whether a cell's text is this label, however it is spaced, with or without a colon.
pub fn is(text: &str, label: &str) -> bool {
    text == label
        || text.len() >= label.len()
            && text.len() <= label.len() + 12
            && normal_name(text).trim_end_matches(':') == label
}

/// The whole label, or the part of it before a page break.
fn is_torn(printed: &str, label: &str) -> bool {
    printed == label || printed.chars().count() > 2 && label.starts_with(printed)
}

/// The labels of its two levels stand at its beginning.
fn is_indicator(row: &Row) -> bool {
    let Some((index, first)) = row.filled().next() else {
        return false;
    };
    if index == 0 && kind(&first.text).is_some() {
        return true;
    }
    index <= 1 && aspect(&first.text).is_some()
}

/// 一级指标, whatever weight stands behind it: `产出指标（50分）`.
pub fn kind(label: &str) -> Option<IndicatorKind> {
    if !may_be_level(label) {
        return None;
    }
    IndicatorKind::of_label(label).or_else(|| IndicatorKind::of_label(&without_weight(label)?))
}

pub fn aspect(label: &str) -> Option<IndicatorAspect> {
    if !may_be_level(label) {
        return None;
    }
    IndicatorAspect::of_label(label).or_else(|| IndicatorAspect::of_label(&without_weight(label)?))
}

/// In bytes: `服务对象满意度指标（10分）` with blanks.
fn may_be_level(label: &str) -> bool {
    (6..=60).contains(&label.len())
}

fn without_weight(label: &str) -> Option<String> {
    label.split_once(['（', '(']).map(|(label, _)| label.to_owned())
}
