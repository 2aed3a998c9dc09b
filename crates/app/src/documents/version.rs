//! 各版本: documents of one department, kind and year in the order of their import, and what a correction mended.

use std::collections::HashMap;

use super::document::Document;
use super::rows::report::StoredFinding;
use crate::access::Viewer;
use crate::db::Db;
use crate::error::Result;
use crate::{args, document_columns, visible};

/// All versions the viewer may see, the first one first, this document among them.
pub async fn all(db: &Db, viewer: &Viewer, document: &Document) -> Result<Vec<Document>> {
    let (account, region) = viewer.scope();
    let found: Vec<Document> = db
        .all(
            concat!(
                "select ",
                document_columns!(),
                " from document join (select series as own_series, fiscal_year as own_year from document where id = $3) own
                     on document.series = own_series and document.fiscal_year = own_year
                 where ",
                visible!(),
                " order by imported_at, document.id"
            ),
            args![account, region, &document.id],
        )
        .await?;
    Ok(if found.is_empty() { vec![document.clone()] } else { found })
}

/// A finding with its number on the page of its document.
pub type Numbered<'a> = (usize, &'a StoredFinding);

/// What became of the findings of one version in the next.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// 已改正, of the version before
    pub mended: Vec<Numbered<'a>>,
    /// 仍存在, of the later version
    pub remaining: Vec<Numbered<'a>>,
    /// 新出现, of the later version
    pub new: Vec<Numbered<'a>>,
}

impl<'a> Change<'a> {
    /// Compares as multisets: of three equal findings before and two after, one is mended. A cause that used to be the
    /// consequence of another one is not new. Waived findings are passed over on either side.
    pub fn between(before: &'a [StoredFinding], after: &'a [StoredFinding]) -> Change<'a> {
        let (mut known, mut left) = (identities(before), identities(after));
        let mut change = Change::default();
        for (number, stored) in open(after) {
            let list = if take(&mut known, stored) { &mut change.remaining } else { &mut change.new };
            list.push((number, stored));
        }
        change.mended = open(before).filter(|(_, stored)| !take(&mut left, stored)).collect();
        change
    }
}

fn open(findings: &[StoredFinding]) -> impl Iterator<Item = Numbered<'_>> {
    (1..).zip(findings).filter(|(_, stored)| stored.waiver.is_none())
}

/// How often each finding stands there, as a cause or as a consequence.
fn identities(findings: &[StoredFinding]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for cause in findings {
        for finding in std::iter::once(&cause.finding).chain(&cause.finding.consequences) {
            *counts.entry(finding.identity()).or_default() += 1;
        }
    }
    counts
}

fn take(counts: &mut HashMap<String, usize>, stored: &StoredFinding) -> bool {
    match counts.get_mut(&stored.finding.identity()) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use budget::Place;
    use review::{Finding, Severity};

    use super::*;

    fn finding(message: &str, consequences: Vec<Finding>) -> Finding {
        Finding {
            code: "SB-01",
            severity: Severity::Error,
            place: Place::line(1),
            excerpt: String::new(),
            message: message.to_owned(),
            suggestion: String::new(),
            basis: "",
            operands: Vec::new(),
            formula: None,
            difference: None,
            tolerance: None,
            consequences,
        }
    }

    fn stored(finding: Finding) -> StoredFinding {
        StoredFinding { finding, statement_hash: None, waiver: None }
    }

    fn messages(list: &[Numbered<'_>]) -> Vec<(usize, String)> {
        list.iter().map(|(number, stored)| (*number, stored.finding.message.clone())).collect()
    }

    #[test]
    fn equal_findings_are_counted() {
        let before = ["甲高 1.00 万元", "甲高 2.00 万元", "乙"].map(|m| stored(finding(m, vec![])));
        let after = ["甲高 3.00 万元", "丙"].map(|m| stored(finding(m, vec![])));
        let change = Change::between(&before, &after);
        assert_eq!(messages(&change.remaining), [(1, "甲高 3.00 万元".to_owned())]);
        assert_eq!(messages(&change.new), [(2, "丙".to_owned())]);
        assert_eq!(messages(&change.mended), [(2, "甲高 2.00 万元".to_owned()), (3, "乙".to_owned())]);
    }

    #[test]
    fn a_consequence_that_stays_alone_is_not_new() {
        let before = [stored(finding("甲", vec![finding("乙", vec![])]))];
        let after = [stored(finding("乙", vec![]))];
        let change = Change::between(&before, &after);
        assert_eq!((change.mended.len(), change.remaining.len(), change.new.len()), (1, 1, 0));
    }
}
