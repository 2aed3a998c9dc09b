//! Exact decimal numbers as printed: indicator values, percentages, quantities.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// 数: an exact decimal, `digits / 10^scale`. Keeps the printed number of decimals.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i64,
    scale: u8,
}

const MAX_SCALE: u8 = 9;

impl Decimal {
    pub const fn whole(n: i64) -> Decimal {
        Decimal { digits: n, scale: 0 }
    }

    /// How many decimals were printed.
    pub const fn decimals(self) -> u8 {
        self.scale
    }

    /// This number times `factor`, when the result is a whole number that fits.
    pub fn scaled_by(self, factor: i64) -> Option<i64> {
        let product = i128::from(self.digits) * i128::from(factor);
        let divisor = 10i128.pow(u32::from(self.scale));
        (product % divisor == 0).then(|| i64::try_from(product / divisor).ok()).flatten()
    }

    fn over(self, scale: u8) -> i128 {
        i128::from(self.digits) * 10i128.pow(u32::from(scale - self.scale))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.over(scale).cmp(&other.over(scale))
    }
}

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl FromStr for Decimal {
    type Err = NotANumber;

    /// Plain digits with an optional sign, thousands separators and decimals. No exponent, no blanks.
    fn from_str(text: &str) -> Result<Decimal, NotANumber> {
        let (negative, body) = match text.strip_prefix(['-', '－', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let fraction_expected = body.contains('.');
        let whole = without_separators(whole).ok_or(NotANumber)?;
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(&whole) || !all_digits(fraction) {
            return Err(NotANumber);
        }
        if fraction_expected && fraction.is_empty() || fraction.len() > usize::from(MAX_SCALE) {
            return Err(NotANumber);
        }
        let digits: i64 = format!("{whole}{fraction}").parse().map_err(|_| NotANumber)?;
        let scale = u8::try_from(fraction.len()).map_err(|_| NotANumber)?;
        Ok(Decimal { digits: if negative { -digits } else { digits }, scale })
    }
}

/// Commas only where they separate thousands: `1,234` but not `12,34`.
fn without_separators(whole: &str) -> Option<String> {
    if !whole.contains([',', '，']) {
        return Some(whole.to_owned());
    }
    let groups: Vec<&str> = whole.split([',', '，']).collect();
    let first_fits = (1..=3).contains(&groups[0].len());
    (first_fits && groups[1..].iter().all(|g| g.len() == 3)).then(|| groups.concat())
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let unit = 10u64.pow(u32::from(self.scale));
        let width = usize::from(self.scale);
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_was_printed() {
        for (text, printed) in [("98", "98"), ("1,225.60", "1225.60"), ("-0.05", "-0.05"), ("+3", "3")] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn other_texts_are_not_numbers() {
        for text in [
            "",
            "-",
            ".",
            "5.",
            ".5",
            "1e3",
            "12,34",
            "1 000",
            "无",
            "１２",
            "1234567890123456789012",
            "99999999999999999999.1",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn equal_values_are_equal_whatever_the_decimals() {
        let [a, b, c]: [Decimal; 3] = ["3.6", "3.60", "3.61"].map(|t| t.parse().unwrap());
        assert!(a == b && b < c);
    }
}
