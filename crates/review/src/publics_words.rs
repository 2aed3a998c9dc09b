//! What sentences say of 三公经费 where their figures were not read: words of change, of comparison, of reasons.

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

const ABOUT: [&str; 4] = ["三公", "因公出国", "公务用车", "公务接待"];
const PARTS: [&str; 3] = ["因公出国", "公务用车", "公务接待"];

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
    const COMPARED: [&str; 8] = ["比20", "较20", "与20", "和20", "比上年", "较上年", "与上年", "和上年"];
    /// The whole and three parts.
    const LEAST: usize = 4;
    let n_compared = |text: &str| {
        let n_named = COMPARED.iter().map(|word| text.matches(word).count()).sum::<usize>();
        // `比2030年预算减少5万元，同比下降10%` compares once.
        n_named.max(text.matches("同比").count())
    };
    let texts: Vec<String> = paragraphs(doc).map(compact).collect();
    let sentences = texts.iter().flat_map(|text| text.split(['。', '；', ';']));
    sentences.map(n_compared).sum::<usize>() >= LEAST
}

/// Whether a sentence gives a reason that was not read with a change.
pub fn has_unread_reason(doc: &BudgetDocument, stated: &ThreePublics) -> bool {
    let changes = stated.change.iter().chain(stated.part_changes.iter().map(|(_, change)| change));
    let mut read: Vec<String> = changes.filter_map(|change| change.reason.as_deref()).map(opening).collect();
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let paragraphs = sections.flat_map(|section| &section.paragraphs).map(|p| compact(&p.value));
    let mut n_unread = 0;
    for paragraph in paragraphs {
        for sentence in paragraph.split(['。', '；']).filter(|sentence| gives_reason(sentence)) {
            let (own, others): (Vec<String>, Vec<String>) =
                std::mem::take(&mut read).into_iter().partition(|reason| sentence.contains(reason.as_str()));
            n_unread += usize::from(own.is_empty());
            // The same words may be the reason of several changes, a sentence each.
            read = others;
            read.extend(own.into_iter().skip(1));
        }
    }
    n_unread > 0
}

/// The first sentence of a reason.
fn opening(reason: &str) -> String {
    let reason = compact(reason);
    reason.split(['。', '；']).next().unwrap_or_default().to_owned()
}

/// A sentence on 三公经费 that says why something is more or less.
fn gives_reason(sentence: &str) -> bool {
    const OPENINGS: [&str; 7] = ["原因是", "原因为", "原因：", "原因:", "主要是", "主要系", "由于"];
    // `严格执行八项规定精神，比上年减少……`: a reason without a word for it.
    const BARE: [&str; 8] = ["厉行", "严格", "严控", "从严", "节约", "压缩", "过紧日子", "为了"];
    const MOVES: [&str; 7] = ["增加", "减少", "增长", "下降", "压减", "降低", "上升"];
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let is_level = says(&["持平", "一致", "相同", "不变", "无变化", "无增减"]) && !says(&MOVES);
    says(&ABOUT) && says(&CHANGES) && !is_level && (says(&OPENINGS) || says(&BARE) || has_because(sentence))
}

/// Whether the text says of a part by how many per cent it grew, and why: `购置费……比上年增长436.9%，主要原因是……`.
pub fn explains_growth(doc: &BudgetDocument) -> bool {
    const GREW: [&str; 4] = ["增长", "增加", "上升", "提高"];
    const BECAUSE: [&str; 5] = ["原因", "主要是", "主要系", "由于", "用于更新"];
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let paragraphs = sections.flat_map(|section| &section.paragraphs).map(|p| compact(&p.value));
    paragraphs.filter(|text| PARTS.iter().any(|part| text.contains(part))).any(|text| {
        let mut sentences = text.split(['。', '；']).filter(|sentence| !sentence.contains("三公"));
        sentences.any(|sentence| {
            let grown = GREW.iter().find_map(|word| Some(sentence.split_once(word)?.1));
            grown.is_some_and(|behind| {
                let (share, reason) = behind.split_once('%').unwrap_or_default();
                let is_share = !share.is_empty() && share.chars().all(|c| c.is_ascii_digit() || c == '.');
                is_share
                    && share.contains(|c| c != '0' && c != '.')
                    && BECAUSE.iter().any(|word| reason.contains(word))
            })
        })
    })
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
        let clause = clause.replace("预算支出数", "");
        SPENT.iter().any(|word| clause.contains(word))
    })
}

/// Whether the words before and behind an amount, wherever a paragraph on 三公经费 prints it, say something.
fn around(doc: &BudgetDocument, amount: &Amount, says: impl Fn(&str, &str) -> bool) -> bool {
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
