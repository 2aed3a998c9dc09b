//! ST-02: a table without amounts lacks the note that says so.

use budget::{BudgetDocument, TableKind};

use super::note_denies_table::denies;
use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-02",
    title: "空表没有注明",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("empty_table_without_note.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let due = |kind| TableKind::NINE.contains(&kind) || kind == TableKind::Procurement;
    for table in doc.tables.iter().filter(|t| due(t.kind) && t.is_empty()) {
        if denies(&table.title) || table.note.as_ref().is_some_and(|note| denies(&note.value)) {
            out.pass();
            continue;
        }
        if table.is_unread() || table.has_unread_column() {
            let reason = format!("“{}”之下没有读出表头和数据，不能判断是不是空表", table.title.trim());
            out.undecided(reason, Some(&table.place));
            continue;
        }
        let name = table.kind.name();
        let message = format!("{name}没有任何金额，表下也没有注明是空表");
        let subject = name.trim_end_matches("财政拨款支出表").trim_end_matches('表');
        let suggestion = format!("在表下加注“注：无{subject}，空表列示。”；漏填的补填金额");
        out.fail(Fault::new(&table.place, table.title.clone(), message, suggestion));
    }
}
