//! ST-01: not all nine tables are there.

use budget::{BudgetDocument, DocumentKind, TableKind};

use crate::checks::{Checks, Fault};
use crate::locate::beginning;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-01",
    title: "九张公开表不全",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("table_missing.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    if doc.kind != DocumentKind::Disclosure {
        return;
    }
    let missing: Vec<TableKind> = TableKind::NINE.into_iter().filter(|k| doc.table(*k).is_none()).collect();
    for _ in missing.len()..TableKind::NINE.len() {
        out.pass();
    }
    let Some((place, excerpt)) = beginning(doc) else { return };
    if missing.is_empty() {
        return;
    }
    let names = missing.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("、");
    let message = format!("应公开九张表，缺 {} 张：{names}", missing.len());
    let suggestion = "补上所缺的表；没有该项预算的也要列出空表，并在表下注明“空表列示”";
    out.fail(Fault::new(place, excerpt, message, suggestion));
}
