//! 公开表 as rows, and back.

use std::collections::HashMap;

use budget::{
    BudgetDocument, BudgetTable, Column, Located, Measure, Purchase, Quantity, Side, TableKind, TableRow,
};
use sqlx::FromRow;

use super::amount::{self, AmountRow};
use super::{by_owner, fiscal_year, located, place_key, place_of, placed_texts, text_of};
use crate::db::{Args, Db, Tx};
use crate::error::{Error, Result};
use crate::{args, ids};

pub async fn save(tx: &mut Tx, document_id: &str, document: &BudgetDocument) -> sqlx::Result<()> {
    let (mut tables, mut heads, mut rows, mut amounts) = (vec![], vec![], vec![], vec![]);
    for (ordinal, table) in document.tables.iter().enumerate() {
        let table_id = ids::new_id();
        tables.push(table_args(&table_id, document_id, ordinal, table));
        heads.extend(placed_texts(&table_id, &table.heads));
        for (ordinal, row) in table.rows.iter().enumerate() {
            let row_id = ids::new_id();
            rows.push(row_args(&row_id, &table_id, ordinal, row));
            for (ordinal, (column, amount)) in row.amounts.iter().enumerate() {
                let mut values = args![&row_id, ordinal, column.key()];
                values.extend(amount::values(amount));
                amounts.push(values);
            }
        }
    }
    tx.insert_all("budget_table", &TABLE, tables).await?;
    tx.insert_all("table_head", &["table_id", "ordinal", "text", "place"], heads).await?;
    tx.insert_all("table_row", &ROW, rows).await?;
    tx.insert_all("amount", &AMOUNT, amounts).await
}

const TABLE: [&str; 13] = [
    "id",
    "document_id",
    "ordinal",
    "kind",
    "title",
    "fiscal_year",
    "unit_line",
    "unit_place",
    "measure",
    "note",
    "note_place",
    "columns",
    "place",
];

const ROW: [&str; 13] = [
    "id",
    "table_id",
    "ordinal",
    "number",
    "side",
    "code",
    "name",
    "quantity_text",
    "quantity_place",
    "purchase_item",
    "purchase_catalogue",
    "purchase_measure",
    "place",
];

const AMOUNT: [&str; 7] = ["row_id", "ordinal", "meaning", "printed", "state", "fen", "place"];

fn table_args(id: &str, document_id: &str, ordinal: usize, table: &BudgetTable) -> Args {
    let columns: Vec<&str> = table.columns.iter().map(|c| c.key()).collect();
    args![
        id,
        document_id,
        ordinal,
        table.kind.key(),
        &table.title,
        table.fiscal_year.map(|y| y.number()),
        text_of(&table.unit_line),
        place_of(&table.unit_line),
        table.measure.word(),
        text_of(&table.note),
        place_of(&table.note),
        columns.join(","),
        place_key::of(&table.place)
    ]
}

fn row_args(id: &str, table_id: &str, ordinal: usize, row: &TableRow) -> Args {
    let purchase = row.purchase.as_ref();
    args![
        id,
        table_id,
        ordinal,
        row.number,
        row.side.map(|s| s.key()),
        row.code.clone(),
        &row.name,
        row.quantity.as_ref().map(|q| q.printed.clone()),
        row.quantity.as_ref().map(|q| place_key::of(&q.place)),
        purchase.map(|p| p.item.clone()),
        purchase.and_then(|p| p.catalogue_number.clone()),
        purchase.and_then(|p| p.measure.clone()),
        place_key::of(&row.place)
    ]
}

pub async fn load(db: &Db, document_id: &str) -> Result<Vec<BudgetTable>> {
    #[derive(FromRow)]
    struct Row {
        id: String,
        kind: String,
        title: String,
        fiscal_year: Option<i64>,
        unit_line: Option<String>,
        unit_place: Option<String>,
        measure: String,
        note: Option<String>,
        note_place: Option<String>,
        columns: String,
        place: String,
    }
    let heads: Vec<Row> = db
        .all(
            "select id, kind, title, fiscal_year, unit_line, unit_place, measure, note, note_place, columns, place
             from budget_table where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut running = running_heads(db, document_id).await?;
    let mut rows = table_rows(db, document_id).await?;
    heads
        .into_iter()
        .map(|head| {
            Ok(BudgetTable {
                kind: TableKind::from_key(&head.kind).ok_or(Error::NotFound)?,
                title: head.title,
                fiscal_year: head.fiscal_year.and_then(fiscal_year),
                unit_line: located(head.unit_line, head.unit_place)?,
                measure: Measure::from_word(&head.measure).unwrap_or(Measure::Wan),
                heads: running.remove(&head.id).unwrap_or_default(),
                note: located(head.note, head.note_place)?,
                columns: head.columns.split(',').filter_map(Column::from_key).collect(),
                rows: rows.remove(&head.id).unwrap_or_default(),
                place: place_key::stored(&head.place)?,
            })
        })
        .collect()
}

async fn running_heads(db: &Db, document_id: &str) -> Result<HashMap<String, Vec<Located<String>>>> {
    let rows: Vec<(String, String, String)> = db
        .all(
            "select h.table_id, h.text, h.place from table_head h join budget_table t on t.id = h.table_id
             where t.document_id = $1 order by h.table_id, h.ordinal",
            args![document_id],
        )
        .await?;
    by_owner(rows)
}

#[derive(FromRow)]
struct StoredRow {
    id: String,
    table_id: String,
    number: Option<i64>,
    side: Option<String>,
    code: Option<String>,
    name: String,
    quantity_text: Option<String>,
    quantity_place: Option<String>,
    purchase_item: Option<String>,
    purchase_catalogue: Option<String>,
    purchase_measure: Option<String>,
    place: String,
}

async fn table_rows(db: &Db, document_id: &str) -> Result<HashMap<String, Vec<TableRow>>> {
    let stored: Vec<StoredRow> = db
        .all(
            "select r.id, table_id, number, side, code, name, quantity_text, quantity_place, purchase_item,
                 purchase_catalogue, purchase_measure, r.place
             from table_row r join budget_table t on t.id = r.table_id
             where t.document_id = $1 order by r.table_id, r.ordinal",
            args![document_id],
        )
        .await?;
    let mut amounts = amounts(db, document_id).await?;
    let mut rows: HashMap<String, Vec<TableRow>> = HashMap::new();
    for row in stored {
        let amounts = amounts.remove(&row.id).unwrap_or_default();
        rows.entry(row.table_id.clone()).or_default().push(table_row(row, amounts)?);
    }
    Ok(rows)
}

fn table_row(row: StoredRow, amounts: Vec<(Column, budget::Amount)>) -> Result<TableRow> {
    let quantity = located(row.quantity_text, row.quantity_place)?.map(|text: Located<String>| Quantity {
        number: budget::fold(&text.value).trim().parse().ok(),
        printed: text.value,
        place: text.place,
    });
    let (catalogue_number, measure) = (row.purchase_catalogue, row.purchase_measure);
    Ok(TableRow {
        number: row.number.and_then(|n| u32::try_from(n).ok()),
        side: row.side.as_deref().and_then(Side::from_key),
        code: row.code,
        name: row.name,
        amounts,
        quantity,
        purchase: row.purchase_item.map(|item| Purchase { item, catalogue_number, measure }),
        place: place_key::stored(&row.place)?,
    })
}

async fn amounts(db: &Db, document_id: &str) -> Result<HashMap<String, Vec<(Column, budget::Amount)>>> {
    #[derive(FromRow)]
    struct Row {
        row_id: String,
        meaning: String,
        #[sqlx(flatten)]
        amount: AmountRow,
    }
    let stored: Vec<Row> = db
        .all(
            "select row_id, meaning, a.printed, a.state, a.fen, a.place
             from amount a join table_row r on r.id = a.row_id join budget_table t on t.id = r.table_id
             where t.document_id = $1 order by a.row_id, a.ordinal",
            args![document_id],
        )
        .await?;
    let mut amounts: HashMap<String, Vec<(Column, budget::Amount)>> = HashMap::new();
    for row in stored {
        let column = Column::from_key(&row.meaning).ok_or(Error::NotFound)?;
        amounts.entry(row.row_id).or_default().push((column, row.amount.amount()?));
    }
    Ok(amounts)
}
