//! TG-03: the narrative states other 三公经费 than the table prints.

use budget::{BudgetDocument, Column, Money, PublicsPart, TableKind, ThreePublics};

use crate::checks::Checks;
use crate::equation::Equation;
use crate::publics::{Publics, stated_name};
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TG-03",
    title: "“三公”经费的文字与表不一致",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("words_differ_from_table.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(publics) = Publics::of(doc) else {
        if let (Some(table), Some(_)) =
            (doc.printed_table(TableKind::ThreePublics), &doc.stated.three_publics)
        {
            let reason = format!("{}没有读出表头和数据，不能与文字核对", table.kind.name());
            out.undecided(reason, Some(&table.place));
        }
        return;
    };
    let Some(stated) = &doc.stated.three_publics else {
        if !publics.table.is_empty() && !doc.narrative.is_empty() {
            out.undecided("没有读到情况说明中“三公”经费的金额".to_owned(), None);
        }
        return;
    };
    let is_read = publics.table.is_empty() || agrees_somewhere(publics, stated);
    for part in PublicsPart::ALL {
        let printed = publics.term(part, Column::Total);
        let Some(amount) = stated.amount(part) else {
            // Whoever states the cost of vehicles need not split it.
            let is_split =
                matches!(part, PublicsPart::Purchase | PublicsPart::Running) && stated.vehicles.is_some();
            if !is_split && printed.addend().is_some_and(|money| money.fen() != 0) {
                let reason = format!("{}没有读到，不能与表核对", stated_name(part));
                out.undecided(reason, Some(printed.place()));
            }
            continue;
        };
        if publics.row(part).is_none() && !publics.table.is_empty() {
            if amount.addend().is_none_or(|money| money.fen() != 0) {
                let reason = format!("{}没有读到{}一行", publics.table.kind.name(), part.name());
                out.undecided(reason, Some(&publics.table.place));
            }
            continue;
        }
        // A blank cell under a nil sentence agrees with any reading of the table.
        if printed.is_blank() && amount.money() == Some(Money::ZERO) && !is_read {
            continue;
        }
        let stated = Term::Stated { what: stated_name(part), amount };
        out.equate(Equation::twins(stated, printed, "文字 = “三公”经费支出表"));
    }
}

/// Whether one printed amount at least is that of the text.
fn agrees_somewhere(publics: Publics<'_>, stated: &ThreePublics) -> bool {
    PublicsPart::ALL.into_iter().any(|part| {
        let printed = publics.term(part, Column::Total);
        let said = stated.amount(part).and_then(|amount| amount.money());
        !printed.is_blank() && said.is_some() && printed.addend() == said
    })
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    #[test]
    fn a_blank_cell_is_nil_only_in_a_table_that_was_read() {
        let n_passed = |printed: &str| {
            let text = format!(
                "**财政拨款“三公”经费支出表**\n| 项目 | 合计 |\n|---|---|\n| 合计 | {printed} |\n\
                 | 因公出国（境）费 |  |\n| 公务接待费 | {printed} |\n\n\
                 **文中数字**\n| 名称 | 金额 | 原因 |\n|---|---|---|\n| 三公：合计 | 5.00 |  |\n\
                 | 三公：因公出国（境）费 | 0.00 |  |\n| 三公：公务接待费 | 5.00 |  |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            report.passed.get("TG-03").copied()
        };
        assert_eq!((n_passed("5.00"), n_passed("6.00")), (Some(3), Some(0)));
    }
}
