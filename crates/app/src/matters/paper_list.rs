//! 文书 of a matter: what has been issued on it and can be printed.

use super::matter::Loaded;
use super::urging_notice;
use crate::args;
use crate::db::Db;
use crate::error::Result;

/// 一份文书
#[derive(Clone, Debug)]
pub struct Paper {
    pub word: &'static str,
    pub number: String,
    pub unit: String,
    pub issued_on: String,
    /// Without its ending
    pub address: String,
}

/// The card first, then the urging papers in their order.
pub async fn of_matter(db: &Db, loaded: &Loaded) -> Result<Vec<Paper>> {
    let id = &loaded.row.id;
    let rows: Vec<(String, String, String, Option<String>, i64)> = db
        .all(
            "select paper.id, paper.kind, paper.number, unit.name, paper.created_at
             from paper left join unit on unit.id = paper.unit_id where matter_id = $1 order by paper.id",
            args![id],
        )
        .await?;
    let urging = rows.into_iter().filter_map(|(paper, kind, number, unit, at)| {
        Some(Paper {
            word: urging_notice::rung(&kind)?.word(),
            number,
            unit: unit.unwrap_or_default(),
            issued_on: crate::clock::date(at),
            address: format!("/matters/{id}/papers/{paper}/notice"),
        })
    });
    let card = loaded.state.issued_at.map(|at| Paper {
        word: "督办卡",
        number: loaded.row.number(),
        unit: String::new(),
        issued_on: at.date().to_string(),
        address: format!("/matters/{id}/card"),
    });
    Ok(card.into_iter().chain(urging).collect())
}
