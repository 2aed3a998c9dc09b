//! 查重: matters that say nearly the same. Two-character tokens are compared; no model, and the same answer every time.

use std::collections::BTreeSet;

use sqlx::FromRow;
use supervision::Stage;

use super::visibility;
use crate::access::Viewer;
use crate::db::{Db, Value};
use crate::documents::search;
use crate::error::Result;

/// From here on a pair is shown.
const ALIKE: usize = 45;
const SHOWN: usize = 5;
const CANDIDATES: usize = 300;
/// Three tokens are four characters in a row.
const TOKENS_A_PHRASE: usize = 3;

/// 相似事项
#[derive(Clone, Debug)]
pub struct Similar {
    pub id: String,
    pub number: String,
    pub title: String,
    pub unit: String,
    pub stage: &'static str,
    /// 相似度 in percent
    pub likeness: usize,
}

#[derive(FromRow)]
struct Candidate {
    id: String,
    year: i64,
    number: i64,
    title: String,
    requirement: String,
    stage: String,
    unit: Option<String>,
}

/// The matters most like this text among those the viewer sees, except one.
pub async fn similar(
    db: &Db,
    viewer: &Viewer,
    title: &str,
    requirement: &str,
    lead_unit_id: &str,
    except: &str,
) -> Result<Vec<Similar>> {
    let own = [tokens(title), tokens(&format!("{title} {requirement}"))];
    let mut found: Vec<Similar> = candidates(db, viewer, title, lead_unit_id)
        .await?
        .into_iter()
        .filter(|candidate| candidate.id != except)
        .filter_map(|candidate| alike(&own, candidate))
        .collect();
    found.sort_by(|a, b| b.likeness.cmp(&a.likeness).then_with(|| b.id.cmp(&a.id)));
    found.truncate(SHOWN);
    Ok(found)
}

fn alike(own: &[BTreeSet<String>; 2], candidate: Candidate) -> Option<Similar> {
    let Candidate { id, year, number, title, requirement, stage, unit } = candidate;
    let whole = tokens(&format!("{title} {requirement}"));
    let likeness = likeness(&own[0], &tokens(&title)).max(self::likeness(&own[1], &whole));
    (likeness >= ALIKE).then(|| Similar {
        id,
        number: format!("〔{year}〕{number} 号"),
        title,
        unit: unit.unwrap_or_default(),
        stage: Stage::from_key(&stage).map_or("", Stage::word),
        likeness,
    })
}

/// The latest that share four characters in a row with the title, and the latest of the same unit.
async fn candidates(db: &Db, viewer: &Viewer, title: &str, unit: &str) -> Result<Vec<Candidate>> {
    let (visible, mut args) = visibility::visible(viewer, 1);
    let tokens = search::query_tokens(title);
    let n = tokens.len().clamp(1, TOKENS_A_PHRASE);
    let phrases: Vec<&[String]> = tokens.windows(n).collect();
    let mut either = Vec::new();
    if !phrases.is_empty() {
        args.push(Value::from(db.any_phrase(&phrases)));
        let found = db.latest_matters_found(&format!("${}", args.len()), CANDIDATES);
        either.push(format!("matter.id in (select matter_id from ({found}) as latest)"));
    }
    args.push(Value::from(unit));
    let mark = args.len();
    either.push(format!(
        "matter.id in (select id from (select id from matter where lead_unit_id = ${mark}
             order by id desc limit {CANDIDATES}) as of_unit)"
    ));
    let either = either.join(" or ");
    let sql = format!(
        "select matter.id, year, number, title, requirement, stage, unit.name as unit
         from matter left join unit on unit.id = matter.lead_unit_id
         where ({either}) and {visible} and matter.stage not in ('declined', 'merged')"
    );
    Ok(db.built(&sql, args).await?)
}

fn tokens(text: &str) -> BTreeSet<String> {
    search::query_tokens(text).into_iter().collect()
}

/// What the two share of what both have, in percent (Dice).
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let n_all = one.len() + other.len();
    (one.intersection(other).count() * 200).checked_div(n_all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> usize {
        likeness(&tokens(one), &tokens(other))
    }

    #[test]
    fn the_same_work_in_other_words_is_alike_and_other_work_is_not() {
        assert_eq!(of("青石河水库除险加固", "青石河水库除险加固"), 100);
        assert!(of("推进青石河水库除险加固工程", "青石河水库除险加固工程进度") >= ALIKE);
        assert!(of("推进青石河水库除险加固工程", "开展农贸市场环境整治") < 10);
        assert_eq!(of("", ""), 0);
    }
}
