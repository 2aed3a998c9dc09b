//! TX-16: text of the template was left in.

use budget::{BudgetDocument, Place, fold};

use crate::checks::{Checks, Fault};
use crate::texts::Part;
use crate::words::sentence_with;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-16",
    title: "残留模板文字",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("template_text_left.md"),
    parameters: &[Parameter {
        key: "words",
        title: "模板残留的文字",
        preset: Preset::Words(&[
            "××",
            "XX",
            "xx",
            "**",
            "○○",
            "待填写",
            "待补充",
            "此处填写",
            "请填写",
            "字以内)",
            "主要原因是。",
            "主要原因是；",
            "主要原因:。",
            "主要是。",
            "原因为。",
            "增加(减少)",
            "增长(减少)",
            "增长(下降)",
            "增加(下降)",
            "事项填写)",
            "XX年",
            "xx年",
            "(请说明",
            "…万元",
            "__万元",
            "实际情况填写",
            "增加/减少",
            "增长/下降",
            "(请核实",
            "(请核对",
            "(请确认",
            "(请补充",
            "(请修改",
            "(请填",
            "(请根据",
            "(请按",
            "(请各单位",
            "(待核实",
            "(待确认",
            "(待补充",
            "(待定)",
            "(需核实",
            "(需确认",
            "(需补充",
        ]),
    }],
    check,
};

/// A text that holds the word.
type Left<'a> = (Part<'a>, &'a str, &'a Place);

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let words: Vec<String> =
        out.words("words").into_iter().map(bare).filter(|word| !word.is_empty()).collect();
    let titles = doc.narrative.iter().map(|section| (Part::Heading, section.title.as_str(), &section.place));
    let names = doc.projects.iter().map(|project| {
        let name = project.name.value.as_str();
        (Part::Form(name, "名称"), name, &project.name.place)
    });
    let printed = out.facts.texts.iter().map(|text| (text.part, text.text, text.place));
    // Few texts hold the beginning of a word; full-width letters may stand for one.
    let firsts: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
    let may_hold = |text: &str| {
        text.chars()
            .any(|c| firsts.contains(&c) || ('！'..='～').contains(&c) && c.is_alphabetic() || c == '＊')
    };
    let mut found: Vec<(&str, Vec<Left<'_>>)> = Vec::new();
    for (part, text, place) in titles.chain(names).chain(printed) {
        if !may_hold(text) {
            continue;
        }
        let plain = bare(text);
        // A glossary explains what may increase or decrease.
        let is_glossary = matches!(part, Part::Narrative(title) if title.contains("解释"));
        let is_left =
            |word: &&String| stands_alone(&plain, word) && !(is_glossary && word.contains(['(', '/']));
        let Some(word) = words.iter().find(is_left) else {
            continue;
        };
        match found.iter_mut().find(|(other, _)| other == word) {
            Some((_, texts)) => texts.push((part, text, place)),
            None => found.push((word, vec![(part, text, place)])),
        }
    }
    if found.is_empty() {
        out.pass();
    }
    found.iter().for_each(|(word, texts)| tell(word, texts, out));
}

/// What the template repeats is one finding.
fn tell(word: &str, texts: &[Left<'_>], out: &mut Checks<'_>) {
    const MANY: usize = 3;
    let kept = if texts.len() < MANY { texts.len() } else { 1 };
    let others = if kept == texts.len() { String::new() } else { format!("等 {} 处", texts.len()) };
    for (part, text, place) in texts.iter().take(kept) {
        let message = format!("{}{others}里残留模板文字“{word}”", part.label());
        let suggestion = format!("把“{word}”换成实际内容，或整句删去");
        out.fail(Fault::new(place, sentence_with(text, word), message, suggestion));
    }
}

fn bare(text: &str) -> String {
    let mut text = fold(text);
    if text.contains(char::is_whitespace) {
        text.retain(|c| !c.is_whitespace());
    }
    text
}

/// `XX局`, but not the model `AXX-3`.
fn stands_alone(text: &str, word: &str) -> bool {
    if !word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return text.contains(word);
    }
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() && !word.contains(c));
    text.contains(word)
        && text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default().trim_end_matches(|c| word.contains(c));
            let after =
                text.get(at + word.len()..).unwrap_or_default().trim_start_matches(|c| word.contains(c));
            !is_part(before.chars().next_back()) && !is_part(after.chars().next())
        })
}
