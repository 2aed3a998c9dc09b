//! Where in a file something stands.

use serde::Serialize;
use utoipa::ToSchema;

/// 位置
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Place {
    /// A line of a text file, and the cell within it when the line is a table row.
    Line {
        line: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
    Page {
        page: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        table: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        row: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
    Sheet {
        sheet: String,
        /// As users know it: `D12`.
        cell: String,
    },
}

impl From<&budget::Place> for Place {
    fn from(place: &budget::Place) -> Place {
        match place {
            budget::Place::Line { line, column } => Place::Line { line: *line, column: *column },
            budget::Place::Page { page, table, row, column } => {
                Place::Page { page: *page, table: *table, row: *row, column: *column }
            }
            budget::Place::Sheet { sheet, row, column } => {
                Place::Sheet { sheet: sheet.clone(), cell: budget::Place::cell_name(*row, *column) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(place: &budget::Place) -> String {
        serde_json::to_string(&Place::from(place)).unwrap()
    }

    #[test]
    fn a_place_says_only_what_is_known() {
        assert_eq!(json(&budget::Place::line(120)), r#"{"line":120}"#);
        assert_eq!(json(&budget::Place::cell(105, 4)), r#"{"line":105,"column":4}"#);
        let page = budget::Place::Page { page: 7, table: Some(2), row: Some(3), column: Some(4) };
        assert_eq!(json(&page), r#"{"page":7,"table":2,"row":3,"column":4}"#);
        let sheet = budget::Place::Sheet { sheet: "收支总表".into(), row: 12, column: 4 };
        assert_eq!(json(&sheet), r#"{"sheet":"收支总表","cell":"D12"}"#);
    }
}
