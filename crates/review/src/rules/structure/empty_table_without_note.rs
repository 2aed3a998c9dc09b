//! ST-02: a table without amounts lacks the note that says so.

use budget::{
    BudgetDocument, BudgetTable, Column, FundingSource, Money, Side, TableKind, TableRow, normal_name,
};

use super::note_denies_table::denies;
use crate::checks::{Checks, Fault};
use crate::locate::BOOKS;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-02",
    title: "空表没有注明",
    severity: Severity::Error,
    basis: basis::COMPLETE,
    page: include_str!("empty_table_without_note.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let due = |kind| TableKind::NINE.contains(&kind) || kind == TableKind::Procurement;
    // Where others have their note, one without it lost its own.
    let is_template = !doc.tables.iter().any(|table| table.is_empty() && is_noted(table));
    let mut denied_elsewhere = Vec::new();
    for table in doc.tables.iter().filter(|t| due(t.kind) && t.is_empty()) {
        if denies(&table.title) || is_noted(table) {
            out.pass();
            continue;
        }
        if table.is_unread() || table.has_unread_column() {
            let reason = format!("“{}”之下没有读出表头和数据，不能判断是不是空表", table.title.trim());
            out.undecided(reason, Some(&table.place));
            continue;
        }
        let is_in_text = is_denied_in_text(doc, table.kind);
        if is_template && (is_in_text || is_nil_in_summary(doc, table.kind)) {
            denied_elsewhere.push((table, is_in_text));
            continue;
        }
        let name = table.kind.name();
        let message = format!("{name}没有任何金额，表下也没有注明是空表");
        let subject = name.trim_end_matches("财政拨款支出表").trim_end_matches('表');
        let suggestion = format!("在表下加注“注：无{subject}，空表列示。”；漏填的补填金额");
        out.fail(Fault::new(&table.place, table.title.clone(), message, suggestion));
    }
    let (told, mut denied_elsewhere): (Vec<_>, Vec<_>) = denied_elsewhere
        .into_iter()
        .partition(|(table, is_in_text)| *is_in_text && speaks_of_empty_table(doc, table.kind));
    told.iter().for_each(|_| out.pass());
    // `政府性基金拨款支出预算为0`: a template that says each amount, nil or not.
    if denied_elsewhere.iter().all(|(table, _)| says(doc, table.kind, states_nil)) {
        for (table, _) in denied_elsewhere.drain(..) {
            let reason = format!("{}是空表，文字写明为 0；当地表样是否要求加注不能判断", table.kind.name());
            out.undecided(reason, Some(&table.place));
        }
    }
    if let Some((first, _)) = denied_elsewhere.first() {
        let names =
            denied_elsewhere.iter().map(|(table, _)| table.kind.name()).collect::<Vec<_>>().join("、");
        let message = format!("{names}是空表，别处写明没有这项资金，表下没有注明");
        let suggestion = "当地表样要求的，在表下加注“空表列示”";
        out.fail(Fault::new(&first.place, first.title.clone(), message, suggestion).at_most(Severity::Hint));
    }
}

fn is_noted(table: &BudgetTable) -> bool {
    table.note.as_ref().is_some_and(|note| denies(&note.value) || explains_blanks(&note.value))
}

/// `并已公开空表`, said of this table or of all.
fn speaks_of_empty_table(doc: &BudgetDocument, kind: TableKind) -> bool {
    let is_of = |text: &str| {
        let named = |kind| subject(kind).is_some_and(|subject| text.contains(subject));
        named(kind) || !TableKind::ALL.into_iter().any(named)
    };
    let mut paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    paragraphs.any(|paragraph| paragraph.value.contains("公开空表") && is_of(&paragraph.value))
}

/// `此表如无数字则表示单位无该项支出`
fn explains_blanks(note: &str) -> bool {
    ["无数字", "无数据", "空白", "为空"].iter().any(|words| note.contains(words)) && note.contains("表示")
}

/// What texts call the money of a table that may be empty.
fn subject(kind: TableKind) -> Option<&'static str> {
    match kind {
        TableKind::GovernmentFundExpenditure => Some("政府性基金"),
        TableKind::StateCapitalExpenditure => Some("国有资本经营"),
        TableKind::ThreePublics => Some("三公"),
        TableKind::Procurement => Some("政府采购"),
        _ => None,
    }
}

/// Whether a clause on the money of the table says so.
fn says(doc: &BudgetDocument, kind: TableKind, is_so: impl Fn(&str) -> bool) -> bool {
    let Some(subject) = subject(kind) else { return false };
    let sections = doc.narrative.iter().filter(|section| !section.title.contains("解释"));
    let mut paragraphs = sections.flat_map(|section| &section.paragraphs).map(|p| normal_name(&p.value));
    paragraphs.any(|text| {
        let mut clauses = text.split(['。', '；', ';', '，', ',']);
        clauses.any(|clause| clause.contains(subject) && is_so(clause))
    })
}

/// `本单位2026年无政府性基金预算`, `政府性基金拨款支出预算0万元`; not `政府性基金预算与上年相比无增减`.
fn is_denied_in_text(doc: &BudgetDocument, kind: TableKind) -> bool {
    const DENIALS: [&str; 5] = ["没有", "无", "未安排", "未使用", "不涉及"];
    const OF_CHANGE: [&str; 8] = ["增减", "变化", "变动", "增长", "差异", "增加", "减少", "调整"];
    let denies = |clause: &str| {
        let denied = DENIALS
            .iter()
            .flat_map(|word| clause.match_indices(word).map(move |(at, word)| &clause[at + word.len()..]));
        denied.into_iter().any(|behind| !OF_CHANGE.iter().any(|change| behind.starts_with(change)))
    };
    says(doc, kind, |clause| denies(clause) || states_nil(clause))
}

/// `政府性基金预算拨款 0.00` in 收支总表.
fn is_nil_in_summary(doc: &BudgetDocument, kind: TableKind) -> bool {
    let Some((book, _)) = BOOKS.iter().find(|(_, of)| *of == kind) else { return false };
    let is_nil = |row: &TableRow| {
        FundingSource::of_label(&row.name) == Some(FundingSource::Appropriation(*book))
            && row.amount(Column::Total).is_some_and(|amount| amount.money() == Some(Money::ZERO))
    };
    let summaries = doc.tables.iter().filter(|table| table.kind.is_two_sided());
    summaries.flat_map(|table| table.side(Side::Revenue)).any(is_nil)
}

/// `0万元`, `0.00万元`, `为0` and no other amount.
fn states_nil(clause: &str) -> bool {
    if ["为0", "为零", "为0.00"].iter().any(|end| clause.ends_with(end)) {
        return true;
    }
    let mut amounts = clause.match_indices('元').map(|(at, _)| {
        let before = clause[..at].trim_end_matches(['万', '亿']);
        let number = before.rsplit(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
        !number.is_empty() && number.chars().all(|c| matches!(c, '0' | '.'))
    });
    amounts.next().is_some_and(|nil| nil) && amounts.all(|nil| nil)
}

#[cfg(test)]
mod tests {
    use crate::{Settings, Severity, example, review};

    fn is_found(sentence: &str, note: &str) -> bool {
        let text = format!(
            "**情况说明：预算收支情况**\n\n> {sentence}\n\n**政府性基金预算财政拨款支出表**\n\
             | 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n|  | 合计 |  |\n\n{note}\n"
        );
        let document = example::document(&text);
        let report = review(&document, &Settings::default());
        let is_grave = |finding: &&crate::Finding| finding.severity > Severity::Hint;
        report.findings.iter().filter(is_grave).any(|finding| finding.code == "ST-02")
    }

    #[test]
    fn what_the_text_denies_needs_no_note() {
        let text = "**情况说明：预算收支情况**\n\n> 本单位无政府性基金预算收支，并已公开空表。\n\n\
                    **政府性基金预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n|  | 合计 |  |\n";
        let report = review(&example::document(text), &Settings::default());
        assert!(report.findings.iter().all(|finding| finding.code != "ST-02"));
        assert_eq!(report.passed.get("ST-02"), Some(&1));
    }

    #[test]
    fn a_text_that_says_nil_leaves_the_note_open() {
        let outcome = |sentence: &str| {
            let text = format!(
                "**情况说明：预算收支情况**\n\n> {sentence}\n\n**政府性基金预算财政拨款支出表**\n\
                 | 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n|  | 合计 |  |\n"
            );
            let report = review(&example::document(&text), &Settings::default());
            let n_found = report.findings.iter().filter(|finding| finding.code == "ST-02").count();
            (n_found, report.undecided.iter().filter(|undecided| undecided.code == "ST-02").count())
        };
        assert_eq!(outcome("政府性基金拨款支出预算为0。"), (0, 1));
        assert_eq!(outcome("本单位没有政府性基金预算。"), (1, 0));
        assert_eq!(outcome("政府性基金拨款支出预算为5万元。"), (1, 0));
    }

    #[test]
    fn the_text_or_the_template_may_say_that_a_table_is_empty() {
        assert!(is_found("本年安排一般公共预算拨款7.00万元。", ""));
        assert!(!is_found("我站本年无政府性基金预算安排的支出。", ""));
        assert!(!is_found("一般公共预算拨款支出7万元；政府性基金拨款支出0万元，与上年持平。", ""));
        assert!(!is_found("政府性基金拨款支出预算为0；其他略。", ""));
        assert!(is_found("政府性基金预算与上年相比无增减。", ""));
        assert!(is_found("政府性基金预算与上年相比无增减。国有资本经营预算没有安排，已公开空表。", ""));
        assert!(is_found("政府性基金拨款支出10万元，比上年增加0.5万元。", ""));
        let summary = |nil: &str| {
            format!(
                "说明。\n\n**收支总表**\n| 收入 | 预算数 | 支出 | 预算数 |\n|---|---|---|---|\n| 政府性基金预算拨款 | {nil} |  |  |"
            )
        };
        assert!(!is_found(&summary("0.00"), ""));
        assert!(is_found(&summary(""), ""));
        assert!(!is_found("说明。", "注：本表若无数字，表示本单位没有这项支出。"));
    }
}
