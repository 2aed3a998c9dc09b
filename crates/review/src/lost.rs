//! 漏行: one row left out of several tables makes the same sum miss by the same amount in each of them.

use std::collections::{BTreeMap, BTreeSet};

use budget::Money;

use crate::Finding;

/// Sums of items below a class or section.
const CODE: &str = "SB-01";

/// Puts such findings together, the first with the others under it.
pub fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    // In two columns of one table, a wrong figure does the same.
    let mut tables: BTreeMap<(String, i64), BTreeSet<String>> = BTreeMap::new();
    for finding in &findings {
        if let Some(key) = key(finding) {
            tables.entry(key).or_default().insert(table(finding).to_owned());
        }
    }
    let mut heads: BTreeMap<(String, i64), usize> = BTreeMap::new();
    let mut out: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let Some(key) = key(&finding).filter(|key| tables[key].len() > 1) else {
            out.push(finding);
            continue;
        };
        match heads.get(&key) {
            Some(head) => {
                let mut finding = finding;
                let below = std::mem::take(&mut finding.consequences);
                out[*head].consequences.extend(std::iter::once(finding).chain(below));
            }
            None => {
                heads.insert(key, out.len());
                out.push(of_lost_row(finding));
            }
        }
    }
    out
}

/// The code of the class or section, and by how much its items fall short.
fn key(finding: &Finding) -> Option<(String, i64)> {
    let short = finding.difference.filter(|difference| *difference > 0)?;
    let label = &finding.operands.first().filter(|_| finding.code == CODE)?.label;
    let code = label.split(' ').find(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))?;
    Some((code.to_owned(), short))
}

/// The name of the table, with which every label begins.
fn table(finding: &Finding) -> &str {
    finding.operands.first().and_then(|operand| operand.label.split(' ').next()).unwrap_or_default()
}

fn of_lost_row(mut finding: Finding) -> Finding {
    let gap = Money::from_fen(finding.difference.unwrap_or_default());
    finding.message += "；几张表都差这个数，像是漏印了一行";
    finding.suggestion = format!("补印漏掉的 {gap} 万元的科目；没有漏行的，核对合计");
    finding
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    #[test]
    fn a_row_left_out_of_several_tables_is_one_finding() {
        let table = |title: &str, row: &str| {
            format!(
                "**{title}**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
                 |  | 合计 | 35.00 | 25.00 | 10.00 |\n| 208 | 社会保障和就业支出 | 5.00 | 5.00 |  |\n\
                 | 20805 | 行政事业单位养老支出 | 5.00 | 5.00 |  |\n| 2080501 | 行政单位离退休 | 5.00 | 5.00 |  |\n\
                 | 213 | 农林水支出 | 30.00 | 20.00 | 10.00 |\n\
                 | 21303 | 水利 | 30.00 | 20.00 | 10.00 |\n| 2130301 | 行政运行 | 12.00 | 12.00 |  |\n\
                 | 2130350 | 事业运行 | 8.00 | 8.00 |  |\n{row}\n"
            )
        };
        let found = |row: &str| {
            let summary = "**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n\
                           | 一、一般公共预算拨款 | 35.00 | 一、社会保障和就业支出 | 5.00 |\n|  |  | 二、农林水支出 | 30.00 |\n\
                           | 收入总计 | 35.00 | 支出总计 | 35.00 |\n\n";
            let text =
                summary.to_owned() + &table("支出总表", row) + &table("一般公共预算财政拨款支出表", row);
            let report = review(&example::document(&text), &Settings::default());
            let found = report.findings.into_iter().filter(|finding| finding.code == "SB-01");
            found.map(|finding| (finding.message, finding.consequences.len())).collect::<Vec<_>>()
        };
        assert!(found("| 2130306 | 水利工程运行与维护 | 10.00 |  | 10.00 |\n").is_empty());
        let lost = found("");
        assert!(lost.len() == 1 && lost[0].1 > 0, "{lost:?}");
        assert!(lost[0].0.contains("高 10.00 万元") && lost[0].0.contains("漏印了一行"), "{lost:?}");
    }
}
