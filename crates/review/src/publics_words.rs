//! What sentences say of 三公经费 where their figures were not read: words of change, of comparison, of reasons.

use std::collections::BTreeSet;

use budget::{Amount, BudgetDocument, PublicsPart, ThreePublics};

use crate::figures::{compact, tail};
use crate::words::without_numbering;

const CHANGES: [&str; 16] = [
    "增加",
    "减少",
    "增长",
    "下降",
    "压减",
    "降低",
    "上升",
    "持平",
    "一致",
    "相同",
    "不变",
    "无变化",
    "无增减",
    "变化",
    "变动",
    "增减",
];

/// Whether a paragraph on 三公经费 has words of change, in a wording that was not understood.
pub fn speaks_of_changes(doc: &BudgetDocument) -> bool {
    paragraphs(doc).any(|text| CHANGES.iter().any(|word| text.contains(word)))
}

/// The paragraphs of sections on 三公经费, and those that name it.
fn paragraphs(doc: &BudgetDocument) -> impl Iterator<Item = &str> {
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    sections.flat_map(|section| {
        let is_meant = section.title.contains("三公");
        let meant = section.paragraphs.iter().filter(move |p| is_meant || p.value.contains("三公"));
        meant.map(|p| p.value.as_str())
    })
}

/// Whether the sentences compare so often that each part must be among what they compare, though not every name was read.
pub fn tells_each(doc: &BudgetDocument) -> bool {
    const COMPARED: [&str; 9] =
        ["比20", "较20", "与20", "和20", "比上年", "较上年", "与上年", "和上年", "同比"];
    /// The whole and three parts.
    const LEAST: usize = 4;
    let texts: Vec<String> = paragraphs(doc).map(compact).collect();
    let n_compared = |text: &String| COMPARED.iter().map(|word| text.matches(word).count()).sum::<usize>();
    texts.iter().map(n_compared).sum::<usize>() >= LEAST
}

/// Whether the sentences give more reasons than were read with the changes.
pub fn has_unread_reason(doc: &BudgetDocument, stated: &ThreePublics) -> bool {
    const OPENINGS: [&str; 7] = ["原因是", "原因为", "原因：", "原因:", "主要是", "主要系", "由于"];
    // `严格执行八项规定精神，比上年减少……`: a reason without a word for it.
    const BARE: [&str; 8] = ["厉行", "严格", "严控", "从严", "节约", "压缩", "过紧日子", "为了"];
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let about =
        |text: &&str| ["三公", "因公出国", "公务用车", "公务接待"].iter().any(|name| text.contains(name));
    let sentences = sections
        .flat_map(|section| &section.paragraphs)
        .flat_map(|paragraph| paragraph.value.split(['。', '；']));
    let changes = |text: &&str| CHANGES.iter().any(|word| text.contains(word));
    let gives =
        |text: &&str| OPENINGS.iter().chain(&BARE).any(|word| text.contains(word)) || has_because(text);
    let n_given = sentences.filter(|text| about(text) && changes(text) && gives(text)).count();
    let changes = stated.change.iter().chain(stated.part_changes.iter().map(|(_, change)| change));
    let read: BTreeSet<&str> = changes.filter_map(|change| change.reason.as_deref()).collect();
    n_given > read.len()
}

/// `减少2.00万元，下降0.9%，与上年基本持平`: the sentence goes on from the amount to call it no change.
pub fn is_called_level(doc: &BudgetDocument, change: &Amount) -> bool {
    const LEVEL: [&str; 5] = ["基本持平", "基本一致", "基本相同", "基本不变", "大致持平"];
    around(doc, change, |_, behind| {
        let clause = behind.split(['。', '；', ';']).next().unwrap_or_default();
        LEVEL.iter().any(|word| clause.contains(word))
    })
}

/// `比上年执行数减少2.00万元`: what the change is counted from is no budget.
pub fn is_from_spent(doc: &BudgetDocument, change: &Amount) -> bool {
    const SPENT: [&str; 5] = ["执行数", "决算", "实际支出", "完成数", "支出数"];
    /// In characters.
    const FARTHEST: usize = 30;
    around(doc, change, |before, _| {
        let clause = tail(before, FARTHEST).rsplit(['。', '；', ';']).next().unwrap_or_default();
        SPENT.iter().any(|word| clause.contains(word))
    })
}

/// Whether the words before and behind an amount, wherever a paragraph on 三公经费 prints it, say something.
fn around(doc: &BudgetDocument, amount: &Amount, says: impl Fn(&str, &str) -> bool) -> bool {
    const ABOUT: [&str; 4] = ["三公", "因公出国", "公务用车", "公务接待"];
    let printed = compact(&amount.printed);
    let paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    let mut about = paragraphs.filter(|p| ABOUT.iter().any(|name| p.value.contains(name)));
    !printed.is_empty()
        && about.any(|paragraph| {
            let text = compact(&paragraph.value);
            let is_inside = |before: &str| before.ends_with(|c: char| c.is_ascii_digit() || ",.".contains(c));
            text.match_indices(printed.as_str()).any(|(at, found)| {
                let (before, behind) = (&text[..at], &text[at + found.len()..]);
                !is_inside(before) && says(before, behind)
            })
        })
}

/// `因会议增多`, but neither `因公出国` nor `原因`.
fn has_because(text: &str) -> bool {
    text.match_indices('因').any(|(at, word)| {
        !text[..at].ends_with('原') && !text[at + word.len()..].starts_with(['公', '素', '地', '此'])
    })
}

/// Whether a paragraph on a part gives a reason, though its change was not read as an amount: `比上年下降100%，主要原因是……`.
pub fn explains_part(doc: &BudgetDocument) -> bool {
    let reasons = |text: &str| CHANGES.iter().any(|word| text.contains(word)) && text.contains("原因");
    [PublicsPart::OverseasTravel, PublicsPart::Vehicles, PublicsPart::Reception]
        .into_iter()
        .any(|part| on_part(doc, part).any(reasons))
}

/// Whether a paragraph on a part says that it changed, in a wording that was not understood: `（二）公务接待费下降5%`.
pub fn speaks_of_change(doc: &BudgetDocument, part: PublicsPart) -> bool {
    on_part(doc, part).any(|behind| CHANGES.iter().any(|word| behind.contains(word)))
}

/// The paragraphs that a part's name opens, from there on.
fn on_part(doc: &BudgetDocument, part: PublicsPart) -> impl Iterator<Item = &str> {
    let names: &[&str] = match part {
        PublicsPart::OverseasTravel => &["因公出国"],
        PublicsPart::Vehicles => &["公务用车购置及运", "公务用车购置和运", "公务用车运行"],
        PublicsPart::Reception => &["公务接待"],
        _ => &[],
    };
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let paragraphs = sections.flat_map(|section| &section.paragraphs);
    paragraphs.filter_map(|paragraph| {
        let text = without_numbering(&paragraph.value).trim_start();
        names.iter().find_map(|name| text.strip_prefix(name))
    })
}
