//! The habits of the house that a compiler cannot hold: sizes, crate arrows, one clock, words, links.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const CODE_LINES: usize = 500;
const TEST_LINES: usize = 300;
const TEMPLATE_LINES: usize = 100;

/// What each of our crates may use of the others.
const ARROWS: [(&str, &[&str]); 6] = [
    ("budget", &[]),
    ("supervision", &["budget"]),
    ("reader", &["budget"]),
    ("review", &["budget"]),
    ("writer", &["budget"]),
    ("app", &["budget", "supervision", "reader", "review", "writer"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn files_in(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            files_in(&path, ending, out);
        } else if path.is_file() && name.ends_with(ending) {
            out.push(path);
        }
    }
}

/// Name from the root, and text, of every file with this ending under `crates`.
fn sources(ending: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files_in(&root().join("crates"), ending, &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (from_root(&path), fs::read_to_string(&path).unwrap())).collect()
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// Lines of code, and lines of the test module at the bottom.
fn code_and_test_lines(text: &str) -> (usize, usize) {
    let all = text.lines().count();
    let code = text.find("#[cfg(test)]\nmod ").map_or(all, |at| text[..at].lines().count());
    (code, all - code)
}

#[test]
fn files_stay_small() {
    let mut too_long = Vec::new();
    let mut sizes = Vec::new();
    for (name, text) in sources(".rs") {
        let (code, tests) = code_and_test_lines(&text);
        let limit = if name.contains("/tests/") { CODE_LINES + TEST_LINES } else { CODE_LINES };
        if code > limit || tests > TEST_LINES {
            too_long.push(format!("{name}: {code} lines of code, {tests} of tests"));
        }
        sizes.push(code);
    }
    sizes.sort_unstable();
    println!("{} Rust files, median {} lines of code", sizes.len(), sizes[sizes.len() / 2]);
    for (name, text) in sources(".html") {
        if text.lines().count() > TEMPLATE_LINES {
            too_long.push(format!("{name}: {} lines of template", text.lines().count()));
        }
    }
    assert_none("split these", &too_long);
}

#[test]
fn papers_stay_short() {
    let limits =
        [("README.md", 80), ("README.zh-CN.md", 80), ("docs/ARCHITECTURE.md", 200), ("docs/STYLE.md", 150)];
    let too_long: Vec<String> = limits
        .into_iter()
        .map(|(name, limit)| (name, limit, fs::read_to_string(root().join(name)).unwrap().lines().count()))
        .filter(|(_, limit, lines)| lines > limit)
        .map(|(name, limit, lines)| format!("{name}: {lines} lines, limit {limit}"))
        .collect();
    assert_none("shorten these", &too_long);
}

#[test]
fn every_rule_is_listed_and_has_its_page() {
    let mut paths = Vec::new();
    files_in(&root().join("crates/review/src/rules"), "", &mut paths);
    let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let with_ending = |ending: &'static str| {
        paths.iter().filter(move |path| path.extension().is_some_and(|found| found == ending))
    };
    let is_rule = |path: &&PathBuf| fs::read_to_string(path).unwrap().contains("pub const RULE");
    let pages: BTreeSet<&PathBuf> = with_ending("md").collect();
    let mut wrong = Vec::new();
    for path in with_ending("rs").filter(is_rule) {
        let family = fs::read_to_string(path.with_file_name("mod.rs")).unwrap();
        let name = stem(path);
        if !family.contains(&format!("mod {name};")) || !family.contains(&format!("{name}::RULE")) {
            wrong.push(format!("{} is not in mod.rs", from_root(path)));
        }
        if !pages.contains(&path.with_extension("md")) {
            wrong.push(format!("{} has no page", from_root(path)));
        }
    }
    let without_rule = pages.iter().filter(|page| !page.with_extension("rs").is_file());
    wrong.extend(without_rule.map(|page| format!("{} has no rule", from_root(page))));
    assert_none("rules", &wrong);
}

/// Names in the `[dependencies]` section of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let section = manifest.split("\n[").find_map(|s| s.strip_prefix("dependencies]\n")).unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .collect()
}

#[test]
fn crate_arrows_point_downward() {
    let mut wrong = Vec::new();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !known.contains(name.as_str()) {
            wrong.push(format!("{name}: a crate without its place among the arrows"));
        }
    }
    for (name, allowed) in ARROWS {
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        for used in dependencies(&manifest).intersection(&known) {
            if !allowed.contains(used) {
                wrong.push(format!("{name} may not use {used}"));
            }
        }
        if name == "budget" && !dependencies(&manifest).is_empty() {
            wrong.push("budget uses nothing but std".to_owned());
        }
    }
    assert_none("crate arrows", &wrong);
}

/// Lines of our own sources, tests left out, that hold one of the words.
fn lines_with(words: &[&str], but_in: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources(".rs") {
        if name.contains("/tests/") || but_in.contains(&name.as_str()) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{name}:{} {}", number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn one_module_reads_the_clock() {
    let clock = ["crates/app/src/clock.rs"];
    let mut found = lines_with(&["::now("], &clock);
    found.retain(|line| line.replace("clock::now(", "").contains("::now("));
    assert_none("time enters as a parameter; only clock.rs asks for it", &found);
}

#[test]
fn one_module_reads_the_environment() {
    let config = ["crates/app/src/config.rs"];
    assert_none("settings come through config.rs", &lines_with(&["env::var(", "env::var_os("], &config));
}

#[test]
fn nothing_is_left_for_later() {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut found = lines_with(&words, &[]);
    for ending in [".html", ".css", ".js", ".sql", ".md"] {
        let unfinished =
            sources(ending).into_iter().filter(|(_, text)| words.iter().any(|w| text.contains(w)));
        found.extend(unfinished.map(|(name, _)| name));
    }
    assert_none("do it or drop it", &found);
}

#[test]
fn every_domain_word_is_in_the_glossary() {
    let glossary = fs::read_to_string(root().join("docs/GLOSSARY.md")).unwrap();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: BTreeSet<&str> = glossary.split(|c| !is_word(c)).collect();
    let mut missing = Vec::new();
    for (name, text) in sources(".rs") {
        if !["crates/budget/src/", "crates/supervision/src/"].iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        for line in text.lines() {
            let Some(rest) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))
            else {
                continue;
            };
            let word = rest.split(|c| !is_word(c)).next().unwrap_or_default();
            if !words.contains(word) {
                missing.push(format!("{word} ({name})"));
            }
        }
    }
    assert_none("words to add to docs/GLOSSARY.md", &missing);
}

/// Targets of `[text](target)` outside code.
fn links(text: &str) -> Vec<&str> {
    let mut in_code = false;
    let mut out = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if !in_code {
            out.extend(line.split("](").skip(1).filter_map(|rest| rest.split(')').next()));
        }
    }
    out
}

#[test]
fn links_in_the_papers_lead_somewhere() {
    let mut papers = Vec::new();
    for folder in ["docs", "samples"] {
        files_in(&root().join(folder), ".md", &mut papers);
    }
    papers.extend(fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()));
    papers.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    let mut broken = Vec::new();
    for paper in papers {
        let text = fs::read_to_string(&paper).unwrap();
        for link in links(&text) {
            let target = link.split('#').next().unwrap_or_default();
            let outside = link.contains("://") || link.starts_with("mailto:");
            if !outside && !target.is_empty() && !paper.parent().unwrap().join(target).exists() {
                broken.push(format!("{} → {link}", from_root(&paper)));
            }
        }
    }
    assert_none("broken links", &broken);
}
