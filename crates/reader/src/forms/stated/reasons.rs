//! 原因 of the change of the whole, where it does not stand behind the change itself.

use budget::Amount;

use super::super::passage::Passage;
use super::change::reason;

/// How many lines below are looked at.
const LINES: usize = 40;

/// Behind the same amount somewhere below, or behind the parts that `其中：` announces.
pub fn elsewhere(text: &str, change: &Amount, following: &[Passage]) -> Option<String> {
    let digits: String =
        change.printed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let of_same = |passage: &str| {
        let at = passage.match_indices(&digits).find(|(at, _)| stands_alone(passage, *at, digits.len()))?.0;
        reason(&passage[at..])
    };
    let below = following.iter().take(LINES).map(|passage| passage.text.as_str());
    let same = || below.clone().find_map(of_same);
    let parts = || below.clone().take(announced(text)).find_map(reason);
    (!digits.is_empty()).then(|| of_same(text).or_else(same)).flatten().or_else(parts)
}

/// How many lines below the parts of a change can stand in.
fn announced(text: &str) -> usize {
    const PARTS: usize = 6;
    let text = text.trim_end();
    if ["其中：", "其中:", "包括：", "如下："].iter().any(|end| text.ends_with(end)) {
        PARTS
    } else {
        0
    }
}

/// `98.65` is no part of `498.65`.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    !is_digit(text[..at].chars().next_back())
        && !text[at + length..].starts_with(|c: char| c.is_ascii_digit() || c == '.')
}
