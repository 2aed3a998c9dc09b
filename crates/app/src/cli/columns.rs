//! Aligned columns on a terminal, where a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// Rows as lines, each cell padded to the widest of its column. Cells hold no line breaks afterwards.
pub fn lines(rows: &[Vec<String>], aligns: &[Align]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|c| one_line(c)).collect()).collect();
    let width = |i: usize| rows.iter().filter_map(|row| row.get(i)).map(|c| c.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..aligns.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells =
            row.iter().zip(&widths).zip(aligns).map(|((cell, width), align)| pad(cell, *width, *align));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Text on one line, runs of blanks and breaks as one blank.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pad(cell: &str, width: usize, align: Align) -> String {
    let blanks = " ".repeat(width.saturating_sub(cell.width()));
    match align {
        Align::Left => format!("{cell}{blanks}"),
        Align::Right => format!("{blanks}{cell}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_take_two_cells() {
        let rows = [["收入", "1.00"], ["ab", "1,231.60"], ["a\nb", ""]];
        let rows: Vec<Vec<String>> = rows.iter().map(|r| r.map(str::to_owned).to_vec()).collect();
        let expected = ["收入      1.00", "ab    1,231.60", "a b"];
        assert_eq!(lines(&rows, &[Align::Left, Align::Right]), expected);
    }
}
