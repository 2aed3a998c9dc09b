//! 数: sums of groups, and the filter of the ledger that finds exactly what each counts.

use std::collections::BTreeMap;

use super::groups::{Done, Open};
use super::period::Period;
use crate::matters::filter::Filter;

/// A number, and what stands after the `?` of the list behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub n: i64,
    pub query: String,
}

/// 一行数
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub open: i64,
    pub green: i64,
    pub yellow: i64,
    pub red: i64,
    pub grey: i64,
    /// Open, while the lead unit's part is done
    pub settled: [i64; 2],
    pub over: i64,
    pub week: i64,
    pub open_returned: i64,
    pub open_extended: i64,
    pub done: i64,
    pub on_time: i64,
    pub late: i64,
    pub done_returned: i64,
    pub done_extended: i64,
}

impl Figures {
    pub fn add_open(&mut self, group: &Open) {
        self.open += group.n;
        match group.colour.as_str() {
            "red" => self.red += group.n,
            "yellow" => self.yellow += group.n,
            "green" => self.green += group.n,
            "done_on_time" => self.settled[0] += group.n,
            "done_late" => self.settled[1] += group.n,
            _ => self.grey += group.n,
        }
        self.over += group.n_over;
        self.week += group.n_week;
        self.open_returned += group.n_returned;
        self.open_extended += group.n_extended;
    }

    pub fn add_done(&mut self, group: &Done) {
        self.done += group.n;
        match group.colour.as_deref() {
            Some("done_on_time") => self.on_time += group.n,
            Some("done_late") => self.late += group.n,
            _ => {}
        }
        self.done_returned += group.n_returned;
        self.done_extended += group.n_extended;
    }

    /// 按期率, `97.4%`: of what was done; nothing where nothing was.
    pub fn share(&self) -> Option<String> {
        let per_mille = per_mille(self.on_time, self.done)?;
        Some(format!("{}.{}%", per_mille / 10, per_mille % 10))
    }
}

/// Of everything.
pub fn sum(opened: &[Open], closed: &[Done]) -> Figures {
    sums(opened, closed, |_| (), |_| ()).remove(&()).unwrap_or_default()
}

/// By a part of the groups.
pub fn sums<K: Ord>(
    opened: &[Open],
    closed: &[Done],
    open_key: impl Fn(&Open) -> K,
    done_key: impl Fn(&Done) -> K,
) -> BTreeMap<K, Figures> {
    let mut sums: BTreeMap<K, Figures> = BTreeMap::new();
    for group in opened {
        sums.entry(open_key(group)).or_default().add_open(group);
    }
    for group in closed {
        sums.entry(done_key(group)).or_default().add_done(group);
    }
    sums
}

/// Rounded half up; what is not all never becomes 1000, and what is not nothing never 0.
pub fn per_mille(part: i64, whole: i64) -> Option<i64> {
    let rounded = part.checked_mul(1000)?.checked_add(whole / 2)?.checked_div(whole)?;
    Some(match part {
        0 => 0,
        part if part == whole => 1000,
        _ => rounded.clamp(1, 999),
    })
}

/// Open matters, as the ledger finds them.
pub fn open(of: &Filter) -> Filter {
    Filter { stage: "open".to_owned(), ..of.clone() }
}

/// 办结 in the period, as the ledger finds it.
pub fn done(of: &Filter, period: &Period) -> Filter {
    Filter { stage: "all".to_owned(), done_from: period.from(), done_to: period.to(), ..of.clone() }
}

pub fn lit(of: Filter, light: &str) -> Filter {
    Filter { light: light.to_owned(), ..of }
}

impl Number {
    /// Nothing has no list behind it.
    pub fn new(n: i64, of: &Filter) -> Number {
        Number { n, query: if n > 0 { of.query() } else { String::new() } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_and_says_all_only_of_all() {
        let share = |on_time, done| Figures { on_time, done, ..Figures::default() }.share();
        assert_eq!(share(0, 0), None);
        for (on_time, done, word) in [
            (0, 7, "0.0%"),
            (7, 7, "100.0%"),
            (2, 3, "66.7%"),
            (1, 8, "12.5%"),
            (9_999, 10_000, "99.9%"),
            (1, 10_000, "0.1%"),
        ] {
            assert_eq!(share(on_time, done).unwrap(), word);
        }
    }
}
