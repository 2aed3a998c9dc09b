//! 情况说明, 目标, 机构, 目录 and 阅读说明 as rows, and back.

use std::collections::HashMap;

use budget::{BudgetUnit, ContentsEntry, DepartmentTarget, Located, NarrativeSection, TargetItem};
use reader::{Note, Reading};
use sqlx::FromRow;

use super::{numbered, place_key};
use crate::args;
use crate::db::{Db, Tx};
use crate::error::Result;

pub async fn save(tx: &mut Tx, document_id: &str, reading: &Reading) -> sqlx::Result<()> {
    let document = &reading.document;
    let sections = numbered(&document.narrative, |i, s| {
        args![document_id, i, &s.title, s.text(), place_key::of(&s.place)]
    });
    let columns = ["document_id", "ordinal", "title", "text", "place"];
    tx.insert_all("narrative_section", &columns, sections).await?;
    let paragraphs = document.narrative.iter().enumerate().flat_map(|(section, s)| {
        numbered(&s.paragraphs, |i, p| args![document_id, section, i, &p.value, place_key::of(&p.place)])
    });
    let columns = ["document_id", "section", "ordinal", "text", "place"];
    tx.insert_all("paragraph", &columns, paragraphs.collect()).await?;
    let target = &document.target;
    let overall = target.overall.iter().map(|o| ("overall", "", o.value.as_str(), &o.place));
    let itemised = target.itemised.iter().map(|t| ("itemised", t.title.as_str(), t.text.as_str(), &t.place));
    let safeguards =
        target.safeguards.iter().map(|t| ("safeguard", t.title.as_str(), t.text.as_str(), &t.place));
    let items: Vec<_> = overall.chain(itemised).chain(safeguards).collect();
    let items = numbered(&items, |i, (part, title, text, place)| {
        args![document_id, i, *part, *title, *text, place_key::of(place)]
    });
    tx.insert_all("target_item", &["document_id", "ordinal", "part", "title", "text", "place"], items)
        .await?;
    let units = numbered(&document.units, |i, u| {
        let (nature, rank, funding) = (u.nature.clone(), u.rank.clone(), u.funding.clone());
        args![document_id, i, &u.name, nature, rank, funding, place_key::of(&u.place)]
    });
    let columns = ["document_id", "ordinal", "name", "nature", "rank", "funding", "place"];
    tx.insert_all("budget_unit", &columns, units).await?;
    let contents =
        numbered(&document.contents, |i, e| args![document_id, i, &e.title, e.page, place_key::of(&e.place)]);
    tx.insert_all("contents_entry", &["document_id", "ordinal", "title", "page", "place"], contents).await?;
    let notes = numbered(&reading.notes, |i, n| args![document_id, i, &n.message, place_key::of(&n.place)]);
    tx.insert_all("note", &["document_id", "ordinal", "message", "place"], notes).await
}

pub async fn narrative(db: &Db, document_id: &str) -> Result<Vec<NarrativeSection>> {
    let rows: Vec<(i64, String, String, String)> = db
        .all(
            "select ordinal, title, text, place from narrative_section where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut paragraphs = paragraphs(db, document_id).await?;
    let section = |(ordinal, title, text, place): (i64, String, String, String)| {
        let place = place_key::stored(&place)?;
        let cut = || text.lines().map(|line| Located::new(line.to_owned(), place.clone())).collect();
        let paragraphs = paragraphs.remove(&ordinal).unwrap_or_else(cut);
        Ok(NarrativeSection { title, paragraphs, place })
    };
    rows.into_iter().map(section).collect()
}

/// By the position of their section.
async fn paragraphs(db: &Db, document_id: &str) -> Result<HashMap<i64, Vec<Located<String>>>> {
    let rows: Vec<(i64, String, String)> = db
        .all(
            "select section, text, place from paragraph where document_id = $1 order by section, ordinal",
            args![document_id],
        )
        .await?;
    let mut out: HashMap<i64, Vec<Located<String>>> = HashMap::new();
    for (section, text, place) in rows {
        out.entry(section).or_default().push(Located::new(text, place_key::stored(&place)?));
    }
    Ok(out)
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

pub async fn contents(db: &Db, document_id: &str) -> Result<Vec<ContentsEntry>> {
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
