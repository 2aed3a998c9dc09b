//! TX-04: the project money of a 项 is not the sum of any of the listed projects.

use budget::{BudgetDocument, BudgetTable, Column, Money, TableKind, TableRow};

use crate::checks::{Checks, Fault};
use crate::locate::is_open_list;
use crate::term::{Term, row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-04",
    title: "项目清单归不到功能科目",
    severity: Severity::Warning,
    basis: basis::BREAKDOWN,
    page: include_str!("listed_projects_do_not_make_up_items.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let listed = &doc.stated.projects;
    let Some(first) = listed.first() else { return };
    let place = &first.amount.place;
    let Some(table) = out.whole_table(TableKind::Expenditure) else { return };
    let items: Vec<(&TableRow, Term<'a>)> = (table.rows.iter())
        .filter(|row| row.level() == Some(2))
        .map(|row| (row, Term::cell(table, row, Column::Project)))
        .filter(|(_, term)| !term.is_blank())
        .collect();
    if items.is_empty() {
        return out.undecided("支出总表没有列到“项”的项目支出，项目清单无从归科目".to_owned(), Some(place));
    }
    let amounts = items.iter().map(|(_, term)| term.addend());
    let (Some(items_fen), Some(listed_fen)) =
        (fen(amounts), fen(listed.iter().map(|project| project.amount.addend())))
    else {
        return out.undecided("项目清单或支出总表有金额读不出，不能归科目".to_owned(), Some(place));
    };
    let step = listed.iter().map(|p| Term::Stated { what: "", amount: &p.amount }.unit(out.facts)).max();
    let step = step.filter(|step| *step > out.facts.unit(table)).unwrap_or(1);
    let items_fen: Vec<i64> = items_fen.iter().map(|fen| rounded(*fen, step)).collect();
    // Where the text rounds what the table prints in full, every project may be off by half a step.
    let slack = if step > 1 { step.saturating_mul(count(listed.len()) + 1) / 2 } else { 0 };
    let (whole, parts) = (sum(&items_fen), sum(&listed_fen));
    if parts < whole && is_open_list(doc) {
        return out.undecided("项目清单以“等”结束，没有列全，不能归科目".to_owned(), Some(place));
    }
    if (whole - parts).abs() > i128::from(slack) {
        let reason = "项目清单加起来不等于支出总表各项的项目支出，不能归科目";
        return out.undecided(reason.to_owned(), Some(place));
    }
    let Some(sums) = Sums::of(&listed_fen, &items_fen, whole.max(parts)) else {
        return out.undecided("项目太多、金额太大，超出逐一组合的范围".to_owned(), Some(place));
    };
    for ((row, term), amount) in items.iter().zip(&items_fen) {
        weigh((table, row, term), *amount, slack, &sums, out);
    }
}

fn weigh<'a>(
    (table, row, term): (&'a BudgetTable, &'a TableRow, &Term<'a>),
    amount: i64,
    slack: i64,
    sums: &Sums,
    out: &mut Checks<'a>,
) {
    if amount == 0 {
        return;
    }
    if sums.hold(amount) || slack > 0 && sums.hold_near(amount, slack) {
        return out.pass();
    }
    let name = row_name(row);
    let rounding = out.facts.unit(table).saturating_mul(sums.n_listed) / 2;
    if sums.hold_near(amount, rounding) {
        let reason = format!("{name} 与几个项目之和只差四舍五入的尾数，归不归得上说不准");
        return out.undecided(reason, Some(term.place()));
    }
    let printed = Money::from_fen(amount);
    let message = format!("{name}的项目支出 {printed} 万元，清单里没有哪几个项目相加得这个数");
    let suggestion =
        format!("核对列入“{}”的项目：科目归错的改正科目，清单漏写或合写的分开列", row.name.trim());
    out.fail(Fault::new(term.place(), row_text(row), message, suggestion));
}

fn fen(amounts: impl Iterator<Item = Option<Money>>) -> Option<Vec<i64>> {
    amounts.map(|amount| Some(amount?.fen()).filter(|fen| *fen >= 0)).collect()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX / 2)
}

/// To the nearest step.
fn rounded(fen: i64, step: i64) -> i64 {
    fen.checked_add(step / 2).map_or(fen, |fen| fen - fen % step)
}

fn sum(amounts: &[i64]) -> i128 {
    amounts.iter().map(|fen| i128::from(*fen)).sum()
}

/// The sums that some of the listed projects make, a bit each.
struct Sums {
    /// In 分: what every amount is a multiple of.
    unit: i64,
    bits: Vec<u64>,
    n_listed: i64,
}

impl Sums {
    /// `None` when there are too many to try.
    fn of(listed: &[i64], items: &[i64], whole: i128) -> Option<Sums> {
        /// Words of the bit set, and words visited in all.
        const WIDEST: usize = 200_000;
        const LONGEST: usize = 40_000_000;
        let unit = listed.iter().chain(items).fold(0, |unit, fen| gcd(unit, *fen)).max(1);
        let last = usize::try_from(whole / i128::from(unit)).ok()?;
        let n_words = last / 64 + 1;
        if n_words > WIDEST || n_words.checked_mul(listed.len())? > LONGEST {
            return None;
        }
        let mut bits = vec![0u64; n_words];
        bits[0] = 1;
        for amount in listed {
            add(&mut bits, usize::try_from(amount / unit).ok()?);
        }
        Some(Sums { unit, bits, n_listed: count(listed.len()) })
    }

    fn hold(&self, amount: i64) -> bool {
        amount % self.unit == 0 && self.has(amount / self.unit)
    }

    fn hold_near(&self, amount: i64, tolerance: i64) -> bool {
        /// The widest tolerance that still says something.
        const MOST: i64 = 1000;
        let steps = (tolerance / self.unit).min(MOST);
        let at = amount / self.unit;
        (at - steps..=at + steps).any(|at| self.has(at))
    }

    fn has(&self, at: i64) -> bool {
        let Ok(at) = usize::try_from(at) else { return false };
        self.bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

/// bits |= bits << by
fn add(bits: &mut [u64], by: usize) {
    let (words, shift) = (by / 64, by % 64);
    for i in (words..bits.len()).rev() {
        let low = bits[i - words] << shift;
        let high = if shift > 0 && i > words { bits[i - words - 1] >> (64 - shift) } else { 0 };
        bits[i] |= low | high;
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_some_of_the_listed() {
        let listed = [3_000, 5_000, 70_000, 64_000];
        let sums = Sums::of(&listed, &[8_000], 142_000).unwrap();
        assert_eq!(sums.unit, 1_000);
        let reachable: Vec<i64> = (0..=142).filter(|at| sums.hold(at * 1_000)).collect();
        let mut expected: Vec<i64> = (0..16u32)
            .map(|set| (0..4).filter(|i| set >> i & 1 == 1).map(|i| listed[i] / 1_000).sum())
            .collect();
        expected.sort_unstable();
        expected.dedup();
        assert_eq!(reachable, expected);
        assert!(!sums.hold(1_500) && sums.hold_near(9_000, 1_000));
    }

    #[test]
    fn what_is_too_much_is_not_tried() {
        assert!(Sums::of(&[i64::MAX, 1], &[1], i128::from(i64::MAX) + 1).is_none());
    }
}
