//! TX-15: the document that a value rests on is years old.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::citations::citations;
use crate::texts::{Part, texts};
use crate::{Parameter, Preset, Rule, Severity, basis};

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

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let most = out.number("years");
    for text in texts(doc).into_iter().filter(|text| matches!(text.part, Part::Form(..))) {
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
            continue;
        }
        let label = text.part.label();
        let message = format!("{label}引用的“{}”距预算年度 {year} 已 {age} 年", oldest.official());
        let suggestion = "核对文件是否仍然有效；已废止或有新文件的，改用现行文件";
        out.fail(Fault::new(text.place, text.text.trim(), message, suggestion));
    }
}
