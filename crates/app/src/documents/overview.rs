//! What a document holds, for its first page: tables, projects, sections.

use budget::TableKind;

use crate::args;
use crate::db::Db;
use crate::error::Result;

#[derive(Debug)]
pub struct Overview {
    pub tables: Vec<TableEntry>,
    pub sections: Vec<SectionEntry>,
    pub n_projects: i64,
    pub n_indicators: i64,
    pub n_targets: i64,
}

#[derive(Debug)]
pub struct TableEntry {
    pub name: &'static str,
    /// `None` for a table that should be there and is not.
    pub anchor: Option<String>,
    pub n_rows: i64,
}

#[derive(Debug)]
pub struct SectionEntry {
    pub title: String,
    pub anchor: String,
}

impl Overview {
    pub async fn of(db: &Db, document_id: &str, is_disclosure: bool) -> Result<Overview> {
        let counts: Option<(i64, i64, i64)> = db
            .one(
                "select (select count(*) from project where document_id = $1),
                     (select count(*) from indicator i join project p on p.id = i.project_id where p.document_id = $1),
                     (select count(*) from target_item where document_id = $1)",
                args![document_id],
            )
            .await?;
        let (n_projects, n_indicators, n_targets) = counts.unwrap_or_default();
        let tables = tables(&found(db, document_id).await?, is_disclosure);
        Ok(Overview {
            tables,
            sections: sections(db, document_id).await?,
            n_projects,
            n_indicators,
            n_targets,
        })
    }
}

/// Kind, anchor and number of rows of every table, in printed order.
async fn found(db: &Db, document_id: &str) -> Result<Vec<(String, String, i64)>> {
    let rows = db
        .all(
            "select kind, place, (select count(*) from table_row r where r.table_id = budget_table.id)
             from budget_table where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    Ok(rows)
}

/// The nine in the order of publication, found or not, where they are due; then the others.
fn tables(found: &[(String, String, i64)], is_disclosure: bool) -> Vec<TableEntry> {
    let due = TableKind::NINE.into_iter().filter(|_| is_disclosure);
    let missing = due.filter(|kind| found.iter().all(|(key, ..)| key != kind.key()));
    let mut entries: Vec<(usize, TableEntry)> =
        missing.map(|kind| (rank(kind), TableEntry { name: kind.name(), anchor: None, n_rows: 0 })).collect();
    for (key, place, n_rows) in found {
        let Some(kind) = TableKind::from_key(key) else { continue };
        let anchor = Some(place.clone());
        entries.push((rank(kind), TableEntry { name: kind.name(), anchor, n_rows: *n_rows }));
    }
    entries.sort_by_key(|(rank, _)| *rank);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn rank(kind: TableKind) -> usize {
    TableKind::ALL.iter().position(|known| *known == kind).unwrap_or(TableKind::ALL.len())
}

async fn sections(db: &Db, document_id: &str) -> Result<Vec<SectionEntry>> {
    let rows: Vec<(String, String)> = db
        .all(
            "select title, place from narrative_section where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    Ok(rows.into_iter().map(|(title, anchor)| SectionEntry { title, anchor }).collect())
}
