//! The tables of a document.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::place::Place;
use super::{present, yuan};

/// 公开表
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Table {
    pub kind: &'static str,
    /// As printed.
    pub title: Option<String>,
    /// The measure the table is printed in; amounts here are yuan all the same.
    pub measure: &'static str,
    pub note: Option<String>,
    pub place: Place,
    /// The amount columns in printed order.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Row>,
}

/// A row, or one half of a row of a two-sided table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Row {
    /// 序号
    pub number: Option<u32>,
    /// `revenue` or `expenditure` in a two-sided table
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
    pub code: Option<String>,
    pub name: Option<String>,
    /// By column, in yuan.
    pub amounts: BTreeMap<&'static str, Option<String>>,
    /// 数量, in assets and procurement
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase: Option<Purchase>,
    pub place: Place,
}

/// 采购明细
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Purchase {
    pub item: Option<String>,
    pub catalogue_number: Option<String>,
    pub measure: Option<String>,
}

impl From<&budget::BudgetTable> for Table {
    fn from(table: &budget::BudgetTable) -> Table {
        Table {
            kind: table.kind.key(),
            title: present(&table.title),
            measure: table.measure.word(),
            note: table.note.as_ref().and_then(|n| present(&n.value)),
            place: Place::from(&table.place),
            columns: table.columns.iter().map(|c| c.key()).collect(),
            rows: table.rows.iter().map(Row::from).collect(),
        }
    }
}

impl From<&budget::TableRow> for Row {
    fn from(row: &budget::TableRow) -> Row {
        Row {
            number: row.number,
            side: row.side.map(budget::Side::key),
            code: row.code.clone(),
            name: present(&row.name),
            amounts: row.amounts.iter().map(|(c, amount)| (c.key(), yuan(Some(amount)))).collect(),
            quantity: row.quantity.as_ref().and_then(|q| q.number).map(|n| n.to_string()),
            purchase: row.purchase.as_ref().map(Purchase::from),
            place: Place::from(&row.place),
        }
    }
}

impl From<&budget::Purchase> for Purchase {
    fn from(purchase: &budget::Purchase) -> Purchase {
        Purchase {
            item: present(&purchase.item),
            catalogue_number: purchase.catalogue_number.clone(),
            measure: purchase.measure.clone(),
        }
    }
}
