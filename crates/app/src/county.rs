//! Whose county a page of the organisation is about: the viewer's own, or for an administrator of all the one asked for.

use serde::Deserialize;

use crate::access::Viewer;
use crate::args;
use crate::db::Db;
use crate::error::{Error, Result};

/// What stands after the `?` of such a page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub region: String,
}

/// 本县
#[derive(Clone, Debug)]
pub struct County {
    /// Empty while an installation has no county yet.
    pub name: String,
    /// What an administrator of all may choose from.
    pub choices: Vec<String>,
    pub may_change: bool,
}

impl County {
    /// The county this viewer may see the organisation of.
    pub async fn of(db: &Db, viewer: &Viewer, asked: &str) -> Result<County> {
        let may_change = viewer.keeps_county();
        if !viewer.role.is_of_three() {
            return Ok(County { name: viewer.county()?.to_owned(), choices: Vec::new(), may_change });
        }
        if let Some(region) = &viewer.region {
            return Ok(County { name: region.clone(), choices: Vec::new(), may_change });
        }
        let known: Vec<(String,)> = db
            .all(
                "select region from unit union select region from account where region is not null order by 1",
                args![],
            )
            .await?;
        let choices: Vec<String> = known.into_iter().map(|(region,)| region).collect();
        let asked = asked.trim();
        if asked.chars().count() > 32 || asked.contains(char::is_control) {
            return Err(Error::Invalid("区划名称不超过 32 个字".to_owned()));
        }
        let name =
            if asked.is_empty() { choices.first().cloned().unwrap_or_default() } else { asked.to_owned() };
        Ok(County { name, choices, may_change })
    }

    /// The same for whoever changes it.
    pub async fn to_change(db: &Db, viewer: &Viewer, asked: &str) -> Result<County> {
        let county = County::of(db, viewer, asked).await?;
        if !county.may_change {
            return Err(Error::NotFound);
        }
        if county.name.is_empty() {
            return Err(Error::Invalid("请先选择区划".to_owned()));
        }
        Ok(county)
    }

    /// The same for whoever manages accounts, which 督查室主任 does not.
    pub async fn to_manage(db: &Db, viewer: &Viewer, asked: &str) -> Result<County> {
        viewer.require_administrator()?;
        County::to_change(db, viewer, asked).await
    }

    /// `?region=云岭县`, or nothing where there is only one.
    pub fn query(&self) -> String {
        let is_needed = !self.choices.is_empty() || self.may_change;
        if is_needed {
            format!("?region={}", crate::layout::percent_encoded(&self.name))
        } else {
            String::new()
        }
    }
}
