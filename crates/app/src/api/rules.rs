//! 规则: the list and each rule's page as Markdown.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Asked, Refused, Result};
use crate::access::Viewer;
use crate::error::Error;
use crate::extract::Address;
use crate::rules::{family, show as rule_page};

/// 规则 a review rule
#[derive(Debug, Serialize, ToSchema)]
pub struct Rule {
    code: &'static str,
    title: &'static str,
    family: &'static str,
    /// `error`, `warning` or `hint`
    severity: &'static str,
    basis: &'static str,
}

/// 规则及说明 a rule with its page
#[derive(Debug, Serialize, ToSchema)]
pub struct RulePage {
    #[serde(flatten)]
    rule: Rule,
    /// Markdown
    page: &'static str,
}

/// 全部规则 All rules
#[utoipa::path(get, path = "/rules", operation_id = "list_rules", tag = "rules",
    responses((status = 200, description = "规则 rules", body = [Rule]), Refused))]
pub async fn list(Asked(_): Asked<Viewer>) -> Json<Vec<Rule>> {
    Json(review::rules().iter().map(Rule::from).collect())
}

/// 一条规则 One rule
#[utoipa::path(get, path = "/rules/{code}", operation_id = "rule", tag = "rules",
    params(("code" = String, Path)),
    responses((status = 200, description = "规则及说明 the rule and its page", body = RulePage), Refused))]
pub async fn show(
    Asked(_): Asked<Viewer>,
    Asked(Address(code)): Asked<Address<String>>,
) -> Result<Json<RulePage>> {
    let rule = rule_page::named(&code).ok_or(Error::NotFound)?;
    Ok(Json(RulePage { rule: Rule::from(rule), page: rule.page }))
}

impl From<&review::Rule> for Rule {
    fn from(rule: &review::Rule) -> Rule {
        let review::Rule { code, title, severity, basis, .. } = rule;
        Rule { code, title, family: family::name(rule), severity: severity.key(), basis }
    }
}
