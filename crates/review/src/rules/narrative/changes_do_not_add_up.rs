//! TX-05: the stated change on the year before is not that of its parts, or not that of last year’s document.

use budget::{Amount, BudgetDocument, Column, FiscalYear, Located, Money, PriorYearChange, Side, TableKind};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::figures::{Number, amounts, compact, tail};
use crate::halves::Half;
use crate::locate::total;
use crate::publics::{change_words, moved};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-05",
    title: "比上年增减加不上",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("changes_do_not_add_up.md"),
    parameters: &[],
    check,
};

/// Expenditure that is neither basic nor project.
const OTHERS: [Column; 3] = [Column::BusinessExpenditure, Column::PaidToSuperior, Column::SubsidyToAffiliate];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for paragraph in doc.narrative.iter().flat_map(|section| &section.paragraphs) {
        both_years(paragraph, out);
        more_than_all(paragraph, out);
    }
    let Some(comparison) = &doc.stated.comparison else { return };
    let parts = [&comparison.total, &comparison.basic, &comparison.project];
    if let [Some(total), Some(basic), Some(project)] = parts {
        let said = |what, change: &'a PriorYearChange| Term::Stated { what, amount: &change.amount };
        let left = said("情况说明 比上年增减总额", total);
        let right = vec![said("情况说明 基本支出增减", basic), said("情况说明 项目支出增减", project)];
        let equation = Equation {
            left,
            right,
            formula: "增减总额 = 基本支出增减 + 项目支出增减",
            sum: "基本支出与项目支出增减之和",
        };
        let holds = equation.weigh(out.facts).is_ok_and(|weighed| weighed.holds());
        if !holds
            && equation.weigh(out.facts).is_ok_and(|weighed| says_the_rest(doc, total, weighed.difference))
        {
            out.pass();
        } else if !holds && spends_otherwise(doc) {
            let reason = "除基本支出和项目支出外还有其他支出，说明没有写它的增减，总额无从核对";
            out.undecided(reason.to_owned(), Some(&comparison.place));
        } else {
            out.equate(equation);
        }
    }
    if let Some(prior) = out.companions.prior_year {
        against_prior_year(doc, prior, comparison.year, out);
    }
}

/// `……、预留机动经费增加3万元`: what the two leave out, told beside them.
fn says_the_rest(doc: &BudgetDocument, total: &PriorYearChange, rest: i64) -> bool {
    let is_rest = |number: &Number| number.money().is_some_and(|money| money.fen() == rest.saturating_abs());
    let paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    let mut beside =
        paragraphs.map(|p| compact(&p.value)).filter(|text| text.contains(&total.amount.printed));
    beside.any(|text| amounts(&text).iter().any(is_rest))
}

/// `政府性基金支出预算0万元，比2022年预算增加20万元`: what grew by more than it is was below nil before.
fn more_than_all(paragraph: &Located<String>, out: &mut Checks<'_>) {
    /// In bytes: `2022年预算执行数`.
    const FARTHEST: usize = 30;
    if !paragraph.value.contains("增加") {
        return;
    }
    let text = compact(&paragraph.value);
    let found = amounts(&text);
    for (level, change) in found.iter().zip(found.iter().skip(1)) {
        let between = &text[level.end..change.start];
        let lead = between
            .strip_prefix('，')
            .filter(|lead| lead.len() <= FARTHEST && !lead.contains(['，', '；', '。', '：']));
        let Some(words) = lead.and_then(|lead| lead.strip_suffix("增加")) else { continue };
        let is_change = |at: usize| ["增", "减"].iter().any(|word| tail(&text[..at], 4).contains(word));
        // Behind `其中甲5万元、乙0万元` the whole is compared, not the last of its parts.
        let sentence = text[..level.start].rsplit(['。', '；']).next().unwrap_or_default();
        let is_last_part = sentence.contains("其中") && !amounts(sentence).is_empty();
        if !words.starts_with(['比', '较']) || is_change(level.start) || is_last_part {
            continue;
        }
        let (Some(whole), Some(more)) = (level.money(), change.money()) else { continue };
        if more <= whole {
            out.pass();
            continue;
        }
        let words = &text[level.start..change.end];
        let message = format!("“{words}”：增加的比本年的还多，上年不可能是负数");
        let suggestion = "核对本年数和增减额，没有增减的写“持平”";
        out.fail(Fault::new(&paragraph.place, words, message, suggestion));
    }
}

/// `预算总数 105 万元，比 2024 年预算总数 100 万元增加 5 万元`: three figures of one sentence.
fn both_years(paragraph: &Located<String>, out: &mut Checks<'_>) {
    // Cheap, since most paragraphs compare nothing.
    if !paragraph.value.contains(['比', '较']) {
        return;
    }
    let text = compact(&paragraph.value);
    for sentence in text.split(['。', '；']) {
        let [this, last, change, ..] = amounts(sentence)[..] else { continue };
        let (opening, verb) = (&sentence[this.end..last.start], &sentence[last.end..change.start]);
        let is_last_year = opening.trim_start_matches('，').starts_with(['比', '较'])
            && opening.contains('年')
            && opening.chars().count() <= 40;
        let sign = match verb.trim_start_matches('，') {
            "增加" | "增长" | "增加了" => 1,
            "减少" | "下降" | "减少了" => -1,
            _ => continue,
        };
        let (true, Some(this_year), Some(last_year), Some(changed)) =
            (is_last_year, this.money(), last.money(), change.money())
        else {
            continue;
        };
        let Some(actual) = this_year.checked_sub(last_year) else { continue };
        let slack = this.step().max(last.step()).max(change.step());
        if actual.fen().abs_diff(sign * changed.fen()) <= slack.unsigned_abs() {
            out.pass();
            continue;
        }
        let words = &sentence[last.end..change.end];
        let message =
            format!("本年 {this_year} 万元、上年 {last_year} 万元，应{}，文中写“{words}”", moved(actual));
        let suggestion = format!("增减额改为{}，或核对本年、上年的数", moved(actual));
        out.fail(Fault::new(&paragraph.place, tail(&sentence[..change.end], 60), message, suggestion));
    }
}

fn spends_otherwise(doc: &BudgetDocument) -> bool {
    let Some(table) = doc.table(TableKind::Expenditure) else { return false };
    OTHERS.iter().filter_map(|column| total(table, *column)).any(|term| term.addend() != Some(Money::ZERO))
}

/// Δ = this year − last year, where last year's document is at hand.
fn against_prior_year<'a>(
    doc: &'a BudgetDocument,
    prior: &'a BudgetDocument,
    stated: Option<FiscalYear>,
    out: &mut Checks<'a>,
) {
    let Some(comparison) = &doc.stated.comparison else { return };
    let expected = prior.fiscal_year.or(doc.fiscal_year.map(FiscalYear::previous));
    if stated.is_some() && expected.is_some() && stated != expected {
        let reason = "说明比较的年度与手头的上年材料不是同一年，增减额无从核对";
        return out.undecided(reason.to_owned(), Some(&comparison.place));
    }
    type Level = for<'d> fn(&'d BudgetDocument) -> Vec<&'d Amount>;
    let lines: [(&str, &'a Option<PriorYearChange>, Level); 3] = [
        ("总额", &comparison.total, totals),
        ("基本支出", &comparison.basic, |doc| cell(doc, Column::Basic)),
        ("项目支出", &comparison.project, |doc| cell(doc, Column::Project)),
    ];
    for (name, change, level) in lines {
        if let Some(change) = change {
            weigh(name, change, &level(doc), &level(prior), out);
        }
    }
}

/// Every figure that may be meant by the whole budget.
fn totals(doc: &BudgetDocument) -> Vec<&Amount> {
    let mut out = cell(doc, Column::Total);
    if let Some(table) = doc.table(TableKind::RevenueAndExpenditure) {
        for side in [Side::Expenditure, Side::Revenue] {
            let half = Half::of(table, side);
            let rows = half.total.into_iter().chain(half.this_year);
            out.extend(rows.filter_map(|row| row.amount(Column::Total)));
        }
    }
    out.extend(&doc.stated.expenditure);
    out
}

fn cell(doc: &BudgetDocument, column: Column) -> Vec<&Amount> {
    let term = doc.table(TableKind::Expenditure).and_then(|table| total(table, column));
    term.and_then(|term| term.amount()).into_iter().collect()
}

fn weigh<'a>(
    name: &str,
    change: &'a PriorYearChange,
    this: &[&'a Amount],
    last: &[&'a Amount],
    out: &mut Checks<'a>,
) {
    let pairs = this.iter().flat_map(|this| last.iter().map(move |last| (*this, *last)));
    let equations = pairs.map(|(this, last)| {
        let term = |what, amount| Term::Stated { what, amount };
        Equation {
            left: term("本年", this),
            right: vec![term("上年", last), term("增减", &change.amount)],
            formula: "本年 = 上年 + 增减",
            sum: "上年加增减",
        }
    });
    let weighed: Vec<_> = equations.filter_map(|e| Some((e.weigh(out.facts).ok()?, e))).collect();
    let place = &change.amount.place;
    let Some((first, equation)) = weighed.first() else {
        let reason = format!("本年或上年材料的支出总表没有读到{name}的合计，增减额无从核对");
        return out.undecided(reason, Some(place));
    };
    if weighed.iter().any(|(weighed, _)| weighed.holds()) {
        return out.pass();
    }
    let [last, stated] = equation.right.as_slice() else { return };
    let last = last.addend().unwrap_or_default();
    let Some(difference) = first.left.checked_sub(last) else { return out.pass() };
    let message = format!(
        "情况说明{name}比上年{}，按上年材料应为{}：本年 {}，上年 {last}",
        change_words(change),
        moved(difference),
        first.left
    );
    let suggestion = format!("改为{}，或说明上年数为何不用上年公开的预算数", moved(difference));
    let fault = Fault::new(place, change.amount.printed.clone(), message, suggestion);
    out.fail(fault.with_terms(equation.formula, [&equation.left, &equation.right[0], stated]));
}
