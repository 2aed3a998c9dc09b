//! The list of documents, and bringing in new ones.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, OriginalUri, State};
use axum::http::Uri;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Asked, Refused, Result, Unusable};
use crate::access::Viewer;
use crate::documents::document::Document;
use crate::documents::filter::{self, Filter};
use crate::documents::new::{self, Answer};
use crate::error::Error;
use crate::extract::Params;
use crate::{App, clock, json};

/// 一页材料 a page of documents
#[derive(Debug, Serialize, ToSchema)]
pub struct Listing {
    documents: Vec<Head>,
    /// 符合条件的总数 exact count over all pages
    total: i64,
    page: i64,
    pages: i64,
    /// 下一页地址 address of the next page
    next: Option<String>,
}

/// 材料 a document as lists show it
#[derive(Debug, Serialize, ToSchema)]
pub struct Head {
    id: String,
    file: String,
    n_bytes: i64,
    /// SHA-256 of the file
    file_hash: String,
    /// `performance_text`, `disclosure` or `performance_section`
    kind: String,
    fiscal_year: Option<i64>,
    region: Option<String>,
    department: json::document::Department,
    /// RFC 3339
    imported_at: String,
    findings: Severities,
    checks: Checks,
    /// 不适用的规则 codes of rules that do not apply
    not_applicable: Vec<String>,
}

/// 要导入的文件 the files to bring in
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described, never built")]
pub struct Upload {
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// 问题数，不含连带 findings by severity
#[derive(Debug, Serialize, ToSchema)]
pub struct Severities {
    errors: i64,
    warnings: i64,
    hints: i64,
    /// 已豁免，不计入以上 waived, in none of the above
    waived: i64,
}

/// 检查数 checks by outcome
#[derive(Debug, Serialize, ToSchema)]
pub struct Checks {
    passed: i64,
    failed: i64,
    undecided: i64,
}

/// 材料列表 The documents the account may see
#[utoipa::path(get, path = "/documents", operation_id = "list_documents", tag = "documents",
    params(
        ("q" = Option<String>, Query, description = "全文检索 search phrase"),
        ("year" = Option<String>, Query, description = "预算年度 fiscal year"),
        ("region" = Option<String>, Query, description = "区划名称 region"),
        ("department" = Option<String>, Query, description = "部门名称的一部分 part of the department's name"),
        ("kind" = Option<String>, Query, description = "`disclosure`, `performance_text`, `performance_section`"),
        ("severity" = Option<String>, Query, description = "有该级别问题 `error`, `warning`, `hint`; `none`"),
        ("sort" = Option<String>, Query, description = "`findings`, `department`, `year`; 默认按导入时间"),
        ("page" = Option<String>, Query, description = "页码，从 1 起；每页 25 份 page from 1, 25 a page"),
    ),
    responses((status = 200, description = "材料 documents", body = Listing), Refused))]
pub async fn list(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    OriginalUri(address): OriginalUri,
    Asked(Params(asked)): Asked<Params<Filter>>,
) -> Result<Json<Listing>> {
    let found = filter::find(&app.db, &viewer, &asked).await?;
    let pages = found.n_pages();
    Ok(Json(Listing {
        documents: found.rows.iter().map(Head::from).collect(),
        total: found.n_total,
        page: found.page,
        pages,
        next: (found.page < pages).then(|| with_page(&address, found.page + 1)),
    }))
}

/// 上传 Brings in one or many files; each gets its own answer
#[utoipa::path(post, path = "/documents", operation_id = "bring_in_documents", tag = "documents",
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "每个文件的结果 what became of each file", body = [Answer]),
        Unusable,
        Refused
    ))]
pub async fn create(
    State(app): State<App>,
    Asked(viewer): Asked<Viewer>,
    sent: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Json<Vec<Answer>>> {
    let upload = sent.map_err(|_| Error::Invalid("请用 multipart/form-data 发送文件".to_owned()))?;
    Ok(Json(new::receive(&app, &viewer, upload).await?))
}

/// The same question with another page.
fn with_page(address: &Uri, page: i64) -> String {
    let pairs = address.query().unwrap_or_default().split('&');
    let kept: Vec<&str> = pairs.filter(|p| !p.is_empty() && !p.starts_with("page=")).collect();
    let page = format!("page={page}");
    let asked: Vec<&str> = kept.into_iter().chain([page.as_str()]).collect();
    format!("{}?{}", address.path(), asked.join("&"))
}

impl From<&Document> for Head {
    fn from(document: &Document) -> Head {
        let (code, name) = (document.department_code.clone(), document.department_name.clone());
        let codes = document.not_applicable.split(',').filter(|code| !code.is_empty());
        Head {
            id: document.id.clone(),
            file: document.file_name.clone(),
            n_bytes: document.n_bytes,
            file_hash: document.file_hash.clone(),
            kind: document.kind.clone(),
            fiscal_year: document.fiscal_year,
            region: document.region.clone(),
            department: json::document::Department { code, name },
            imported_at: clock::iso(document.imported_at),
            findings: Severities {
                errors: document.n_errors,
                warnings: document.n_warnings,
                hints: document.n_hints,
                waived: document.n_waived,
            },
            checks: Checks {
                passed: document.n_passed,
                failed: document.n_failed,
                undecided: document.n_undecided,
            },
            not_applicable: codes.map(str::to_owned).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_asks_the_same_question() {
        let next = |address: &str| with_page(&address.parse().unwrap(), 2);
        assert_eq!(next("/api/v1/documents"), "/api/v1/documents?page=2");
        assert_eq!(next("/api/v1/documents?q=%E5%86%9C&page=1"), "/api/v1/documents?q=%E5%86%9C&page=2");
    }
}
