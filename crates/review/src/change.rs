//! 增减: changes told with their percentages, and the amounts that they may be changes of.

use budget::{BudgetDocument, Column, Decimal, Money, PublicsPart, TableKind};

use crate::figures::{Number, amounts, numbers, tail};
use crate::locate::total;
use crate::publics::Publics;

const MORE: [&str; 4] = ["增加", "增长", "上升", "提高"];
const LESS: [&str; 5] = ["减少", "下降", "降低", "压减", "压缩"];

/// An amount that is no change.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    pub number: Number,
    /// Whether its words leave room for its being that of the year before.
    pub may_be_prior: bool,
}

/// `增加5.00万元，增长5.3%`
pub struct Change<'t> {
    pub amount: Number,
    pub percent: Decimal,
    /// Whether the amount, and the percentage, go up; `None` for 变动, 幅度.
    pub ups: (bool, Option<bool>),
    pub words: &'t str,
    /// The words between the last mark and the change.
    pub subject: &'t str,
    /// The amount of the year before, where the sentence says that it compares with it.
    pub prior: Option<Money>,
}

/// Levels and changes of a sentence, in order.
pub fn parse(sentence: &str) -> (Vec<Level>, Vec<Change<'_>>) {
    /// In characters: `，同比增长`, `，增幅为`.
    const FARTHEST: usize = 8;
    let percents = numbers(sentence, &["%"]);
    let (mut levels, mut changes) = (Vec::new(), Vec::new());
    let mut from = 0;
    for amount in amounts(sentence) {
        let lead = tail(&sentence[..amount.start], 4);
        let clause = &sentence[std::mem::replace(&mut from, amount.end)..amount.start];
        let Some(up) = direction(lead) else {
            levels.push(Level { number: amount, may_be_prior: may_be_prior(clause) });
            continue;
        };
        let behind = percents.get(percents.partition_point(|percent| percent.start < amount.end));
        let Some(percent) = behind else { continue };
        let between = &sentence[amount.end..percent.start];
        if between.chars().count() > FARTHEST || between.contains(['约', '近', '超', '占', '；', '达'])
        {
            continue;
        }
        let is_change =
            direction(between).is_some() || between.contains('幅') || between.ends_with(['（', '(']);
        if !is_change {
            continue;
        }
        let start = sentence[..amount.start].rfind(['，', '；', '、', '：', '（', ',']).unwrap_or(0);
        let verb = MORE.iter().chain(&LESS).filter_map(|word| lead.rfind(word)).max().unwrap_or(0);
        let last = levels.last().map(|level: &Level| level.number);
        changes.push(Change {
            amount,
            percent: percent.value,
            ups: (up, direction(between)),
            words: &sentence[amount.start - lead.len() + verb..percent.end],
            subject: &sentence[start..amount.start],
            prior: last.filter(|level| is_compared_with(sentence, level)).and_then(|level| level.money()),
        });
    }
    (levels, changes)
}

/// `2023年预算`, `上年`, `由`: any year will do, since the words need not say which one the budget is of.
fn may_be_prior(clause: &str) -> bool {
    const WORDS: [&str; 11] = ["上年", "去年", "上一年", "上期", "年初", "原", "由", "从", "比", "较", "与"];
    let clause = clause.rsplit(['，', '；', '：', ',', ';']).next().unwrap_or(clause);
    let years = clause
        .match_indices('年')
        .any(|(at, _)| clause[..at].chars().rev().take(4).filter(char::is_ascii_digit).count() == 4);
    years || WORDS.iter().any(|word| clause.contains(word))
}

/// `与2024年预算890.25万元相比`
fn is_compared_with(sentence: &str, level: &Number) -> bool {
    ["相比", "相较", "比较", "对比"].iter().any(|words| sentence[level.end..].starts_with(words))
}

pub fn direction(words: &str) -> Option<bool> {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    match (has(&MORE), has(&LESS)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// What the sentence up to its change is about: `公务接待费` before `较上年减少`, and nothing before `比上年减少`.
pub fn subject(lead: &str) -> &str {
    const COMPARED: [char; 4] = ['比', '较', '与', '同'];
    const GENERAL: [&str; 13] = [
        "其中",
        "预算",
        "本年度",
        "本年",
        "本",
        "今年",
        "当年",
        "安排",
        "总体",
        "总额",
        "合计",
        "我单位",
        "本单位",
    ];
    let lead = lead.split(COMPARED).next().unwrap_or(lead);
    let lead = lead.rsplit(['，', '：', '；', '。', '.', '、', '）']).find(|part| !part.is_empty());
    let mut lead = lead.unwrap_or_default().trim_matches(|c: char| c.is_ascii_digit() || c == '年');
    while let Some(shorter) =
        GENERAL.iter().find_map(|word| lead.strip_prefix(word).or_else(|| lead.strip_suffix(word)))
    {
        lead = shorter;
    }
    lead
}

impl Change<'_> {
    pub fn stated(&self) -> Option<Stated> {
        Some(Stated { amount: self.amount.money()?, step: self.amount.step(), percent: self.percent })
    }

    /// What is to be taken off this year's amount.
    pub fn signed(&self) -> i64 {
        let fen = self.amount.money().map_or(0, Money::fen);
        if self.ups.0 { fen } else { -fen }
    }
}

/// A change and its percentage.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    pub amount: Money,
    /// In which the amount is printed.
    pub step: i64,
    pub percent: Decimal,
}

impl Stated {
    /// The same where an amount without decimals may have been rounded to them, and the percentage is one off in its last
    /// digit: `28.1万元` for 28.14.
    pub fn may_fit(&self, prior: i64, rounded: i64) -> bool {
        self.fits(prior)
            || self.off_by(Money::from_fen(prior)) <= 1
                && Stated { step: self.step.max(rounded), ..*self }.fits(prior)
    }

    /// How far the percentage is from the right one, in units of its last digit.
    pub fn off_by(&self, prior: Money) -> u128 {
        let tens = 10i128.pow(u32::from(self.percent.decimals().min(9)));
        let printed = self.percent.scaled_by(i64::try_from(tens).unwrap_or(1));
        let (amount, prior) = (i128::from(self.amount.fen()), i128::from(prior.fen()).max(1));
        let right = (amount * 100 * tens * 2 + prior) / (2 * prior);
        printed.map_or(u128::MAX, |printed| right.abs_diff(i128::from(printed).abs()))
    }

    /// Whether the percentage is the change over the year before, given that all three are printed rounded.
    pub fn fits(&self, prior: i64) -> bool {
        let (amount, prior) = (i128::from(self.amount.fen()), i128::from(prior));
        let step = i128::from(self.step);
        let Some(tens) = 10i128.checked_pow(u32::from(self.percent.decimals())) else { return true };
        let Some(percent) = self.percent.scaled_by(i64::try_from(tens).unwrap_or(1)) else { return true };
        let percent = i128::from(percent).abs();
        // Half a step for the change, a whole one for what was computed from two figures; a percentage cut off passes.
        let least = (2 * amount - step).max(0) * 100 * tens;
        let most = (2 * amount + step) * 100 * tens;
        most * 2 >= (2 * percent - 1) * 2 * (prior - step).max(1)
            && least < (percent + 1) * 2 * (prior + step)
    }

    /// The change over the year before, rounded to the decimals of the percentage.
    pub fn recomputed(&self, prior: Money) -> String {
        let width = usize::from(self.percent.decimals().min(9));
        let tens = 10i128.pow(u32::from(self.percent.decimals().min(9)));
        let (amount, prior) = (i128::from(self.amount.fen()), i128::from(prior.fen()));
        let value = (amount * 100 * tens * 2 + prior) / (2 * prior);
        if width == 0 { value.to_string() } else { format!("{}.{:0width$}", value / tens, value % tens) }
    }
}

/// What the tables have of the sums that a paragraph speaks of.
pub fn printed(doc: &BudgetDocument, paragraph: &str) -> Vec<Money> {
    const SUMS: [(&str, TableKind, Column); 7] = [
        ("机关运行", TableKind::BasicExpenditure, Column::Operating),
        ("公用经费", TableKind::BasicExpenditure, Column::Operating),
        ("人员经费", TableKind::BasicExpenditure, Column::Personnel),
        ("基本支出", TableKind::Expenditure, Column::Basic),
        ("项目支出", TableKind::Expenditure, Column::Project),
        ("收", TableKind::Revenue, Column::Total),
        ("支出", TableKind::Expenditure, Column::Total),
    ];
    let sums = SUMS.iter().filter(|(words, ..)| paragraph.contains(words));
    let of_table =
        |(_, kind, column): &(&str, TableKind, Column)| total(doc.table(*kind)?, *column)?.amount()?.money();
    let publics = ["三公", "因公出国", "公务用车", "公务接待"].iter().any(|word| paragraph.contains(word));
    let publics = Publics::of(doc).filter(|_| publics);
    let of_part = |publics: &Publics<'_>, part| publics.term(part, Column::Total).amount()?.money();
    let parts = publics.map_or_else(Vec::new, |publics| {
        PublicsPart::ALL.into_iter().filter_map(|part| of_part(&publics, part)).collect()
    });
    sums.filter_map(of_table).chain(parts).collect()
}

/// The level of what the clause names.
pub fn named(doc: &BudgetDocument, subject: &str) -> Option<Money> {
    let stated = &doc.stated;
    let names = [
        ("基本支出", &stated.basic),
        ("项目支出", &stated.project),
        ("公用经费", &stated.operating),
        ("人员经费", &stated.personnel),
    ];
    let found = names.iter().find(|(name, _)| subject.contains(name))?;
    found.1.as_ref()?.money()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(sentence: &str) -> Vec<bool> {
        parse(sentence).0.iter().map(|level| level.may_be_prior).collect()
    }

    #[test]
    fn levels_of_the_year_before_say_so() {
        assert_eq!(flags("培训费105万元，比上年100万元增加5万元，增长5%"), [false, true]);
        assert_eq!(flags("培训费2031年预算数105万元（上年100万元），增加5万元"), [true, true]);
        assert_eq!(flags("培训费由100万元增加到105万元"), [true]);
        assert_eq!(flags("与上年相比，培训费安排105万元，增加5万元"), [false]);
    }

    #[test]
    fn a_subject_is_what_the_sentence_names() {
        assert_eq!(subject("公务接待费较上年"), "公务接待费");
        assert_eq!(subject("（二）会议费预算比2030年"), "会议费");
        for general in ["比上年", "本年预算较上年", "2031年预算安排与上年相", "其中：本年"]
        {
            assert_eq!(subject(general), "", "{general}");
        }
    }
}
