//! ST-03: a note says that there is nothing, under a table that states amounts.

use budget::{Amount, BudgetDocument, BudgetTable, Decimal, Money, TableKind, normal_name};

use crate::checks::{Checks, Fault};
use crate::term::row_text;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-03",
    title: "表下注明“无”而表内有数",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("note_denies_table.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    for table in &doc.tables {
        let Some(note) = table.note.as_ref().filter(|note| denies_all(table, &note.value)) else { continue };
        let contents: Vec<String> = table.rows.iter().filter(|row| has_number(row)).map(row_text).collect();
        let Some(first) = contents.first() else {
            out.pass();
            continue;
        };
        let (name, n) = (table.kind.name(), contents.len());
        let note_text = note.value.trim();
        // What the list of tables says stands before the table, as the note of one that has none of its own.
        let (said, remedy) = if note.place < table.place {
            (format!("报表目录写明{name}“{note_text}”"), "改正报表目录")
        } else {
            (format!("{name}下注明“{note_text}”"), "删去这条注")
        };
        let message = format!("{said}，表内却有 {n} 行数据，如“{first}”");
        let suggestion = format!("{name}有数据时{remedy}；确实没有时清空表内数据");
        out.fail(Fault::new(&note.place, note_text, message, suggestion));
    }
}

/// `注：无……`, `注：本部门无……`, `空表列示`
pub fn denies(note: &str) -> bool {
    opens_with_nil(note) || denies_by_name(note)
}

fn opens_with_nil(note: &str) -> bool {
    const SUBJECTS: [&str; 8] = ["本部门", "我部门", "本单位", "我单位", "本年度", "本年", "我局", "本表"];
    let note = normal_name(note);
    let text = note.trim_start_matches(['(', '*', '※', '注', '备', '说', '明', ':', '：']);
    let text = SUBJECTS.iter().fold(text, |text, subject| text.strip_prefix(subject).unwrap_or(text));
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = text.trim_start_matches("年度").trim_start_matches('年');
    let text = SUBJECTS.iter().fold(text, |text, subject| text.strip_prefix(subject).unwrap_or(text));
    text.starts_with('无')
        || text.starts_with("没有")
        || ["空表", "表为空", "表格为空", "是否为空:是", "无数据"].iter().any(|words| note.contains(words))
}

/// `某局2026年没有使用……安排的支出`: who has none stands before it, by name.
fn denies_by_name(note: &str) -> bool {
    let note = normal_name(note);
    let text = note.trim_end_matches([')', '。']);
    ["没有使用", "没有安排", "未安排"].iter().any(|words| text.contains(words))
        && ["支出", "收入", "预算"].iter().any(|end| text.ends_with(end))
}

/// A note may also deny a part of the table: `注：无因公出国（境）费用` under “三公”经费.
fn denies_all(table: &BudgetTable, note: &str) -> bool {
    const ALL: [&str; 9] =
        ["空表", "表为空", "表格为空", "是否为空:是", "表无数据", "无此项", "无该项", "无相关", "没有数据"];
    let subjects: &[&str] = match table.kind {
        TableKind::ThreePublics => &["三公"],
        TableKind::GovernmentFundExpenditure => &["基金"],
        TableKind::StateCapitalExpenditure => &["国有资本"],
        TableKind::Procurement => &["采购"],
        TableKind::Assets => &["固定资产", "资产占用"],
        // 未安排上年结转支出 is a part of it.
        _ if !opens_with_nil(note) => return false,
        _ => &["预算", "收支", "收入", "支出"],
    };
    let text = normal_name(note);
    let said = text.trim_start_matches(['(', '*', '※', '注', '备', '说', '明', ':', '：']);
    // 若为空表，则……: a word of the template for whom it concerns.
    if said.starts_with(['若', '如']) {
        return false;
    }
    denies(note) && ALL.iter().chain(subjects).any(|words| text.contains(words))
}

fn has_number(row: &budget::TableRow) -> bool {
    let is_amount = |amount: &Amount| amount.money().is_some_and(|money| money != Money::ZERO);
    let quantity = row.quantity.as_ref().and_then(|q| q.number);
    row.amounts.iter().any(|(_, a)| is_amount(a)) || quantity.is_some_and(|n| n != Decimal::whole(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Settings, example, review};

    #[test]
    fn the_list_of_tables_is_no_note() {
        let found = |note: &str, line: u32| {
            let text = "\n\n**政府性基金预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n\
                        |  | 合计 | 9.00 |\n\n注：无\n";
            let mut document = example::document(text);
            document.tables[0].note = Some(budget::Located::new(note.to_owned(), budget::Place::line(line)));
            let report = review(&document, &Settings::default());
            let found = report.findings.into_iter().find(|finding| finding.code == "ST-03");
            found.map(|finding| {
                (finding.message.contains("报表目录"), finding.suggestion.contains("删去这条注"))
            })
        };
        assert_eq!(found("是否空表：是；空表原因：没有此项", 1), Some((true, false)));
        assert_eq!(found("是否为空：是", 1), Some((true, false)));
        assert_eq!(found("注：无政府性基金预算。", 8), Some((false, true)));
    }

    #[test]
    fn a_note_may_name_who_has_nothing() {
        assert!(denies("（注：2031年青禾县水务局没有使用政府性基金预算拨款安排的支出。）"));
        assert!(denies("注：本部门无政府性基金预算，空表列示。"));
        assert!(denies("是否为空：是；表格为空的理由：不涉及"));
        assert!(!denies("注：青禾县水务局没有使用万元以外的单位。"));
        assert!(!denies("注：部分分项加和与总计可能略有差异"));
    }
}
