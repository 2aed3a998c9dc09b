//! TG-05: more 三公经费 than the year before.

use budget::{BudgetDocument, Column, Money, Place, PriorYearChange, PublicsPart};

use crate::checks::{Checks, Fault};
use crate::publics::Publics;
use crate::publics_words::explains_growth;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-05",
    title: "“三公”经费比上年增加",
    severity: Severity::Warning,
    basis: basis::THREE_PUBLICS,
    page: include_str!("more_than_last_year.md"),
    parameters: &[],
    check,
};

/// This year's total against last year's, and where it was read.
struct Years<'a> {
    this: Money,
    last: Money,
    place: &'a Place,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some((this, place)) = total(doc) else { return };
    if this == Money::ZERO {
        return out.pass();
    }
    let Some(last) = last_year(doc, this, out) else {
        let reason = "不知道上年的“三公”经费：没有上年材料，表中没有上年数，情况说明也没有写比上年增减";
        return out.undecided(reason.to_owned(), Some(place));
    };
    let years = Years { this, last, place };
    let more = this.checked_sub(last).unwrap_or_default();
    let is_explained = is_explained(doc, more);
    if this <= last || is_explained && years.is_slight() {
        return out.pass();
    }
    // With its reason printed it is for the office to weigh, no mistake.
    let most = if is_explained { Severity::Hint } else { Severity::Warning };
    out.fail(years.fault().at_most(most));
}

/// Whether the text says why the whole grew, or the parts that make up most of it; of growth told in per cent alone it is
/// not known how much.
fn is_explained(doc: &BudgetDocument, more: Money) -> bool {
    let Some(stated) = &doc.stated.three_publics else { return false };
    let grown = |change: &PriorYearChange| {
        change.amount.money().filter(|money| *money > Money::ZERO && change.reason.is_some())
    };
    if stated.change.as_ref().and_then(grown).is_some() || explains_growth(doc) {
        return true;
    }
    let parts = [PublicsPart::Purchase, PublicsPart::Running];
    let parts: Vec<Option<Money>> = parts.map(|part| stated.change_of(part).and_then(grown)).to_vec();
    let vehicles =
        stated.change_of(PublicsPart::Vehicles).and_then(grown).map_or(parts, |whole| vec![Some(whole)]);
    let others = [PublicsPart::OverseasTravel, PublicsPart::Reception];
    let others = others.map(|part| stated.change_of(part).and_then(grown));
    let told = Money::checked_sum(vehicles.into_iter().chain(others).flatten());
    told.is_some_and(|told| told > Money::ZERO && i128::from(told.fen()) * 2 >= i128::from(more.fen()))
}

impl Years<'_> {
    /// Less than one in a hundred.
    fn is_slight(&self) -> bool {
        let more = self.this.checked_sub(self.last).unwrap_or_default();
        i128::from(more.fen()) * 100 < i128::from(self.last.fen())
    }

    fn fault(&self) -> Fault {
        let more = self.this.checked_sub(self.last).unwrap_or_default();
        let share = match i128::from(self.last.fen()) {
            last @ 1.. => {
                let tenths = (i128::from(more.fen()) * 1000 + last / 2) / last;
                match tenths % 10 {
                    0 => format!("，增长 {}%", tenths / 10),
                    tenth => format!("，增长 {}.{tenth}%", tenths / 10),
                }
            }
            _ => String::new(),
        };
        let message =
            format!("“三公”经费 {} 万元，比上年 {} 万元多 {more} 万元{share}", self.this, self.last);
        let suggestion = format!("压减到不超过上年的 {} 万元；确需增加的，说明理由和批准依据", self.last);
        Fault::new(self.place, format!("“三公”经费合计 {}", self.this), message, suggestion)
    }
}

/// Of the table, else of the narrative.
fn total(doc: &BudgetDocument) -> Option<(Money, &Place)> {
    let stated = doc.stated.three_publics.as_ref().and_then(|stated| stated.total.as_ref());
    let table = Publics::of(doc);
    if let Some(table) = table.filter(|publics| publics.row(PublicsPart::Total).is_some()) {
        let term = table.term(PublicsPart::Total, Column::Total);
        return Some((term.addend()?, term.place()));
    }
    let nil =
        table.filter(|publics| publics.table.is_empty()).map(|publics| (Money::ZERO, &publics.table.place));
    stated.and_then(|amount| Some((amount.money()?, &amount.place))).or(nil)
}

/// From last year's document, from the table's column of last year, or from the change that the narrative states.
fn last_year(doc: &BudgetDocument, this: Money, out: &Checks<'_>) -> Option<Money> {
    let prior = out.companions.prior_year.and_then(|prior| Some(total(prior)?.0));
    let column = || {
        let row = Publics::of(doc)?.row(PublicsPart::Total)?;
        row.amount(Column::PriorYear)?.addend()
    };
    let change = || {
        let change = doc.stated.three_publics.as_ref()?.change.as_ref()?;
        this.checked_sub(change.amount.money()?)
    };
    prior.or_else(column).or_else(change)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    fn severity(rows: &str, paragraph: &str) -> Option<Severity> {
        let text = format!(
            "**情况说明：“三公”经费**\n\n> {paragraph}\n\n**文中数字**\n| 名称 | 金额 | 原因 |\n|---|---|---|\n\
             | 三公：合计 | 30.00 |  |\n| 三公：比上年 | 9.00 |  |\n{rows}"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().find(|finding| finding.code == "TG-05").map(|finding| finding.severity)
    }

    #[test]
    fn a_reason_speaks_for_what_it_is_given_for() {
        let reception = |money: &str| format!("| 三公：比上年公务接待费 | {money} | 会议增多 |\n");
        assert_eq!(severity(&reception("0.10"), "如下。"), Some(Severity::Warning));
        assert_eq!(severity(&reception("6.00"), "如下。"), Some(Severity::Hint));
    }

    #[test]
    fn growth_in_per_cent_has_a_reason_too() {
        let of = |paragraph| severity("", paragraph);
        assert_eq!(
            of("公务用车购置费21万元，比上年预算数增长75%，主要原因是更新执法车辆。"),
            Some(Severity::Hint)
        );
        assert_eq!(of("公务用车购置费21万元，比上年预算数增长75%。"), Some(Severity::Warning));
        let less = "公务接待费1万元，比上年预算数下降12%，主要原因是厉行节约。";
        assert_eq!(of(less), Some(Severity::Warning), "why another is less");
    }
}
