//! 绩效目标: one goal a cell, or several numbered goals in one.

use budget::{Located, normal_name};

use super::super::passage::Passage;
use super::super::piece::{Cell, Row};
use super::halves::{self, Period};

/// Stands before the number of a goal in some forms.
const LABEL: &str = "目标";

/// The row with the label 绩效目标.
pub fn read(row: &Row, goals: &mut Vec<Located<String>>) {
    read_cells(row, 1, goals);
}

/// A row behind it: a further goal, or the rest of the last.
pub fn read_rest(row: &Row, goals: &mut Vec<Located<String>>) {
    // What a page break left of the label.
    let torn = row.filled().next().is_some_and(|(index, cell)| {
        index == 0 && !cell.is_blank() && "绩效目标".ends_with(&normal_name(&cell.text))
    });
    read_cells(row, usize::from(torn), goals);
}

/// A numbered line that stands outside the cells.
pub fn read_line(passage: &Passage, goals: &mut Vec<Located<String>>) -> bool {
    let next = u32::try_from(goals.len() + 1).unwrap_or(u32::MAX);
    let Some(rest) = numbered(&passage.text, next) else {
        return false;
    };
    goals.push(Located::new(rest.to_owned(), passage.place().clone()));
    true
}

fn read_cells(row: &Row, n_labels: usize, goals: &mut Vec<Located<String>>) {
    let mut label = None;
    for (_, cell) in row.filled().skip(n_labels) {
        if let Some(period) = halves::numbered_goal(&cell.text) {
            label = Some(period);
            continue;
        }
        if let Some(period) = label.take() {
            let goal = Located::new(cell.line(), cell.place.clone());
            goals.extend(Some(goal).filter(|_| period == Period::Year));
            continue;
        }
        let next = u32::try_from(goals.len() + 1).unwrap_or(u32::MAX);
        let starts = numbered(&cell.text, next).is_some() || numbered(&cell.text, 1).is_some();
        match goals.last_mut() {
            Some(last) if !starts => last.value.push_str(&cell.line()),
            _ => goals.extend(split(cell).map(|goal| Located::new(goal, cell.place.clone()))),
        }
    }
}

/// Cuts `1. … 2. …` where the numbers count on; without a first number the cell is one goal.
fn split(cell: &Cell) -> impl Iterator<Item = String> {
    let text = cell.text.trim();
    let mut goals = Vec::new();
    let mut rest = match first_number(text) {
        Some((_, rest)) => rest,
        None => {
            goals.push(cell.line());
            return goals.into_iter();
        }
    };
    let mut number = first_number(text).map_or(1, |(n, _)| n);
    let is_labelled = text.starts_with(LABEL);
    while let Some((goal, after)) = cut(rest, number + 1, is_labelled) {
        goals.push(one_line(goal));
        rest = after;
        number += 1;
    }
    goals.push(one_line(rest));
    goals.into_iter()
}

fn first_number(text: &str) -> Option<(u32, &str)> {
    let inner = text.strip_prefix(LABEL).map_or(text, str::trim_start);
    let end = inner.find(|c: char| !c.is_ascii_digit() && c != '（' && c != '(')?;
    let n = inner[..end].trim_start_matches(['（', '(']).parse().ok()?;
    Some((n, numbered(text, n)?))
}

/// Goals with the word before the number, `目标1：甲目标2：乙`, need no stop between them.
fn cut(text: &str, number: u32, is_labelled: bool) -> Option<(&str, &str)> {
    let digits = number.to_string();
    text.match_indices(digits.as_str()).find_map(|(at, _)| {
        if is_labelled {
            let before = text[..at].trim_end().strip_suffix(LABEL)?;
            return Some((before, numbered(&text[before.len()..], number)?));
        }
        let before = text[..at].trim_end_matches(['（', '(']);
        let stands_free = before.is_empty()
            || before
                .ends_with(|c: char| c.is_whitespace() || matches!(c, '。' | '；' | ';' | '，' | '.' | '！'));
        let after = numbered(&text[before.len()..], number)?;
        stands_free.then_some((before, after))
    })
}

/// What follows `2.`, `2、`, `（2）`, `目标2：`; `2.5` is a number.
fn numbered(text: &str, number: u32) -> Option<&str> {
    let text = text.trim_start();
    let (inner, marks): (&str, &[char]) = if let Some(inner) = text.strip_prefix(['（', '(']) {
        (inner, &['）', ')'])
    } else if let Some(inner) = text.strip_prefix(LABEL) {
        (inner.trim_start(), &['：', ':', '.', '．', '、'])
    } else {
        (text, &['.', '．', '、', '）', ')'])
    };
    let rest = inner.strip_prefix(number.to_string().as_str())?;
    let is_point = rest.starts_with(['.', '．']);
    let rest = rest.strip_prefix(marks)?;
    (!is_point || !rest.starts_with(|c: char| c.is_ascii_digit())).then(|| rest.trim_start())
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn goals(rows: &[&str]) -> Vec<String> {
        let mut goals = Vec::new();
        for (i, text) in rows.iter().enumerate() {
            let cell = |text: &str| Cell { text: text.to_owned(), place: Place::line(1) };
            let row = Row { cells: text.split('|').map(cell).collect() };
            if i == 0 { read(&row, &mut goals) } else { read_rest(&row, &mut goals) }
        }
        goals.into_iter().map(|goal| goal.value).collect()
    }

    #[test]
    fn numbered_goals_in_one_cell() {
        assert_eq!(goals(&["绩效目标|1. 甲工作； 2. 乙工作。 3. 丙||"]), ["甲工作；", "乙工作。", "丙"]);
        assert_eq!(goals(&["绩效目标|1.涉密\n2.涉密"]), ["涉密", "涉密"]);
        assert_eq!(goals(&["绩效目标|1.确保流转。\n2.严格标准。"]), ["确保流转。", "严格标准。"]);
        assert_eq!(goals(&["绩效目标|（1）甲。（2）乙。"]), ["甲。", "乙。"]);
        assert_eq!(goals(&["绩效目标|目标1：甲目标2：乙。 目标 3：丙"]), ["甲", "乙。", "丙"]);
        assert_eq!(goals(&["绩效目标|目标1：1. 甲。2. 乙。目标2：丙"]), ["1. 甲。2. 乙。", "丙"]);
    }

    #[test]
    fn decimals_and_years_do_not_split() {
        assert_eq!(goals(&["绩效目标|1. 达到 2.5 万元 2022. 年底"]), ["达到 2.5 万元 2022. 年底"]);
        assert_eq!(goals(&["绩效目标|保障2、3个单位"]), ["保障2、3个单位"]);
    }

    #[test]
    fn goals_in_rows_of_their_own() {
        assert_eq!(goals(&["绩效目标|目标 1|甲||", "|目标 2|乙||"]), ["甲", "乙"]);
        assert_eq!(goals(&["绩效目标|1. 甲", "|2. 乙", "|的后半"]), ["甲", "乙的后半"]);
    }
}
