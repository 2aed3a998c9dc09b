//! `duji rule`: the list of review rules, those that hold some words, or one rule's page.

use std::io::{self, Write};

use anyhow::bail;
use review::Rule;
use serde::Serialize;

use super::Status;
use super::columns::{self, Align};
use crate::rules::search::{self, Query};

/// 列出或检索审核规则，或显示一条规则的说明
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 规则编号，如 SB-01；或检索词，如 三公，多个词要同时出现；不写则列出全部
    #[arg(value_name = "编号或检索词")]
    words: Vec<String>,
    /// 输出格式：text（供人阅读，默认）或 json（每条规则一行）
    #[arg(long, value_name = "格式", value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Serialize)]
struct RuleJson {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    basis: &'static str,
    page: &'static str,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let asked = args.words.join(" ");
    let is_page = asked.contains(|c: char| c.is_ascii_digit()) && search::is_code(&asked);
    let rules = if is_page { vec![named(&asked)?] } else { holding(&asked)? };
    let text = match args.format {
        Format::Text if is_page => rules.into_iter().map(page).collect(),
        Format::Text => list(&rules),
        Format::Json => rules.into_iter().map(json).collect::<Result<String, _>>()?,
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Status::Clean)
}

/// The rule of a code, whatever its case; otherwise a message that names the nearest.
pub fn named(code: &str) -> anyhow::Result<&'static Rule> {
    let code = code.trim().to_uppercase();
    if let Some(rule) = review::rules().iter().find(|rule| rule.code == code) {
        return Ok(rule);
    }
    let nearest = review::rules().iter().min_by_key(|rule| distance(rule.code, &code));
    match nearest {
        Some(rule) => bail!("没有审核规则 {code}，相近的是 {}（{}）", rule.code, rule.title),
        None => bail!("没有审核规则 {code}"),
    }
}

/// The rules that hold these words; all without any.
fn holding(words: &str) -> anyhow::Result<Vec<&'static Rule>> {
    let found = search::find(&Query { text: words, ..Query::default() });
    if found.is_empty() {
        bail!("没有审核规则提到“{words}”；duji rule 列出全部规则");
    }
    Ok(found)
}

fn list(rules: &[&Rule]) -> String {
    let head = ["编号", "级别", "审核内容"].map(str::to_owned).to_vec();
    let row = |rule: &&Rule| [rule.code, rule.severity.word(), rule.title].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rules.iter().map(row)).collect();
    columns::lines(&rows, &[Align::Left; 3]).join("\n") + "\n"
}

/// The page under a head of its own instead of its first heading.
fn page(rule: &Rule) -> String {
    let Rule { code, title, basis, page, .. } = rule;
    let page = page.trim();
    let body =
        page.split_once('\n').filter(|(first, _)| first.starts_with("# ")).map_or(page, |(_, rest)| rest);
    format!("{code} {title}\n级别：{}\n依据：{basis}\n\n{}\n", rule.severity.word(), body.trim())
}

fn json(rule: &Rule) -> serde_json::Result<String> {
    let Rule { code, title, severity, basis, page, .. } = rule;
    let line = serde_json::to_string(&RuleJson { code, severity: severity.key(), title, basis, page })?;
    Ok(line + "\n")
}

/// How many characters must change to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let mut costs: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = costs[0];
        costs[0] = i + 1;
        for (j, cb) in b.chars().enumerate() {
            let change = diagonal + usize::from(ca != cb);
            diagonal = costs[j + 1];
            costs[j + 1] = change.min(costs[j] + 1).min(diagonal + 1);
        }
    }
    costs[b.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_changes() {
        assert_eq!(distance("SB-01", "SB-01"), 0);
        assert_eq!(distance("SB-01", "SB01"), 1);
        assert_eq!(distance("SB-01", "SX-10"), 3);
        assert_eq!(distance("", "SB"), 2);
    }
}
