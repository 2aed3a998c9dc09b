//! Where in a file something stands.

use std::fmt;

/// 位置: where in the source file a value was read. Lines, pages, rows and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A line of a text file; `column` is the cell within the line when the line is a table row.
    Line { line: u32, column: Option<u32> },
    /// A page of a paged file, and the cell when it stands in a table.
    Page { page: u32, table: Option<u32>, row: Option<u32>, column: Option<u32> },
    /// A cell of a workbook.
    Sheet { sheet: String, row: u32, column: u32 },
}

impl Place {
    pub fn line(line: u32) -> Place {
        Place::Line { line, column: None }
    }

    pub fn cell(line: u32, column: u32) -> Place {
        Place::Line { line, column: Some(column) }
    }

    /// The name of a workbook cell as users know it, `D12`.
    pub fn cell_name(row: u32, column: u32) -> String {
        let mut letters = Vec::new();
        let mut rest = column;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).expect("a remainder of 26 fits");
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect::<String>() + &row.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line { line, column: None } => write!(f, "第{line}行"),
            Place::Line { line, column: Some(column) } => write!(f, "第{line}行第{column}列"),
            Place::Page { page, table, row, column } => {
                write!(f, "第{page}页")?;
                let parts = [(table, "表"), (row, "行"), (column, "列")];
                parts.iter().try_for_each(|(n, word)| match n {
                    Some(n) => write!(f, "第{n}{word}"),
                    None => Ok(()),
                })
            }
            Place::Sheet { sheet, row, column } => {
                write!(f, "{sheet}!{}", Place::cell_name(*row, *column))
            }
        }
    }
}

/// A value with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    pub value: T,
    pub place: Place,
}

impl<T> Located<T> {
    pub fn new(value: T, place: Place) -> Located<T> {
        Located { value, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_an_official_would_say_them() {
        assert_eq!(Place::line(120).to_string(), "第120行");
        assert_eq!(Place::cell(105, 4).to_string(), "第105行第4列");
        let page = Place::Page { page: 7, table: Some(2), row: Some(3), column: None };
        assert_eq!(page.to_string(), "第7页第2表第3行");
        let sheet = Place::Sheet { sheet: "收支总表".into(), row: 12, column: 28 };
        assert_eq!(sheet.to_string(), "收支总表!AB12");
    }
}
