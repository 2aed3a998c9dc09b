//! 占比: 基本支出 and 项目支出 with their shares of the whole, in one sentence.

use budget::{Decimal, Money};

use crate::figures::{Number, amounts, numbers, tail};

/// A part whose share is not what the amounts make of it.
#[derive(Debug, PartialEq, Eq)]
pub struct WrongShare {
    pub part: &'static str,
    pub stated: Decimal,
    /// In hundredths of a per cent.
    pub actual: i128,
}

/// The one wrong share of two. Both right, both wrong or shares that make up a whole prove nothing: the whole may be
/// another one than the sum of the two.
pub fn wrong(sentence: &str) -> Option<WrongShare> {
    /// In hundredths of a per cent: what rounding explains.
    const SLACK: i128 = 100;
    let basic = part(sentence, "基本支出")?;
    let project = part(sentence, "项目支出")?;
    let whole = Money::checked_sum([basic.0, project.0]).filter(|whole| *whole > Money::ZERO)?;
    let actual = |money: Money| i128::from(money.fen()) * 10_000 / i128::from(whole.fen());
    let is_far = |(money, share): &(Money, Decimal)| {
        share.scaled_by(100).is_some_and(|stated| (i128::from(stated) - actual(*money)).abs() > SLACK)
    };
    let wrong = |part, (money, stated): (Money, Decimal)| WrongShare { part, stated, actual: actual(money) };
    match (is_far(&basic), is_far(&project)) {
        (true, false) => Some(wrong("基本支出", basic)),
        (false, true) => Some(wrong("项目支出", project)),
        _ => None,
    }
}

/// `基本支出10万元，占40%`
fn part(sentence: &str, name: &str) -> Option<(Money, Decimal)> {
    /// In characters: `预算`, `为`, `安排`.
    const FARTHEST: usize = 8;
    let of_name = |amount: &&Number| tail(&sentence[..amount.start], FARTHEST).contains(name);
    let all = amounts(sentence);
    let amount = all.iter().find(of_name)?;
    let share = numbers(sentence, &["%"]).into_iter().find(|share| share.start >= amount.end)?;
    let between = &sentence[amount.end..share.start];
    let is_share = between.contains('占') && between.chars().count() <= 2 * FARTHEST;
    // Another change or amount between is what the percentage belongs to.
    let is_own = !between.contains(['；', '增', '减', '元']);
    (is_share && is_own).then_some((amount.money()?, share.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_share_that_cannot_be() {
        let right = "支出预算100万元。其中，基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%";
        assert_eq!(wrong(right), None);
        let found = wrong(&right.replace("占60.00%", "占52.10%")).map(|share| (share.part, share.actual));
        assert_eq!(found, Some(("基本支出", 6000)));
        // Of a whole that has 经营支出, too.
        assert_eq!(wrong(&right.replace("占60.00%", "占45%").replace("占40.00%", "占30%")), None);
        assert_eq!(wrong("基本支出60万元，增长5%；项目支出40万元，占40%"), None);
    }
}
