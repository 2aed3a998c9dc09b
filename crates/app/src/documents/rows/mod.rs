//! What a document says, as rows of the database. Each part is written and read in one file, and what was written
//! comes back equal.

pub mod amount;
mod indicators;
pub mod place_key;
pub mod projects;
pub mod report;
pub mod stated;
pub mod tables;
pub mod texts;

use std::collections::HashMap;

use budget::{BudgetDocument, Department, DocumentKind, FiscalYear, Located, Place, RegionCode};
use reader::Reading;
use review::Report;
use sqlx::FromRow;

use crate::args;
use crate::db::{Args, Db, Tx, Value};
use crate::error::{Error, Result};

/// Writes all parts of a reading and its review, under a document that is there already.
pub async fn save(tx: &mut Tx, document_id: &str, reading: &Reading, found: &Report) -> sqlx::Result<()> {
    let document = &reading.document;
    tables::save(tx, document_id, document).await?;
    projects::save(tx, document_id, document).await?;
    texts::save(tx, document_id, reading).await?;
    stated::save(tx, document_id, &document.stated).await?;
    report::save(tx, document_id, found).await
}

#[derive(FromRow)]
struct Head {
    kind: String,
    fiscal_year: Option<i64>,
    region: Option<String>,
    region_code: Option<String>,
    department_code: Option<String>,
    department_code_place: Option<String>,
    department_name: Option<String>,
    department_name_place: Option<String>,
}

/// The whole document, for whoever may see it. Pages that show a part load that part alone.
pub async fn load(db: &Db, id: &str) -> Result<BudgetDocument> {
    let head: Option<Head> = db
        .one(
            "select kind, fiscal_year, region, region_code, department_code, department_code_place,
                 department_name, department_name_place
             from document where id = $1",
            args![id],
        )
        .await?;
    let head = head.ok_or(Error::NotFound)?;
    let department = Department {
        code: placed(head.department_code, head.department_code_place)?,
        name: placed(head.department_name, head.department_name_place)?,
    };
    Ok(BudgetDocument {
        kind: DocumentKind::from_key(&head.kind).ok_or(Error::NotFound)?,
        fiscal_year: head.fiscal_year.and_then(fiscal_year),
        region: head.region,
        region_code: head.region_code.and_then(|code| RegionCode::new(&code)),
        department,
        contents: texts::contents(db, id).await?,
        tables: tables::load(db, id).await?,
        units: texts::units(db, id).await?,
        narrative: texts::narrative(db, id).await?,
        stated: stated::load(db, id).await?,
        target: texts::target(db, id).await?,
        projects: projects::all(db, id).await?,
    })
}

/// A document stored before heads kept their places has its department at the top.
fn placed(value: Option<String>, place: Option<String>) -> Result<Option<Located<String>>> {
    located(value, Some(place.unwrap_or_else(|| place_key::of(&Place::line(1)))))
}

fn numbered<T>(items: &[T], row: impl Fn(usize, &T) -> Args) -> Vec<Args> {
    items.iter().enumerate().map(|(i, item)| row(i, item)).collect()
}

/// Owner, position, text and place of each, for a table of texts.
fn placed_texts(owner: &str, texts: &[Located<String>]) -> Vec<Args> {
    numbered(texts, |i, text| args![owner, i, &text.value, place_key::of(&text.place)])
}

/// Texts with their places, in order, by the id of what they belong to.
fn by_owner(rows: Vec<(String, String, String)>) -> Result<HashMap<String, Vec<Located<String>>>> {
    let mut out: HashMap<String, Vec<Located<String>>> = HashMap::new();
    for (owner, text, place) in rows {
        out.entry(owner).or_default().push(Located::new(text, place_key::stored(&place)?));
    }
    Ok(out)
}

fn text_of(located: &Option<Located<String>>) -> Value {
    Value::Text(located.as_ref().map(|l| l.value.clone()))
}

fn place_of<T>(located: &Option<Located<T>>) -> Value {
    let place: Option<&Place> = located.as_ref().map(|l| &l.place);
    Value::Text(place.map(place_key::of))
}

fn located(value: Option<String>, place: Option<String>) -> Result<Option<Located<String>>> {
    match (value, place) {
        (Some(value), Some(place)) => Ok(Some(Located::new(value, place_key::stored(&place)?))),
        _ => Ok(None),
    }
}

fn fiscal_year(stored: i64) -> Option<FiscalYear> {
    FiscalYear::new(u16::try_from(stored).ok()?)
}
