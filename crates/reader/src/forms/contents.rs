//! 目录: taken out of the stream first, so that its titles are not mistaken for the parts they announce.

use budget::{ContentsEntry, normal_name};

use super::heading::{self, Heading};
use super::numbering::{self, Numbering};
use super::piece::Piece;

/// Takes the contents list out.
pub fn take(pieces: &mut Vec<Piece>) -> Vec<ContentsEntry> {
    let Some(start) = pieces.iter().position(is_title) else {
        return Vec::new();
    };
    let end = end_with_pages(&pieces[start + 1..])
        .or_else(|| end_by_repetition(&pieces[start + 1..]))
        .or_else(|| end_of_titles(&pieces[start + 1..]))
        .map_or(start + 1, |length| start + 1 + length);
    let list: Vec<Piece> = pieces.drain(start..end).collect();
    list[1..].iter().filter_map(entry_or_group).collect()
}

fn is_title(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(passage) if heading::of(&passage.text) == Some(Heading::Contents))
}

/// How many pieces belong to the list: up to the last line with a page number.
fn end_with_pages(pieces: &[Piece]) -> Option<usize> {
    /// Group titles that may stand between two entries.
    const LONGEST_GAP: usize = 4;
    let mut end = None;
    for (i, piece) in pieces.iter().enumerate() {
        if entry(piece).is_some() {
            end = Some(i + 1);
        } else if i >= end.unwrap_or(0) + LONGEST_GAP || piece.row().is_some() {
            break;
        }
    }
    end
}

/// A list without page numbers ends where its first title comes again.
fn end_by_repetition(pieces: &[Piece]) -> Option<usize> {
    const LONGEST_LIST: usize = 200;
    let title = |piece: &Piece| match piece {
        Piece::Text(passage) if passage.text.len() <= 150 => Some(normal_name(&passage.text)),
        _ => None,
    };
    let first = title(pieces.first()?)?;
    let list = pieces.iter().take(LONGEST_LIST).map_while(title);
    list.skip(1).position(|other| other == first).map(|i| i + 1)
}

/// A list without page numbers whose titles come again in other words ends with its last numbered title.
fn end_of_titles(pieces: &[Piece]) -> Option<usize> {
    const FEWEST: usize = 4;
    /// In bytes.
    const LONGEST: usize = 150;
    let mut last = 0;
    let mut is_title = |piece: &&Piece| {
        let Piece::Text(passage) = piece else { return false };
        let text = passage.text.trim();
        let Some((numbering, title)) = numbering::split(text) else { return false };
        let counts_on = match numbering {
            Numbering::Top(number) => number > std::mem::replace(&mut last, number),
            _ => true,
        };
        counts_on && !title.is_empty() && text.len() <= LONGEST && !text.contains(['。', '；', '，'])
    };
    let n_titles = pieces.iter().take_while(|piece| is_title(piece)).count();
    (n_titles >= FEWEST).then_some(n_titles)
}

/// The titles of the parts, as a line of the document may begin with the department's name and end with one of them.
pub fn part_titles(contents: &[ContentsEntry]) -> Vec<String> {
    /// In characters: 主要职能.
    const SHORTEST: usize = 4;
    let title = |entry: &ContentsEntry| {
        let (numbering, title) = numbering::split(&entry.title)?;
        let title = normal_name(title);
        let title = ["部门", "单位"].iter().find_map(|word| title.strip_prefix(word)).unwrap_or(&title);
        let is_part = matches!(numbering, Numbering::Top(_)) && !title.ends_with('表');
        (is_part && title.chars().count() >= SHORTEST).then(|| title.to_owned())
    };
    contents.iter().filter_map(title).collect()
}

fn entry_or_group(piece: &Piece) -> Option<ContentsEntry> {
    entry(piece).or_else(|| match piece {
        Piece::Text(passage) => Some(ContentsEntry {
            title: without_leader(&passage.text),
            page: None,
            place: passage.place().clone(),
        }),
        Piece::Row(_) => None,
    })
}

fn entry(piece: &Piece) -> Option<ContentsEntry> {
    match piece {
        Piece::Row(row) => {
            let mut filled = row.filled().map(|(_, cell)| cell);
            let (title, page) = (filled.next()?, filled.next()?);
            let page = page_number(&page.text).filter(|_| filled.next().is_none())?;
            let is_title = title.text.contains(|c: char| !c.is_ascii());
            is_title.then(|| ContentsEntry {
                title: without_leader(&title.line()),
                page: Some(page),
                place: title.place.clone(),
            })
        }
        Piece::Text(passage) => {
            let text = passage.text.trim_end();
            let title = text.trim_end_matches(|c: char| c.is_ascii_digit());
            let page = page_number(&text[title.len()..])?;
            let has_leader = title.trim_end().ends_with("..") || title.trim_end().ends_with(['…', '·', '．']);
            has_leader.then(|| ContentsEntry {
                title: without_leader(title),
                page: Some(page),
                place: passage.place().clone(),
            })
        }
    }
}

fn page_number(text: &str) -> Option<u32> {
    let digits = text.trim().trim_matches(['-', '—', '(', ')', '（', '）']);
    (1..=4).contains(&digits.len()).then(|| digits.parse().ok()).flatten()
}

fn without_leader(title: &str) -> String {
    title.trim().trim_end_matches(['.', '…', '·', '．', ' ']).trim_end().to_owned()
}
