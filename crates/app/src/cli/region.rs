//! 区划 as an operator gives them, by code or by name.

use anyhow::Context;
use budget::{Region, RegionCode};

use super::say;
use crate::documents::store::AssumedRegion;
use crate::{App, args};

/// The name of a known code; everything else is taken for a name.
pub fn name_of(given: &str) -> String {
    let given = given.trim();
    Region::by_code(given).map_or(given, |region| &region.name).to_owned()
}

/// The division behind a code. A fictional code bears the name that documents in the database give it, else itself.
pub async fn assumed(app: &App, given: &str) -> anyhow::Result<AssumedRegion> {
    let code =
        RegionCode::new(given.trim()).with_context(|| format!("区划代码应为 6 位数字，而不是“{given}”"))?;
    if let Some(region) = Region::by_code(code.as_str()) {
        return Ok(AssumedRegion { name: region.name.clone(), code });
    }
    let known: Option<(String,)> = app
        .db
        .one(
            "select region from document where region_code = $1 and region is not null order by imported_at, id limit 1",
            args![code.as_str()],
        )
        .await?;
    let name = known.map_or(code.as_str().to_owned(), |(name,)| name);
    say(&format!("内置区划表中没有 {}，按虚构区划处理，名称记为“{name}”", code.as_str()));
    Ok(AssumedRegion { name, code })
}
