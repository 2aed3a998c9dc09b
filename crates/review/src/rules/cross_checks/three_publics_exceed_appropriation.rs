//! SX-13: 三公经费 larger than the grants they are paid from.

use budget::{BudgetDocument, BudgetTable, Column, PublicsPart, Side, TableKind};

use crate::checks::{Checks, Fault};
use crate::halves::Half;
use crate::locate::{BOOKS, total};
use crate::publics::Publics;
use crate::term::Term;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-13",
    title: "“三公”经费大于财政拨款",
    severity: Severity::Error,
    basis: basis::ACCURATE,
    page: include_str!("three_publics_exceed_appropriation.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(publics) = out.table(TableKind::ThreePublics).map(|table| Publics { table }) else { return };
    let Some(row) = publics.row(PublicsPart::Total) else {
        if !publics.table.is_empty() {
            out.undecided("“三公”经费支出表没有合计行".to_owned(), Some(&publics.table.place));
        }
        return;
    };
    let whole = Term::cell(publics.table, row, Column::Total);
    if let Some(balance) = out.table(TableKind::AppropriationBalance) {
        let half = Half::of(balance, Side::Revenue);
        match half.this_year {
            _ if balance.is_empty() => {
                out.undecided("财政拨款收支总表没有金额，没有对照".to_owned(), Some(&balance.place));
            }
            Some(row) => {
                let grant = Term::cell(balance, row, Column::Total);
                let all = half.total.map(|row| Term::cell(balance, row, Column::Total));
                let is_more = whole.addend() > grant.addend();
                // Carried-over money, or money of other sources, may pay for them.
                if is_more && all.is_some_and(|all| all.addend() >= whole.addend()) {
                    let reason = "“三公”经费大于本年财政拨款，看不出有没有用上年结转安排的".to_owned();
                    out.undecided(reason, Some(whole.place()));
                } else if is_more && is_of_all_money(publics.table) {
                    let reason = "“三公”经费支出表不限于财政拨款，没有与财政拨款对照".to_owned();
                    out.undecided(reason, Some(whole.place()));
                } else {
                    at_most(whole, grant, out);
                }
            }
            None => out.undecided("财政拨款收支总表缺本年收入合计行".to_owned(), Some(&balance.place)),
        }
    }
    for (book, kind) in BOOKS {
        let Some(table) = doc.table(kind) else { continue };
        let part = Term::cell(publics.table, row, Column::Book(book));
        let nil = Term::Absent { table, row: "合计", column: Column::Total };
        if part.is_blank() {
            continue;
        }
        match total(table, Column::Total).or(table.is_empty().then_some(nil)) {
            Some(whole) => at_most(part, whole, out),
            None => out.undecided(format!("{}没有合计行", kind.name()), Some(&table.place)),
        }
    }
}

/// The title says so: `“三公”经费支出表（全口径）`.
fn is_of_all_money(table: &BudgetTable) -> bool {
    ["全口径", "全部资金", "各类资金", "单位资金"].iter().any(|word| table.title.contains(word))
}

fn at_most(part: Term<'_>, whole: Term<'_>, out: &mut Checks<'_>) {
    if let Some(obstacle) = part.obstacle().or_else(|| whole.obstacle()) {
        return out.undecided(obstacle, Some(part.place()));
    }
    if part.addend() <= whole.addend() {
        return out.pass();
    }
    let message =
        format!("{} {} 万元，大于 {} {}", part.label(), part.printed(), whole.label(), whole.printed());
    let excerpt = format!("{} {}", part.label(), part.printed());
    let fault =
        Fault::new(part.place(), excerpt, message, "“三公”经费用财政拨款安排，不应大于拨款；核对两表");
    out.fail(fault.with_terms("“三公”经费 ≤ 财政拨款", [&part, &whole]));
}
