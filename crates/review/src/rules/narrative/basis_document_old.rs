//! TX-15: the document that a value rests on is years old.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::citations::citations;
use crate::rows::grouped;
use crate::texts::{Part, Text};
use crate::{Operand, Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-15",
    title: "依据的文件年份较早",
    severity: Severity::Hint,
    basis: basis::INDICATORS,
    page: include_str!("basis_document_old.md"),
    parameters: &[Parameter {
        key: "years",
        title: "超过多少年的提示",
        preset: Preset::Number { value: 5, least: 1, most: 50, unit: "年" },
    }],
    check,
};

/// An old document with the text that cites it.
struct Old<'a> {
    project: &'a str,
    document: String,
    age: i64,
    text: Text<'a>,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let most = out.number("years");
    let mut old = Vec::new();
    for text in &out.facts.texts {
        let Part::Form(project, _) = text.part else { continue };
        let cited = citations(text.text);
        let Some(oldest) = cited.iter().min_by_key(|citation| citation.year) else { continue };
        let Some(year) = doc.fiscal_year else {
            let reason = "没有读到预算年度，不能判断依据的文件是否年份较早";
            out.undecided(reason.to_owned(), None);
            continue;
        };
        let age = i64::from(year.number()) - i64::from(oldest.year);
        if age <= most {
            out.pass();
        } else {
            old.push(Old { project, document: oldest.official(), age, text: text.clone() });
        }
    }
    for same in grouped(old.iter(), |old| Some((old.project, old.document.as_str()))) {
        if let (Some(first), Some(year)) = (same.first(), doc.fiscal_year) {
            out.fail(fault(first, &same, &year.to_string()).of_form("立项依据引用的文件年代已久"));
        }
    }
}

/// Once for a document and a project, however many rows cite it.
fn fault(first: &Old<'_>, same: &[&Old<'_>], year: &str) -> Fault {
    let more = if same.len() > 1 { format!("等 {} 处", same.len()) } else { String::new() };
    let message = format!(
        "{}{more}引用的“{}”距预算年度 {year} 已 {} 年",
        first.text.part.label(),
        first.document,
        first.age
    );
    let suggestion = "核对文件是否仍然有效；已废止或有新文件的，改用现行文件";
    let operands = same.iter().map(|old| Operand {
        label: old.text.part.label(),
        printed: old.text.text.trim().to_owned(),
        place: old.text.place.clone(),
    });
    let fault = Fault::new(first.text.place, first.text.text.trim(), message, suggestion);
    if same.len() > 1 { fault.with_rows("引用同一文件", operands.collect()) } else { fault }
}
