//! Where a contents list without page numbers ends: its titles follow one another without text, and come again.

use budget::normal_name;

use super::chapters::{is_above_text, is_bare_title, is_of_an_owner, key};
use super::head::{self, Head};
use super::heading::{self, Heading};
use super::numbering::{self, Numbering};
use super::piece::Piece;

const LONGEST_LIST: usize = 200;

/// How many of the pieces behind 目录 belong to the list.
pub fn of(pieces: &[Piece]) -> Option<usize> {
    let lines = lines(pieces);
    again(&lines).or_else(|| returned(&lines, pieces)).or_else(|| counted(&lines, pieces))
}

/// A list that the conversion left without its title: start and length.
pub fn untitled(pieces: &[Piece]) -> Option<(usize, usize)> {
    /// Fewer numbered titles may be chapters that say nothing.
    const LEAST: usize = 4;
    let opens = |piece: &Piece| matches!(piece, Piece::Text(passage) if top(&passage.text) == Some(1));
    let starts = pieces.iter().enumerate().filter(|(_, piece)| opens(piece)).map(|(start, _)| start);
    starts.take(LONGEST_LIST).find_map(|start| {
        let lines = lines(&pieces[start..]);
        let length = again(&lines).or_else(|| returned(&lines, &pieces[start..]))?;
        let n_numbered = lines.iter().take(length).filter(|line| top(line).is_some()).count();
        (n_numbered >= LEAST).then_some((start, length))
    })
}

/// The titles up to the first piece that is none.
fn lines(pieces: &[Piece]) -> Vec<&str> {
    pieces.iter().take(LONGEST_LIST).map_while(title).collect()
}

fn title(piece: &Piece) -> Option<&str> {
    /// In bytes.
    const LONGEST: usize = 150;
    match piece {
        Piece::Text(passage) if passage.text.len() <= LONGEST && !passage.text.ends_with('。') => {
            Some(&passage.text)
        }
        _ => None,
    }
}

/// The first title as it was printed in the list.
fn again(lines: &[&str]) -> Option<usize> {
    let first = normal_name(lines.first()?);
    lines.iter().skip(1).position(|line| normal_name(line) == first).map(|at| at + 1)
}

/// One of the titles without its number, or with its owner's name, and text below it.
fn returned(lines: &[&str], pieces: &[Piece]) -> Option<usize> {
    (1..lines.len()).find(|at| {
        let title = key(lines[*at]);
        let is_listed = |line: &&str| {
            let listed = key(line);
            title == listed || is_of_an_owner(&title, &listed)
        };
        is_bare_title(lines[*at]) && is_above_text(pieces.get(at + 1)) && lines[..*at].iter().any(is_listed)
    })
}

/// Titles enough to be a list: it ends where the numbers begin anew, or before the title that has text below it.
fn counted(lines: &[&str], pieces: &[Piece]) -> Option<usize> {
    const LEAST: usize = 4;
    let is_head = |line: &&str| matches!(head::of(line), Some(Head::Unit { .. } | Head::Measure(_)));
    let n_lines = lines.iter().position(is_head).unwrap_or(lines.len());
    let lines = &lines[..n_lines];
    if lines.iter().filter(|line| top(line).is_some()).count() < LEAST {
        return None;
    }
    let is_part = |line: &&str| matches!(heading::of(line), Some(Heading::Part(_)));
    if lines.first().is_some_and(is_part) {
        return parts_anew(lines);
    }
    let anew = (0..n_lines).filter(|at| top(lines[*at]) == Some(1)).nth(1);
    let anew = anew.map(|at| if is_part(&lines[at - 1]) { at - 1 } else { at });
    let last = lines.last().filter(|line| is_bare_title(line) && is_above_text(pieces.get(n_lines)));
    anew.or(last.map(|_| n_lines - 1)).or(Some(n_lines))
}

/// A list of parts, each with sections of its own, ends where the first part comes.
fn parts_anew(lines: &[&str]) -> Option<usize> {
    let first = |line: &&str| normal_name(line).starts_with("第一部分");
    lines.iter().enumerate().filter(|(_, line)| first(line)).nth(1).map(|(at, _)| at)
}

/// 1 of `一、`
fn top(line: &str) -> Option<u32> {
    match numbering::split(line)? {
        (Numbering::Top(number), _) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::passage::Passage;
    use budget::Place;

    fn pieces(lines: &[&str]) -> Vec<Piece> {
        lines.iter().map(|line| Piece::Text(Passage::new(line, &Place::line(1)))).collect()
    }

    const LIST: [&str; 6] =
        ["一、单位职能", "二、单位构成", "三、预算报表", "1. 收支总表", "四、名词解释", "五、绩效目标"];

    fn length(body: &[&str]) -> Option<usize> {
        of(&pieces(&[&LIST, body].concat()))
    }

    #[test]
    fn a_list_ends_where_a_title_returns() {
        let text = "负责全县林草资源的保护和利用。";
        assert_eq!(length(&["青禾县林草中心单位职能", text]), Some(6));
        assert_eq!(length(&["单位职能", text]), Some(6));
        assert_eq!(length(&["一、单位职能", text]), Some(6));
    }

    #[test]
    fn a_list_without_return_is_its_titles() {
        let text = "负责全县林草资源的保护和利用。";
        assert_eq!(length(&["我中心的任务", text]), Some(6));
        assert_eq!(length(&["一、我中心的任务", text]), Some(6));
        assert_eq!(length(&[text]), Some(6));
        assert_eq!(length(&["第一部分 概况", "一、我中心的任务", text]), Some(6));
        assert_eq!(of(&pieces(&["一、单位职能", text, "二、单位构成", text])), None);
    }

    #[test]
    fn a_list_may_have_lost_its_title() {
        let text = "负责全县林草资源的保护和利用。";
        let found = |body: &[&str]| untitled(&pieces(&[&["青禾县2030年预算"][..], &LIST, body].concat()));
        assert_eq!(found(&["单位职能", text]), Some((1, 6)));
        assert_eq!(found(&[text]), None);
    }
}
