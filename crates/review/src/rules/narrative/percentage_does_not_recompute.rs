//! TX-07: a stated percentage is not the change over the amount of the year before.

use budget::{BudgetDocument, Column, Decimal, Located, Money, PublicsPart};

use crate::checks::{Checks, Fault};
use crate::executed::{Change as Kind, Executed};
use crate::figures::{Number, amounts, compact, numbers, tail};
use crate::publics::Publics;
use crate::shares::{self, WrongShare};
use crate::words::sentence_with;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-07",
    title: "增减百分比算不对",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("percentage_does_not_recompute.md"),
    parameters: &[],
    check,
};

const MORE: [&str; 4] = ["增加", "增长", "上升", "提高"];
const LESS: [&str; 5] = ["减少", "下降", "降低", "压减", "压缩"];

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    for section in &doc.narrative {
        let speaks_of_the_whole =
            ["总体", "收支", "预算安排"].iter().any(|word| section.title.contains(word));
        let whole = [&doc.stated.expenditure, &doc.stated.revenue].into_iter().flatten();
        let whole: Vec<Money> =
            whole.filter_map(|amount| amount.money()).filter(|_| speaks_of_the_whole).collect();
        for paragraph in &section.paragraphs {
            // Cheap, since most paragraphs state no percentage.
            if paragraph.value.contains(['%', '％']) {
                read(doc, paragraph, &whole, out);
            }
            if let Some(executed) = Executed::of(&paragraph.value) {
                against_executed(&executed, paragraph, out);
            }
        }
    }
}

/// `2025年预算执行数为20万元，2026年预算安排21万元，比2025年预算执行数增加5%`
fn against_executed(executed: &Executed, paragraph: &Located<String>, out: &mut Checks<'_>) {
    let Some((before, planned)) = executed.money() else { return };
    let (is_more, percent) = match executed.change {
        None => return,
        Some((_, Kind::Level)) if before == planned => return out.pass(),
        Some((_, Kind::Level)) => {
            let message = format!(
                "“{}”：{}年执行数 {before} 万元，本年安排 {planned} 万元，并不相同",
                executed.words, executed.executed.0
            );
            let suggestion = "写明增减和原因，或核对两年的金额";
            return out.fail(Fault::new(&paragraph.place, executed.words.clone(), message, suggestion));
        }
        Some((_, Kind::Percent { is_more, percent })) => (is_more, percent.value),
    };
    let fault = |message: String, suggestion: String| {
        Fault::new(&paragraph.place, executed.words.clone(), message, suggestion)
    };
    if before == Money::ZERO {
        let message = format!("“{}”：{}年执行数为 0，算不出百分比", executed.words, executed.executed.0);
        return out.fail(fault(message, "上年没有执行数的，只写增加额，不写百分比".to_owned()));
    }
    let Some(difference) = planned.checked_sub(before) else { return };
    let amount = Money::from_fen(difference.fen().abs());
    // Both figures were rounded.
    let step = 2 * executed.executed.1.step().max(executed.planned.1.step());
    let change = Stated { amount, step, percent };
    if (difference.fen() >= 0) == is_more && change.fits(before.fen()) {
        return out.pass();
    }
    let verb = if difference.fen() >= 0 { "增加" } else { "减少" };
    let right = recomputed(amount, before, percent.decimals());
    let year = executed.executed.0;
    let message = format!(
        "“{}”：{year}年执行数 {before} 万元，本年安排 {planned} 万元，应为{verb} {right}%",
        executed.words
    );
    out.fail(fault(message, format!("改为{verb} {right}%，或核对两年的金额")));
}

fn read(doc: &BudgetDocument, paragraph: &Located<String>, whole: &[Money], out: &mut Checks<'_>) {
    let text = compact(&paragraph.value);
    if let Some(share) = shares::wrong(&text) {
        let WrongShare { part, stated, actual } = share;
        let right = format!("{}.{:02}", actual / 100, actual % 100);
        let message = format!("{part}写占 {stated}%，按基本支出与项目支出之和应为 {right}%");
        let excerpt = sentence_with(&paragraph.value, part);
        out.fail(Fault::new(&paragraph.place, excerpt, message, format!("占比改为 {right}%，或核对金额")));
    }
    let mut before: Vec<Number> = Vec::new();
    for sentence in text.split('。') {
        let (levels, changes) = parse(sentence);
        for change in &changes {
            let own = &levels[..levels.partition_point(|level| level.end <= change.amount.start)];
            let opening = before.first().or(own.first());
            let context = Context { own: last(own), before: last(&before), opening, whole };
            weigh(doc, paragraph, change, context, out);
        }
        before.extend(levels);
    }
}

/// How many amounts before a change may be its level.
fn last(levels: &[Number]) -> &[Number] {
    const FARTHEST: usize = 6;
    &levels[levels.len().saturating_sub(FARTHEST)..]
}

/// What a change may be a change of.
#[derive(Clone, Copy)]
struct Context<'n> {
    /// Levels of its own sentence, and of those before it
    own: &'n [Number],
    before: &'n [Number],
    /// The first of the paragraph, of which those behind it are parts
    opening: Option<&'n Number>,
    /// The whole budget, in the sections on it.
    whole: &'n [Money],
}

/// `增加5.00万元，增长5.3%`
struct Change<'t> {
    amount: Number,
    percent: Decimal,
    /// Whether the amount, and the percentage, go up; `None` for 变动, 幅度.
    ups: (bool, Option<bool>),
    words: &'t str,
    /// The words between the last mark and the change.
    subject: &'t str,
    /// The amount of the year before, where the sentence says that it compares with it.
    prior: Option<Money>,
}

/// Levels and changes of a sentence, in order.
fn parse(sentence: &str) -> (Vec<Number>, Vec<Change<'_>>) {
    /// In characters: `，同比增长`, `，增幅为`.
    const FARTHEST: usize = 8;
    let percents = numbers(sentence, &["%"]);
    let (mut levels, mut changes) = (Vec::new(), Vec::new());
    for amount in amounts(sentence) {
        let lead = tail(&sentence[..amount.start], 4);
        let Some(up) = direction(lead) else {
            levels.push(amount);
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
        let words = &sentence[amount.start - lead.len() + verb..percent.end];
        changes.push(Change {
            amount,
            percent: percent.value,
            ups: (up, direction(between)),
            words,
            subject: &sentence[start..amount.start],
            prior: levels.last().filter(|level| is_compared_with(sentence, level)).and_then(Number::money),
        });
    }
    (levels, changes)
}

/// `与2024年预算890.25万元相比`
fn is_compared_with(sentence: &str, level: &Number) -> bool {
    ["相比", "相较", "比较", "对比"].iter().any(|words| sentence[level.end..].starts_with(words))
}

fn direction(words: &str) -> Option<bool> {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    match (has(&MORE), has(&LESS)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn weigh(
    doc: &BudgetDocument,
    paragraph: &Located<String>,
    change: &Change<'_>,
    Context { own, before, opening, whole }: Context<'_>,
    out: &mut Checks<'_>,
) {
    let Some(amount) = change.amount.money() else { return };
    let signed = if change.ups.0 { amount.fen() } else { -amount.fen() };
    let fault =
        |message: String, suggestion: String| Fault::new(&paragraph.place, change.words, message, suggestion);
    if change.ups.1.is_some_and(|up| up != change.ups.0) {
        let message = format!("“{}”一处说增、一处说减", change.words);
        return out.fail(fault(message, "核对增减方向，两处改成一致".to_owned()));
    }
    let named = named(doc, change.subject);
    let stated = own.iter().chain(before).chain(opening).filter_map(Number::money);
    // A wrong level is a finding of its own, where the table has the right one.
    let printed = printed_publics(doc, &paragraph.value);
    let bases = named.into_iter().chain(stated).chain(whole.iter().copied()).chain(printed);
    let bases: Vec<Money> = bases.collect();
    let priors = bases.iter().flat_map(|base| [base.fen().saturating_sub(signed), base.fen()]);
    if priors.filter(|prior| *prior > 0).any(|prior| fits(change, amount, prior)) {
        return out.pass();
    }
    if let Some(prior) = change.prior.filter(|prior| prior.fen() > 0) {
        let right = recomputed(amount, prior, change.percent.decimals());
        let message = format!("“{}”：上年为 {prior} 万元，应为 {right}%", change.words);
        return out.fail(fault(message, format!("百分比改为 {right}%，或核对增减额和上年数")));
    }
    let nearest = own.last().or(before.first()).and_then(Number::money);
    let sole = named.or(nearest).or_else(|| whole.first().copied());
    let Some(base) = sole else { return };
    let prior = Money::from_fen(base.fen().saturating_sub(signed));
    let fault = if prior.fen() <= 0 {
        let message = format!("“{}”：按本年 {base} 万元推算上年为 {prior} 万元，算不出百分比", change.words);
        fault(message, "上年没有预算的，只写增加额，不写百分比".to_owned())
    } else {
        let right = recomputed(amount, prior, change.percent.decimals());
        let message = format!("“{}”：按本年 {base} 万元推算上年为 {prior} 万元，应为 {right}%", change.words);
        fault(message, format!("百分比改为 {right}%，或核对增减额和本年数"))
    };
    let is_sure = match (own, before) {
        _ if named.is_some() => true,
        ([_], _) | ([], [_]) => true,
        ([], []) => whole.len() == 1,
        _ => false,
    };
    out.fail(if is_sure { fault } else { fault.at_most(Severity::Hint) });
}

/// The parts of 三公经费 in their table, for a paragraph on them.
fn printed_publics(doc: &BudgetDocument, paragraph: &str) -> Vec<Money> {
    let is_meant = ["三公", "因公出国", "公务用车", "公务接待"].iter().any(|word| paragraph.contains(word));
    let publics = Publics::of(doc).filter(|_| is_meant);
    let of_part = |publics: &Publics<'_>, part| publics.term(part, Column::Total).amount()?.money();
    publics.map_or_else(Vec::new, |publics| {
        PublicsPart::ALL.into_iter().filter_map(|part| of_part(&publics, part)).collect()
    })
}

/// The level of what the clause names.
fn named(doc: &BudgetDocument, subject: &str) -> Option<Money> {
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

fn fits(change: &Change<'_>, amount: Money, prior: i64) -> bool {
    Stated { amount, step: change.amount.step(), percent: change.percent }.fits(prior)
}

/// A change and its percentage.
struct Stated {
    amount: Money,
    /// In which the amount is printed.
    step: i64,
    percent: Decimal,
}

impl Stated {
    /// Whether the percentage is the change over the year before, given that all three are printed rounded.
    fn fits(&self, prior: i64) -> bool {
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
}

/// Rounded to so many decimals.
fn recomputed(amount: Money, prior: Money, decimals: u8) -> String {
    let tens = 10i128.pow(u32::from(decimals.min(9)));
    let (amount, prior) = (i128::from(amount.fen()), i128::from(prior.fen()));
    let value = (amount * 100 * tens * 2 + prior) / (2 * prior);
    let width = usize::from(decimals.min(9));
    if width == 0 { value.to_string() } else { format!("{}.{:0width$}", value / tens, value % tens) }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    #[test]
    fn a_change_behind_many_parts_may_be_of_the_amount_that_opens_the_item() {
        let found = |percent: &str| {
            let parts = "巡护12.00万元、育苗9.00万元、防火8.00万元、监测7.00万元、培训6.00万元、宣传5.00万元、车辆3.00万元";
            let text = format!(
                "**情况说明：项目支出**\n\n> 林业管护50.00万元，主要包括：{parts}。较上年预算增加10.00万元，增幅{percent}。\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.findings.iter().any(|finding| finding.code == "TX-07")
        };
        assert!(!found("25%"));
        assert!(found("28%"));
    }
}
