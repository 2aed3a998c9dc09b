//! TX-13: a cited document number is printed in another form than the official one.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::citations::citations;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-13",
    title: "发文字号不规范",
    severity: Severity::Hint,
    basis: basis::DOCUMENT_NUMBER,
    page: include_str!("document_number_malformed.md"),
    parameters: &[],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    for text in &out.facts.texts {
        let cited = citations(text.text);
        let wrong: Vec<String> =
            cited.iter().filter(|c| !c.is_well_formed()).map(crate::citations::Citation::official).collect();
        for _ in wrong.len()..cited.len() {
            out.pass();
        }
        if wrong.is_empty() {
            continue;
        }
        let official = wrong.join("、");
        let message = format!("{}引用的发文字号不规范，规范写法是“{official}”", text.part.label());
        let suggestion = format!("改为“{official}”：年份用六角括号“〔〕”，序号不加“第”、不补零");
        out.fail(Fault::new(text.place, text.text.trim(), message, suggestion));
    }
}
