//! 执行数比较: `2025年当年预算执行数为20万元，2026年预算安排21万元，比2025年预算执行数增加5%`.

use budget::Money;

use crate::figures::{Number, compact, numbers};

/// What such a sentence says, each figure with its year.
#[derive(Clone, Debug)]
pub struct Executed {
    pub executed: (u16, Number),
    pub planned: (u16, Number),
    /// What follows: the year compared with, and the change.
    pub change: Option<(u16, Change)>,
    /// The change as printed.
    pub words: String,
    pub reason: String,
}

#[derive(Clone, Copy, Debug)]
pub enum Change {
    Level,
    Percent { is_more: bool, percent: Number },
}

impl Executed {
    pub fn of(text: &str) -> Option<Executed> {
        // Cheap, since most paragraphs compare nothing.
        if !text.contains("执行数") {
            return None;
        }
        let text = compact(text);
        let at = text.find("执行数")?;
        let before = text[..at].trim_end_matches("预算").trim_end_matches("当年").strip_suffix('年')?;
        let executed_year = before.get(before.len().checked_sub(4)?..)?.parse().ok()?;
        let mut rest = &text[at + "执行数".len()..];
        eat(&mut rest, "为");
        let executed = (executed_year, figure(&mut rest, "万元")?);
        eat(&mut rest, "，").then_some(())?;
        let planned_year = year(&mut rest)?;
        eat(&mut rest, "预算");
        eat(&mut rest, "安排").then_some(())?;
        let planned = (planned_year, figure(&mut rest, "万元")?);
        let (change, words) = match change(rest) {
            Some((change, words)) => (Some(change), words),
            None => (None, String::new()),
        };
        let reason = rest.split_once("原因").map_or("", |(_, reason)| reason);
        let reason =
            reason.trim_start_matches(['是', '为', '：', ':']).split(['。', '；']).next().unwrap_or("");
        Some(Executed { executed, planned, change, words, reason: reason.to_owned() })
    }

    /// Executed and planned money.
    pub fn money(&self) -> Option<(Money, Money)> {
        Some((self.executed.1.money()?, self.planned.1.money()?))
    }
}

fn change(rest: &str) -> Option<((u16, Change), String)> {
    const MORE: [&str; 4] = ["增加", "增长", "上升", "提高"];
    const LESS: [&str; 4] = ["减少", "下降", "降低", "压减"];
    let mut rest = rest.strip_prefix('，')?;
    let start = rest;
    ["比", "较", "与"].iter().any(|word| eat(&mut rest, word)).then_some(())?;
    let year = year(&mut rest)?;
    eat(&mut rest, "预算");
    eat(&mut rest, "执行数").then_some(())?;
    eat(&mut rest, "相比");
    let printed = |rest: &str| start[..start.len() - rest.len()].to_owned();
    if eat(&mut rest, "持平") {
        return Some(((year, Change::Level), printed(rest)));
    }
    let is_more = MORE.iter().any(|word| eat(&mut rest, word));
    (is_more || LESS.iter().any(|word| eat(&mut rest, word))).then_some(())?;
    let percent = figure(&mut rest, "%")?;
    Some(((year, Change::Percent { is_more, percent }), printed(rest)))
}

fn eat(rest: &mut &str, word: &str) -> bool {
    let found = rest.strip_prefix(word);
    *rest = found.unwrap_or(rest);
    found.is_some()
}

fn year(rest: &mut &str) -> Option<u16> {
    let digits = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    *rest = &rest[4..];
    let _ = eat(rest, "年") && eat(rest, "度");
    digits.parse().ok()
}

fn figure(rest: &mut &str, unit: &'static str) -> Option<Number> {
    let number = numbers(rest, &[unit]).into_iter().next().filter(|number| number.start == 0)?;
    *rest = &rest[number.end..];
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_gives_its_years_and_figures() {
        let text = "主要用于治理。2025年当年预算执行数为20.5万元，2026年预算安排21万元，比2025年预算执行数增加2.44 %。主要原因是：任务增加。";
        let read = Executed::of(text).unwrap();
        assert_eq!((read.executed.0, read.planned.0), (2025, 2026));
        assert_eq!(read.words, "比2025年预算执行数增加2.44%");
        assert_eq!(read.reason, "任务增加");
        assert!(matches!(read.change, Some((2025, Change::Percent { is_more: true, .. }))));
        let level = "2025年预算执行数为20万元，2026预算安排20万元，与2024年预算执行数持平。";
        assert!(matches!(Executed::of(level).unwrap().change, Some((2024, Change::Level))));
    }

    #[test]
    fn other_sentences_are_not_read() {
        for text in
            ["比2025年预算执行数增加5万元", "执行数为20万元，2026年预算安排21万元", "2025年执行数为20%"]
        {
            assert!(Executed::of(text).is_none(), "{text}");
        }
    }
}
