//! What a column of an indicator table holds, by its cells: for heads that are not known, or that mean one thing in one
//! province and another in the next.

use budget::{Decimal, Meaning, TargetValue, fold, normal_name};

use super::super::piece::Row;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// `≥`, 大于等于
    Comparison,
    /// `个`, `%`, `元/亩`
    Measure,
    /// 定性, 定量, 正向, 反向
    Nature,
    /// Whole numbers that make up the points of a form
    Points,
    /// Values with their comparison or measure
    Values,
    Numbers,
}

const NATURES: [&str; 16] = [
    "定性",
    "定量",
    "定性指标",
    "定量指标",
    "正向",
    "反向",
    "逆向",
    "正向指标",
    "反向指标",
    "逆向指标",
    "中性",
    "中性指标",
    "负向",
    "负向指标",
    "/",
    "-",
];

const MEASURES: [&str; 84] = [
    "个",
    "%",
    "元",
    "万元",
    "亿元",
    "千元",
    "人",
    "人次",
    "万人",
    "万人次",
    "次",
    "项",
    "件",
    "天",
    "日",
    "月",
    "年",
    "周",
    "小时",
    "分钟",
    "工作日",
    "个工作日",
    "个月",
    "户",
    "家",
    "套",
    "台",
    "辆",
    "座",
    "处",
    "所",
    "间",
    "栋",
    "幢",
    "条",
    "段",
    "公里",
    "千米",
    "米",
    "平方米",
    "万平方米",
    "平方公里",
    "立方米",
    "万立方米",
    "亩",
    "万亩",
    "公顷",
    "吨",
    "万吨",
    "千克",
    "公斤",
    "头",
    "万头",
    "只",
    "万只",
    "羽",
    "万羽",
    "株",
    "万株",
    "棵",
    "份",
    "册",
    "本",
    "篇",
    "期",
    "场",
    "场次",
    "批",
    "批次",
    "类",
    "种",
    "村",
    "镇",
    "名",
    "位",
    "组",
    "队",
    "班",
    "床",
    "张",
    "块",
    "支",
    "例",
    "起",
];

/// A few strange cells do not make a column another.
pub fn of<'r>(body: impl Iterator<Item = &'r Row>, column: usize) -> Option<Content> {
    let cells = body.map(|row| normal_name(row.text(column))).filter(|cell| !cell.is_empty());
    let cells: Vec<String> = cells.collect();
    let all = |is: fn(&str) -> bool| cells.iter().all(|cell| is(cell));
    let n = |is: fn(&str) -> bool| cells.iter().filter(|cell| is(cell)).count();
    if cells.is_empty() {
        return None;
    }
    if all(|cell| is_sign(cell) || is_nature(cell)) && n(is_sign) > 0 {
        return Some(Content::Comparison);
    }
    if all(is_nature) {
        return Some(Content::Nature);
    }
    let n_measures = n(is_measure);
    if n_measures > 0
        && n_measures * 4 >= cells.len() * 3
        && all(|cell| cell.chars().count() <= 8 && !cell.contains(|c: char| c.is_ascii_digit()))
    {
        return Some(Content::Measure);
    }
    let numbers: Option<Vec<u32>> = cells.iter().map(|cell| cell.parse().ok()).collect();
    if let Some(numbers) = numbers
        && numbers.len() > 2
        && [80, 85, 90, 95, 100].contains(&numbers.iter().copied().fold(0, u32::saturating_add))
    {
        return Some(Content::Points);
    }
    let n_stated = n(is_stated);
    if n_stated > 0 && n_stated * 2 >= cells.len() {
        return Some(Content::Values);
    }
    (n(is_number) * 2 >= cells.len()).then_some(Content::Numbers)
}

fn is_nature(cell: &str) -> bool {
    NATURES.contains(&cell)
}

/// `95`, `8.5`
fn is_number(cell: &str) -> bool {
    let value = TargetValue::parse(cell);
    !value.has_operator() && matches!(&value.meaning, Meaning::Quantity { measure, .. } if measure.is_empty())
}

/// `≥`, 大于等于: a comparison and nothing to compare with.
pub fn is_sign(cell: &str) -> bool {
    let value = TargetValue::parse(&format!("{cell}1"));
    value.has_operator()
        && matches!(&value.meaning, Meaning::Quantity { number, measure, .. }
            if *number == Decimal::whole(1) && measure.is_empty())
}

fn is_measure(cell: &str) -> bool {
    let cell = fold(cell);
    let (of, per) = cell.split_once('/').unwrap_or((cell.as_ref(), ""));
    MEASURES.contains(&of) && per.chars().count() <= 5
}

/// `≥98%`, `5个`, but not `5`.
fn is_stated(cell: &str) -> bool {
    let value = TargetValue::parse(cell);
    match &value.meaning {
        Meaning::Quantity { measure, .. } => value.has_operator() || is_measure(measure),
        _ => false,
    }
}
