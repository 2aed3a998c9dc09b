//! What word processors leave in plain text: cell and page marks, and the codes of fields.

use super::Line;

const CELL: char = '\x07';
const LINE_BREAK: char = '\x0b';
const PAGE_BREAK: char = '\x0c';
const FIELD_BEGIN: char = '\x13';
const FIELD_RESULT: char = '\x14';
const FIELD_END: char = '\x15';

/// Fields whose code can stand in the text in clear.
const FIELDS: [&str; 4] = ["TC ", "TOC ", "PAGEREF ", "HYPERLINK "];

pub fn clean(number: u32, line: &str, out: &mut Vec<Line>) {
    let marked = line.contains(|c: char| c.is_control() && c != '\t');
    let coded = line.contains('\\');
    if !marked && !coded {
        out.push(Line { number, text: line.to_owned(), had_field: false });
        return;
    }
    let text = if marked { without_marks(line) } else { line.to_owned() };
    for piece in text.split(PAGE_BREAK) {
        let (piece, had_field) = without_codes(piece);
        if piece.contains('\t') {
            out.push(Line { number, text: piece.replace(LINE_BREAK, "\n"), had_field });
        } else {
            let parts = piece.split(LINE_BREAK);
            out.extend(parts.map(|part| Line { number, text: part.to_owned(), had_field }));
        }
    }
}

/// Cell marks become tabs and two of them a row's end; of a field its result stays.
fn without_marks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut codes_open = 0usize;
    let mut chars = line.trim_end_matches(CELL).chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            FIELD_BEGIN => codes_open += 1,
            FIELD_RESULT | FIELD_END => codes_open = codes_open.saturating_sub(1),
            _ if codes_open > 0 => {}
            CELL if chars.next_if_eq(&CELL).is_some() => out.push(PAGE_BREAK),
            CELL => out.push('\t'),
            LINE_BREAK | PAGE_BREAK | '\t' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    // A field left open by damage must not swallow its line.
    if codes_open > 0 && out.trim().is_empty() {
        return line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
    }
    out
}

/// Cuts `TC 总体绩效目标 \f A \l 1` out of a heading.
fn without_codes(line: &str) -> (String, bool) {
    let Some((start, end)) = code_span(line) else {
        return (line.to_owned(), false);
    };
    let head = line[..start].trim_end();
    (format!("{head}{}", line[end..].trim_end()), true)
}

fn code_span(line: &str) -> Option<(usize, usize)> {
    let first_switch = line.find('\\')?;
    let begins = |name: &&str| {
        let start = line[..first_switch].find(*name)?;
        let alone = line[..start].chars().next_back().is_none_or(char::is_whitespace);
        alone.then_some(start)
    };
    let start = FIELDS.iter().filter_map(begins).min()?;
    let mut end = first_switch;
    while let Some(switch) = line[end..].strip_prefix('\\') {
        let argument = switch.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start();
        let after = argument.find(|c: char| c.is_whitespace() || c == '\\').map_or("", |i| &argument[i..]);
        end = line.len() - after.trim_start().len();
    }
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(line: &str) -> Vec<String> {
        let mut out = Vec::new();
        clean(1, line, &mut out);
        out.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn field_codes_leave_a_heading() {
        assert_eq!(cleaned("1.会议费绩效目标表 TC 1、会议费绩效目标表 \\f C \\l 1 "), ["1.会议费绩效目标表"]);
        assert_eq!(cleaned("\x13 TC 甲 \\f C \\l 1\x15一、总体绩效目标"), ["一、总体绩效目标"]);
        assert_eq!(cleaned("\x13HYPERLINK \\l \"_Toc1\"\x14一、总体绩效目标\x15"), ["一、总体绩效目标"]);
        assert_eq!(cleaned("路径 C:\\预算\\表"), ["路径 C:\\预算\\表"]);
    }

    #[test]
    fn marks_of_cells_lines_and_pages_are_layout() {
        assert_eq!(cleaned("项目\x07金额\x07\x07房租\x075\x07\x07"), ["项目\t金额", "房租\t5"]);
        assert_eq!(cleaned("\t房租\x07"), ["\t房租"]);
        assert_eq!(cleaned("第一页\x0c第二页\x0b下一行"), ["第一页", "第二页", "下一行"]);
    }
}
