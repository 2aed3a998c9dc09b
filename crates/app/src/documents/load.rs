//! The stored rows of a document, put together again as [`budget`] values. What `store_rows` wrote comes back equal.

use std::collections::HashMap;

use budget::{
    BudgetDocument, BudgetTable, BudgetUnit, Column, ContentsEntry, Department, DepartmentTarget,
    DocumentKind, FiscalYear, Located, Measure, NarrativeSection, Purchase, Quantity, RegionCode, Side,
    StatedFigures, TableKind, TableRow, TargetItem,
};
use reader::Note;
use sqlx::FromRow;

use super::amount_row::AmountRow;
use super::document::Document;
use super::{load_projects, place_key, stated_row};
use crate::args;
use crate::db::Db;
use crate::error::{Error, Result};

/// The whole document. Pages that show a part load that part alone.
pub async fn document(db: &Db, head: &Document) -> Result<BudgetDocument> {
    let department = Department {
        code: head.department_code.clone().map(unplaced),
        name: head.department_name.clone().map(unplaced),
    };
    let code: Option<(Option<String>,)> =
        db.one("select region_code from document where id = $1", args![&head.id]).await?;
    Ok(BudgetDocument {
        kind: DocumentKind::from_key(&head.kind).ok_or(Error::NotFound)?,
        fiscal_year: head.fiscal_year.and_then(year),
        region: head.region.clone(),
        region_code: code.and_then(|(code,)| RegionCode::new(&code?)),
        department,
        contents: contents(db, &head.id).await?,
        tables: tables(db, &head.id).await?,
        units: units(db, &head.id).await?,
        narrative: narrative(db, &head.id).await?,
        stated: stated(db, &head.id).await?,
        target: target(db, &head.id).await?,
        projects: load_projects::all(db, &head.id).await?,
    })
}

/// The head of the document keeps no places for its own name and code.
fn unplaced(value: String) -> Located<String> {
    Located::new(value, budget::Place::line(1))
}

pub async fn tables(db: &Db, document_id: &str) -> Result<Vec<BudgetTable>> {
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
    let mut rows = table_rows(db, document_id).await?;
    heads
        .into_iter()
        .map(|head| {
            Ok(BudgetTable {
                kind: TableKind::from_key(&head.kind).ok_or(Error::NotFound)?,
                title: head.title,
                fiscal_year: head.fiscal_year.and_then(year),
                unit_line: located(head.unit_line, head.unit_place)?,
                measure: Measure::from_word(&head.measure).unwrap_or(Measure::Wan),
                note: located(head.note, head.note_place)?,
                columns: head.columns.split(',').filter_map(Column::from_key).collect(),
                rows: rows.remove(&head.id).unwrap_or_default(),
                place: place_key::stored(&head.place)?,
            })
        })
        .collect()
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

pub async fn narrative(db: &Db, document_id: &str) -> Result<Vec<NarrativeSection>> {
    let rows: Vec<(String, String, String)> = db
        .all(
            "select title, text, place from narrative_section where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let section = |(title, text, place): (String, String, String)| {
        Ok(NarrativeSection { title, text, place: place_key::stored(&place)? })
    };
    rows.into_iter().map(section).collect()
}

pub async fn target(db: &Db, document_id: &str) -> Result<DepartmentTarget> {
    let rows: Vec<(String, String, String, String)> = db
        .all(
            "select part, title, text, place from target_item where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut target = DepartmentTarget::default();
    for (part, title, text, place) in rows {
        let place = place_key::stored(&place)?;
        match part.as_str() {
            "overall" => target.overall = Some(Located::new(text, place)),
            "itemised" => target.itemised.push(TargetItem { title, text, place }),
            _ => target.safeguards.push(TargetItem { title, text, place }),
        }
    }
    Ok(target)
}

pub async fn stated(db: &Db, document_id: &str) -> Result<StatedFigures> {
    #[derive(FromRow)]
    struct Row {
        meaning: String,
        label: Option<String>,
        #[sqlx(flatten)]
        amount: AmountRow,
    }
    let rows: Vec<Row> = db
        .all(
            "select meaning, label, printed, state, fen, place from stated_figure
             where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut stated = StatedFigures::default();
    for row in rows {
        stated_row::put(&mut stated, &row.meaning, row.label, row.amount.amount()?);
    }
    Ok(stated)
}

pub async fn units(db: &Db, document_id: &str) -> Result<Vec<BudgetUnit>> {
    #[derive(FromRow)]
    struct Row {
        name: String,
        nature: Option<String>,
        rank: Option<String>,
        funding: Option<String>,
        place: String,
    }
    let rows: Vec<Row> = db
        .all(
            "select name, nature, rank, funding, place from budget_unit where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let unit = |r: Row| {
        let Row { name, nature, rank, funding, place } = r;
        Ok(BudgetUnit { name, nature, rank, funding, place: place_key::stored(&place)? })
    };
    rows.into_iter().map(unit).collect()
}

async fn contents(db: &Db, document_id: &str) -> Result<Vec<ContentsEntry>> {
    let rows: Vec<(String, Option<i64>, String)> = db
        .all(
            "select title, page, place from contents_entry where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let entry = |(title, page, place): (String, Option<i64>, String)| {
        let page = page.and_then(|p| u32::try_from(p).ok());
        Ok(ContentsEntry { title, page, place: place_key::stored(&place)? })
    };
    rows.into_iter().map(entry).collect()
}

pub async fn notes(db: &Db, document_id: &str) -> Result<Vec<Note>> {
    let rows: Vec<(String, String)> = db
        .all("select message, place from note where document_id = $1 order by ordinal", args![document_id])
        .await?;
    let note = |(message, place): (String, String)| Ok(Note { message, place: place_key::stored(&place)? });
    rows.into_iter().map(note).collect()
}

pub fn located(value: Option<String>, place: Option<String>) -> Result<Option<Located<String>>> {
    match (value, place) {
        (Some(value), Some(place)) => Ok(Some(Located::new(value, place_key::stored(&place)?))),
        _ => Ok(None),
    }
}

fn year(stored: i64) -> Option<FiscalYear> {
    FiscalYear::new(u16::try_from(stored).ok()?)
}
