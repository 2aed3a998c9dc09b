//! 增减: how much more or less than the year before, and why.

use budget::{Amount, Figure, FiscalYear, Money, PriorYearChange, PriorYearComparison, PublicsPart};

use super::super::passage::Passage;
use super::scan::ENDS;
use super::{comparisons, publics_names, reasons, scan};

const MORE: [&str; 6] = ["增加", "增长", "增", "上升", "大于上年预算数", "大于上年数"];
const LESS: [&str; 7] = ["减少", "下降", "降低", "压减", "减", "小于上年预算数", "小于上年数"];
const LEVEL: [&str; 6] = ["等于上年", "持平", "不变", "一致", "相同", "相等"];

/// How many of its words and sentences are tried in one paragraph.
const MOST: usize = 50;

/// 比上年增减情况, in the first of the passages; a reason may stand in the next.
pub fn comparison(passages: &[Passage]) -> Option<PriorYearComparison> {
    let (passage, following) = passages.split_first()?;
    let text = passage.text.as_str();
    let found = comparisons::of(text).into_iter().filter(|found| found.is_of_whole && !is_on_an_item(text));
    let (at, mut total) = found.filter_map(|found| Some((found.at, of_whole(passage, found.at)?))).next()?;
    // The reasons behind 其中 are those of the parts.
    if text[at..].split(ENDS).next().is_some_and(|clause| clause.contains("其中")) {
        total.reason = total_reason(&text[at..]);
    }
    let part = |name: &str| {
        let at = text.match_indices(name).map(|(i, _)| i).find(|i| *i > at)?;
        change(passage, at + name.len())
    };
    let (basic, project) = (part("基本支出"), part("项目支出"));
    let has_reason = [&basic, &project].iter().any(|p| p.as_ref().is_some_and(|p| p.reason.is_some()));
    if total.reason.is_none() && !has_reason {
        total.reason = following.first().and_then(|next| reason_at_start(&next.text));
    }
    if total.reason.is_none() && !has_reason {
        let sentences = text[at..].split('。').skip(1);
        total.reason = sentences.take(MOST).find_map(reason_at_start);
    }
    if total.reason.is_none() && !has_reason {
        total.reason = reasons::elsewhere(text, &total.amount, following);
    }
    let place = passage.place_at(at).clone();
    Some(PriorYearComparison { year: year(&text[at..]), total: Some(total), basic, project, place })
}

/// `水利（款）水土保持（项）……，比上年持平`, `其他支出（599）……`
fn is_on_an_item(text: &str) -> bool {
    const MARKS: [&str; 7] = ["项）", "项)", "款）", "款)", "类）", "类)", "科目"];
    let is_code = |text: &str| {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        matches!(digits, 3 | 5 | 7) && text[digits..].starts_with(['）', ')'])
    };
    MARKS.iter().any(|mark| text.contains(mark)) || text.split(['（', '(']).skip(1).any(is_code)
}

/// The change stated behind an offset, where it stands before `其中`: behind it are those of parts.
pub fn of_whole(passage: &Passage, at: usize) -> Option<PriorYearChange> {
    let text = &passage.text[at..];
    let statement = text.split(ENDS).next().unwrap_or(text);
    change_before(passage, at, at + statement.find("其中").unwrap_or(statement.len()))
}

/// The change stated behind an offset, before another is.
pub fn change(passage: &Passage, from: usize) -> Option<PriorYearChange> {
    let text = &passage.text[from..];
    change_before(passage, from, from + text.find(ENDS).unwrap_or(text.len()))
}

/// The same, where the statement ends no later than at another offset.
pub fn change_before(passage: &Passage, from: usize, to: usize) -> Option<PriorYearChange> {
    let clause = &passage.text[from..to];
    let level = level(clause);
    let moved = moved(clause).filter(|moved| level.is_none_or(|(level, _)| moved.at < level));
    let (amount, behind) = match moved {
        Some(Moved { at, start, width, is_less }) => {
            let mut amount = scan::amount(passage, from + start, width);
            if is_less {
                amount.figure = negative(amount.figure);
            }
            amount.printed = clause[at..start + width].to_owned();
            (amount, start + width)
        }
        None => {
            let (at, length) = level?;
            let place = passage.place_at(from + at).clone();
            let printed = clause[at..at + length].to_owned();
            (Amount { printed, figure: Figure::Stated(Money::ZERO), place }, at + length)
        }
    };
    let reason =
        reason(&clause[behind..]).or_else(|| reason_at_start(passage.text[to..].trim_start_matches(ENDS)));
    Some(PriorYearChange { amount, reason })
}

/// Where a clause says that nothing changed: `持平`, `未发生任何增减变化`. `口径不一致` and `人数不变的情况下` say something else.
fn level(clause: &str) -> Option<(usize, usize)> {
    const DENIED: [&str; 5] = ["无", "没有", "未", "没", "不存在"];
    const BETWEEN: [&str; 3] = ["发生", "有", "任何"];
    let plain = LEVEL.iter().flat_map(|word| clause.match_indices(word)).filter(|(at, word)| {
        let (before, behind) = (&clause[..*at], &clause[at + word.len()..]);
        !before.ends_with(['不', '非']) && !before.ends_with("口径") && !behind.starts_with(['的', '口'])
    });
    let plain = plain.map(|(at, word)| (at, word.len()));
    let denied = DENIED.iter().flat_map(|word| clause.match_indices(word)).filter_map(|(at, word)| {
        let mut rest = &clause[at + word.len()..];
        for filler in BETWEEN {
            rest = rest.strip_prefix(filler).unwrap_or(rest);
        }
        let changed = ["增减", "变化", "变动"].iter().find(|changed| rest.starts_with(**changed))?;
        Some((at, clause.len() - rest.len() + changed.len() - at))
    });
    plain.chain(denied).min()
}

/// A change in money: where its word and its amount stand.
struct Moved {
    at: usize,
    start: usize,
    width: usize,
    is_less: bool,
}

/// The first word of change with an amount behind it: `增长10%，增加1万元` has its amount at the second.
fn moved(clause: &str) -> Option<Moved> {
    /// In bytes: `减少额为`.
    const FARTHEST: usize = 12;
    let of_word = |word: &'static str, is_less: bool| {
        clause.match_indices(word).find_map(|(at, _)| {
            let behind = at + word.len();
            let (start, width) = scan::next_amount(near(&clause[behind..]))?;
            (start <= FARTHEST).then_some(Moved { at, start: behind + start, width, is_less })
        })
    };
    let more = MORE.iter().filter_map(|word| of_word(word, false));
    let less = LESS.iter().filter_map(|word| of_word(word, true));
    more.chain(less).min_by_key(|moved| moved.at)
}

/// As much of a text as an amount near its beginning can take.
fn near(text: &str) -> &str {
    /// In characters.
    const WIDEST: usize = 40;
    text.char_indices().nth(WIDEST).map_or(text, |(end, _)| &text[..end])
}

fn total_reason(text: &str) -> Option<String> {
    reason(text.split("其中").next()?.trim_end_matches(['，', '；', '。', '（']))
}

fn negative(figure: Figure) -> Figure {
    match figure {
        Figure::Stated(money) => Figure::Stated(Money::from_fen(-money.fen())),
        other => other,
    }
}

/// What stands behind `主要是`, before the next part of the sentence.
pub fn reason(clause: &str) -> Option<String> {
    const OPENINGS: [&str; 18] = [
        "主要原因是",
        "主要原因为",
        "主要是由于",
        "主要是因为",
        "主要是",
        "主要为",
        "主要系",
        "主要由于",
        "主要因",
        "原因是",
        "原因为",
        "原因系",
        "原因在于",
        "原因：",
        "原因，",
        "原因一是",
        "由于",
        "因为",
    ];
    // `增加原因，一是……`, `主要原因按规定压减……`
    const BARE: [&str; 1] = ["原因"];
    let (_, reason) = OPENINGS.iter().chain(&BARE).find_map(|opening| clause.split_once(opening))?;
    let reason =
        reason.trim_start_matches(['：', ':', '，', '主', '要', '是']).trim_end_matches(['）', '，', '；']);
    (!reason.is_empty()).then(|| reason.to_owned())
}

/// A sentence of its own for the reason: `增加的主要原因是……`, `增减变化原因：……`.
fn reason_at_start(text: &str) -> Option<String> {
    let (named, reason) = reason_of(text)?;
    named.is_empty().then_some(reason)
}

/// The same, with the parts of 三公经费 that it is the reason of.
fn reason_of(text: &str) -> Option<(Vec<PublicsPart>, String)> {
    const OPENINGS: [&str; 4] = ["原因", "主要是", "主要系", "由于"];
    /// In bytes.
    const FARTHEST: usize = 30;
    let sentence = text.split(ENDS).next()?;
    let is_near = |word: &&str| sentence.find(*word).is_some_and(|at| at <= FARTHEST);
    if !OPENINGS.iter().any(is_near) || ["基本支出", "项目支出"].iter().any(is_near) {
        return None;
    }
    let opening = sentence.find("原因").or_else(|| sentence.find("主要")).unwrap_or(sentence.len());
    Some((publics_names::families(&sentence[..opening]), reason(sentence)?))
}

/// The reason that the last sentence of a paragraph gives for what stands before it, `……。主要原因是：车辆老旧。`: where
/// that sentence begins, and which parts it names.
pub fn closing_reason(text: &str) -> Option<(usize, Vec<PublicsPart>, String)> {
    let (before, last) = text.trim_end_matches(ENDS).rsplit_once('。')?;
    let (named, reason) = reason_of(last)?;
    Some((before.len(), named, reason))
}

/// A paragraph that is a reason for what the one above it says: `增减变化原因：……`.
pub fn reason_alone(text: &str) -> Option<String> {
    const OPENINGS: [&str; 6] =
        ["增减变化原因", "增减变动原因", "增减原因", "变动原因", "变化原因", "主要原因"];
    OPENINGS.iter().any(|opening| text.starts_with(opening)).then(|| reason(text)).flatten()
}

/// 2021 of `较2021年预算`.
fn year(text: &str) -> Option<FiscalYear> {
    let (before, _) = text.split_once('年')?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    (before.chars().count() <= 6).then(|| digits.parse().ok().and_then(FiscalYear::new)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn passage(text: &str) -> Passage {
        Passage::new(text, &Place::line(7)).compact()
    }

    #[test]
    fn a_decrease_is_negative_and_keeps_its_reason() {
        let read = change(&passage("“三公”经费与上年减少37万元，主要是压缩公车开支。"), 0).unwrap();
        assert_eq!(read.amount.money(), Some(Money::from_fen(-37_000_000)));
        assert_eq!(read.amount.printed, "减少37万元");
        assert_eq!(read.reason.as_deref(), Some("压缩公车开支"));
    }

    #[test]
    fn no_change_is_nil() {
        let read = change(&passage("与上年持平。"), 0).unwrap();
        assert_eq!(read.amount.money(), Some(Money::ZERO));
    }

    #[test]
    fn a_level_is_no_change_whatever_is_said_behind_it() {
        let texts =
            ["与上年持平，无增减变化。", "与上年持平，主要是减少了1万元的接待。", "较上年未发生变化。"];
        for text in texts {
            assert_eq!(change(&passage(text), 0).unwrap().amount.money(), Some(Money::ZERO), "{text}");
        }
    }

    #[test]
    fn the_amount_may_stand_behind_the_percentage_and_the_reason_in_the_next_sentence() {
        let read =
            change(&passage("较上年增长10%，增加1.2万元。增加的原因是更新车辆。另有说明。"), 0).unwrap();
        assert_eq!(read.amount.money(), Some(Money::from_fen(1_200_000)));
        assert_eq!(read.reason.as_deref(), Some("更新车辆"));
    }

    #[test]
    fn nothing_changed_in_many_words() {
        for words in ["未发生增减变化", "没有发生任何变动", "不存在增减", "无任何变化", "没有变化"]
        {
            let read = change(&passage(&format!("和2024年相比{words}。")), 0);
            assert_eq!(read.unwrap().amount.money(), Some(Money::ZERO), "{words}");
        }
        assert!(change(&passage("和2024年相比有变化。"), 0).is_none());
    }

    #[test]
    fn behind_one_item_of_a_list_the_change_is_the_items() {
        let total = |text: &str| comparison(&[passage(text)]).and_then(|read| read.total);
        let each = "收入预算90万元，其中：拨款70万元，比2029年预算增加3万元；门票收入20万元，比2029年预算增加4万元。";
        assert!(total(each).is_none());
        let whole = "收入预算90万元，其中：拨款70万元、门票收入20万元，比2029年预算增加7万元。";
        assert_eq!(total(whole).unwrap().amount.money(), Some(Money::from_fen(7_000_000)));
    }

    #[test]
    fn behind_the_list_of_its_parts_nothing_is_said_of_the_whole() {
        let total = |text: &str| {
            let read = comparison(&[passage(text)]).and_then(|read| read.total);
            read.and_then(|change| change.amount.money()).map(Money::fen)
        };
        let bracket = "预算90万元（其中：结转5万元），比上年增加7万元；项目支出比上年减少3万元。";
        assert_eq!(total(bracket), Some(7_000_000));
        for text in [
            "预算90万元，其中：维修费70万元，比上年增加3万元；门票收入比上年增加4万元。",
            "预算90万元，与上年相比有所增加，其中：维修费增加3万元。",
            "①维修（30213）70万元，比上年增加3万元。",
        ] {
            assert_eq!(total(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_of_level_may_be_said_of_something_else() {
        for (text, expected) in [
            ("与上年口径不一致，减少3万元。", -3_000_000),
            ("与上年相比，在人数不变的情况下增加3万元。", 3_000_000),
            ("与上年预算数一致。", 0),
        ] {
            let read = change(&passage(text), 0).unwrap();
            assert_eq!(read.amount.money().map(Money::fen), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_comparison_has_its_parts() {
        let text = "2023年安排10万元，较 2022 年预算减少 3 万元，其中：基本支出增加 1 万元，主要是甲；项目支出减少 4 万元，主要原因是乙。";
        let read = comparison(&[passage(text)]).unwrap();
        assert_eq!(read.year, FiscalYear::new(2022));
        let fen = |change: &Option<PriorYearChange>| change.as_ref().unwrap().amount.money().unwrap().fen();
        assert_eq!(
            [fen(&read.total), fen(&read.basic), fen(&read.project)],
            [-3_000_000, 1_000_000, -4_000_000]
        );
        assert_eq!(read.project.unwrap().reason.as_deref(), Some("乙"));
        assert_eq!(read.total.unwrap().reason, None);
    }
}
