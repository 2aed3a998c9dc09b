//! 增减: how much more or less than the year before, and why.

use budget::{Amount, Figure, FiscalYear, Money, PriorYearChange, PriorYearComparison};

use super::super::passage::Passage;
use super::scan;

const MORE: [&str; 4] = ["增加", "增长", "增", "上升"];
const LESS: [&str; 5] = ["减少", "下降", "降低", "压减", "减"];
const LEVEL: [&str; 4] = ["持平", "无变化", "无增减", "没有变化"];

/// 比上年增减情况
pub fn comparison(passage: &Passage) -> Option<PriorYearComparison> {
    let text = passage.text.as_str();
    let at = ["较", "与上年", "比上年", "比20", "与20"].iter().filter_map(|word| text.find(word)).min()?;
    let mut total = change(passage, at)?;
    // The reasons behind 其中 are those of the parts.
    if text[at..].split(['；', '。']).next().is_some_and(|clause| clause.contains("其中")) {
        total.reason = total_reason(&text[at..]);
    }
    let part = |name: &str| {
        let at = text.match_indices(name).map(|(i, _)| i).find(|i| *i > at)?;
        change(passage, at + name.len())
    };
    Some(PriorYearComparison {
        year: year(&text[at..]),
        total: Some(total),
        basic: part("基本支出"),
        project: part("项目支出"),
        place: passage.place_at(at).clone(),
    })
}

/// The change stated behind an offset, before another is.
pub fn change(passage: &Passage, from: usize) -> Option<PriorYearChange> {
    let text = &passage.text[from..];
    let clause = &text[..text.find(['；', '。']).unwrap_or(text.len())];
    let find =
        |words: &[&str]| words.iter().filter_map(|word| clause.find(word).map(|at| (at, word.len()))).min();
    let (more, less, level) = (find(&MORE), find(&LESS), find(&LEVEL));
    let (at, length, amount) = match [more, less].into_iter().flatten().min() {
        Some((at, length)) => {
            let (start, width) =
                scan::next_amount(&clause[at + length..]).filter(|(start, _)| *start <= 12)?;
            let start = at + length + start;
            let mut amount = scan::amount(passage, from + start, width);
            if less.is_some_and(|less| less.0 == at) {
                amount.figure = negative(amount.figure);
            }
            amount.printed = clause[at..start + width].to_owned();
            (at, start + width - at, amount)
        }
        None => {
            let (at, length) = level?;
            let place = passage.place_at(from + at).clone();
            let printed = clause[at..at + length].to_owned();
            (at, length, Amount { printed, figure: Figure::Stated(Money::ZERO), place })
        }
    };
    Some(PriorYearChange { amount, reason: reason(&clause[at + length..]) })
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
fn reason(clause: &str) -> Option<String> {
    const OPENINGS: [&str; 6] = ["主要原因是", "主要原因为", "主要是", "主要为", "原因是", "原因为"];
    let (_, reason) = OPENINGS.iter().find_map(|opening| clause.split_once(opening))?;
    let reason = reason.trim_start_matches(['：', ':', '，']).trim_end_matches('）');
    (!reason.is_empty()).then(|| reason.to_owned())
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
    fn a_comparison_has_its_parts() {
        let text = "2023年安排10万元，较 2022 年预算减少 3 万元，其中：基本支出增加 1 万元，主要是甲；项目支出减少 4 万元，主要原因是乙。";
        let read = comparison(&passage(text)).unwrap();
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
