//! 统计时段: a year, a quarter or a month.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::clock;
use crate::error::{Error, Result};

/// From the first to the last day
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    pub year: i16,
    /// Empty for the whole year, `q1` to `q4`, `m1` to `m12`
    pub part: String,
    first: Date,
    last: Date,
}

impl Period {
    /// As the address has it; without a year the present one.
    pub fn read(year: &str, part: &str, today: Date) -> Result<Period> {
        let year = if year.is_empty() { Some(today.year()) } else { year.parse().ok() };
        let year = year.filter(|year| (2000..2100).contains(year));
        let period = year.zip(months(part)).and_then(|(year, (from, n))| {
            let first = Date::new(year, from, 1).ok()?;
            let last = first.checked_add(n.months()).ok()?.yesterday().ok()?;
            Some(Period { year, part: part.to_owned(), first, last })
        });
        period.ok_or_else(|| {
            Error::Invalid("网址中的统计时段无法识别；请回到统计页重新选择年份和时段".to_owned())
        })
    }

    pub fn from(&self) -> String {
        self.first.to_string()
    }

    pub fn to(&self) -> String {
        self.last.to_string()
    }

    /// The first instant, and that after the last.
    pub fn instants(&self) -> (i64, i64) {
        let end = |day: Date| clock::day(&day.to_string()).map_or(0, |(_, end)| end);
        (clock::day(&self.from()).map_or(0, |(start, _)| start), end(self.last))
    }

    /// `2026年第三季度`
    pub fn word(&self) -> String {
        format!("{}年{}", self.year, part_word(&self.part))
    }
}

/// The first month of a part and how many it has.
fn months(part: &str) -> Option<(i8, i64)> {
    let number = |rest: &str| rest.parse::<i8>().ok().filter(|n| n.to_string() == rest);
    if part.is_empty() {
        return Some((1, 12));
    }
    if let Some(quarter) = part.strip_prefix('q') {
        let quarter = number(quarter).filter(|n| (1..=4).contains(n))?;
        return Some((quarter * 3 - 2, 3));
    }
    number(part.strip_prefix('m')?).filter(|n| (1..=12).contains(n)).map(|month| (month, 1))
}

fn part_word(part: &str) -> String {
    match part.split_at_checked(1) {
        Some(("q", n)) => {
            let numeral = ["一", "二", "三", "四"].get(n.parse::<usize>().unwrap_or(0).wrapping_sub(1));
            format!("第{}季度", numeral.unwrap_or(&n))
        }
        Some((_, n)) => format!("{n}月"),
        None => String::new(),
    }
}

/// What the form offers: key and word.
pub fn parts() -> Vec<(String, String)> {
    let quarters = (1..=4).map(|n| format!("q{n}"));
    let keys = std::iter::once(String::new()).chain(quarters).chain((1..=12).map(|n| format!("m{n}")));
    keys.map(|key| if key.is_empty() { (key, "全年".to_owned()) } else { (key.clone(), part_word(&key)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_ends_with_its_last_day() {
        let today = date(2026, 11, 21);
        for (year, part, from, to, word) in [
            ("", "", "2026-01-01", "2026-12-31", "2026年"),
            ("2024", "m2", "2024-02-01", "2024-02-29", "2024年2月"),
            ("2025", "q4", "2025-10-01", "2025-12-31", "2025年第四季度"),
        ] {
            let period = Period::read(year, part, today).unwrap();
            assert_eq!((period.from(), period.to(), period.word()), (from.into(), to.into(), word.into()));
        }
        for (year, part) in
            [("26", ""), ("明年", ""), ("2026", "q5"), ("2026", "m13"), ("2026", "m01"), ("2026", "季")]
        {
            assert!(Period::read(year, part, today).is_err(), "{year} {part}");
        }
        assert_eq!(parts().len(), 17);
    }
}
