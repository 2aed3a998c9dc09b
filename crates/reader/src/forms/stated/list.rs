//! 清单: the names and amounts that a total is explained by, in one sentence or a line each.

use budget::Amount;

use super::super::numbering::{self, Numbering};
use super::super::passage::Passage;
use super::comparisons;
use super::scan::{self, Found, next_amount};

const OPENINGS: [&str; 12] = [
    "主要为",
    "主要用于",
    "主要包括",
    "主要是",
    "主要有",
    "其中",
    "包括",
    "分别为",
    "分别是",
    "具体为",
    "如下",
    "用于",
];

/// Marks between two items.
const MARKS: [char; 9] = ['，', '；', '、', '：', ',', ';', ':', '）', ')'];

type Listed = (String, Amount);

/// The list that an amount of the first passage is explained by: `，主要为……`, or the lines that follow it.
pub fn listed_after(passages: &[Passage], total: &Found) -> Vec<Listed> {
    let Some((first, following)) = passages.split_first() else { return Vec::new() };
    let after = &first.text[total.end..];
    if let Some(start) = opening(after) {
        return list(first, total.end + start, following);
    }
    let is_over = after.trim_start_matches(MARKS).trim_start_matches('。').is_empty();
    let Some((next, following)) = following.split_first().filter(|_| is_over) else { return Vec::new() };
    let opening = OPENINGS.iter().find(|word| next.text.starts_with(**word));
    opening.map_or_else(Vec::new, |word| list(next, word.len(), following))
}

/// The end of the words that open a list, before its first amount. `比上年增加5万元，增长5%` may stand before them;
/// what is then opened with `主要是` is the reason.
fn opening(after: &str) -> Option<usize> {
    /// In bytes: `，具体情况如下：其中` and the like.
    const FARTHEST: usize = 40;
    const REASONS: [&str; 3] = ["主要为", "主要是", "主要有"];
    let (at, length) = next_amount(after).unwrap_or((after.len(), 0));
    let is_change = ["增", "减"].iter().any(|word| after[..at].contains(word)) && at <= FARTHEST;
    let from = if is_change { at + length } else { 0 };
    let end = next_amount(&after[from..]).map_or(after.len(), |(at, _)| from + at);
    let near = |word: &&&str| {
        after[from..end].find(**word).filter(|at| *at <= FARTHEST).map(|at| from + at + word.len())
    };
    OPENINGS.iter().filter(|word| !is_change || !REASONS.contains(word)).filter_map(|word| near(&word)).max()
}

/// The items from an offset of a passage on, and those of the lines after it that belong to the same list.
fn list(first: &Passage, start: usize, following: &[Passage]) -> Vec<Listed> {
    let mut out = items(first, start);
    let mut last = Line::of(&first.text[start..]);
    for passage in following {
        let next = Line::of(&passage.text);
        if !last.is_followed_by(&next) {
            break;
        }
        let more = items(passage, 0);
        if more.is_empty() || more.iter().any(|(name, _)| is_of_the_budget(name)) {
            break;
        }
        out.extend(more);
        last = next;
    }
    out
}

/// Where the passages begin that are no items of a list which `其中：` at the end of another opens.
pub fn outside_lists(passages: &[Passage]) -> impl Iterator<Item = usize> {
    let mut is_item = false;
    (0..passages.len()).filter(move |at| {
        let above = at.checked_sub(1).map(|above| passages[above].text.as_str());
        is_item = above.is_some_and(|above| {
            let own = passages[*at].text.as_str();
            let goes_on = || is_item && Line::of(above).is_followed_by(&Line::of(own));
            !comparisons::opens(own) && (above.trim_end_matches(['：', ':']).ends_with("其中") || goes_on())
        });
        !is_item
    })
}

/// How a line of a list begins and ends.
struct Line<'a> {
    text: &'a str,
    numbering: Option<Numbering>,
    /// A name, an amount and nothing else.
    is_bare: bool,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Line<'a> {
        let numbering = numbering::split(text).map(|(numbering, _)| numbering);
        let body = text.trim_end_matches(['。', '；', '，', ';']);
        let is_bare = next_amount(body).is_some_and(|(at, length)| at > 0 && at + length == body.len());
        Line { text, numbering, is_bare }
    }

    /// A mark that asks for more, the next number, or one bare item under another.
    fn is_followed_by(&self, next: &Line<'_>) -> bool {
        let is_open =
            self.text.trim_matches(MARKS).is_empty() || self.text.ends_with(['；', '，', '、', ';', ',']);
        let counts_on = match (self.numbering, next.numbering) {
            (Some(own), Some(next)) => own.is_same_style(next) && own.number() + 1 == next.number(),
            _ => false,
        };
        is_open
            || counts_on
            || self.is_bare && next.is_bare && self.numbering.is_none() && next.numbering.is_none()
    }
}

/// Who spends is no project: `其中本级支出20万元，所属单位支出30万元`.
pub fn is_share(name: &str) -> bool {
    const SHARES: [&str; 7] = [
        "本级支出",
        "局本级支出",
        "机关支出",
        "所属单位支出",
        "下属单位支出",
        "事业单位支出",
        "事业单位经营支出",
    ];
    SHARES.contains(&name.trim())
}

/// `基本支出`, `政府性基金预算`: the next statement, not a project.
fn is_of_the_budget(name: &str) -> bool {
    const STARTS: [&str; 8] =
        ["基本支出", "项目支出", "经营支出", "上缴上级", "对附属单位", "人员经费", "公用经费", "结转"];

    name.contains("预算") && name.ends_with(['算', '出', '入'])
        || STARTS.iter().any(|start| name.starts_with(start))
}

/// The items from an offset up to the end of their sentence. Names may hold any mark, so an item ends only where an
/// amount does; in a numbered list every item has a number, and amounts between are explanations.
pub fn items(passage: &Passage, start: usize) -> Vec<Listed> {
    let text = passage.text.as_str();
    let is_numbered = numbering::split(text[start..].trim_start_matches(MARKS)).is_some();
    let mut out = Vec::new();
    let mut from = start;
    while let Some(item) = next_item(text, from, is_numbered) {
        from = item.next;
        let rest = text[from..].trim_start_matches('。');
        let is_over = rest.is_empty() || rest.len() < text.len() - from && !is_numbered;
        if !item.name.is_empty() && (item.has_number || !is_numbered) {
            out.push((item.name.to_owned(), scan::amount(passage, item.at, item.length)));
        }
        if is_over {
            break;
        }
        from += part_width(&text[from..]);
    }
    out
}

struct Item<'a> {
    name: &'a str,
    has_number: bool,
    /// Of the amount.
    at: usize,
    length: usize,
    /// Where the next item may begin.
    next: usize,
}

fn next_item(text: &str, from: usize, is_numbered: bool) -> Option<Item<'_>> {
    if let Some(item) = amount_first(text, from) {
        return Some(item);
    }
    let mut seek = from;
    loop {
        let (at, length) = next_amount(&text[seek..])?;
        let (at, end) = (seek + at, seek + at + length);
        let Some(width) = item_end(&text[end..]) else {
            seek = end;
            continue;
        };
        let raw = &text[from..at];
        let raw = if is_numbered { from_last_number(raw) } else { without_purpose(raw) };
        if raw.contains('。') {
            return None;
        }
        let (has_number, name) = item_name(raw);
        return Some(Item { name, has_number, at, length, next: end + width });
    }
}

/// `860万元用于高标准农田建设，96万元用于管护。`
fn amount_first(text: &str, from: usize) -> Option<Item<'_>> {
    let (has_number, body) = opening_of_item(text[from..].trim_start_matches(MARKS));
    let (length, purpose) = amount_and_purpose(body)?;
    let ends = purpose.char_indices().filter(|(_, c)| MARKS.contains(c) || *c == '。');
    let mut ends = ends.filter(|(at, c)| {
        let behind = &purpose[at + c.len_utf8()..];
        matches!(c, '。' | '；' | ';') || amount_first_opens(behind)
    });
    let name = ends.next().map_or(purpose, |(at, _)| &purpose[..at]);
    let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    Some(Item { name, has_number, at: offset(body), length, next: offset(name) + name.len() })
}

fn amount_first_opens(text: &str) -> bool {
    let (_, body) = opening_of_item(text);
    amount_and_purpose(body).is_some()
}

fn amount_and_purpose(text: &str) -> Option<(usize, &str)> {
    let (0, length) = text.starts_with(|c: char| c.is_ascii_digit()).then(|| next_amount(text)).flatten()?
    else {
        return None;
    };
    Some((length, purpose(&text[length..])?))
}

/// What the money is for.
fn purpose(behind: &str) -> Option<&str> {
    let behind = behind.strip_prefix('，').unwrap_or(behind);
    ["主要用于", "用于"].iter().find_map(|word| behind.strip_prefix(word))
}

/// The number and the verb that an item may begin with: `1.`, `一是`, `安排`.
fn opening_of_item(text: &str) -> (bool, &str) {
    let (has_number, text) = numbering::split(text).map_or((false, text), |(_, rest)| (true, rest));
    let behind_ordinal = || {
        let rest = text.trim_start_matches(|c| numbering::NUMERALS.contains(c));
        rest.strip_prefix('是').filter(|_| rest.len() < text.len())
    };
    let text = behind_ordinal().unwrap_or(text);
    let verbs = ["用于", "安排"];
    (has_number, verbs.iter().fold(text, |text, verb| text.strip_prefix(verb).unwrap_or(text)))
}

/// The name alone of `1.甲经费（`.
fn item_name(text: &str) -> (bool, &str) {
    let (has_number, name) = opening_of_item(text.trim_start_matches(MARKS));
    let name = name.trim_end_matches(['为', '（', '(', '：', ':', '，']);
    (has_number, name.strip_suffix("共计").or(name.strip_suffix("安排")).unwrap_or(name))
}

/// `，用于采购设备；乙经费`: what the item before is for ends at the last mark.
fn without_purpose(raw: &str) -> &str {
    let is_purpose = purpose(raw.trim_start_matches(MARKS)).is_some();
    let cut = raw.rfind(['；', ';']).or_else(|| raw.rfind('，')).filter(|at| is_purpose && *at > 0);
    cut.map_or(raw, |at| &raw[at..])
}

/// The last sentence of a text, where it begins with a number.
fn from_last_number(raw: &str) -> &str {
    let starts =
        raw.char_indices().filter(|(_, c)| matches!(c, '。' | '；' | ';')).map(|(at, c)| at + c.len_utf8());
    let mut numbered = starts.filter(|start| numbering::split(&raw[*start..]).is_some());
    numbered.next_back().map_or(raw, |start| &raw[start..])
}

/// The width of `，其中：设备5万元`, which is part of the item before it.
fn part_width(rest: &str) -> usize {
    let is_part = rest.trim_start_matches(MARKS).starts_with("其中");
    if is_part { rest.find(['；', ';', '。']).unwrap_or(rest.len()) } else { 0 }
}

/// The width of the words between an amount and the mark that ends its item, if it ends there.
fn item_end(behind: &str) -> Option<usize> {
    const ENDS: [char; 8] = ['，', '；', '。', '、', '）', ',', ';', ')'];
    /// In characters: `等12个项目`.
    const LONGEST_REST: usize = 8;
    let remark = ["（", "("].iter().any(|bracket| behind.starts_with(bracket));
    let remark = remark
        .then(|| behind.find(['）', ')']))
        .flatten()
        .map_or(0, |at| at + behind[at..].chars().next().map_or(0, char::len_utf8));
    let is_end = |rest: &str| rest.chars().next().is_none_or(|c| ENDS.contains(&c));
    let closed = ["）", ")", ""].iter().find_map(|words| {
        let rest = behind[remark..].strip_prefix(words)?;
        let others = rest.starts_with('等').then(|| rest.find(ENDS).unwrap_or(rest.len()));
        let others = others.filter(|width| rest[..*width].chars().count() <= LONGEST_REST).unwrap_or(0);
        is_end(&rest[others..]).then_some(remark + words.len() + others)
    });
    let joined = || ["和", "以及", "及"].iter().find(|word| behind.starts_with(**word));
    closed.or_else(|| joined().map(|word| word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn items(text: &str) -> Vec<Listed> {
        super::items(&Passage::new(text, &Place::line(1)).compact(), 0)
    }

    #[test]
    fn names_may_hold_marks_and_amounts_end_items() {
        let text = "县委、政协楼电费22.00万元，讲话、信息上报（含，逗号）等经费6.00万元，5万元以下设备购置 3 万元。下句1万元。";
        let names: Vec<String> = items(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["县委、政协楼电费", "讲话、信息上报（含，逗号）等经费", "5万元以下设备购置"]);
    }

    #[test]
    fn the_lines_of_a_list_end_with_it() {
        let cases: [(&[&str], &[usize]); 3] = [
            (&["预算90万元，其中：", "甲5万元；", "乙6万元。", "预算比上年增加7万元，增长8%。"], &[0, 3]),
            (
                &["预算90万元，其中：", "1.甲5万元，比上年增加3万元。", "2.乙6万元。", "比上年增加7万元。"],
                &[0, 3],
            ),
            (&["预算90万元，情况如下：", "甲5万元。"], &[0, 1]),
        ];
        for (texts, expected) in cases {
            let passages: Vec<Passage> =
                (1..).zip(texts).map(|(line, text)| Passage::new(text, &Place::line(line))).collect();
            assert_eq!(outside_lists(&passages).collect::<Vec<_>>(), expected, "{texts:?}");
        }
    }

    #[test]
    fn items_may_be_numbered_bracketed_and_joined() {
        let lists = [
            "1.甲经费6.00万元；2.和美乡村资金3.00万元。",
            "甲经费（6.00万元），和美乡村资金（3.00万元）。",
            "甲经费6.00万元和和美乡村资金3.00万元。",
            "甲经费6.00万元、和美乡村资金3.00万元等。",
        ];
        for list in lists {
            let names: Vec<String> = items(list).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names, ["甲经费", "和美乡村资金"], "{list}");
        }
    }
}
