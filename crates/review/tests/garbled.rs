//! 认不出的表头: the clean samples with heads that nobody knows. What was not read is not blank: rules end in undecided,
//! never in an error or a warning.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

use std::path::PathBuf;

use budget::{BudgetDocument, BudgetTable, Place};
use review::{Report, Settings, Severity};

/// A head that no template has.
const UNKNOWN: &str = "某某";

/// A line of the sample and a cell of it, from 0.
type Cell = (usize, usize);

fn sample(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn read(text: &str) -> BudgetDocument {
    reader::read("表头.txt", text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}")).document
}

fn line_of(place: &Place) -> usize {
    let Place::Line { line, .. } = place else { panic!("{place} in a text file") };
    *line as usize - 1
}

/// The printed cells of a table's head, on all its pages, each under its row and column within the head.
fn head(text: &str, table: &BudgetTable) -> Vec<((usize, usize), Cell)> {
    let rows: Vec<usize> = table.rows.iter().map(|row| line_of(&row.place)).collect();
    let Some(last) = rows.last() else { return Vec::new() };
    let mut level = 0;
    let mut cells = Vec::new();
    let lines = text.lines().enumerate().skip(line_of(&table.place) + 1);
    for (at, line) in lines.take_while(|(at, _)| at < last) {
        if rows.contains(&at) || line.starts_with("栏次") || !line.contains('\t') {
            level = 0;
            continue;
        }
        let filled = line.split('\t').enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        cells.extend(filled.map(|(column, _)| ((level, column), (at, column))));
        level += 1;
    }
    cells
}

fn garbled(text: &str, cells: impl Iterator<Item = Cell>) -> String {
    let mut lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    for (line, cell) in cells {
        lines[line][cell] = UNKNOWN;
    }
    lines.iter().map(|cells| cells.join("\t") + "\n").collect()
}

/// The errors and warnings, if any, that come of a garbled head.
fn alarms(report: &Report, what: &str) -> Vec<String> {
    let all = report.findings.iter().filter(|finding| finding.severity > Severity::Hint);
    all.map(|f| format!("{what}: {} {} {}", f.code, f.place, f.message)).collect()
}

/// Every table of the disclosure with the cells of its head that `choose` groups under one key garbled together. How many
/// of the documents leave nothing undecided, where only a group of columns is nameless.
#[track_caller]
fn each<K: Ord + std::fmt::Debug>(choose: fn((usize, usize)) -> K) -> usize {
    let text = sample("disclosure.txt");
    let document = read(&text);
    let mut found = Vec::new();
    let (mut n_tried, mut n_decided) = (0, 0);
    for table in &document.tables {
        let cells = head(&text, table);
        let mut keys: Vec<K> = cells.iter().map(|(at, _)| choose(*at)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let chosen = cells.iter().filter(|(at, _)| choose(*at) == key).map(|(_, cell)| *cell);
            let report = review::review(&read(&garbled(&text, chosen)), &Settings::default());
            found.extend(alarms(&report, &format!("{} {key:?}", table.title)));
            n_tried += 1;
            n_decided += usize::from(report.undecided.is_empty());
        }
    }
    assert!(n_tried > 6, "{n_tried}");
    assert!(found.is_empty(), "{} in {n_tried}:\n{}", found.len(), found.join("\n"));
    n_decided
}

#[test]
fn a_whole_head_that_is_not_understood() {
    assert_eq!(each(|_| ()), 0, "every table is asked for");
}

#[test]
fn one_row_of_a_head_that_is_not_understood() {
    each(|(row, _)| row);
}

#[test]
fn one_column_of_a_head_that_is_not_understood() {
    each(|(_, column)| column);
}

#[test]
fn one_cell_of_a_head_that_is_not_understood() {
    each(|cell| cell);
}

/// The labels and heads of project forms, each in turn under an unknown word in all forms. What is found then
/// and not in the clean sample.
fn alarms_of_forms(name: &str) -> Vec<String> {
    let text = sample(name);
    let marks = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{7}');
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let document = read(&text);
    let clean = review::review(&document, &Settings::default());
    let mut words: Vec<String> =
        document.projects.iter().flat_map(|p| &p.labels).map(|l| bare(&l.value)).collect();
    words.sort();
    words.dedup();
    // The unit of the amounts is no head: without it ST-10 and PF-03 may well speak.
    words.retain(|word| !word.contains("单位："));
    assert!(words.len() > 10, "{words:?}");
    let mut found = Vec::new();
    for word in &words {
        let cells = text.split_inclusive(marks).map(|cell| {
            let end = cell.trim_end_matches(marks);
            if bare(end) == *word { cell.replacen(end, UNKNOWN, 1) } else { cell.to_owned() }
        });
        let report = review::review(&read(&cells.collect::<String>()), &Settings::default());
        let known =
            |f: &&review::Finding| !clean.findings.iter().any(|c| c.code == f.code && c.place == f.place);
        found.extend(
            report
                .findings
                .iter()
                .filter(known)
                .map(|f| format!("{name} {word}: {} {} {}", f.code, f.place, f.message)),
        );
    }
    found
}

#[test]
fn labels_and_heads_of_forms_that_are_not_understood() {
    let samples = ["performance-text.txt", "performance-dump.txt", "development-zone.txt"];
    let found: Vec<String> = samples.into_iter().flat_map(alarms_of_forms).collect();
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}
