//! SB-14: the serial numbers of a table skip, as when a page was lost.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::facts::spans;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SB-14",
    title: "序号不连续，可能缺行缺页",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("serial_numbers_with_gap.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in &doc.tables {
        let Some(last) = table.rows.iter().filter_map(|row| row.number).max() else { continue };
        let missing = out.facts.missing(table);
        let Some(&(first, _)) = missing.first() else {
            out.pass();
            continue;
        };
        let after = table.rows.iter().find(|row| row.number.is_some_and(|n| n > first));
        let place = after.map_or(&table.place, |row| &row.place);
        let name = table.kind.name();
        let message = format!("{name}序号应为 1 至 {last}，缺 {}", spans(missing));
        let suggestion = "补上缺少的行或页；行没有缺时改正序号";
        let excerpt = after.map_or_else(|| table.title.clone(), crate::term::row_text);
        out.fail(Fault::new(place, excerpt, message, suggestion));
    }
}
