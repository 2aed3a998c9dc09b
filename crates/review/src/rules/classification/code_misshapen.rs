//! CL-01: a code of a length or a first digit that no code of its tree has.

use budget::{BudgetDocument, Classification, CodeTree, FiscalYear};

use crate::checks::{Checks, Fault};
use crate::codes::{Coded, code_named, coded_rows, coded_tables, parent_of, shape, zero_lost};
use crate::term::{row_name, row_text};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-01",
    title: "科目编码不合规定",
    severity: Severity::Error,
    basis: basis::CODES,
    page: include_str!("code_misshapen.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for (table, tree) in coded_tables(doc) {
        let kind = table.kind.name();
        let mut above = "";
        for coded in coded_rows(doc, table) {
            let code = coded.code;
            if tree.fits(code) {
                above = code;
                out.pass();
            } else if is_finer(tree, code) {
                out.pass();
            } else if is_part(code) {
                let reason = format!("{kind}有的行只印了款或项的号，看不到所属的类，编码不能核对");
                out.undecided(reason, Some(&coded.row.place));
            } else if zero_lost(tree, code, &coded.row.normal_name()).is_none() {
                let (name, form) = shape(tree);
                let message =
                    format!("{kind} {} 的编码不合规定：{name}科目编码是{form}", row_name(coded.row));
                let suggestion = suggestion(tree, &coded, above, doc.fiscal_year);
                out.fail(Fault::new(&coded.row.place, row_text(coded.row), message, suggestion));
            }
        }
    }
}

/// 3010201 for a part of 30102: some provinces go on below the national codes, two digits a level.
fn is_finer(tree: CodeTree, code: &str) -> bool {
    let known =
        |length: usize| code.get(..length).is_some_and(|head| Classification::of(tree).get(head).is_some());
    let deepest = if tree == CodeTree::Function { 7 } else { 5 };
    code.len() > deepest
        && (code.len() - deepest).is_multiple_of(2)
        && code.bytes().all(|b| b.is_ascii_digit())
        && known(deepest)
}

/// 款 or 项 alone, beside a merged cell of its class.
fn is_part(code: &str) -> bool {
    matches!(code.len(), 1 | 2) && code.bytes().all(|b| b.is_ascii_digit())
}

fn suggestion(tree: CodeTree, coded: &Coded<'_>, above: &str, year: Option<FiscalYear>) -> String {
    let parents: Vec<&str> = parent_of(above).into_iter().chain([above]).collect();
    match code_named(tree, &coded.row.normal_name(), &parents, year) {
        Some(entry) => format!("按名称，“{}”的编码是 {}", entry.name, entry.code),
        None => "按当年《政府收支分类科目》改正编码".to_owned(),
    }
}
