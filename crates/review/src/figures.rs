//! 文中数: numbers with a unit in running text.

use budget::{Decimal, Measure, Money, fold};

use crate::facts::unit;

/// A number and the unit behind it. Offsets are those of the [`compact`] text.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub start: usize,
    /// Behind the unit.
    pub end: usize,
    pub value: Decimal,
    pub unit: &'static str,
}

/// For scanning: digits and the per-cent sign plain, no blanks. Chinese marks stay.
pub fn compact(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' | '．' | '％' => fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

/// Every number that one of the units follows, the longer unit before the shorter.
pub fn numbers(text: &str, units: &[&'static str]) -> Vec<Number> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
        let unit = units.iter().find(|unit| text[end..].starts_with(**unit));
        if let (Some(unit), Ok(value)) = (unit, text[start..end].parse()) {
            out.push(Number { start, end: end + unit.len(), value, unit });
        }
        from = end;
    }
    out
}

/// 万元, 亿元, 元
pub fn amounts(text: &str) -> Vec<Number> {
    numbers(text, &["万元", "亿元", "元"])
}

impl Number {
    pub fn money(&self) -> Option<Money> {
        Money::from_decimal(self.value, Measure::from_word(self.unit)?)
    }

    /// The same as [`Number::step`], but sums in whole 万元 count as rounded ones.
    pub fn coarse_step(&self) -> i64 {
        const LARGE: i64 = 100;
        let is_rounded = self.unit == "万元" && self.value.decimals() == 0;
        if is_rounded && self.value >= Decimal::whole(LARGE) { Measure::Wan.fen() } else { self.step() }
    }

    /// The unit of the last printed digit, in 分: 28 万元 may be 27.6.
    pub fn rounded(&self) -> i64 {
        let measure = Measure::from_word(self.unit).unwrap_or(Measure::Wan);
        measure.fen() / 10i64.pow(u32::from(self.value.decimals()).min(measure.fen().ilog10()))
    }

    /// The smallest printed unit in 分.
    pub fn step(&self) -> i64 {
        let measure = Measure::from_word(self.unit).unwrap_or(Measure::Wan);
        unit(measure, u32::from(self.value.decimals()))
    }
}

/// The last characters of a text, at most so many.
pub fn tail(text: &str, longest: usize) -> &str {
    let start = text.char_indices().rev().take(longest).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The first characters of a text, at most so many.
pub fn head(text: &str, longest: usize) -> &str {
    let end = text.char_indices().nth(longest).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_with_their_units() {
        let text = compact("２０２２年安排 1,200.50 万元，5 辆，增长 3.6 %。");
        let found: Vec<String> =
            numbers(&text, &["万元", "辆", "%"]).iter().map(|n| format!("{}{}", n.value, n.unit)).collect();
        assert_eq!(found, ["1200.50万元", "5辆", "3.6%"]);
        assert_eq!(amounts("10元")[0].money(), Some(Money::from_fen(1000)));
    }

    #[test]
    fn ends_of_texts_are_cut_by_characters() {
        assert_eq!((tail("甲乙丙", 2), head("甲乙丙", 2)), ("乙丙", "甲乙"));
        assert_eq!((tail("甲", 2), head("", 2)), ("甲", ""));
    }
}
