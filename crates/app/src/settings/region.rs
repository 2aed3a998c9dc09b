//! Whose settings a page is about.

use super::setting::INSTALLATION;
use crate::access::Viewer;
use crate::args;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::layout::percent_encoded;

/// The region of a settings page, and the ones the viewer may choose from.
#[derive(Clone, Debug)]
pub struct Scope {
    /// `INSTALLATION` or a county.
    pub region: String,
    /// Empty for an administrator of one region.
    pub regions: Vec<String>,
    /// The viewer works for the whole installation.
    pub chooses: bool,
}

impl Scope {
    /// An administrator of a region sees that region alone; the others choose.
    pub async fn of(db: &Db, viewer: &Viewer, asked: &str) -> Result<Scope> {
        viewer.require_administrator()?;
        if let Some(own) = &viewer.region {
            let is_own = asked.is_empty() || asked == own;
            let scope = Scope { region: own.clone(), regions: Vec::new(), chooses: false };
            return if is_own { Ok(scope) } else { Err(Error::NotFound) };
        }
        let rows: Vec<(String,)> = db
            .all(
                "select region from document where region is not null
                 union select region from account where region is not null
                 union select region from review_setting where region <> '' order by 1",
                args![],
            )
            .await?;
        let regions: Vec<String> = rows.into_iter().map(|(region,)| region).collect();
        if asked != INSTALLATION && !regions.iter().any(|region| region == asked) {
            return Err(Error::NotFound);
        }
        Ok(Scope { region: asked.to_owned(), regions, chooses: true })
    }

    pub fn is_installation(&self) -> bool {
        self.region == INSTALLATION
    }

    pub fn name(&self) -> &str {
        if self.is_installation() { "全部区划" } else { &self.region }
    }

    /// What the page's own addresses carry after the `?`.
    pub fn query(&self) -> String {
        if self.is_installation() {
            String::new()
        } else {
            format!("region={}", percent_encoded(&self.region))
        }
    }
}
