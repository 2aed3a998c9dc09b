//! TX-18: the glossary leaves out a term in use, or defines one otherwise than the figures use it.

use budget::{BudgetDocument, Column, Located, NarrativeSection, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::equation::Equation;
use crate::locate::{pays_institutions, total};
use crate::term::Term;
use crate::texts::Part;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-18",
    title: "名词解释与正文不合",
    severity: Severity::Hint,
    basis: basis::EXPLAINED,
    page: include_str!("glossary_at_odds_with_text.md"),
    parameters: &[Parameter {
        key: "terms",
        title: "正文用到就应当解释的名词",
        preset: Preset::Words(TERMS),
    }],
    check,
};

const TERMS: &[&str] = &["基本支出", "项目支出", "机关运行经费", "三公"];

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    let Some(glossary) = doc.narrative.iter().find(|section| section.title.contains("名词解释")) else {
        return;
    };
    // `无。` is no glossary that could leave something out.
    if !glossary.paragraphs.iter().any(|paragraph| paragraph.value.chars().count() > 6) {
        return;
    }
    covers(glossary, out);
    agrees(doc, glossary, out);
}

/// Every term of the office's list that the document uses is defined.
fn covers(glossary: &NarrativeSection, out: &mut Checks<'_>) {
    let defined = term(&glossary.text());
    // What only the title of a table names is no word of the text.
    let printed = &out.facts.texts;
    let used: Vec<String> = printed
        .iter()
        .filter(|text| match text.part {
            Part::Narrative(title) => title != glossary.title,
            Part::Form(..) | Part::Table(_) => false,
            _ => true,
        })
        .filter(|text| !is_title(text.text))
        .map(|text| term(text.text))
        .collect();
    let mut missing: Vec<&str> = Vec::new();
    for name in out.words("terms") {
        let sought = term(name);
        if sought.is_empty() || !used.iter().any(|text| text.contains(&sought)) {
            continue;
        }
        let is_told = || used.iter().any(|text| explains(text, &sought));
        if defined.contains(&sought) || is_told() { out.pass() } else { missing.push(name) }
    }
    if !missing.is_empty() {
        let names = missing.iter().map(|name| format!("“{name}”")).collect::<String>();
        let message = format!("正文用了{names}，名词解释里没有");
        let suggestion = format!("在名词解释中补写{names}的含义");
        out.fail(Fault::new(&glossary.place, glossary.title.clone(), message, suggestion));
    }
}

/// `表7 一般公共预算基本支出明细表` in a list of tables.
fn is_title(text: &str) -> bool {
    let text = text.trim_end_matches(['）', ')', ' ']).trim_end();
    text.ends_with('表') && !text.contains(['，', '。', '；'])
}

/// `基本支出……，是指为保障机构运转而发生的各项支出`: explained where it is used.
fn explains(text: &str, sought: &str) -> bool {
    const MEANS: [&str; 8] =
        ["是指", "指为", "指用于", "主要是为", "是为", "而发生的", "是用于", "主要用于保障"];
    text.match_indices(sought).any(|(at, _)| {
        let sentence = text[at..].split(['。', '；']).next().unwrap_or_default();
        MEANS.iter().any(|word| sentence.contains(word))
    })
}

/// `机关运行费`, `“三公”经费` as one word each.
fn term(text: &str) -> String {
    normal_name(text).replace(['“', '”', '"'], "").replace("机关运行经费", "机关运行费")
}

/// A glossary that says 机关运行经费 is 公用经费, and a text that states another figure.
fn agrees(doc: &BudgetDocument, glossary: &NarrativeSection, out: &mut Checks<'_>) {
    let Some(entry) = glossary.paragraphs.iter().find(|p| defines_running_costs(p)) else { return };
    let Some(amount) = &doc.stated.running_costs else { return };
    let basic = doc.table(TableKind::BasicExpenditure);
    let basic = basic.filter(|table| table.columns.contains(&Column::Operating));
    let Some(operating) = basic.and_then(|table| total(table, Column::Operating)) else { return };
    let left = Term::Stated { what: "机关运行经费", amount };
    // OP-01 says why the two may differ.
    if left.addend() < operating.addend() && pays_institutions(doc) {
        return;
    }
    let equation = Equation::twins(left, operating, "机关运行经费 = 公用经费");
    let Ok(weighed) = equation.weigh(out.facts) else { return };
    if weighed.holds() || equation.is_truncated(weighed, out.facts) {
        return out.pass();
    }
    let message = format!(
        "名词解释说机关运行经费是公用经费，正文写 {} 万元，公用经费是 {} 万元",
        weighed.left, weighed.right
    );
    let excerpt = entry.value.split(['，', '。', '；']).next().unwrap_or_default();
    let fault = Fault::new(&entry.place, excerpt, message, "正文的数改为公用经费，使它与名词解释一致");
    out.fail(fault.with_terms(equation.formula, equation.terms()));
}

fn defines_running_costs(paragraph: &Located<String>) -> bool {
    let text = normal_name(&paragraph.value);
    let Some(at) = text.find("机关运行") else { return false };
    /// In bytes: `8、` before the term.
    const FARTHEST: usize = 12;
    at <= FARTHEST && text.contains("公用经费") && !text.contains("人员经费")
}
