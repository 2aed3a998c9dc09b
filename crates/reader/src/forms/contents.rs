//! 目录: taken out of the stream first, so that its titles are not mistaken for the parts they announce.

use budget::ContentsEntry;

use super::heading::{self, Heading};
use super::list_end;
use super::piece::Piece;

/// Takes the contents list out.
pub fn take(pieces: &mut Vec<Piece>) -> Vec<ContentsEntry> {
    let (start, length) = match pieces.iter().position(is_title) {
        Some(title) => {
            let rest = &pieces[title + 1..];
            let length = end_with_pages(rest).or_else(|| list_end::of(rest)).unwrap_or(0);
            (title, length + 1)
        }
        None => match list_end::untitled(pieces) {
            Some(found) => found,
            None => return Vec::new(),
        },
    };
    let list: Vec<Piece> = pieces.drain(start..start + length).collect();
    list.iter().filter(|piece| !is_title(piece)).filter_map(entry_or_group).collect()
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
            let page = page_number(&text[title.len()..]);
            let title = title.trim_end();
            // A page number that the conversion lost leaves the leader alone.
            let has_leader = match page {
                Some(_) => title.ends_with("..") || title.ends_with(['…', '·', '．']),
                None => {
                    title.len() == text.len() && ["....", "……", "····"].iter().any(|end| title.ends_with(end))
                }
            };
            has_leader.then(|| ContentsEntry {
                title: without_leader(title),
                page,
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
