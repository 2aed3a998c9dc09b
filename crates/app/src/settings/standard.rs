//! 审核口径: the rules of this program and the settings of a region, as one word that documents carry.

use std::sync::LazyLock;

use review::Settings;

use super::setting;
use crate::db::Db;
use crate::error::Result;
use crate::ids;

/// What a region's documents are reviewed with.
#[derive(Clone, Debug)]
pub struct Standard {
    pub settings: Settings,
    /// Changes whenever the rules or the settings do.
    pub stamp: String,
}

impl Standard {
    pub async fn of(db: &Db, region: Option<&str>) -> Result<Standard> {
        let settings = setting::in_force(db, region).await?.settings();
        let hash = ids::sha256(format!("{}\n{settings:?}", rules_version()).as_bytes());
        Ok(Standard { settings, stamp: hash.chars().take(16).collect() })
    }

    /// The stamp of a document that could not be reviewed with this.
    pub fn failed(&self) -> String {
        format!("{}!", self.stamp)
    }
}

/// The rules of this program: its version, and a hash of their codes, titles and severities.
pub fn rules_version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let rule = |rule: &review::Rule| format!("{}\t{}\t{}\n", rule.code, rule.title, rule.severity.key());
        let rules: String = review::rules().iter().map(rule).collect();
        let hash: String = ids::sha256(rules.as_bytes()).chars().take(8).collect();
        format!("{}（{} 条，{hash}）", env!("CARGO_PKG_VERSION"), review::rules().len())
    });
    &VERSION
}
