//! CL-02: code and name do not belong together in the edition of the document's year.

use std::collections::HashSet;

use budget::{BudgetDocument, BudgetTable, Classification, CodeEntry, CodeTree, Evidence, FiscalYear, Side};

use crate::checks::{Checks, Fault};
use crate::codes::{Coded, code_named, coded_rows, coded_tables, differ_by_slip, is_slip, parent_of};
use crate::term::row_text;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "CL-02",
    title: "科目编码与名称不符",
    severity: Severity::Error,
    basis: basis::CODES,
    page: include_str!("name_differs_from_code.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let year = doc.fiscal_year;
    let mut hinted = HashSet::new();
    class_names(doc, out);
    for (table, tree) in coded_tables(doc) {
        for coded in coded_rows(doc, table).filter(|coded| tree.fits(coded.code)) {
            let name = coded.row.normal_name();
            if name.is_empty() {
                let reason = format!("{}有的科目没有读到名称，编码与名称不能核对", table.kind.name());
                out.undecided(reason, Some(&coded.row.place));
                continue;
            }
            let Some(verdict) = judge(table, tree, &coded, &name, year) else {
                out.pass();
                continue;
            };
            let Some(verdict) = verdict else {
                let reason = format!("{}有的科目不在参考名单中，编码与名称没有核对", table.kind.name());
                out.undecided(reason, Some(&coded.row.place));
                continue;
            };
            if verdict.severity > Severity::Hint || hinted.insert((coded.code, name)) {
                let Verdict { message, suggestion, severity } = verdict;
                let fault = Fault::new(&coded.row.place, row_text(coded.row), message, suggestion);
                out.fail(fault.at_most(severity));
            }
        }
    }
}

/// The classes of 收支总表 are printed without codes: only a slip of the pen is certain.
fn class_names<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let list = budget::function();
    let classes: Vec<(&str, String)> = (list.entries().filter(|entry| entry.code.len() == 3))
        .map(|entry| (entry.name.as_str(), budget::normal_name(&entry.name)))
        .collect();
    for table in doc.tables.iter().filter(|table| table.kind.is_two_sided()) {
        for row in table.side(Side::Expenditure) {
            let name = row.normal_name();
            if list.named(&name).next().is_some() {
                continue;
            }
            let mut near =
                classes.iter().filter(|(_, class)| is_slip(&name, class) && !is_only_suffix(&name, class));
            let Some((class, _)) = near.next() else { continue };
            let printed = row.name.trim();
            let message = format!("{}“{printed}”与类的名称“{class}”只差一字", table.kind.name());
            let fault = Fault::new(&row.place, row_text(row), message, format!("名称改为“{class}”"));
            out.fail(fault.at_most(Severity::Warning));
        }
    }
}

struct Verdict {
    severity: Severity,
    message: String,
    suggestion: String,
}

/// `None` where code and name agree, and inside where the list has neither.
fn judge(
    table: &BudgetTable,
    tree: CodeTree,
    coded: &Coded<'_>,
    name: &str,
    year: Option<FiscalYear>,
) -> Option<Option<Verdict>> {
    let list = Classification::of(tree);
    let names = list.names_of(coded.code);
    let valid = |entry: &&CodeEntry| year.is_none_or(|year| entry.is_valid_in(year));
    let is_meant = |entry: &CodeEntry| entry.is_named(name) || is_same(name, &entry.name);
    if names.iter().filter(valid).any(is_meant) {
        return None;
    }
    let parents: Vec<&str> = parent_of(coded.code).into_iter().collect();
    let is_near = |entry: &&CodeEntry| {
        parent_of(&entry.code) == parent_of(coded.code) || differ_by_slip(&entry.code, coded.code)
    };
    let other = code_named(tree, name, &parents, year).filter(|entry| entry.code != coded.code);
    let other = other.filter(is_near);
    let printed = format!("{} {} {}", table.kind.name(), coded.code, coded.row.name.trim());
    Some(match names.iter().find(valid) {
        Some(right) => Some(differs(&printed, coded.code, name, right, other, year)),
        None if names.iter().any(|entry| entry.is_named(name)) => Some(of_other_years(&printed, names, year)),
        None => unknown(&printed, list, coded.code, other),
    })
}

fn differs(
    printed: &str,
    code: &str,
    name: &str,
    right: &CodeEntry,
    other: Option<&CodeEntry>,
    year: Option<FiscalYear>,
) -> Verdict {
    let official = budget::normal_name(&right.name);
    let evidence = other.map_or(right.evidence, |other| other.evidence.max(right.evidence));
    let by_evidence = if evidence == Evidence::Recalled { Severity::Warning } else { Severity::Error };
    let (first, last) = Classification::COMPARED;
    let severity = match year.map(FiscalYear::number) {
        _ if is_only_suffix(name, &official) => Severity::Hint,
        Some(year) if year < first && !is_slip(name, &official) => Severity::Hint,
        Some(year) if year < first => by_evidence.min(Severity::Warning),
        Some(year) if year > last && other.is_none() && !is_slip(name, &official) => {
            by_evidence.min(Severity::Warning)
        }
        _ => by_evidence,
    };
    let message = format!("{printed} 的编码与名称不符：{code} 是“{}”{}", right.name, belongs(other));
    let suggestion = match other {
        Some(other) => format!("编码无误的，名称改为“{}”；名称无误的，编码改为 {}", right.name, other.code),
        None => format!("名称改为“{}”；若列的是别的科目，改正编码", right.name),
    };
    Verdict { severity, message, suggestion }
}

/// 对个人和家庭补助 for 对个人和家庭的补助, 资本金注入（基本建设） for 资本金注入.
fn is_same(name: &str, official: &str) -> bool {
    let plain = |name: &str| budget::normal_name(name).replace('的', "");
    let (name, official) = (plain(name), plain(official));
    let remark = |name: &str| name.ends_with([')', '）']).then(|| name.rfind(['(', '（'])).flatten();
    name == official || remark(&name).is_some_and(|at| name[..at] == official)
}

/// 一般公共服务 for 一般公共服务支出, 其他交通费 for 其他交通费用.
fn is_only_suffix(a: &str, b: &str) -> bool {
    let stem = |name: &str| name.strip_suffix("支出").or(name.strip_suffix('用')).unwrap_or(name).to_owned();
    stem(a) == stem(b)
}

fn belongs(other: Option<&CodeEntry>) -> String {
    other.map_or_else(String::new, |other| format!("，“{}”是 {}", other.name, other.code))
}

fn of_other_years(printed: &str, names: &[CodeEntry], year: Option<FiscalYear>) -> Verdict {
    let year = year.map_or_else(String::new, |year| format!("{} ", year.number()));
    let spans = names.iter().map(|entry| match (entry.since, entry.until) {
        (Some(since), _) => format!("“{}”自 {since} 年起使用", entry.name),
        (None, Some(until)) => format!("“{}”用到 {until} 年", entry.name),
        (None, None) => format!("“{}”", entry.name),
    });
    let spans = spans.collect::<Vec<_>>().join("，");
    Verdict {
        severity: Severity::Hint,
        message: format!("{printed} 不像是 {year}年的科目：参考名单中{spans}"),
        suggestion: "对照当年《政府收支分类科目》，该年已取消或尚未设立的科目改列现行科目".to_owned(),
    }
}

fn unknown(printed: &str, list: &Classification, code: &str, other: Option<&CodeEntry>) -> Option<Verdict> {
    if let Some(other) = other {
        let certain = other.evidence > Evidence::Recalled;
        return Some(Verdict {
            severity: if certain { Severity::Error } else { Severity::Warning },
            message: format!("{printed} 的编码与名称不符：参考名单中没有 {code}{}", belongs(Some(other))),
            suggestion: format!("编码改为 {}", other.code),
        });
    }
    let has_class = code.get(..3).is_some_and(|class| list.get(class).is_some());
    if has_class && code.len() > 3 {
        return None;
    }
    let class = code.get(..3).unwrap_or(code);
    Some(Verdict {
        severity: Severity::Error,
        message: format!("{printed} 的编码不存在：没有 {class} 类"),
        suggestion: "按科目名称查当年《政府收支分类科目》，改正编码".to_owned(),
    })
}
