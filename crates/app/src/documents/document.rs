//! 材料: what lists and heads show of a document, loaded by viewer.

use budget::DocumentKind;
use sqlx::FromRow;

use crate::access::Viewer;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::{args, clock};

/// Which documents `$1` (account) and `$2` (region) of [`Viewer::scope`] leave visible.
#[macro_export]
macro_rules! visible {
    () => {
        "($1 is null or exists (select 1 from document_access a where a.document_id = document.id and a.account_id = $1))
         and ($2 is null or document.region = $2)"
    };
}

/// The columns of [`Document`].
#[macro_export]
macro_rules! document_columns {
    () => {
        "document.id, file_hash, file_name, n_bytes, kind, fiscal_year, region, department_code, department_name,
         imported_at, n_errors, n_warnings, n_hints, n_passed, n_failed, n_undecided, n_waived, not_applicable, reviewed_with"
    };
}

#[derive(Clone, Debug, FromRow)]
pub struct Document {
    pub id: String,
    pub file_hash: String,
    pub file_name: String,
    pub n_bytes: i64,
    pub kind: String,
    pub fiscal_year: Option<i64>,
    pub region: Option<String>,
    pub department_code: Option<String>,
    pub department_name: Option<String>,
    pub imported_at: i64,
    pub n_errors: i64,
    pub n_warnings: i64,
    pub n_hints: i64,
    pub n_passed: i64,
    pub n_failed: i64,
    pub n_undecided: i64,
    /// 已豁免的问题，不计入错误、警告和提示
    pub n_waived: i64,
    pub not_applicable: String,
    /// The stamp of the rules and settings it was reviewed with.
    pub reviewed_with: Option<String>,
}

impl Document {
    pub async fn by_id(db: &Db, viewer: &Viewer, id: &str) -> Result<Document> {
        let (account, region) = viewer.scope();
        let found = db
            .one(
                concat!("select ", document_columns!(), " from document where ", visible!(), " and id = $3"),
                args![account, region, id],
            )
            .await?;
        found.ok_or(Error::NotFound)
    }

    /// The department as its document names it, else the name of the file.
    pub fn department(&self) -> &str {
        self.department_name.as_deref().unwrap_or(&self.file_name)
    }

    pub fn kind_name(&self) -> &'static str {
        DocumentKind::from_key(&self.kind).map_or("", DocumentKind::name)
    }

    pub fn year(&self) -> String {
        self.fiscal_year.map_or("年度未知".to_owned(), |year| format!("{year} 年"))
    }

    pub fn region_name(&self) -> &str {
        self.region.as_deref().unwrap_or("区划未知")
    }

    pub fn imported(&self) -> String {
        clock::local(self.imported_at)
    }

    pub fn n_findings(&self) -> i64 {
        self.n_errors + self.n_warnings + self.n_hints
    }

    pub fn n_not_applicable(&self) -> usize {
        self.not_applicable.split(',').filter(|code| !code.is_empty()).count()
    }

    pub fn is_disclosure(&self) -> bool {
        self.kind == DocumentKind::Disclosure.key()
    }
}
