//! 统计表: one line a source, leader or unit, with the same columns.

use super::figures::{Figures, Number, done, lit, open};
use super::period::Period;
use crate::matters::filter::Filter;

/// Key and word of what a table can be ordered by. 按期率 is not among them: that would be a ranking.
pub const COLUMNS: [(&str, &str); 8] = [
    ("open", "未办结"),
    ("yellow", "预警"),
    ("red", "逾期"),
    ("over", "超过办结期限"),
    ("done", "本期办结"),
    ("on_time", "按期办结"),
    ("late", "逾期办结"),
    ("returned", "办结中有退回"),
];

pub struct Table {
    pub id: &'static str,
    pub title: &'static str,
    /// 来源, 领导, 牵头单位
    pub of: &'static str,
    pub lines: Vec<Line>,
    pub total: Line,
}

/// 一行
pub struct Line {
    pub name: String,
    pub numbers: Vec<Number>,
    pub share: Option<String>,
}

impl Line {
    pub fn new(name: String, figures: &Figures, of: &Filter, period: &Period) -> Line {
        let (now, closed) = (open(of), done(of, period));
        let over = Filter { over: "1".to_owned(), ..now.clone() };
        let returned = Filter { returned: "1".to_owned(), ..closed.clone() };
        let filters = [
            now.clone(),
            lit(now.clone(), "yellow"),
            lit(now, "red"),
            over,
            closed.clone(),
            lit(closed.clone(), "done_on_time"),
            lit(closed, "done_late"),
            returned,
        ];
        let numbers = counts(figures).into_iter().zip(&filters).map(|(n, of)| Number::new(n, of)).collect();
        Line { name, numbers, share: figures.share() }
    }

    /// A line without any number says nothing.
    pub fn is_empty(&self) -> bool {
        self.numbers.iter().all(|number| number.n == 0)
    }
}

fn counts(figures: &Figures) -> [i64; 8] {
    let Figures { open, yellow, red, over, done, on_time, late, done_returned, .. } = *figures;
    [open, yellow, red, over, done, on_time, late, done_returned]
}

impl Table {
    /// The largest first in the column that the reader picked; equals stay in the order of their codes.
    pub fn ordered(mut self, sort: &str) -> Table {
        if let Some(column) = COLUMNS.iter().position(|(key, _)| *key == sort) {
            self.lines.sort_by_key(|line| std::cmp::Reverse(line.numbers[column].n));
        }
        self
    }
}
