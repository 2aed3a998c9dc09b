//! A printed amount: blank, 无, 0 and unreadable are four different things.

use crate::{Decimal, Measure, Money, Place, Secrecy};

/// What an amount cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// 空: nothing printed. Sums treat it as nil, presence rules do not.
    Blank,
    /// 无: the word, or a dash, in place of an amount.
    Nil,
    /// An amount, 0 included.
    Stated(Money),
    /// 不公开 or 涉密 in place of the amount.
    Redacted(Secrecy),
    /// Printed, but not readable as an amount. Whoever needs it cannot decide.
    Unread,
}

/// 金额（带出处）: an amount as printed, what it means, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    pub printed: String,
    pub figure: Figure,
    pub place: Place,
}

impl Amount {
    /// Reads a cell. A unit inside the cell (`25 万元`) wins over the table's `measure`.
    pub fn read(printed: &str, measure: Measure, place: Place) -> Amount {
        let printed = printed.trim();
        Amount { printed: printed.to_owned(), figure: Figure::read(printed, measure), place }
    }

    pub fn money(&self) -> Option<Money> {
        match self.figure {
            Figure::Stated(money) => Some(money),
            _ => None,
        }
    }

    /// The amount in a sum: blank and 无 count as nil; redacted and unreadable have none.
    pub fn addend(&self) -> Option<Money> {
        match self.figure {
            Figure::Blank | Figure::Nil => Some(Money::ZERO),
            Figure::Stated(money) => Some(money),
            Figure::Redacted(_) | Figure::Unread => None,
        }
    }

    pub fn is_blank(&self) -> bool {
        self.figure == Figure::Blank
    }
}

impl Figure {
    fn read(printed: &str, measure: Measure) -> Figure {
        if printed.is_empty() {
            return Figure::Blank;
        }
        let compact: String = crate::fold(printed).chars().filter(|c| !c.is_whitespace()).collect();
        match compact.as_str() {
            "" => return Figure::Blank,
            "无" | "-" | "--" | "—" | "——" | "/" => return Figure::Nil,
            _ => {}
        }
        if let Some(secrecy) = Secrecy::marked(&compact) {
            return Figure::Redacted(secrecy);
        }
        let (number, measure) = ["亿元", "万元", "元"]
            .iter()
            .find_map(|word| Some((compact.strip_suffix(word)?, Measure::from_word(word)?)))
            .unwrap_or((compact.as_str(), measure));
        let number = number.parse::<Decimal>().ok();
        number.and_then(|n| Money::from_decimal(n, measure)).map_or(Figure::Unread, Figure::Stated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(printed: &str) -> Figure {
        Amount::read(printed, Measure::Wan, Place::line(1)).figure
    }

    #[test]
    fn blank_nil_zero_and_unreadable_differ() {
        assert_eq!(figure("  "), Figure::Blank);
        assert_eq!(figure("无"), Figure::Nil);
        assert_eq!(figure("0"), Figure::Stated(Money::ZERO));
        assert_eq!(figure("不公开"), Figure::Redacted(Secrecy::Withheld));
        assert_eq!(figure("12..5"), Figure::Unread);
    }

    #[test]
    fn a_unit_in_the_cell_wins() {
        assert_eq!(figure("25 万元"), Figure::Stated(Money::from_fen(25_000_000)));
        assert_eq!(figure("60000元"), Figure::Stated(Money::from_fen(6_000_000)));
        assert_eq!(figure("１，２２５．６"), figure("1225.60"));
    }
}
