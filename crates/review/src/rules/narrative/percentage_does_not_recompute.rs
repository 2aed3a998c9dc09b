//! TX-07: a stated percentage is not the change over the amount of the year before.

use budget::{BudgetDocument, Decimal, Located, Money};

use crate::change::{Change, Level, Stated, named, parse, printed, subject};
use crate::checks::{Checks, Fault};
use crate::executed::{Change as Kind, Executed};
use crate::figures::compact;
use crate::shares::{self, WrongShare};
use crate::stated_items::StatedItem;
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
                against_executed(doc, &executed, paragraph, out);
            }
        }
    }
}

/// `2025年预算执行数为20万元，2026年预算安排21万元，比2025年预算执行数增加5%`
fn against_executed(
    doc: &BudgetDocument,
    executed: &Executed,
    paragraph: &Located<String>,
    out: &mut Checks<'_>,
) {
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
        let suggestion = "上年没有执行数的，只写增加额，不写百分比".to_owned();
        let is_habit = percent == Decimal::whole(100);
        let most = if is_habit { Severity::Hint } else { Severity::Warning };
        return out.fail(fault(message, suggestion).at_most(most));
    }
    recompute(doc, executed, paragraph, (before, planned), (is_more, percent), out);
}

/// The percentage between what was executed and what is planned.
fn recompute(
    doc: &BudgetDocument,
    executed: &Executed,
    paragraph: &Located<String>,
    (before, planned): (Money, Money),
    (is_more, percent): (bool, Decimal),
    out: &mut Checks<'_>,
) {
    // Where the item itself has another amount, TX-09 tells which of the two is wrong.
    let (planned, other) = planned_amounts(doc, paragraph, planned);
    let fits = |planned: Money, before: Money| {
        let change = compared(executed, planned, before, percent);
        change.is_some_and(|(up, change)| up == is_more && change.fits(before.fen()))
    };
    // One of the two may be last year's in the wrong place.
    let is_right =
        fits(planned, before) || other.is_some_and(|other| fits(other, before) || fits(planned, other));
    if is_right {
        return out.pass();
    }
    let Some((is_up, change)) = compared(executed, planned, before, percent) else { return };
    let verb = if is_up { "增加" } else { "减少" };
    let right = change.recomputed(before);
    let year = executed.executed.0;
    let message = format!(
        "“{}”：{year}年执行数 {before} 万元，本年安排 {planned} 万元，应为{verb} {right}%",
        executed.words
    );
    // An amount with a digit too many turns a rise into a fall.
    let suggestion = match is_up == is_more {
        true => format!("改为{verb} {right}%，或核对两年的金额"),
        false => format!("先核对两年的金额；金额没有错的，改为{verb} {right}%"),
    };
    out.fail(Fault::new(&paragraph.place, executed.words.clone(), message, suggestion));
}

/// The change between two amounts that were both rounded, and whether it is a rise.
fn compared(executed: &Executed, planned: Money, before: Money, percent: Decimal) -> Option<(bool, Stated)> {
    let difference = planned.checked_sub(before).filter(|_| before > Money::ZERO)?;
    let amount = Money::from_fen(difference.fen().checked_abs()?);
    let step = 2 * executed.executed.1.step().max(executed.planned.1.step());
    Some((difference.fen() >= 0, Stated { amount, step, percent }))
}

/// What is planned, and what else the paragraph has for it; first the amount of the tables.
fn planned_amounts(
    doc: &BudgetDocument,
    paragraph: &Located<String>,
    planned: Money,
) -> (Money, Option<Money>) {
    let item = StatedItem::of(paragraph, doc.fiscal_year);
    let amount = item.as_ref().and_then(|item| item.amount.money()).filter(|amount| *amount != planned);
    let (Some(item), Some(amount)) = (item, amount) else { return (planned, None) };
    match item.differs_from(doc) {
        Some(false) => (amount, Some(planned)),
        _ => (planned, Some(amount)),
    }
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
    let mut before: Vec<Level> = Vec::new();
    let mut told = String::new();
    for sentence in text.split('。') {
        let (levels, changes) = parse(sentence);
        for change in &changes {
            let own = &levels[..levels.partition_point(|level| level.number.end <= change.amount.start)];
            let opening = before.first().or(own.first());
            let gap = own.last().map_or(0, |level| level.number.end);
            let lead = &sentence[gap..change.amount.start];
            let noun = subject(lead);
            let is_other = !noun.is_empty() && !told.contains(noun) && !sentence[..gap].contains(noun);
            let context = Context { own: last(own), before: last(&before), opening, whole, is_other };
            weigh(doc, paragraph, change, context, out);
        }
        before.extend(levels);
        told += sentence;
    }
}

/// How many amounts before a change may be its level.
fn last(levels: &[Level]) -> &[Level] {
    const FARTHEST: usize = 6;
    &levels[levels.len().saturating_sub(FARTHEST)..]
}

/// What a change may be a change of.
#[derive(Clone, Copy)]
struct Context<'n> {
    /// Levels of its own sentence, and of those before it
    own: &'n [Level],
    before: &'n [Level],
    /// The first of the paragraph, of which those behind it are parts
    opening: Option<&'n Level>,
    /// The whole budget, in the sections on it.
    whole: &'n [Money],
    /// Whether it names something that nothing before it speaks of.
    is_other: bool,
}

impl Context<'_> {
    /// The amounts of this year that were read, and those that may be of the year before.
    fn bases(&self) -> (Vec<Money>, Vec<Money>) {
        let levels = || self.own.iter().chain(self.before).chain(self.opening);
        let this_year = levels().filter_map(|level| level.number.money()).chain(self.whole.iter().copied());
        let prior = levels().filter(|level| level.may_be_prior).filter_map(|level| level.number.money());
        (this_year.collect(), prior.collect())
    }

    /// The amount that the change is most likely of.
    fn nearest(&self) -> Option<Money> {
        let nearest = self.own.last().or(self.before.first()).and_then(|level| level.number.money());
        nearest.or_else(|| self.whole.first().copied())
    }

    /// Whether it can be of no other.
    fn is_sure(&self) -> bool {
        match (self.own, self.before) {
            ([_], _) | ([], [_]) => true,
            ([], []) => self.whole.len() == 1,
            _ => false,
        }
    }
}

fn weigh(
    doc: &BudgetDocument,
    paragraph: &Located<String>,
    change: &Change<'_>,
    context: Context<'_>,
    out: &mut Checks<'_>,
) {
    let Some(stated) = change.stated() else { return };
    // `增加0万元，增长0%` says in the words of a form that nothing changed.
    if stated.amount == Money::ZERO && stated.percent == Decimal::whole(0) {
        return out.pass();
    }
    let fault =
        |message: String, suggestion: String| Fault::new(&paragraph.place, change.words, message, suggestion);
    if change.ups.1.is_some_and(|up| up != change.ups.0) {
        let message = format!("“{}”一处说增、一处说减", change.words);
        return out.fail(fault(message, "核对增减方向，两处改成一致".to_owned()));
    }
    let named = named(doc, change.subject);
    let (this_year, prior) = context.bases();
    // A wrong level is a finding of its own, where the table has the right one.
    let printed = printed(doc, &paragraph.value);
    let this_year = named.into_iter().chain(this_year).chain(printed);
    let mut priors = this_year
        .map(|base| base.fen().saturating_sub(change.signed()))
        .chain(prior.iter().map(|base| base.fen()));
    if priors.any(|prior| prior > 0 && stated.may_fit(prior, change.amount.rounded())) {
        return out.pass();
    }
    if let Some(prior) = change.prior.filter(|prior| prior.fen() > 0) {
        let right = stated.recomputed(prior);
        let message = format!("“{}”：上年为 {prior} 万元，应为 {right}%", change.words);
        return out.fail(fault(message, format!("百分比改为 {right}%，或核对增减额和上年数")));
    }
    // All of it taken away leaves nothing to state; what nothing before speaks of has its level elsewhere.
    let is_gone = context.own.is_empty() && !change.ups.0 && stated.fits(stated.amount.fen());
    if named.is_none() && (context.is_other || is_gone) {
        return;
    }
    let Some(base) = named.or_else(|| context.nearest()) else { return };
    let (message, suggestion) = told(change, &stated, base);
    let is_sure = (named.is_some() || context.is_sure()) && !is_slight(change, &stated, base);
    let fault = fault(message, suggestion);
    out.fail(if is_sure { fault } else { fault.at_most(Severity::Hint) });
}

/// `从无到有，增长100%`, a habit of whole provinces, or a percentage that is one off in its last digit.
fn is_slight(change: &Change<'_>, stated: &Stated, base: Money) -> bool {
    let prior = Money::from_fen(base.fen().saturating_sub(change.signed()));
    stated.percent == Decimal::whole(100) && base == stated.amount
        || prior > Money::ZERO && stated.percent.decimals() > 0 && stated.off_by(prior) <= 1
}

/// What is wrong with a change of this year's amount, and what to do.
fn told(change: &Change<'_>, stated: &Stated, base: Money) -> (String, String) {
    let words = change.words;
    let signed = change.signed();
    let prior = Money::from_fen(base.fen().saturating_sub(signed));
    if prior.fen() <= 0 {
        let message = format!("“{words}”：按本年 {base} 万元推算上年为 {prior} 万元，算不出百分比");
        return (message, "上年没有预算的，只写增加额，不写百分比".to_owned());
    }
    let right = stated.recomputed(prior);
    let turned = Money::from_fen(base.fen().saturating_add(signed));
    let (why, suggestion) = match () {
        () if turned.fen() > 0 && stated.fits(turned.fen()) => {
            let (is, other) = if change.ups.0 { ("增加", "减少") } else { ("减少", "增加") };
            let why = format!("；上年如为 {turned} 万元、本年是{other}，百分比正好，疑为增减写反");
            (why, format!("核对是{is}还是{other}；方向没有写反的，百分比改为 {right}%"))
        }
        () if stated.fits(base.fen()) => {
            let suggestion = format!("百分比改为 {right}%，即增减额除以上年数");
            ("，印的是除以本年数".to_owned(), suggestion)
        }
        () => (String::new(), format!("百分比改为 {right}%，或核对增减额和本年数")),
    };
    (format!("“{words}”：按本年 {base} 万元推算上年为 {prior} 万元，应为 {right}%{why}"), suggestion)
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
