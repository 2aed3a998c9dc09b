//! 来源文字的校验值: the words of a source and of its clauses stand in columns, and the first entry of its journal vouches
//! for them by this.

use sqlx::FromRow;

use crate::args;
use crate::chain;
use crate::db::Tx;
use crate::error::{Error, Result};

/// The words of a source as its columns hold them.
#[derive(Clone, Debug, FromRow)]
pub struct Texts {
    pub kind: String,
    pub title: String,
    pub number: Option<String>,
    pub dated_on: Option<String>,
    pub body: String,
}

impl Texts {
    /// SM3 over the words and the clauses in their order.
    pub fn seal<'a>(&'a self, clauses: impl Iterator<Item = &'a str>) -> String {
        let optional = [&self.number, &self.dated_on].map(|text| text.as_deref().unwrap_or_default());
        let words = [&self.kind, &self.title, &self.body].map(String::as_str);
        chain::digest(words.into_iter().chain(optional).chain(clauses))
    }
}

pub async fn of_source(tx: &mut Tx, source_id: &str) -> Result<String> {
    let texts = "select kind, title, number, dated_on, body from source where id = $1";
    let texts: Texts = tx.one(texts, args![source_id]).await?.ok_or(Error::NotFound)?;
    let clauses = "select text from clause where source_id = $1 order by position";
    let clauses: Vec<(String,)> = tx.all(clauses, args![source_id]).await?;
    Ok(texts.seal(clauses.iter().map(|row| row.0.as_str())))
}
