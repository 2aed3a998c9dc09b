//! 订正: one slip in a code, a row or the head of a table breaks many checks at once. What may be meant is read off the
//! other tables and tried: where the review of the corrected document lacks findings and has no new ones, the slip is
//! the finding and what it broke hangs under it.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use budget::{Amount, BudgetDocument, BudgetTable, Measure, Money, Place, TableRow};

use crate::codes::{code_named, code_tree, parent_of};
use crate::{Finding, Report, Severity};

/// Each try is a review of the whole document.
const MOST_TRIES: usize = 8;

/// The rules that name a slip.
const NAMING: [&str; 7] = ["CL-01", "CL-02", "CL-03", "CL-04", "CL-09", "SB-13", "ST-06"];

/// A slip and what may have been meant. Tables and rows by index.
#[derive(Clone, Debug)]
enum Correction {
    Code { table: usize, row: usize, code: String },
    SingleRow { table: usize, row: usize },
    Measure { table: usize, measure: Measure },
    Sign { table: usize, row: usize, cell: usize },
}

/// Tries the corrections that a report with several findings suggests, and folds what they settle.
pub fn fold(document: &BudgetDocument, report: Report, review: impl Fn(&BudgetDocument) -> Report) -> Report {
    let mut candidates = Vec::new();
    if grave(&report.findings).count() > 1 && flat(&report.findings).any(|f| NAMING.contains(&f.code)) {
        candidates = self::candidates(document);
    }
    candidates
        .retain(|candidate| flat(&report.findings).any(|finding| candidate.is_named_by(document, finding)));
    if candidates.is_empty() {
        return report;
    }
    candidates.truncate(MOST_TRIES);
    let (mut corrected, mut folded, mut heads) = (document.clone(), report.clone(), Vec::new());
    // A row taken out moves those behind it: last of all, and from the end.
    candidates.sort_by_key(|correction| match correction {
        Correction::SingleRow { row, .. } => Some(Reverse(*row)),
        _ => None,
    });
    for correction in candidates {
        let mut tried = corrected.clone();
        correction.apply(&mut tried);
        let after = review(&tried);
        if let Some(head) = correction.head(document, &folded, &after) {
            heads.push(head);
            folded.findings = after.findings;
            corrected = tried;
        }
    }
    folded.findings.extend(heads);
    Report { findings: folded.findings, ..report }.sorted()
}

fn grave(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.severity > Severity::Hint)
}

fn flat(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.consequences))
}

impl Correction {
    fn apply(&self, document: &mut BudgetDocument) {
        match self {
            Correction::Code { table, row, code } => {
                let slip = document.tables[*table].rows[*row].clone();
                let name = slip.normal_name();
                let rows = document.tables.iter_mut().flat_map(|table| &mut table.rows);
                // Tables that one program prints repeat its slip.
                for row in rows.filter(|row| row.code == slip.code && row.normal_name() == name) {
                    row.code = Some(code.clone());
                }
            }
            Correction::SingleRow { table, row } => {
                document.tables[*table].rows.remove(*row);
            }
            Correction::Measure { table, measure } => {
                let table = &mut document.tables[*table];
                table.measure = *measure;
                for head in &mut table.heads {
                    for word in ["万元", "元"] {
                        if let Some(before) = head.value.strip_suffix(word) {
                            head.value = format!("{before}{}", measure.word());
                            break;
                        }
                    }
                }
                for (_, amount) in table.rows.iter_mut().flat_map(|row| &mut row.amounts) {
                    *amount = Amount::read(&amount.printed, *measure, amount.place.clone());
                }
            }
            Correction::Sign { table, row, cell } => {
                let table = &mut document.tables[*table];
                let amount = &mut table.rows[*row].amounts[*cell].1;
                let printed = amount.printed.trim_start_matches(['-', '－', '−']);
                *amount = Amount::read(printed, table.measure, amount.place.clone());
            }
        }
    }

    /// The finding that names the slip, with what it explains; none where the correction does not bear itself out.
    fn head(&self, document: &BudgetDocument, before: &Report, after: &Report) -> Option<Finding> {
        let key = |finding: &Finding| (finding.code, finding.place.clone());
        let known: HashSet<_> = flat(&before.findings).map(key).collect();
        let left: HashSet<_> = flat(&after.findings).map(key).collect();
        if flat(&after.findings).any(|finding| !known.contains(&key(finding))) {
            return None;
        }
        let mut settled: Vec<Finding> =
            flat(&before.findings).filter(|finding| !left.contains(&key(finding))).cloned().collect();
        let is_slip = |finding: &Finding| {
            self.rules().contains(&finding.code)
                && self.place(document).is_some_and(|p| same_row(p, &finding.place))
        };
        let at = settled.iter().position(is_slip)?;
        let mut head = settled.remove(at);
        if settled.is_empty() {
            return None;
        }
        for finding in &mut settled {
            finding.consequences.clear();
        }
        settled.sort_by(|a, b| a.place.cmp(&b.place));
        head.suggestion = self.suggestion(document);
        head.severity = settled.iter().map(|finding| finding.severity).max()?.max(head.severity);
        head.consequences = settled;
        Some(head)
    }

    fn is_named_by(&self, document: &BudgetDocument, finding: &Finding) -> bool {
        self.rules().contains(&finding.code)
            && self.place(document).is_some_and(|place| same_row(place, &finding.place))
    }

    /// The rules that name such a slip.
    fn rules(&self) -> &'static [&'static str] {
        match self {
            Correction::Code { .. } => &["CL-02", "CL-01", "CL-04", "CL-03", "CL-09"],
            Correction::SingleRow { .. } => &["CL-04"],
            Correction::Measure { .. } => &["ST-06"],
            Correction::Sign { .. } => &["SB-13"],
        }
    }

    fn place<'d>(&self, document: &'d BudgetDocument) -> Option<&'d Place> {
        let table = |table: &usize| document.tables.get(*table);
        match self {
            Correction::Code { table: t, row, .. } | Correction::SingleRow { table: t, row } => {
                Some(&table(t)?.rows.get(*row)?.place)
            }
            Correction::Measure { table: t, .. } => {
                let table = table(t)?;
                Some(table.heads.first().map_or(&table.place, |head| &head.place))
            }
            Correction::Sign { table: t, row, cell } => {
                Some(&table(t)?.rows.get(*row)?.amounts.get(*cell)?.1.place)
            }
        }
    }

    fn suggestion(&self, document: &BudgetDocument) -> String {
        match self {
            Correction::Code { table, row, code } => {
                let name = document.tables[*table].rows[*row].name.trim();
                format!("“{name}”的编码改为 {code}，其余各处不符随之消失")
            }
            Correction::SingleRow { .. } => "删去重复的一行，其余各处不符随之消失".to_owned(),
            Correction::Measure { measure, .. } => {
                format!("金额单位改为“{}”，其余各处不符随之消失", measure.word())
            }
            Correction::Sign { .. } => "删去负号，其余各处不符随之消失".to_owned(),
        }
    }
}

fn same_row(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Line { line: a, .. }, Place::Line { line: b, .. }) => a == b,
        (Place::Page { page: p, table: t, row: r, .. }, Place::Page { page, table, row, .. }) => {
            (p, t, r) == (page, table, row)
        }
        (Place::Sheet { sheet: s, row: r, .. }, Place::Sheet { sheet, row, .. }) => (s, r) == (sheet, row),
        _ => false,
    }
}

fn candidates(document: &BudgetDocument) -> Vec<Correction> {
    let mut all = measures(document);
    all.extend(repeated(document));
    all.extend(signs(document));
    all.extend(codes(document));
    all
}

/// A table in another measure than all others.
fn measures(document: &BudgetDocument) -> Vec<Correction> {
    let stated: Vec<(usize, &BudgetTable)> =
        document.tables.iter().enumerate().filter(|(_, table)| !table.is_empty()).collect();
    let others =
        |at: usize| stated.iter().filter(move |(index, _)| *index != at).map(|(_, table)| table.measure);
    let odd = stated.iter().filter_map(|(at, table)| {
        let measure = others(*at).next().filter(|measure| *measure != table.measure)?;
        let alone = stated.len() > 2 && others(*at).all(|other| other == measure);
        alone.then_some(Correction::Measure { table: *at, measure })
    });
    odd.collect()
}

/// A row printed twice, word for word.
fn repeated(document: &BudgetDocument) -> Vec<Correction> {
    let is_same = |a: &TableRow, b: &TableRow| {
        let printed = |row: &TableRow| row.amounts.iter().map(|(_, a)| a.printed.clone()).collect::<Vec<_>>();
        a.code.is_some() && a.code == b.code && a.name == b.name && printed(a) == printed(b)
    };
    let rows = document.tables.iter().enumerate().flat_map(|(table, t)| {
        let pairs = t.rows.windows(2).enumerate();
        pairs.filter(move |(_, pair)| is_same(&pair[0], &pair[1])).map(move |(row, _)| (table, row + 1))
    });
    rows.map(|(table, row)| Correction::SingleRow { table, row }).collect()
}

fn signs(document: &BudgetDocument) -> Vec<Correction> {
    let mut all = Vec::new();
    for (table, t) in document.tables.iter().enumerate() {
        for (row, r) in t.rows.iter().enumerate() {
            let negative =
                |(_, amount): &(_, Amount)| amount.money().is_some_and(|money| money < Money::ZERO);
            let cells = r.amounts.iter().enumerate().filter(|(_, cell)| negative(cell));
            all.extend(cells.map(|(cell, _)| Correction::Sign { table, row, cell }));
        }
    }
    all
}

/// A code that no other table prints for its name, where another one does or the list knows the name.
fn codes(document: &BudgetDocument) -> Vec<Correction> {
    let mut elsewhere: HashMap<String, HashSet<(usize, &str)>> = HashMap::new();
    for (table, t) in document.tables.iter().enumerate() {
        for (name, code) in t.rows.iter().filter_map(named) {
            elsewhere.entry(name).or_default().insert((table, code));
        }
    }
    let mut all = Vec::new();
    for (table, t) in document.tables.iter().enumerate() {
        let Some(tree) = code_tree(t) else { continue };
        let own: HashSet<&str> = t.rows.iter().filter_map(|row| row.code.as_deref()).collect();
        for (row, r) in t.rows.iter().enumerate() {
            let Some((name, code)) = named(r) else { continue };
            let others = elsewhere.get(&name).into_iter().flatten().filter(|(at, _)| *at != table);
            let printed: HashSet<&str> = others.map(|(_, code)| *code).collect();
            // A slip that no code of the tree can be may stand in all of them.
            if printed.contains(code) && tree.fits(code) {
                continue;
            }
            let is_meant =
                |other: &&str| other.len() == code.len() && tree.fits(other) && !own.contains(other);
            let meant = printed.iter().copied().filter(is_meant);
            let listed = || {
                let parents: Vec<&str> = parent_of(code).into_iter().collect();
                let entry = code_named(tree, &name, &parents, document.fiscal_year)?;
                (entry.code != code && !own.contains(entry.code.as_str())).then_some(entry.code.as_str())
            };
            let mut meant: Vec<&str> = meant.collect();
            meant.sort_unstable();
            if meant.is_empty() {
                meant.extend(listed());
            }
            all.extend(meant.into_iter().take(2).map(|code| Correction::Code {
                table,
                row,
                code: code.to_owned(),
            }));
        }
    }
    all
}

fn named(row: &TableRow) -> Option<(String, &str)> {
    Some((row.normal_name(), row.code.as_deref()?)).filter(|(name, _)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    fn tables(change: impl Fn(&str, &str) -> String) -> String {
        const ROWS: [[&str; 3]; 7] = [
            ["", "合计", "9.00"],
            ["201", "一般公共服务支出", "5.00"],
            ["20126", "档案事务", "5.00"],
            ["2012604", "档案馆", "5.00"],
            ["221", "住房保障支出", "4.00"],
            ["22102", "住房改革支出", "4.00"],
            ["2210201", "住房公积金", "4.00"],
        ];
        let table = |title: &str| {
            let row = |row: &[&str; 3]| {
                change(title, &format!("| {} | {} | {} | {} |  |\n", row[0], row[1], row[2], row[2]))
            };
            let rows: String = ROWS.iter().map(row).collect();
            format!(
                "**{title}**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n{rows}\n"
            )
        };
        table("支出总表") + &table("一般公共预算财政拨款支出表")
    }

    #[test]
    fn a_slip_in_a_code_is_one_finding() {
        let text = tables(|title, row| match title {
            "支出总表" => row.replace("| 20126 |", "| 21026 |"),
            _ => row.to_owned(),
        });
        let report = review(&example::document(&text), &Settings::default());
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["CL-02"], "{:#?}", report.findings);
        assert!(report.findings[0].suggestion.contains("改为 20126"), "{}", report.findings[0].suggestion);
        assert!(report.findings[0].consequences.len() > 2);
    }

    #[test]
    fn a_slip_that_two_tables_repeat_is_one_finding() {
        let text = tables(|_, row| row.replace("| 20126 |", "| 71026 |"));
        let report = review(&example::document(&text), &Settings::default());
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["CL-01"], "{:#?}", report.findings);
    }

    #[test]
    fn a_row_printed_twice_is_one_finding() {
        let text = tables(|title, row| match title {
            "支出总表" if row.contains("2012604") => row.repeat(2),
            _ => row.to_owned(),
        });
        let report = review(&example::document(&text), &Settings::default());
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["CL-04"], "{:#?}", report.findings);
    }

    #[test]
    fn a_row_printed_three_times_at_the_end_is_named_twice() {
        let text = tables(|title, row| match title {
            "支出总表" if row.contains("2210201") => row.repeat(3),
            _ => row.to_owned(),
        });
        let report = review(&example::document(&text), &Settings::default());
        let repeated = report.findings.iter().filter(|finding| finding.code == "CL-04");
        assert_eq!(repeated.count(), 2, "{:#?}", report.findings);
    }

    #[test]
    fn two_slips_are_two_findings() {
        let text = tables(|title, row| match title {
            "支出总表" => {
                row.replace("| 20126 |", "| 21026 |").replace("| 9.00 | 9.00 |", "| 8.00 | 9.00 |")
            }
            _ => row.to_owned(),
        });
        let report = review(&example::document(&text), &Settings::default());
        assert_eq!(report.findings.len(), 2, "{:#?}", report.findings);
        assert!(report.findings.iter().any(|f| f.message.contains("合计 低 1.00")), "{:#?}", report.findings);
    }
}
