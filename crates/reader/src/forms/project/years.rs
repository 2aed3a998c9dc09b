//! Values of several years in one indicator table: which column is that of the year, where 指标值 is parted below its head.

use budget::{Meaning, TargetValue, normal_name};

use super::super::piece::Row;

/// Another period than the year.
const OTHERS: [&str; 18] = [
    "半年",
    "季度",
    "上年",
    "上一年",
    "前年",
    "去年",
    "往年",
    "历史",
    "近两年",
    "近三年",
    "前两年",
    "前三年",
    "基期",
    "实际",
    "完成",
    "长期",
    "实施期",
    "总体",
];

const CURRENT: [&str; 6] = ["当年", "本年", "全年", "年度目标", "年度指标", "预期"];

/// The columns below one head.
#[derive(Debug)]
pub struct Years {
    pub columns: Vec<usize>,
    /// That of the year, where the words tell.
    pub current: Option<usize>,
    /// How many rows the heads below take.
    pub n_rows: usize,
}

impl Years {
    /// Of the rows right below the head: `近两年指标值 | | 预期当年实现值`, then `前年 | 上年`.
    pub fn below(head: &Row, value: usize, body: &[&Row]) -> Option<Years> {
        const MOST_ROWS: usize = 3;
        let behind = head.filled().map(|(i, _)| i).find(|i| *i > value);
        let end = behind.unwrap_or(usize::MAX);
        let is_below = |row: &&&Row| {
            let mut cells = row.filled();
            end > value + 1 && cells.all(|(i, cell)| i >= value && i < end && is_head(&cell.text))
        };
        let rows: Vec<&Row> = body.iter().take(MOST_ROWS).take_while(is_below).copied().collect();
        if rows.is_empty() || is_of_grades(rows[0]) {
            return None;
        }
        let mut columns: Vec<usize> = rows.iter().flat_map(|row| row.filled().map(|(i, _)| i)).collect();
        columns.sort_unstable();
        columns.dedup();
        let of_year: Vec<usize> =
            columns.iter().copied().filter(|i| !words(&rows, *i).iter().any(|word| is_other(word))).collect();
        let said: Vec<usize> = of_year
            .iter()
            .copied()
            .filter(|i| words(&rows, *i).iter().any(|word| speaks_of_the_year(word)))
            .collect();
        let current = match (&said[..], &of_year[..]) {
            ([one], _) => Some(*one),
            ([], [one]) if columns.len() > 1 => Some(*one),
            _ => None,
        };
        Some(Years { columns, current, n_rows: rows.len() })
    }
}

/// The heads above a column, each from the last cell left of it under the same head above.
fn words(rows: &[&Row], column: usize) -> Vec<String> {
    let mut from = 0;
    let mut words = Vec::new();
    for row in rows {
        let own = row.filled().filter(|(i, _)| (from..=column).contains(i)).last();
        if let Some((i, cell)) = own {
            from = i;
            words.push(normal_name(&cell.text));
        }
    }
    words
}

/// No value and no sentence; `2023年` is a head as well.
fn is_head(text: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 16;
    let is_value =
        matches!(TargetValue::parse(text).meaning, Meaning::Quantity { .. } | Meaning::ByDate { .. });
    text.chars().count() <= LONGEST && (!is_value || begins_with_year(text))
}

/// 2023年, 2023年实际
fn begins_with_year(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits == 4 && text[digits..].trim_start().starts_with('年')
}

/// Values side by side under one head, and no heads below that tell which is which.
pub fn stand_side_by_side(head: &Row, value: usize, body: &[&Row]) -> bool {
    let Some(end) = head.filled().map(|(i, _)| i).find(|i| *i > value) else { return false };
    if body.first().is_some_and(|row| is_of_grades(row)) {
        return false;
    }
    let n_several =
        body.iter().filter(|row| row.filled().filter(|(i, _)| (value..end).contains(i)).count() > 1).count();
    n_several > 0 && n_several * 2 >= body.len()
}

/// `优 | 良 | 中 | 差`
fn is_of_grades(row: &Row) -> bool {
    row.filled().next().is_some_and(|(_, cell)| normal_name(&cell.text) == "优")
}

/// The column of the year's values by the words of one row of heads.
pub fn value_of(labels: &[(usize, String)], name: usize) -> Option<usize> {
    let values = || labels.iter().filter(|(i, label)| *i > name && is_value(label) && !is_other(label));
    let mut said = values().filter(|(_, label)| speaks_of_the_year(label));
    match (said.next(), said.next()) {
        (Some((one, _)), None) => Some(*one),
        (None, _) => {
            let mut values = values();
            values.next().filter(|_| values.next().is_none()).map(|(i, _)| *i)
        }
        _ => None,
    }
}

/// 预期当年实现值, 前年指标值, but not 指标值确定依据.
pub fn is_value(label: &str) -> bool {
    ["指标值", "目标值", "实现值", "预期值", "计划值", "完成值"].iter().any(|end| label.ends_with(end))
}

fn is_other(label: &str) -> bool {
    OTHERS.iter().any(|word| label.contains(word))
}

fn speaks_of_the_year(label: &str) -> bool {
    CURRENT.iter().any(|word| label.contains(word)) && !is_other(label)
}
