//! 长期目标 beside 年度目标: forms that print all years and the year side by side, or one below the other. Of both, the
//! year is read.

use std::ops::Range;

use budget::normal_name;

use super::super::piece::{Cell, Row};
use super::columns::plain_head;

/// All years: the words before 目标, 绩效指标, 资金总额.
const LONG: [&str; 9] = ["长期", "中长期", "中期", "实施期", "总体", "三年", "项目", "总", "项目总"];
const YEAR: [&str; 4] = ["年度", "当年", "本年度", "本年"];

/// Where the amounts of all years stand before those of the year, and where the goals of the year begin.
#[derive(Debug, Default)]
pub struct Year {
    amounts: Range<usize>,
    pub goals: Option<usize>,
}

impl Year {
    /// 年度资金总额 behind 实施期资金总额: the same labels stand in both halves of the rows below.
    pub fn amounts_of(&mut self, row: &Row) -> Row {
        let totals = |words: &[&str]| {
            const TOTALS: [&str; 3] = ["资金总额", "资金申请总额", "预算总额"];
            let is_one = |label: &str| {
                words.iter().any(|word| TOTALS.iter().any(|total| is_composed(label, word, total)))
            };
            row.filled().find(|(_, cell)| is_one(&plain(cell))).map(|(i, _)| i)
        };
        if let (Some(long), Some(year)) = (totals(&LONG), totals(&YEAR)) {
            self.amounts = long..year;
        }
        without(row, &self.amounts)
    }

    pub fn goals_of(&self, row: &Row) -> Row {
        without(row, &(0..self.goals.unwrap_or(0)))
    }
}

/// These cells made blank; what stands before the half of all years, a label with its unit, stays.
fn without(row: &Row, half: &Range<usize>) -> Row {
    let blank = |(i, cell): (usize, &Cell)| match half.contains(&i) {
        true => Cell { text: String::new(), place: cell.place.clone() },
        false => cell.clone(),
    };
    Row { cells: row.cells.iter().enumerate().map(blank).collect() }
}

/// The column of 年度目标 in a row that is 长期目标 and 年度目标, with or without the label 绩效目标 before them.
pub fn goals(row: &Row) -> Option<usize> {
    let mut cells: Vec<(usize, String)> = row.filled().map(|(i, cell)| (i, plain(cell))).collect();
    if cells.len() == 3 && (cells[0].1.ends_with("绩效目标") || is_goal(&cells[0].1, &LONG)) {
        cells.remove(0);
    }
    let [(_, long), (column, year)] = &cells[..] else { return None };
    (is_goal(long, &LONG) && is_goal(year, &YEAR)).then_some(*column)
}

/// Of which the year a title speaks that has no name of its own: 年度绩效目标表, 长期绩效目标表.
pub fn period(name: &str) -> Option<Period> {
    let name = normal_name(name);
    match () {
        () if YEAR.contains(&name.as_str()) => Some(Period::Year),
        () if LONG.contains(&name.as_str()) && name != "项目" => Some(Period::AllYears),
        () => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Year,
    AllYears,
}

/// 年度绩效目标1, 目标2: the label of one goal; that of a goal of all years as well.
pub fn numbered_goal(label: &str) -> Option<Period> {
    let label = normal_name(label);
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_numbered = bare.len() < label.len();
    let is_all_years = is_goal(bare, &LONG);
    let is_one = bare == "目标" || bare == "绩效目标" || is_goal(bare, &YEAR) || is_all_years;
    (is_numbered && is_one).then_some(if is_all_years { Period::AllYears } else { Period::Year })
}

fn is_goal(label: &str, words: &[&str]) -> bool {
    const GOALS: [&str; 4] = ["目标", "绩效目标", "总体目标", "总目标"];
    words.iter().any(|word| GOALS.iter().any(|goal| is_composed(label, word, goal)))
}

/// A row above the heads that names both halves, 长期绩效指标 and 年度绩效指标, and nothing else.
pub fn is_title(row: &Row) -> bool {
    let is_one = |label: &str| {
        let of = |words: &[&str]| words.iter().any(|word| is_indicators(label, word));
        label == "绩效指标" || of(&LONG) || of(&YEAR)
    };
    row.filled().count() > 1 && row.filled().all(|(_, cell)| is_one(&plain(cell)))
}

/// 年度绩效指标 before the heads: what stood above it were those of all years.
pub fn is_of_the_year(row: &Row) -> bool {
    let first = row.filled().next().map(|(_, cell)| plain(cell));
    first.is_some_and(|label| YEAR.iter().any(|word| is_indicators(&label, word)))
}

fn is_indicators(label: &str, word: &str) -> bool {
    is_composed(label, word, "绩效指标") || is_composed(label, word, "指标")
}

fn is_composed(label: &str, word: &str, end: &str) -> bool {
    label.strip_prefix(word) == Some(end)
}

fn plain(cell: &Cell) -> String {
    normal_name(&cell.text).trim_end_matches(':').to_owned()
}

/// The indicators of the year, right of those of all years.
#[derive(Debug)]
pub struct Half {
    /// What both halves share ends here, and the half of all years begins.
    shared: usize,
    begins: usize,
}

impl Half {
    /// Of a head that prints its columns twice, up to 指标值.
    pub fn of(row: &Row) -> Option<Half> {
        const LEVELS: [&str; 5] = ["一级指标", "二级指标", "三级指标", "指标名称", "指标内容"];
        let columns_of = |label: &str| {
            // `三级指标（长期）` beside `三级指标（年度）`.
            let is_it = move |(_, cell): &(usize, &Cell)| plain_head(cell) == label;
            row.filled().filter(is_it).map(|(i, _)| i).collect::<Vec<_>>()
        };
        let ends = |i: usize| row.cells.get(i).is_some_and(|cell| plain_head(cell).ends_with("指标值"));
        LEVELS.iter().find_map(|label| match columns_of(label)[..] {
            [shared, begins] if (shared..begins).any(ends) && (begins..row.cells.len()).any(ends) => {
                Some(Half { shared, begins })
            }
            _ => None,
        })
    }

    pub fn cut(&self, row: &Row) -> Row {
        let shared = row.cells.iter().take(self.shared);
        Row { cells: shared.chain(row.cells.iter().skip(self.begins)).cloned().collect() }
    }
}
