//! Amounts of money, exact.

use std::fmt;

use crate::Decimal;

/// 金额: whole 分 (a hundredth of a yuan). Arithmetic is checked; nothing rounds silently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    pub const ZERO: Money = Money(0);

    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    pub const fn fen(self) -> i64 {
        self.0
    }

    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// The sum, or nothing when it does not fit.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }

    pub fn abs_diff(self, other: Money) -> u64 {
        self.0.abs_diff(other.0)
    }

    /// A printed number in a measure; `None` when it is finer than a 分 or too large.
    pub fn from_decimal(number: Decimal, measure: Measure) -> Option<Money> {
        number.scaled_by(measure.fen()).map(Money)
    }

    /// `12316000.00`: yuan with two decimals, for machines.
    pub fn yuan(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }

    /// `1,231.60`: 万元 with thousands separators, two decimals, more only where the amount needs them.
    pub fn wan(self) -> String {
        self.in_measure(Measure::Wan)
    }

    /// The same in another measure.
    pub fn in_measure(self, measure: Measure) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let unit = measure.fen().unsigned_abs();
        let fen = self.0.unsigned_abs();
        let width = measure.decimals();
        let decimals = format!("{:0width$}", fen % unit);
        let (two, rest) = decimals.split_at(2);
        format!("{sign}{}.{two}{}", thousands(fen / unit), rest.trim_end_matches('0'))
    }
}

/// `1231.6 万元` style display is a page's concern; this is the plain amount in 万元.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.wan())
    }
}

fn thousands(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// 金额单位: the unit of measure a table or a sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    Yuan,
    Wan,
    Yi,
}

impl Measure {
    /// How many 分 one of this measure is.
    pub const fn fen(self) -> i64 {
        match self {
            Measure::Yuan => 100,
            Measure::Wan => 1_000_000,
            Measure::Yi => 10_000_000_000,
        }
    }

    /// The decimals that a whole 分 needs.
    const fn decimals(self) -> usize {
        match self {
            Measure::Yuan => 2,
            Measure::Wan => 6,
            Measure::Yi => 10,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Measure::Yuan => "元",
            Measure::Wan => "万元",
            Measure::Yi => "亿元",
        }
    }

    pub fn from_word(word: &str) -> Option<Measure> {
        match word {
            "元" => Some(Measure::Yuan),
            "万元" | "万" => Some(Measure::Wan),
            "亿元" | "亿" => Some(Measure::Yi),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wan(text: &str) -> Money {
        Money::from_decimal(text.parse().unwrap(), Measure::Wan).unwrap()
    }

    #[test]
    fn printed_amounts_are_exact() {
        for (text, fen) in [("1379.53", 1_379_530_000), ("3.6", 3_600_000), ("0", 0), ("-37", -37_000_000)] {
            assert_eq!(wan(text).fen(), fen, "{text}");
        }
        assert_eq!(Money::from_decimal("0.0000001".parse().unwrap(), Measure::Wan), None);
        assert_eq!(Money::from_decimal("99999999999999".parse().unwrap(), Measure::Wan), None);
    }

    #[test]
    fn amounts_print_for_people_and_for_machines() {
        assert_eq!(wan("1231.6").wan(), "1,231.60");
        assert_eq!(wan("-1234567.8").wan(), "-1,234,567.80");
        assert_eq!(Money::from_fen(7_821_640).wan(), "7.82164");
        assert_eq!(wan("1231.6").yuan(), "12316000.00");
        assert_eq!(wan("1231.6").in_measure(Measure::Yuan), "12,316,000.00");
        assert_eq!(wan("1231.6").in_measure(Measure::Yi), "0.12316");
        assert_eq!(Money::from_fen(-5).yuan(), "-0.05");
    }

    #[test]
    fn sums_do_not_wrap() {
        assert_eq!(Money::checked_sum([Money::from_fen(i64::MAX), Money::from_fen(1)]), None);
    }
}
