//! Plain text. Two layouts, told apart by content: tables with tabs between their cells, and a word processor's
//! dump with one cell a line.

mod control;
mod dump;
mod tabbed;

use crate::Document;

pub fn document(text: &str) -> Document {
    let lines = lines(text);
    if is_dump(&lines) { dump::document(&lines) } else { tabbed::document(&lines) }
}

/// A line with its number in the file. One line of the file can hold several of these where the word processor
/// broke a line or a page.
#[derive(Debug)]
struct Line {
    number: u32,
    text: String,
    /// A field code stood here: the line is a heading that a contents list refers to.
    had_field: bool,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text of a cell that stands alone on its line, a tab before it.
    fn lone_cell(&self) -> Option<&str> {
        self.text.strip_prefix('\t').filter(|rest| !rest.contains('\t'))
    }
}

fn lines(text: &str) -> Vec<Line> {
    let text = text.trim_start_matches('\u{feff}');
    let mut out = Vec::new();
    let mut rest = text;
    let mut number = 0u32;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(end);
        rest = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or("");
        number = number.saturating_add(1);
        control::clean(number, line, &mut out);
    }
    out
}

/// The majority decides, so that an odd line does not turn the whole file.
fn is_dump(lines: &[Line]) -> bool {
    let lone = lines.iter().filter(|line| line.lone_cell().is_some()).count();
    let tabbed = lines.iter().filter(|line| line.text.contains('\t')).count() - lone;
    lone > tabbed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_every_system_count_alike() {
        for text in ["a\n\nb\n", "a\r\n\r\nb", "a\r\rb\r"] {
            let numbers: Vec<(u32, String)> = lines(text).into_iter().map(|l| (l.number, l.text)).collect();
            assert_eq!(numbers, [(1, "a".into()), (2, String::new()), (3, "b".into())], "{text:?}");
        }
    }

    #[test]
    fn an_odd_line_does_not_turn_the_layout() {
        assert!(!is_dump(&lines("a\tb\n1\t2\n\t12月底\n")));
        assert!(is_dump(&lines("\ta\n\tb\n\n目标一\t3\n\tc\n")));
        assert!(!is_dump(&lines("无表\n")));
    }
}
