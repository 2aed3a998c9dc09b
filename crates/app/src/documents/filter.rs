//! The list of documents: what is asked for, and the rows that answer. Pages and API share it.

use serde::Deserialize;

use super::document::Document;
use super::search;
use crate::access::Viewer;
use crate::args;
use crate::db::{self, Db, Value};
use crate::error::{Error, Result};
use crate::{document_columns, visible};

pub const ROWS_A_PAGE: i64 = 25;
const LONGEST_TEXT: usize = 200;

/// 筛选条件, as the address carries them. Empty means not asked for.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Filter {
    pub q: String,
    pub year: String,
    pub region: String,
    pub department: String,
    pub kind: String,
    /// `error`, `warning` or `hint`: has findings of that severity; `none`: has none at all
    pub severity: String,
    pub sort: String,
    pub page: String,
}

#[derive(Debug)]
pub struct Found {
    pub rows: Vec<Document>,
    pub n_total: i64,
    /// From 1.
    pub page: i64,
}

impl Found {
    pub fn n_pages(&self) -> i64 {
        ((self.n_total + ROWS_A_PAGE - 1) / ROWS_A_PAGE).max(1)
    }
}

impl Filter {
    pub fn page_number(&self) -> i64 {
        self.page.parse().ok().filter(|page| *page >= 1).unwrap_or(1)
    }

    /// Nothing is asked for but a page or an order.
    pub fn is_open(&self) -> bool {
        [&self.q, &self.year, &self.region, &self.department, &self.kind, &self.severity]
            .iter()
            .all(|asked| asked.trim().is_empty())
    }

    /// No name is longer, and the work of a search grows with its phrase.
    fn refuse_long_texts(&self) -> Result<()> {
        let texts = [&self.q, &self.region, &self.department, &self.kind];
        if texts.iter().any(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(Error::Invalid(format!("检索词或筛选条件太长，请缩短到 {LONGEST_TEXT} 字以内")));
        }
        Ok(())
    }

    fn order(&self) -> &'static str {
        match self.sort.as_str() {
            "findings" => "n_errors desc, n_warnings desc, n_hints desc, id desc",
            // The databases differ in where they put nulls.
            "department" => "department_name nulls last, fiscal_year desc nulls last, id desc",
            "year" => "fiscal_year desc nulls last, department_name nulls last, id desc",
            _ => "imported_at desc, id desc",
        }
    }

    fn condition(&self) -> &'static str {
        match self.severity.as_str() {
            "error" => "n_errors > 0",
            "warning" => "n_warnings > 0",
            "hint" => "n_hints > 0",
            "none" => "n_errors + n_warnings + n_hints = 0",
            _ => "1 = 1",
        }
    }
}

/// The asked page of what the viewer may see, and how many there are in all.
pub async fn find(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<Found> {
    filter.refuse_long_texts()?;
    let tokens = search::query_tokens(&filter.q);
    let searched = if tokens.is_empty() { "$3 is null" } else { SEARCHED };
    let from = format!(
        "from document where {} and {searched} and {}
             and ($4 is null or fiscal_year = $4) and ($5 is null or region = $5) and ($6 is null or kind = $6)
             and ($7 is null or lower(department_name) like $7 escape '\\')",
        visible!(),
        filter.condition()
    );
    let (account, region) = viewer.scope();
    let phrase = (!tokens.is_empty()).then(|| db.phrase(&tokens));
    let year = asked(&filter.year).map(|year| year.parse::<i64>().unwrap_or(-1));
    let department = asked(&filter.department).map(|part| format!("%{}%", literal(&part.to_lowercase())));
    let args = args![account, region, phrase, year, asked(&filter.region), asked(&filter.kind), department];
    let (n_total,): (i64,) =
        db.built(&format!("select count(*) {from}"), args.clone()).await?.pop().unwrap_or((0,));
    let page = filter.page_number();
    let columns = document_columns!();
    let order = filter.order();
    let sql = format!("select {columns} {from} order by {order} limit $8 offset $9");
    let window = [Value::from(ROWS_A_PAGE), Value::from((page - 1).saturating_mul(ROWS_A_PAGE))];
    let rows = db.built(&sql, args.into_iter().chain(window).collect()).await?;
    Ok(Found { rows, n_total, page })
}

const SEARCHED: &str = "document.id in ({found})";

fn asked(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// A text in which `like` sees no wildcards.
fn literal(text: &str) -> String {
    text.chars().flat_map(|c| if "\\%_".contains(c) { vec!['\\', c] } else { vec![c] }).collect()
}

/// The years and regions that documents of this viewer have, for the lists to choose from.
pub async fn choices(db: &Db, viewer: &Viewer) -> Result<(Vec<i64>, Vec<String>)> {
    let (account, region) = viewer.scope();
    let years: Vec<(i64,)> = db
        .all(
            concat!(
                "select distinct fiscal_year from document where fiscal_year is not null and ",
                visible!(),
                " order by 1 desc"
            ),
            args![account.clone(), region.clone()],
        )
        .await?;
    let regions: Vec<(String,)> = db
        .all(
            concat!(
                "select distinct region from document where region is not null and ",
                visible!(),
                " order by 1"
            ),
            args![account, region],
        )
        .await?;
    Ok((years.into_iter().map(|y| y.0).collect(), regions.into_iter().map(|r| r.0).collect()))
}

/// A place where the search phrase stands, with the words around it.
#[derive(Debug)]
pub struct Hit {
    pub document_id: String,
    pub part: String,
    pub place: String,
    pub before: String,
    pub matched: String,
    pub after: String,
}

impl Hit {
    /// The page of the document that shows the place.
    pub fn address(&self) -> String {
        let page = if self.part.is_empty() { String::new() } else { format!("/{}", self.part) };
        format!("/documents/{}{page}#{}", self.document_id, self.place)
    }
}

const HITS_A_DOCUMENT: usize = 3;

/// Up to three places a document for the documents of one page, which the viewer may see.
pub async fn hits(db: &Db, q: &str, documents: &[Document]) -> Result<Vec<Hit>> {
    let q = q.trim();
    if search::query_tokens(q).is_empty() || documents.is_empty() {
        return Ok(Vec::new());
    }
    let marks = db::marks(2..=documents.len() + 1);
    let sql = format!(
        "select document_id, part, text, place from passage
         where lower(text) like $1 escape '\\' and document_id in ({marks}) order by document_id, id"
    );
    let wanted = Value::from(format!("%{}%", literal(&q.to_lowercase())));
    let ids = documents.iter().map(|document| Value::from(&document.id));
    let rows: Vec<(String, String, String, String)> =
        db.built(&sql, std::iter::once(wanted).chain(ids).collect()).await?;
    let mut hits: Vec<Hit> = Vec::new();
    for (document_id, part, text, place) in rows {
        let n_before = hits.iter().rev().take_while(|hit| hit.document_id == document_id).count();
        if n_before < HITS_A_DOCUMENT {
            let (before, matched, after) = around(&text, q);
            hits.push(Hit { document_id, part, place, before, matched, after });
        }
    }
    Ok(hits)
}

/// Twenty characters before the phrase, the phrase, forty after; the beginning where the phrase is not printed in one piece.
fn around(text: &str, q: &str) -> (String, String, String) {
    let characters: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let wanted: Vec<char> = q.chars().collect();
    let same = |a: &char, b: &char| a.to_lowercase().eq(b.to_lowercase());
    let found =
        characters.windows(wanted.len().max(1)).position(|w| w.iter().zip(&wanted).all(|(a, b)| same(a, b)));
    let Some(start) = found else {
        return (String::new(), String::new(), characters.iter().take(60).collect());
    };
    let end = start + wanted.len();
    let cut = start.saturating_sub(20);
    let before: String = characters[cut..start].iter().collect();
    let after = characters[end..].iter().take(40).collect();
    let ellipsis = if cut > 0 { "…" } else { "" };
    (format!("{ellipsis}{before}"), characters[start..end].iter().collect(), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_shown_with_the_words_around_it() {
        let (before, matched, after) = around("全县高标准农田建设项目绩效目标", "农田");
        assert_eq!(
            (before.as_str(), matched.as_str(), after.as_str()),
            ("全县高标准", "农田", "建设项目绩效目标")
        );
        assert_eq!(around("甲乙丙", "丁"), (String::new(), String::new(), "甲乙丙".to_owned()));
    }

    #[test]
    fn wildcards_in_a_filter_are_plain_characters() {
        assert_eq!(literal("100%_\\"), "100\\%\\_\\\\");
    }
}
