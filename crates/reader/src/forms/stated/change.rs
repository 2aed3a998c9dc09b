//! 增减: how much more or less than the year before, and why.

use budget::{Amount, Figure, FiscalYear, Money, PriorYearChange, PriorYearComparison};

use super::super::passage::Passage;
use super::{reasons, scan};

const MORE: [&str; 6] = ["增加", "增长", "增", "上升", "大于上年预算数", "大于上年数"];
const LESS: [&str; 7] = ["减少", "下降", "降低", "压减", "减", "小于上年预算数", "小于上年数"];
const LEVEL: [&str; 6] = ["等于上年", "持平", "不变", "一致", "相同", "相等"];
const ENDS: [char; 2] = ['；', '。'];

/// 比上年增减情况, in the first of the passages; a reason may stand in the next.
pub fn comparison(passages: &[Passage]) -> Option<PriorYearComparison> {
    const OPENINGS: [&str; 9] = ["较", "与上年", "和上年", "比上年", "比20", "与20", "和20", "同20", "同比"];
    /// How many words of comparison are tried in one paragraph.
    const MOST: usize = 50;
    let (passage, following) = passages.split_first()?;
    let text = passage.text.as_str();
    let mut starts: Vec<usize> =
        OPENINGS.iter().flat_map(|word| text.match_indices(word).map(|(at, _)| at)).collect();
    starts.sort_unstable();
    let is_meant = |at: &usize| !is_of_a_part(&text[..*at]) && !is_on_an_item(text);
    let starts = starts.into_iter().take(MOST).filter(is_meant);
    let (at, mut total) = starts.filter_map(|at| Some((at, change(passage, at)?))).next()?;
    // The reasons behind 其中 are those of the parts.
    if text[at..].split(['；', '。']).next().is_some_and(|clause| clause.contains("其中")) {
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

/// `一般公共预算拨款收入 90 万元，比上年……`: the change of one source, not of the whole.
fn is_of_a_part(before: &str) -> bool {
    const PARTS: [&str; 11] = [
        "一般公共预算",
        "财政拨款",
        "基金",
        "国有资本",
        "财政专户",
        "三公",
        "事业收入",
        "经营收入",
        "其他收入",
        "补助收入",
        "上缴收入",
    ];
    let clause = before.rsplit(['；', '。', '：']).next().unwrap_or(before);
    PARTS.iter().any(|part| clause.contains(part)) || is_of_one_listed(before)
}

/// `其中：财政拨款收入90万元，比……；事业收入20万元，比上年……`: behind one item of a list the change is the item's; behind
/// `其中：甲5万元、乙6万元，` it is the whole's.
fn is_of_one_listed(before: &str) -> bool {
    let sentence = before.rsplit('。').next().unwrap_or(before);
    let Some((_, list)) = sentence.rsplit_once("其中") else { return false };
    let clause = list.rsplit('；').next().unwrap_or(list);
    let Some((at, length)) = scan::next_amount(clause) else { return false };
    list.contains('；') || scan::next_amount(&clause[at + length..]).is_none()
}

/// `水利（款）水土保持（项）……，比上年持平`
fn is_on_an_item(text: &str) -> bool {
    ["项）", "项)", "款）", "款)", "类）", "类)", "科目"].iter().any(|mark| text.contains(mark))
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

/// Where a clause says that nothing changed: `持平`, `未发生任何增减变化`.
fn level(clause: &str) -> Option<(usize, usize)> {
    const DENIED: [&str; 5] = ["无", "没有", "未", "没", "不存在"];
    const BETWEEN: [&str; 3] = ["发生", "有", "任何"];
    let plain = LEVEL.iter().filter_map(|word| clause.find(word).map(|at| (at, word.len())));
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
    /// In bytes.
    const FARTHEST: usize = 30;
    let sentence = text.split(['；', '。']).next()?;
    let is_of_whole = ["原因", "主要是", "主要系", "由于", "主要由于"]
        .iter()
        .any(|word| sentence.find(word).is_some_and(|at| at <= FARTHEST));
    let names_part =
        ["基本支出", "项目支出"].iter().any(|part| sentence.find(part).is_some_and(|at| at <= FARTHEST));
    let opening = sentence.find("原因").or_else(|| sentence.find("主要")).unwrap_or(sentence.len());
    let names_part = names_part
        || ["因公出国", "公务用车", "公务接待"].iter().any(|part| sentence[..opening].contains(part));
    reason(sentence).filter(|_| is_of_whole && !names_part)
}

/// The reason that the last sentence of a paragraph gives for all before it: `……。主要原因是：车辆老旧。`
pub fn closing_reason(text: &str) -> Option<String> {
    let (_, last) = text.trim_end_matches(ENDS).rsplit_once('。')?;
    reason_at_start(last)
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
