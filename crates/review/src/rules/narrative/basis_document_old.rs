//! TX-15: the document that a value rests on is years old.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::citations::{Citation, citations};
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

/// The old documents of a text.
struct Old<'a> {
    project: &'a str,
    documents: String,
    /// Of the oldest.
    age: i64,
    text: Text<'a>,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let most = out.number("years");
    let mut old = Vec::new();
    for text in &out.facts.texts {
        let Part::Form(project, _) = text.part else { continue };
        let settled = settled(text.text);
        let cited = citations(text.text).into_iter().filter(|citation| !settled.contains(citation));
        let cited: Vec<Citation> = cited.collect();
        if cited.is_empty() {
            continue;
        }
        let Some(year) = doc.fiscal_year else {
            let reason = "没有读到预算年度，不能判断依据的文件是否年份较早";
            out.undecided(reason.to_owned(), None);
            continue;
        };
        let age = |citation: &Citation| i64::from(year.number()) - i64::from(citation.year);
        let aged = cited.iter().filter(|citation| age(citation) > most);
        let mut documents: Vec<String> = aged.map(Citation::official).collect();
        documents.dedup();
        match cited.iter().map(age).max() {
            Some(age) if age > most => {
                old.push(Old { project, documents: documents.join("”“"), age, text: text.clone() });
            }
            _ => out.pass(),
        }
    }
    for same in grouped(old.iter(), |old| Some((old.project, old.documents.as_str()))) {
        if let (Some(first), Some(year)) = (same.first(), doc.fiscal_year) {
            out.fail(fault(first, &same, &year.to_string()).of_form("立项依据引用的文件年代已久"));
        }
    }
}

/// `关于资产划转的批复（青政函〔2021〕3号）`: what was decided once does not lapse.
fn settled(text: &str) -> Vec<Citation> {
    const PAPERS: [&str; 5] = ["批复", "复函", "决定", "的函", "通知"];
    const DECIDED: [&str; 9] = ["划转", "移交", "设立", "成立", "撤销", "更名", "组建", "合并", "无偿调拨"];
    let holds = |clause: &str, words: &[&str]| words.iter().any(|word| clause.contains(word));
    let clauses = text.split(['；', ';', '。', '，', ',', '、', '\n']);
    clauses.filter(|clause| holds(clause, &PAPERS) && holds(clause, &DECIDED)).flat_map(citations).collect()
}

/// Once for a document and a project, however many rows cite it.
fn fault(first: &Old<'_>, same: &[&Old<'_>], year: &str) -> Fault {
    let more = if same.len() > 1 { format!("等 {} 处", same.len()) } else { String::new() };
    let message = format!(
        "{}{more}引用的“{}”距预算年度 {year} {}已 {} 年",
        first.text.part.label(),
        first.documents,
        if first.documents.contains('”') { "最早的" } else { "" },
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

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn messages(basis: &str) -> Vec<String> {
        let text = format!(
            "**文件**\n| 年度 |\n|---|\n| 2031 |\n\n**预算项目绩效目标表：护林经费**\n\
             | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n|---|---|---|---|---|---|\n\
             | 产出指标 | 数量指标 | 巡护次数 | 全县 | ≥20次 | {basis} |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        let found = report.findings.into_iter().filter(|finding| finding.code == "TX-15");
        found.map(|finding| finding.message).collect()
    }

    #[test]
    fn what_was_decided_once_does_not_lapse() {
        assert!(messages("《关于林场资产划转的批复》（青政函〔2021〕3号）").is_empty());
        assert!(messages("关于设立护林站的决定（青政〔2021〕3号）").is_empty());
        assert_eq!(messages("《护林员补助办法》（青林〔2021〕3号）").len(), 1);
        let both = "《关于林场资产划转的批复》（青政函〔2021〕3号）；《护林员补助办法》（青林〔2020〕8号）";
        assert!(
            matches!(messages(both).as_slice(), [one] if one.contains("青林〔2020〕8号") && !one.contains("青政函"))
        );
    }

    #[test]
    fn all_old_documents_of_a_cell_are_named() {
        let found = messages("青林〔2021〕3号、青财农〔2020〕8号、青林〔2030〕1号");
        assert!(
            matches!(found.as_slice(), [one] if one.contains("“青林〔2021〕3号”“青财农〔2020〕8号”") && one.contains("最早的已 11 年")),
            "{found:?}"
        );
    }
}
