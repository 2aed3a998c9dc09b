//! Which rows of a table are its head.

use budget::{fold, normal_name};

use super::super::head;
use super::super::numbering;
use super::super::piece::Row;
use super::columns::{self, Role};
use super::years;

/// The row 栏次, or one of nothing but 1, 2, 3 ….
pub fn is_column_numbers(row: &Row) -> bool {
    let mut filled = row.filled().map(|(_, cell)| cell.text.as_str()).peekable();
    let labelled = filled.next_if(|text| normal_name(text) == "栏次").is_some();
    let rest: Vec<&str> = filled.collect();
    let counts = (1..).zip(&rest).all(|(n, text): (u32, _)| number(text) == Some(n));
    labelled || counts && rest.len() > 2
}

/// The numbers 1, 2 … over the amounts alone, the names having stars: directly below a head, no amounts.
pub fn counts_amounts(row: &Row) -> bool {
    let first = row.filled().next().map_or(0, |(index, _)| index);
    first > 0 && (1..).zip(row.filled()).all(|(n, (_, cell)): (u32, _)| number(&cell.text) == Some(n))
}

pub fn is_head(row: &Row, in_head: bool) -> bool {
    let Some((first, cell)) = row.filled().next() else {
        return false;
    };
    if first == 0 && matches!(normal_name(&cell.text).as_str(), "序号" | "行次") {
        return true;
    }
    let is_dash = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '－' | '—'));
    if row.filled().any(|(_, cell)| is_number(&cell.text) || is_item(&cell.text) || is_dash(&cell.text)) {
        return false;
    }
    if in_head && first > 0 {
        return true;
    }
    let words: Vec<String> = row.filled().map(|(_, cell)| normal_name(&cell.text)).collect();
    let opens = |word: &String| {
        matches!(columns::role(word), Some(Role::Name | Role::Code | Role::UnitCode | Role::Unit))
    };
    let is_known = |word: &String| {
        columns::role(word).is_some() || columns::is_group(word) || years::is_known_beside(word)
    };
    let all = words.first().is_some_and(opens) || words.iter().all(is_known);
    let names = || words.iter().any(|word| names_rows(word));
    // Of a table of one row, which needs no name.
    let is_of_amounts =
        first == 0 && matches!(words[0].as_str(), "合计" | "总计") && words.iter().all(is_known);
    all && words.len() > 1 && (in_head || is_of_amounts || names()) || is_known_but_for_few(&words, is_known)
}

/// A word that is not known must not drop the words beside it. The rows of no table have so many names of columns.
fn is_known_but_for_few(words: &[String], is_known: impl Fn(&String) -> bool) -> bool {
    const FEWEST: usize = 4;
    let Some((first, rest)) = words.split_first().filter(|_| words.len() >= FEWEST) else { return false };
    let is_amount = |word: &String| matches!(columns::role(word), Some(Role::Amount(_)));
    let n_known = rest.iter().filter(|word| is_known(word)).count();
    match is_known(first) {
        true => n_known * 3 >= rest.len() * 2 && words.iter().any(|word| names_rows(word)),
        false => rest.iter().all(is_amount),
    }
}

/// Whether a row that is not known as a head may be one: words alone, in several cells.
pub fn may_be_head(row: &Row) -> bool {
    /// A line like `单位名称：… | 单位：万元` has fewer.
    const FEWEST: usize = 3;
    let is_word = |text: &str| head::of(text).is_none() && !is_number(text) && !is_item(text);
    row.filled().count() >= FEWEST && row.filled().all(|(_, cell)| is_word(&cell.text))
}

/// A head says what its rows are. The rows of a summary may have nothing but words of heads, too: 本年收入合计
/// beside 本年支出合计.
fn names_rows(word: &str) -> bool {
    word.contains("科目") || columns::role(word).is_some_and(|role| !matches!(role, Role::Amount(_)))
}

/// `九、其他收入`
fn is_item(text: &str) -> bool {
    numbering::split(text).is_some()
}

/// 序号, in whatever digits.
pub fn number(text: &str) -> Option<u32> {
    fold(text).trim().parse().ok()
}

pub fn is_number(text: &str) -> bool {
    let text = fold(text);
    let digits = text.trim_start_matches('-');
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::piece::Cell;
    use budget::Place;

    fn row(text: &str) -> Row {
        let cell = |(i, text): (u32, &str)| Cell { text: text.trim().to_owned(), place: Place::cell(1, i) };
        Row { cells: (1..).zip(text.split('|')).map(cell).collect() }
    }

    #[test]
    fn rows_of_the_head_are_no_data() {
        assert!(is_head(&row("序号|功能分类科目||合计"), false));
        assert!(is_head(&row("|科目编码|科目名称||"), true));
        assert!(is_head(&row("项目名称|预算资金||||合计|基金预算 拨款"), true));
        assert!(is_column_numbers(&row("栏次|1|2|3")));
        assert!(counts_amounts(&row("||1")) && counts_amounts(&row("|1|2")));
        assert!(
            !counts_amounts(&row("合计|1")) && !counts_amounts(&row("||8")) && !counts_amounts(&row("1|2"))
        );
        assert!(!is_head(&row("资产总额||746.66"), true));
        assert!(!is_head(&row("2|一、因公出国（境）费|||"), true));
        assert!(!is_head(&row("九、其他收入||九、社会保险基金支出"), false));
        assert!(!is_head(&row("||二十、住房保障支出"), true));
        assert!(!is_head(&row("本年收入合计||本年支出合计"), false));
        assert!(!is_head(&row("|||合计|-|—|——"), true));
        assert!(!is_column_numbers(&row("1||合计|50")));
    }
}
