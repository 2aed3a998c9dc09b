//! 参照材料 of a document among those stored: last year's, and an earlier version of the same.

use budget::BudgetDocument;
use review::Companions;

use super::rows;
use crate::args;
use crate::db::Db;
use crate::error::Result;

/// The documents a review may hold a document against.
#[derive(Debug, Default)]
pub struct Related {
    prior_year: Option<BudgetDocument>,
    unredacted: Option<BudgetDocument>,
}

/// Where a document stands among the stored ones.
#[derive(Clone, Debug)]
pub struct Position {
    pub id: String,
    pub series: Option<String>,
    pub fiscal_year: Option<i64>,
    pub imported_at: i64,
}

impl Related {
    pub async fn of(db: &Db, position: &Position) -> Result<Related> {
        let (Some(series), Some(year)) = (&position.series, position.fiscal_year) else {
            return Ok(Related::default());
        };
        let prior: Option<(String,)> = db
            .one(
                "select id from document where series = $1 and fiscal_year = $2
                 order by imported_at desc, id desc limit 1",
                args![series, year - 1],
            )
            .await?;
        // Of the earlier versions the one that withholds least.
        let earlier: Option<(String,)> = db
            .one(
                "select id from document
                 where series = $1 and fiscal_year = $2 and (imported_at < $3 or (imported_at = $3 and id < $4))
                 order by (select count(*) from project p where p.document_id = document.id and p.secrecy <> 'public'),
                     imported_at desc, id desc
                 limit 1",
                args![series, year, position.imported_at, &position.id],
            )
            .await?;
        Ok(Related { prior_year: whole(db, prior).await?, unredacted: whole(db, earlier).await? })
    }

    pub fn companions(&self) -> Companions<'_> {
        Companions { prior_year: self.prior_year.as_ref(), unredacted: self.unredacted.as_ref() }
    }
}

async fn whole(db: &Db, id: Option<(String,)>) -> Result<Option<BudgetDocument>> {
    match id {
        Some((id,)) => Ok(Some(rows::load(db, &id).await?)),
        None => Ok(None),
    }
}

/// What the versions and years of one department's document share.
pub fn series(document: &BudgetDocument) -> Option<String> {
    let department = document.department.code.as_ref().map(|code| code.value.as_str());
    let department = department.or(document.department.name.as_ref().map(|name| name.value.as_str()));
    Some(format!("{}/{}/{}", document.region.as_ref()?, document.kind.key(), department?))
}
