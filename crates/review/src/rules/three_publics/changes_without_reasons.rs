//! TG-04: how much more or less than last year, and why, is not said for the whole and for each of the three parts.

use budget::{BudgetDocument, Column, Money, Place, PriorYearChange, PublicsPart, ThreePublics};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::publics::{Publics, change_words};
use crate::publics_words::{
    explains_part, has_unread_reason, is_called_level, is_from_spent, speaks_of_change, speaks_of_changes,
    tells_each,
};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-04",
    title: "“三公”经费增减没有分项说清",
    severity: Severity::Error,
    basis: basis::PUBLICS_CHANGE,
    page: include_str!("changes_without_reasons.md"),
    parameters: &[],
    check,
};

use PublicsPart::{OverseasTravel, Purchase, Reception, Running, Total, Vehicles};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(stated) = &doc.stated.three_publics else {
        let has_table = Publics::of(doc).is_some_and(|publics| !publics.table.is_empty());
        if has_table && !doc.narrative.is_empty() {
            out.undecided("没有读到情况说明中的“三公”经费增减".to_owned(), None);
        }
        return;
    };
    let Some(place) = place(doc, stated) else { return };
    let Some(total) = &stated.change else {
        if stated.part_changes.is_empty() {
            if speaks_of_changes(doc) {
                let reason = "情况说明写到“三公”经费的增减，但没有读出增减多少".to_owned();
                return out.undecided(reason, Some(place));
            }
            let message = "情况说明没有写“三公”经费比上年增减多少和增减原因".to_owned();
            // Nothing planned is mostly nothing planned before, either.
            let is_nil = stated.total.as_ref().and_then(|total| total.money()) == Some(Money::ZERO);
            let most = if is_nil { Severity::Hint } else { Severity::Error };
            out.fail(Fault::new(place, excerpt(stated), message, SUGGESTION).at_most(most));
            return;
        }
        return with_parts(doc, stated, None, place, out);
    };
    // The reasons of the parts are reasons of the whole.
    let is_explained =
        || stated.part_changes.iter().any(|(_, change)| change.reason.is_some()) || explains_part(doc);
    // One part that changed as much as the whole is told alone.
    let whole = total.amount.money();
    let is_one_parts =
        || whole.is_some() && stated.part_changes.iter().any(|(_, part)| part.amount.money() == whole);
    if total.reason.is_some() || !is_explained() && !is_one_parts() {
        with_reason(doc, stated, (Total, total), Severity::Error, out);
    }
    with_parts(doc, stated, Some(total), place, out);
    add_up(stated, total, out);
    recompute(doc, stated, total, out);
}

const SUGGESTION: &str = "写明合计以及因公出国（境）费、公务用车购置费、公务用车运行维护费、公务接待费各比上年增减多少、为什么；没有变化的写“与上年持平”";

/// Where the narrative speaks of 三公经费.
fn place<'a>(doc: &'a BudgetDocument, stated: &'a ThreePublics) -> Option<&'a Place> {
    let amounts = PublicsPart::ALL.iter().find_map(|part| stated.amount(*part));
    let changes = stated.change.iter().chain(stated.part_changes.iter().map(|(_, change)| change));
    let place = changes.map(|change| &change.amount).chain(amounts).next().map(|amount| &amount.place);
    place.or_else(|| doc.narrative.first().map(|section| &section.place))
}

fn excerpt(stated: &ThreePublics) -> String {
    let amount = stated.change.as_ref().map(|change| &change.amount).or(stated.total.as_ref());
    format!("“三公”经费 {}", amount.map_or("（没有金额）", |amount| &amount.printed))
}

fn with_parts(
    doc: &BudgetDocument,
    stated: &ThreePublics,
    total: Option<&PriorYearChange>,
    place: &Place,
    out: &mut Checks<'_>,
) {
    let is_said = |part| stated.change_of(part).is_some();
    let vehicles = is_said(Vehicles) || is_said(Running) && (is_said(Purchase) || buys_nothing(stated));
    let parts =
        [(OverseasTravel, is_said(OverseasTravel)), (Vehicles, vehicles), (Reception, is_said(Reception))];
    let silent = parts.iter().filter(|(_, said)| !said).map(|(part, _)| silent_name(stated, *part));
    let silent: Vec<&str> = silent.collect();
    let is_level = total.and_then(|total| total.amount.money()).is_some_and(|change| change.fen() == 0);
    match (silent.is_empty(), total) {
        (true, _) => out.pass(),
        // Parts that moved against each other are possible, but nothing says so.
        (false, Some(_)) if is_level => out.pass(),
        (false, Some(total)) if leaves_nothing(stated, total) => out.pass(),
        (false, _)
            if tells_each(doc) || parts.iter().all(|(part, said)| *said || speaks_of_change(doc, *part)) =>
        {
            let reason = format!("情况说明写到{}的增减，但没有读出增减多少", silent.join("、"));
            out.undecided(reason, Some(place));
        }
        (false, total) => {
            let whole = total.map_or(String::new(), |total| format!("只写了合计{}，", change_words(total)));
            let message = format!("“三公”经费增减没有分项说明：{whole}没有写{}的增减", silent.join("、"));
            // Some provinces' templates ask for the whole alone.
            let mut told = total.into_iter().chain(stated.part_changes.iter().map(|(_, change)| change));
            let is_explained = total.is_some() && told.any(|change| change.reason.is_some());
            let most = if is_explained { Severity::Hint } else { Severity::Warning };
            out.fail(Fault::new(place, excerpt(stated), message, SUGGESTION).at_most(most));
        }
    }
    part_reasons(doc, stated, total, out);
}

/// Each part that changed has its reason, unless another's speaks for it.
fn part_reasons(
    doc: &BudgetDocument,
    stated: &ThreePublics,
    total: Option<&PriorYearChange>,
    out: &mut Checks<'_>,
) {
    let reason = total.and_then(|total| total.reason.as_deref());
    let sign = |change: &PriorYearChange| change.amount.money().map_or(0, |money| money.fen().signum());
    let whole = total.map_or(0, sign);
    for (part, change) in PublicsPart::ALL.iter().filter_map(|part| Some((*part, stated.change_of(*part)?))) {
        if part == Total {
            continue;
        }
        // Why the whole is less is not why a part is more.
        let is_against = whole * sign(change) < 0;
        let severity = match reason {
            None => Severity::Error,
            Some(_) if is_against => Severity::Warning,
            Some(_) => Severity::Hint,
        };
        let is_covered =
            reason.is_some_and(|reason| names(reason, part) || !is_against && names_none(reason));
        if is_covered || is_explained_elsewhere(stated, part) || is_the_whole(stated, change) {
            out.pass();
        } else {
            with_reason(doc, stated, (part, change), severity, out);
        }
    }
}

/// The changes of the parts that are told make up that of the whole: the others did not change.
fn leaves_nothing(stated: &ThreePublics, total: &PriorYearChange) -> bool {
    let of = |part| stated.change_of(part).map(|change| change.amount.money());
    let vehicles = match of(Vehicles) {
        Some(whole) => vec![Some(whole)],
        None => vec![of(Purchase), of(Running)],
    };
    let told: Vec<_> =
        [vec![of(OverseasTravel), of(Reception)], vehicles].concat().into_iter().flatten().collect();
    let sum = told.iter().copied().collect::<Option<Vec<Money>>>().and_then(Money::checked_sum);
    !told.is_empty() && sum.is_some() && sum == total.amount.money()
}

/// Of the vehicles, what is said of their running leaves their purchase.
fn silent_name(stated: &ThreePublics, part: PublicsPart) -> &'static str {
    let is_purchase = part == Vehicles && stated.change_of(Running).is_some();
    if is_purchase { Purchase.name() } else { part.name() }
}

const PARTS: [&[&str]; 3] = [&["出国", "出境", "因公"], &["车"], &["接待"]];

/// Whether the reason of the whole speaks of a part: `主要原因是压减公务接待`.
fn names(reason: &str, part: PublicsPart) -> bool {
    let own = match part {
        OverseasTravel => 0,
        Vehicles | Purchase | Running => 1,
        Reception => 2,
        _ => return false,
    };
    PARTS[own].iter().any(|word| reason.contains(word))
}

/// Of none, and so of all.
fn names_none(reason: &str) -> bool {
    !PARTS.iter().copied().flatten().any(|word| reason.contains(word))
}

/// What is said of a vehicle's purchase or running explains both together, and the other way round where only one of
/// them changed.
fn is_explained_elsewhere(stated: &ThreePublics, part: PublicsPart) -> bool {
    let has_reason = |part| stated.change_of(part).is_some_and(|change| change.reason.is_some());
    let money = |part| stated.change_of(part).and_then(|change| change.amount.money());
    match part {
        Vehicles => has_reason(Purchase) || has_reason(Running),
        Purchase | Running => has_reason(Vehicles) && money(part) == money(Vehicles),
        _ => false,
    }
}

/// The whole changed by as much as this part did, so that its reason is the part's.
fn is_the_whole(stated: &ThreePublics, change: &PriorYearChange) -> bool {
    let whole = stated.change.as_ref().filter(|whole| whole.reason.is_some());
    whole.is_some_and(|whole| whole.amount.money().is_some() && whole.amount.money() == change.amount.money())
}

/// The narrative states that no vehicle is to be bought.
fn buys_nothing(stated: &ThreePublics) -> bool {
    stated.purchase.as_ref().and_then(|amount| amount.money()).is_some_and(|money| money.fen() == 0)
}

fn with_reason(
    doc: &BudgetDocument,
    stated: &ThreePublics,
    (part, change): (PublicsPart, &PriorYearChange),
    severity: Severity,
    out: &mut Checks<'_>,
) {
    if change.reason.is_some() || change.amount.money().is_some_and(|change| change.fen() == 0) {
        return out.pass();
    }
    if is_slight(stated, part, change) && is_called_level(doc, &change.amount) {
        return out.pass();
    }
    if has_unread_reason(doc, stated) {
        let reason = "情况说明写了“三公”经费增减的原因，但没有读出是哪一项的".to_owned();
        return out.undecided(reason, Some(&change.amount.place));
    }
    let name = if part == Total { "“三公”经费" } else { part.name() };
    let message = format!("{name}比上年{}，没有写原因", change_words(change));
    let excerpt = format!("{name} {}", change.amount.printed);
    let fault = Fault::new(&change.amount.place, excerpt, message, "补写增减的原因");
    out.fail(fault.at_most(severity));
}

/// At most three in a hundred of last year's, where this year's is stated.
fn is_slight(stated: &ThreePublics, part: PublicsPart, change: &PriorYearChange) -> bool {
    let this = stated.amount(part).and_then(|amount| amount.money());
    let (Some(this), Some(change)) = (this, change.amount.money()) else { return true };
    let last = this.checked_sub(change).unwrap_or_default();
    i128::from(change.fen()).abs() * 100 <= i128::from(last.fen()) * 3
}

/// The changes of the parts add up to that of the whole, where all are stated.
fn add_up<'a>(stated: &'a ThreePublics, total: &'a PriorYearChange, out: &mut Checks<'a>) {
    let term =
        |part, what| stated.change_of(part).map(|change| Term::Stated { what, amount: &change.amount });
    let vehicles = term(Vehicles, "公务用车购置及运行维护费的增减").map(|term| vec![term]);
    let split =
        || Some(vec![term(Purchase, "公务用车购置费的增减")?, term(Running, "公务用车运行维护费的增减")?]);
    let (Some(overseas), Some(vehicles), Some(reception)) = (
        term(OverseasTravel, "因公出国（境）费的增减"),
        vehicles.or_else(split),
        term(Reception, "公务接待费的增减"),
    ) else {
        return;
    };
    out.equate(Equation {
        left: Term::Stated { what: "“三公”经费的增减", amount: &total.amount },
        right: [vec![overseas], vehicles, vec![reception]].concat(),
        formula: "合计增减 = 各项增减之和",
        sum: "各项增减之和",
    });
}

/// 本年 = 上年 + 增减, against the table's own column of last year and against last year's document.
fn recompute<'a>(
    doc: &'a BudgetDocument,
    stated: &'a ThreePublics,
    total: &'a PriorYearChange,
    out: &mut Checks<'a>,
) {
    let Some(publics) = Publics::of(doc) else { return };
    if publics.table.columns.contains(&Column::PriorYear) {
        for part in PublicsPart::ALL {
            let Some(change) = stated.change_of(part).filter(|_| publics.row(part).is_some()) else {
                continue;
            };
            if is_from_spent(doc, &change.amount) {
                continue;
            }
            out.equate(Equation {
                left: publics.term(part, Column::Total),
                right: vec![
                    publics.term(part, Column::PriorYear),
                    Term::Stated { what: "情况说明的增减", amount: &change.amount },
                ],
                formula: "本年 = 上年 + 增减",
                sum: "上年数加情况说明的增减",
            });
        }
    }
    let prior = out.companions.prior_year.and_then(Publics::of).filter(|prior| prior.row(Total).is_some());
    let Some(last) = prior.and_then(|prior| prior.term(Total, Column::Total).addend()) else { return };
    let this = publics.term(Total, Column::Total);
    let (Some(money), Some(change)) = (this.addend(), total.amount.money()) else { return };
    let Some(actual) = money.checked_sub(last) else { return };
    if actual.abs_diff(change) <= TOLERANCE {
        return out.pass();
    }
    let message = format!(
        "情况说明写“三公”经费比上年{}，上年材料是 {last} 万元，本年 {money} 万元，相差 {actual} 万元",
        change_words(total)
    );
    let suggestion = "以上年公开的预算数为准重算增减；口径有调整的，写明上年可比数";
    let place = &total.amount.place;
    out.fail(Fault::new(place, excerpt(stated), message, suggestion).at_most(Severity::Warning));
}

/// In 分: one hundredth of a 万元, the last digit that is printed.
const TOLERANCE: u64 = 10_000;

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn found(rows: &str, paragraph: &str) -> Vec<String> {
        let text = format!(
            "**情况说明：“三公”经费**\n\n> {paragraph}\n\n**文中数字**\n| 名称 | 金额 | 原因 |\n|---|---|---|\n{rows}"
        );
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.into_iter().filter(|finding| finding.code == "TG-04");
        found.map(|finding| finding.message).collect()
    }

    #[test]
    fn a_part_that_is_left_nothing_did_not_change() {
        let rows = |reception: &str| {
            format!(
                "| 三公：比上年 | 3.00 | 更新车辆 |\n| 三公：比上年公务用车购置及运行维护费 | 3.00 | 更新车辆 |\n\
                 | 三公：比上年公务接待费 | {reception} | 会议 |\n"
            )
        };
        assert!(found(&rows("0.00"), "如下。").is_empty());
        assert!(!found(&rows("0.50"), "如下。").is_empty());
    }

    #[test]
    fn what_is_called_level_needs_no_reason() {
        let found = |change: &str, sum: &str| {
            let rows = format!("| 三公：合计 | {sum} | |\n| 三公：比上年 | {change} |  |\n");
            let paragraph = format!("“三公”经费{sum}万元，比上年增加{change}万元，与上年基本持平。");
            found(&rows, &paragraph).iter().any(|message| message.contains("没有写原因"))
        };
        assert!(!found("0.20", "31.40"));
        assert!(found("6.20", "31.40"));
    }

    #[test]
    fn the_reason_of_the_whole_is_none_for_what_moved_against_it() {
        let found = |reason: &str| {
            let rows = format!(
                "| 三公：比上年 | -5.00 | {reason} |\n| 三公：比上年因公出国（境）费 | 0.00 |  |\n\
                 | 三公：比上年公务用车购置及运行维护费 | 3.00 |  |\n| 三公：比上年公务接待费 | -8.00 |  |\n"
            );
            found(&rows, "如下。")
        };
        let messages = found("过紧日子");
        assert!(messages.len() == 1 && messages[0].contains("公务用车"), "{messages:?}");
        assert!(found("更新车辆、压减接待").is_empty());
    }

    #[test]
    fn a_reason_that_was_read_is_not_unread_because_it_is_given_twice() {
        let rows = "| 三公：比上年 | 2.00 |  |\n| 三公：比上年公务接待费 | -1.00 | 厉行节约 |\n\
                    | 三公：比上年公务用车购置及运行维护费 | -2.00 | 厉行节约 |\n\
                    | 三公：比上年因公出国（境）费 | 5.00 |  |\n";
        let of = |last: &str| {
            let paragraph = format!(
                "公务接待费减少1万元，主要原因是厉行节约。公务用车运行维护费减少2万元，主要原因是厉行节约。{last}"
            );
            found(rows, &paragraph).len()
        };
        assert_eq!(of("因公出国（境）费增加5万元。"), 1);
        assert_eq!(of("因公出国（境）费严格控制，与上年持平。因公出国（境）费增加5万元。"), 1);
        assert_eq!(of("因公出国（境）费增加5万元，主要原因是新增团组。"), 0, "read otherwise, or not at all");
    }

    #[test]
    fn a_sentence_that_compares_twice_compares_once() {
        let of = |sentences: &str| found("| 三公：比上年 | -5.00 | 节约 |\n", sentences).len();
        let whole = "“三公”经费比2030年预算减少5万元，同比下降10%。";
        assert_eq!(of(&whole.repeat(2)), 1);
        assert_eq!(of(&whole.repeat(4)), 0);
    }

    #[test]
    fn a_part_may_give_the_reason_without_an_amount() {
        let rows = "| 三公：比上年 | -4.00 |  |\n";
        let unexplained =
            |paragraph| found(rows, paragraph).iter().any(|message| message.contains("没有写原因"));
        assert!(unexplained("1.因公出国（境）费用：比上年预算数下降100%。"));
        assert!(!unexplained("1.因公出国（境）费用：比上年预算数下降100%，下降的原因是本年没有团组。"));
    }
}
