//! 统计表: one line a source, leader or unit, with the same columns.

use std::collections::BTreeMap;

use super::figures::{self, Figures, Number, done, lit, open};
use super::groups::{Done, Open};
use super::names::{Name, Names};
use super::period::Period;
use crate::matters::draft::SOURCES;
use crate::matters::filter::{Filter, NOBODY};

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

/// By source, leader and unit.
pub fn all(opened: &[Open], closed: &[Done], names: &Names, period: &Period) -> Vec<Table> {
    let total = figures::sum(opened, closed);
    let table = |id, title, of, lines: Vec<Line>| {
        let total = Line::new("合计".to_owned(), &total, &Filter::default(), period);
        Table { id, title, of, lines, total }
    };
    let filled = |lines: Vec<Line>| lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let units = units(opened, closed, names, period);
    vec![
        table("sources", "按来源", "来源", filled(sources(opened, closed, period))),
        table("leaders", "按县领导", "县领导", filled(leaders(opened, closed, names, period))),
        table("units", "按牵头单位", "牵头单位", if names.sees_county { units } else { filled(units) }),
    ]
}

fn sources(opened: &[Open], closed: &[Done], period: &Period) -> Vec<Line> {
    let sums = figures::sums(opened, closed, |group| group.source.clone(), |group| group.source.clone());
    let line = |(key, word): &(&str, &str)| {
        let figures = sums.get(*key).copied().unwrap_or_default();
        let of = Filter { source: (*key).to_owned(), ..Filter::default() };
        Line::new((*word).to_owned(), &figures, &of, period)
    };
    SOURCES.iter().map(line).collect()
}

fn leaders(opened: &[Open], closed: &[Done], names: &Names, period: &Period) -> Vec<Line> {
    let sums =
        figures::sums(opened, closed, |group| group.leader_id.clone(), |group| group.leader_id.clone());
    let of = |leader: &str| Filter { leader: leader.to_owned(), ..Filter::default() };
    let named = |name: &Name| named(name, sums.get(&Some(name.id.clone())), &of(&name.id), period);
    let nobody = sums.get(&None).copied().unwrap_or_default();
    let nobody = Line::new("未指定".to_owned(), &nobody, &of(NOBODY), period);
    names.leaders.iter().map(named).chain([nobody]).collect()
}

fn units(opened: &[Open], closed: &[Done], names: &Names, period: &Period) -> Vec<Line> {
    let sums: BTreeMap<String, Figures> =
        figures::sums(opened, closed, |group| group.unit_id.clone(), |group| group.unit_id.clone());
    let line = |name: &Name| {
        named(name, sums.get(&name.id), &Filter { unit: name.id.clone(), ..Filter::default() }, period)
    };
    names.units.iter().map(line).collect()
}

fn named(name: &Name, figures: Option<&Figures>, of: &Filter, period: &Period) -> Line {
    let line = Line::new(name.name.clone(), &figures.copied().unwrap_or_default(), of, period);
    Line { share: line.share.filter(|_| name.is_seen_whole), ..line }
}
