//! IN-23: words for a value, and no standard by which to grade them.

use budget::{BudgetDocument, Indicator, IndicatorAspect, Meaning, Project, Secrecy, normal_name};

use super::{count_answered_with_words, target_value_says_nothing, value_does_not_answer_name};
use crate::checks::{Checks, Fault};
use crate::locate::open_indicators;
use crate::rows::{description, grouped, identity, named, value, value_operand};
use crate::words::has_number;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "IN-23",
    title: "定性指标值无法分档",
    severity: Severity::Hint,
    basis: basis::EVALUATION,
    page: include_str!("qualitative_value_not_graded.md"),
    parameters: &[Parameter {
        key: "standards",
        title: "指标值或描述中有这些字词的，视为有评判标准",
        preset: Preset::Words(&[
            "标准",
            "合格",
            "达标",
            "优秀",
            "优良",
            "良好",
            "等级",
            "分档",
            "验收",
            "规范",
            "规程",
            "《",
            "以上",
            "不低于",
            "不超",
            "无",
            "零",
            "全部",
            "全年",
            "当年",
            "年内",
            "年底",
            "每月",
            "每季",
            "控制在",
            "全覆盖",
            "全天候",
            "高中低",
            "好坏",
            "达到",
            "符合",
            "低于",
            "高于",
            "优于",
        ]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let standards = out.words("standards");
    let worded = open_indicators(doc).filter(|(_, row)| is_worded(row));
    let astray = value_does_not_answer_name::astray(doc);
    let is_astray = |row: &Indicator| astray.contains(&std::ptr::from_ref(row).addr());
    let mut vague = Vec::new();
    for rows in grouped(worded, |(project, _)| Some(identity(project))) {
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|(project, row)| {
                !has_standard(row, &standards) && !is_scored(project, row) && !is_astray(row)
            })
            .collect();
        if rows.is_empty() { out.pass() } else { vague.push(rows) }
    }
    // So many forms are one habit of the office.
    const MANY: usize = 3;
    if vague.len() >= MANY {
        return of_all(&vague).into_iter().for_each(|fault| out.fail(fault));
    }
    vague.iter().filter_map(|rows| fault(rows)).for_each(|fault| out.fail(fault));
}

/// Values that say nothing, and words where a count is due, have rules of their own.
fn is_worded(row: &Indicator) -> bool {
    let target = &row.target_value.value;
    target.meaning == Meaning::Qualitative
        && Secrecy::marked(&target.text).is_none()
        && !target_value_says_nothing::says_nothing(row)
        && !is_left_blank(&target.text)
        && !count_answered_with_words::is_unanswered(row)
}

/// `XX`, `××`: what the template left, which is for TX-16.
fn is_left_blank(value: &str) -> bool {
    let value = normal_name(value);
    !value.is_empty() && value.chars().all(|c| matches!(c, 'X' | 'x' | '×' | '*' | '○' | '_'))
}

/// The form says in a column of its own how points are given: 有效提升得满分，效果一般得3分.
fn is_scored(project: &Project, row: &Indicator) -> bool {
    // `满分10分` is the weight alone.
    let says_how = |text: &str| {
        ["扣", "不得分", "酌情", "否则", "按比例"].iter().any(|word| text.contains(word))
            || text.contains('得') && text.matches('分').count() > 1
    };
    project.marked(Project::SCORING).any(|(text, place)| *place == row.place && says_how(text))
}

/// Two outcomes only, `是` or `有`, are a standard too.
fn has_standard(row: &Indicator, standards: &[&str]) -> bool {
    let texts = [normal_name(value(row)), normal_name(description(row))];
    let is_binary = ["是", "否", "有", "优", "良", "中", "完成", "通过"].contains(&texts[0].as_str());
    is_binary
        || is_all_due(&texts[0])
        || is_due_time(row, &texts[0])
        || has_number(&texts[0])
        || standards.iter().any(|word| !word.is_empty() && texts.iter().any(|text| text.contains(word)))
}

/// 八一前, 当日, 按月: a time though it holds no figure. 及时 is none.
fn is_due_time(row: &Indicator, value: &str) -> bool {
    const TIMES: [&str; 12] =
        ["当场", "即办", "当日", "当天", "当月", "当季", "次日", "次月", "实时", "按月", "按季", "按日"];
    row.aspect == IndicatorAspect::Timeliness
        && (value.ends_with(['前', '内', '末'])
            || is_within_period(value)
            || TIMES.iter().any(|time| value.contains(time)))
}

/// 日产日清, 月结月清: begun and done in the same day or month.
fn is_within_period(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.array_windows().any(|[period, _, same, _]| period == same && "日周月季".contains(*period))
}

/// 应保尽保, 应补尽补: nobody is left out.
pub fn is_all_due(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.array_windows().any(|[a, due, b, also]| (*a, *b) == ('应', '尽') && due == also)
}

type Rows<'a> = Vec<(&'a Project, &'a Indicator)>;

fn fault(rows: &Rows<'_>) -> Option<Fault> {
    let (project, first) = rows.first()?;
    let values = rows.iter().map(|(_, row)| value(row));
    let message = format!(
        "项目“{}”的定性指标值{}没有评判标准，部分完成时无法分档打分",
        project.name.value.trim(),
        named(values, "个")
    );
    Some(with(first, message, rows.iter()))
}

/// One finding of a document, with a row for each value.
fn of_all(vague: &[Rows<'_>]) -> Option<Fault> {
    let projects = vague.iter().filter_map(|rows| Some(rows.first()?.0.name.value.trim()));
    let (_, first) = vague.first()?.first()?;
    let rows = || vague.iter().flatten();
    let mut values: Vec<&str> = Vec::new();
    for (_, row) in rows() {
        if !values.contains(&value(row)) {
            values.push(value(row));
        }
    }
    let shown: String = values.iter().take(3).map(|value| format!("“{value}”")).collect();
    let message = format!(
        "{}有 {} 个定性指标值没有评判标准，如{shown}，部分完成时无法分档打分",
        named(projects, "个项目"),
        rows().count()
    );
    Some(with(first, message, rows()))
}

fn with<'a>(
    first: &Indicator,
    message: String,
    rows: impl Iterator<Item = &'a (&'a Project, &'a Indicator)>,
) -> Fault {
    let suggestion =
        "能计数的改为数值；不能计数的写明依据的标准或分档，如“优秀、良好、一般、较差，目标为良好以上”";
    let operands = rows.map(|(project, row)| value_operand(project, row)).collect();
    Fault::new(&first.target_value.place, value(first), message, suggestion)
        .with_rows("指标值没有数字，也没有标准", operands)
}
