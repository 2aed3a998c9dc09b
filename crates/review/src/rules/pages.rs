//! Every example of every page is run against its rule.

use std::collections::BTreeSet;
use std::path::Path;

use super::all;
use crate::checks::{Checks, Log};
use crate::facts::Facts;
use crate::{Companions, Preset, Rule, Settings, Value, example};

const SECTIONS: [&str; 5] = ["## 查什么", "## 为什么", "## 示例", "## 例外", "## 怎么改"];

#[test]
fn every_example_ends_as_its_page_says() {
    let mut wrong = Vec::new();
    for rule in all() {
        for example in examples(rule.page) {
            let actual = outcome(rule, example.text);
            if actual != example.expected {
                wrong.push(format!("{} {}\n{}", rule.code, example.heading, actual.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "examples that end otherwise, with their true end:\n{}", wrong.join("\n\n"));
}

#[test]
fn every_page_explains_and_shows_both_ends() {
    for rule in all() {
        for section in SECTIONS {
            assert!(rule.page.contains(section), "{} lacks {section}", rule.code);
        }
        let ends: BTreeSet<&str> = examples(rule.page).iter().map(|e| e.heading).collect();
        assert!(ends.contains("有问题") && ends.contains("没问题"), "{} shows only {ends:?}", rule.code);
        assert!(rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.title)), "{}", rule.code);
    }
}

#[test]
fn no_file_is_missing_from_its_family() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let families = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for family in families.filter(|path| path.is_dir()) {
        let list = std::fs::read_to_string(family.join("mod.rs")).unwrap();
        for entry in std::fs::read_dir(&family).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if stem == "mod" {
                continue;
            }
            assert!(list.contains(&format!("mod {stem};")), "{stem} has no mod line");
            assert!(list.contains(&format!("{stem}::RULE")), "{stem} is not listed");
            assert!(
                path.with_extension("md").exists() && path.with_extension("rs").exists(),
                "{stem} is half"
            );
        }
    }
}

#[test]
fn codes_are_unique_and_stand_in_their_family() {
    let codes: BTreeSet<&str> = all().iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), all().len());
    for family in super::FAMILIES {
        assert!(family.rules.iter().all(|rule| rule.code.starts_with(family.key)), "{}", family.name);
        assert!(family.rules.is_sorted_by_key(|rule| rule.code), "{}", family.name);
    }
}

/// `### 有问题`, tables, then `审核结果：` and one bullet for every finding or missing operand.
struct Example<'p> {
    heading: &'p str,
    text: &'p str,
    expected: Vec<String>,
}

fn examples(page: &str) -> Vec<Example<'_>> {
    let sections = page.split("\n### ").skip(1);
    let examples = sections.map(|section| {
        let section = section.split("\n## ").next().unwrap_or_default();
        let (heading, body) = section.split_once('\n').unwrap();
        let (text, result) = body.split_once("审核结果：").expect("an example ends with 审核结果");
        let bullets = result.lines().filter_map(|line| line.strip_prefix("- "));
        let heading = heading.split('：').next().unwrap_or(heading).trim();
        Example { heading, text, expected: bullets.map(|b| b.trim().to_owned()).collect() }
    });
    examples.collect()
}

fn outcome(rule: &'static Rule, text: &str) -> Vec<String> {
    let example = example::example(text);
    let document = &example.document;
    let companions =
        Companions { prior_year: example.prior_year.as_ref(), unredacted: example.unredacted.as_ref() };
    let (facts, settings) = (Facts::of(document), settings(text));
    let mut checks = Checks::new(&facts, &companions, &settings);
    checks.run(rule, document);
    let Log { faults, equations, undecided, n_passed, .. } = checks.finish();
    let found = faults.into_iter().chain(equations.into_iter().filter_map(|e| e.finding));
    let mut lines: Vec<String> = found.map(|f| format!("{}：{}", f.severity.word(), f.message)).collect();
    lines.extend(undecided.into_iter().map(|u| format!("无法判断：{}", u.reason)));
    if lines.is_empty() {
        lines.push(if n_passed > 0 { "通过" } else { "不适用" }.to_owned());
    }
    lines
}

/// `设置：PF-05 divisions = 13` before the tables: a number, or words parted by `、`.
fn settings(text: &str) -> Settings {
    let mut settings = Settings::default();
    for line in text.lines().filter_map(|line| line.trim().strip_prefix("设置：")) {
        let (name, value) = line.split_once('=').expect("设置：编号 项 = 值");
        let (code, key) = name.trim().split_once(' ').expect("设置：编号 项 = 值");
        let words = || Value::Words(value.trim().split('、').map(str::to_owned).collect());
        let value = value.trim().parse().map_or_else(|_| words(), Value::Number);
        let rule = crate::rule(code).expect("a rule");
        let parameter = rule.parameters.iter().find(|parameter| parameter.key == key).expect("a parameter");
        let value = match (parameter.preset, value) {
            (Preset::Words(_), Value::Number(number)) => Value::Words(vec![number.to_string()]),
            (_, value) => value,
        };
        settings.values.insert((code.to_owned(), key.to_owned()), value);
    }
    settings
}
