//! TX-16: text of the template was left in.

use budget::{BudgetDocument, Place, fold};

use crate::checks::{Checks, Fault};
use crate::texts::{Part, Text};
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
            "主要原因是其中:",
            "主要原因是:其中",
            "主要是。",
            "原因为。",
            "增加(减少)",
            "增长(减少)",
            "增长(下降)",
            "增加(下降)",
            "事项填写)",
            "XX年",
            "xx年",
            "…万元",
            "__万元",
            "实际情况填写",
            "增加/减少",
            "增长/下降",
        ]),
    }],
    check,
};

/// A text that holds what the template left.
type Left<'a> = (Part<'a>, &'a str, &'a Place);

/// `（请核实……）`, `【待补充】`: opening and closing brackets, folded.
const BRACKETS: [(char, char); 5] = [('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕'), ('{', '}')];

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let words: Vec<String> =
        out.words("words").into_iter().map(bare).filter(|word| !word.is_empty()).collect();
    let titles = doc.narrative.iter().map(|section| (Part::Heading, section.title.as_str(), &section.place));
    let names = doc.projects.iter().map(|project| {
        let name = project.name.value.as_str();
        (Part::Form(name, "名称"), name, &project.name.place)
    });
    let printed = out.facts.texts.iter().map(|text| (text.part, text.text, text.place));
    // Few texts hold the beginning of a word or of a remark; full-width letters may stand for one.
    let mut firsts: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
    firsts.extend(BRACKETS.map(|(open, _)| open).into_iter().chain(['（', '＊']));
    firsts.sort_unstable();
    firsts.dedup();
    let is_letter = |c: char| ('！'..='～').contains(&c) && c.is_alphabetic();
    let may_hold = |text: &str| text.chars().any(|c| firsts.binary_search(&c).is_ok() || is_letter(c));
    let mut found: Vec<(String, Vec<Left<'_>>)> = Vec::new();
    for (part, text, place) in titles.chain(names).chain(printed) {
        if !may_hold(text) {
            continue;
        }
        let plain = bare(text);
        let begun: Vec<char> = firsts.iter().copied().filter(|first| plain.contains(*first)).collect();
        // A glossary explains what may increase or decrease.
        let is_glossary = matches!(part, Part::Narrative(title) if title.contains("解释"));
        let is_left = |word: &&String| {
            word.starts_with(&begun[..])
                && stands_alone(&plain, word)
                && !(is_glossary && word.contains(['(', '/']))
        };
        let remark = || remark(&plain).filter(|_| !is_glossary);
        let Some(word) = words.iter().find(is_left).cloned().or_else(remark) else {
            continue;
        };
        match found.iter_mut().find(|(other, _)| *other == word) {
            Some((_, texts)) => texts.push((part, text, place)),
            None => found.push((word, vec![(part, text, place)])),
        }
    }
    let reasons: Vec<Left<'_>> = reasons_left_out(&out.facts.texts);
    if !reasons.is_empty() {
        found.push(("主要原因是".to_owned(), reasons));
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

/// What somebody asked for while the draft went round: the bracket with its remark.
fn remark(plain: &str) -> Option<String> {
    /// In characters
    const LONGEST: usize = 40;
    const ASKED: [&str; 14] = [
        "核实",
        "核对",
        "确认",
        "补充",
        "修改",
        "填",
        "说明",
        "注意",
        "根据",
        "按",
        "各单位",
        "各科室",
        "删除",
        "删去",
    ];
    const OPEN: [&str; 6] = ["核实", "核对", "确认", "补充", "填写", "定"];
    let mut bracketed = plain.char_indices().filter_map(|(at, c)| {
        let closing = BRACKETS.iter().find(|(open, _)| *open == c)?.1;
        let mut near = plain[at..].char_indices().take(LONGEST + 2);
        let length = near.find(|(_, c)| *c == closing)?.0 + closing.len_utf8();
        Some(&plain[at..at + length])
    });
    let is_remark = |inner: &str| {
        let asks = inner.starts_with('请') || inner.contains("此处请") || inner.contains("处请");
        let asked = inner.split_once('请').is_some_and(|(_, behind)| {
            ASKED.iter().any(|verb| behind.trim_start_matches(['再', '先', '予']).starts_with(verb))
        });
        let is_open = inner.match_indices(['待', '需']).any(|(at, word)| {
            let behind = inner[at..].trim_start_matches(word).trim_start_matches("进一步");
            OPEN.iter()
                .filter_map(|verb| behind.strip_prefix(verb))
                .any(|behind| behind.is_empty() || behind.starts_with(['后', ',', '，', '。', ';', '!']))
        });
        asks && asked || is_open || inner == "暂定"
    };
    let found = bracketed.find(|text| {
        let inner = text.trim_matches(|c| BRACKETS.iter().any(|(open, close)| c == *open || c == *close));
        is_remark(inner)
    });
    found.map(str::to_owned)
}

/// `比上年减少2万元，主要原因是`, and then `其中：` or nothing; a list of reasons may follow.
fn reasons_left_out<'a>(texts: &[Text<'a>]) -> Vec<Left<'a>> {
    const OPENINGS: [&str; 4] = ["主要原因是", "主要原因为", "主要原因", "原因是"];
    let following = texts.iter().skip(1).map(Some).chain([None]);
    let open = texts.iter().zip(following).filter(|(text, next)| {
        let end = text.text.trim_end().trim_end_matches(['：', ':', '，']);
        let next = next.filter(|next| next.part == text.part).map(|next| next.text.trim_start());
        matches!(text.part, Part::Narrative(_))
            && OPENINGS.iter().any(|opening| end.ends_with(opening))
            && end.contains("上年")
            && next.is_none_or(|next| next.starts_with("其中"))
    });
    open.map(|(text, _)| (text.part, text.text, text.place)).collect()
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

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn n_found(paragraphs: &[&str]) -> usize {
        let lines: String = paragraphs.iter().map(|line| format!("> {line}\n\n")).collect();
        let text = format!("**情况说明：收支预算情况**\n\n{lines}");
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().filter(|finding| finding.code == "TX-16").count()
    }

    #[test]
    fn remarks_of_the_draft_stand_in_any_brackets() {
        for line in [
            "支出20万元【请核实】。",
            "支出20万元[待补充]。",
            "支出20万元〔待确认〕。",
            "支出20万元（数据待核实）。",
            "支出20万元（此处请补充原因）。",
            "支出20万元（金额待定）。",
            "支出20万元（暂定）。",
            "支出20万元（请说明增减原因）。",
        ] {
            assert_eq!(n_found(&[line]), 1, "{line}");
        }
        for line in [
            "落实人员待遇（待定岗人员除外）。",
            "开展补充耕地核实工作（含待核实地块）。",
            "邀请专家（请示批准后）论证。",
            "审批事项（需确认资格的除外）办理。",
        ] {
            assert_eq!(n_found(&[line]), 0, "{line}");
        }
    }

    #[test]
    fn a_reason_may_be_forgotten_at_the_end() {
        let open = "预算24万元，比上年减少2万元，主要原因是";
        assert_eq!(n_found(&[open, "其中：公务接待费5万元。"]), 1);
        assert_eq!(n_found(&["比上年减少2万元，主要原因是：其中：公务接待费5万元。"]), 1);
        assert_eq!(n_found(&[open]), 1);
        assert_eq!(n_found(&["预算24万元，比上年减少2万元，主要原因是：", "一是人员减少；二是压减。"]), 0);
        assert_eq!(n_found(&["比上年增加2万元，主要原因是其中包含对乡镇的补助。"]), 0);
        assert_eq!(n_found(&[open, "人员减少。"]), 0);
    }
}
