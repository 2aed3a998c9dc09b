//! Which documents a batch takes in, and in which order it ranks them.

use budget::DocumentKind;
use serde::Deserialize;

use crate::access::Viewer;
use crate::db::{Args, Value};
use crate::error::{Error, Result};
use crate::layout::percent_encoded;
use crate::{args, clock, visible};

const LONGEST_TEXT: usize = 200;

/// 筛选条件, as the address carries them. Empty means not asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub year: String,
    pub region: String,
    pub kind: String,
    /// 导入日期, `2026-11-21`
    pub day: String,
    /// `all`: earlier versions too
    pub versions: String,
    pub sort: String,
    pub page: String,
}

/// 排序: key, head and order of every column that can lead.
const ORDERS: [(&str, &str); 8] = [
    ("errors", "n_errors desc, n_warnings desc, n_hints desc"),
    ("warnings", "n_warnings desc, n_errors desc, n_hints desc"),
    ("hints", "n_hints desc, n_errors desc, n_warnings desc"),
    ("undecided", "n_undecided desc, n_errors desc"),
    ("passed", "n_passed desc, n_errors"),
    ("department", "department_name nulls last, fiscal_year desc nulls last"),
    ("year", "fiscal_year desc nulls last, department_name nulls last"),
    ("imported", "imported_at desc"),
];

impl Filter {
    /// The documents of the batch under the name `document`, as the `from` clause of a statement.
    pub fn source(&self) -> String {
        let ages = if self.holds_all_versions() { "" } else { "and document.age = 1" };
        format!(
            "from (select document.*, row_number() over (
                     partition by fiscal_year, coalesce(series, document.id),
                         case when fiscal_year is null then document.id end
                     order by imported_at desc, document.id desc) as age
                 from document where {}) document
             where ($3 is null or fiscal_year = $3) and ($4 is null or region = $4) and ($5 is null or kind = $5)
                 and ($6 is null or imported_at >= $6) and ($7 is null or imported_at < $7) {ages}",
            visible!()
        )
    }

    /// `$1` to `$7` of [`Filter::source`].
    pub fn args(&self, viewer: &Viewer) -> Result<Args> {
        if [&self.region, &self.kind].iter().any(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(Error::Invalid(format!("筛选条件太长，请缩短到 {LONGEST_TEXT} 字以内")));
        }
        let (account, region) = viewer.scope();
        let year = asked(&self.year).map(|year| year.parse::<i64>().unwrap_or(-1));
        let (from, until) = match asked(&self.day) {
            None => (None, None),
            Some(day) => {
                let wrong = || Error::Invalid("导入日期写作 2026-11-21 的样子，请改正后再筛选".to_owned());
                let (from, until) = clock::day(day).ok_or_else(wrong)?;
                (Some(from), Some(until))
            }
        };
        Ok(args![account, region, year, asked(&self.region), asked(&self.kind), from, until])
    }

    pub fn holds_all_versions(&self) -> bool {
        self.versions == "all"
    }

    /// Nothing is asked for but a page or an order.
    pub fn is_open(&self) -> bool {
        [&self.year, &self.region, &self.kind, &self.day, &self.versions]
            .iter()
            .all(|asked| asked.trim().is_empty())
    }

    /// The key of the order in force.
    pub fn order_key(&self) -> &'static str {
        ORDERS.iter().find(|(key, _)| *key == self.sort).map_or(ORDERS[0].0, |(key, _)| key)
    }

    pub fn order(&self) -> &'static str {
        ORDERS.iter().find(|(key, _)| *key == self.sort).map_or(ORDERS[0].1, |(_, order)| order)
    }

    pub fn page_number(&self) -> i64 {
        self.page.parse().ok().filter(|page| *page >= 1).unwrap_or(1)
    }

    /// The same batch at another address.
    pub fn address(&self, path: &str, sort: &str, page: i64) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let fields = [
            ("year", self.year.as_str()),
            ("region", &self.region),
            ("kind", &self.kind),
            ("day", &self.day),
            ("versions", &self.versions),
            ("sort", sort),
            ("page", &page),
        ];
        let asked = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> =
            asked.map(|(key, value)| format!("{key}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// 筛选条件 in words.
    pub fn words(&self) -> String {
        let kind = DocumentKind::from_key(&self.kind).map_or("", DocumentKind::name).to_owned();
        let year = asked(&self.year).map(|year| format!("{year} 年")).unwrap_or_default();
        let day = asked(&self.day).map(|day| format!("{day} 导入")).unwrap_or_default();
        let versions = if self.holds_all_versions() { "含旧版" } else { "同一材料只取最新一版" };
        let parts = [year, self.region.trim().to_owned(), kind, day, versions.to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
    }
}

fn asked(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// The window of a page as the last two arguments.
pub fn window(n_rows: i64, page: i64) -> [Value; 2] {
    [Value::from(n_rows), Value::from((page - 1).saturating_mul(n_rows))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_what_was_asked_for() {
        let filter = Filter { year: "2025".into(), region: "云岭县".into(), ..Filter::default() };
        assert_eq!(
            filter.address("/batches", "", 1),
            "/batches?year=2025&region=%E4%BA%91%E5%B2%AD%E5%8E%BF"
        );
        assert_eq!(Filter::default().address("/batches.xlsx", "", 1), "/batches.xlsx");
        assert_eq!(Filter::default().address("/batches", "hints", 3), "/batches?sort=hints&page=3");
    }

    #[test]
    fn an_unknown_order_is_the_first() {
        let filter = Filter { sort: "n_errors; drop table document".into(), ..Filter::default() };
        assert_eq!(filter.order_key(), "errors");
        assert_eq!(filter.order(), ORDERS[0].1);
    }
}
