//! 部门: who publishes, by the running heads, else by the cover.

use budget::{Department, Located};

use super::head::{self, Head};
use super::outline::Outline;
use super::passage::Passage;

pub fn department(outline: &Outline) -> Department {
    let table_heads = outline.tables.iter().filter_map(|table| table.unit_line.as_ref());
    let table_heads = table_heads.map(|line| (line.value.as_str(), &line.place));
    let heads = outline.heads.iter().map(|passage| (passage.text.as_str(), passage.place()));
    let found = table_heads.chain(heads).find_map(|(text, place)| match head::of(text) {
        Some(Head::Unit { code, name }) => Some(Department {
            code: code.map(|code| Located::new(code, place.clone())),
            name: Some(Located::new(name, place.clone())),
        }),
        _ => None,
    });
    let name = || on_cover(&outline.opening).or_else(|| outline.titles.iter().find_map(of_form));
    found.unwrap_or_else(|| Department { code: None, name: name() })
}

/// The department before the year or before what a form's title says of itself.
fn of_form(title: &Passage) -> Option<Located<String>> {
    let text = title.text.trim();
    let before =
        text.split_once("项目支出绩效").or(text.split_once("部门整体")).or(text.split_once("整体支出"))?.0;
    let before = before.trim_end_matches("年度").trim_end_matches('年');
    let name = before.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).trim();
    (name.chars().count() > 2 && is_name(name)).then(|| Located::new(name.to_owned(), title.place().clone()))
}

fn on_cover(opening: &[Passage]) -> Option<Located<String>> {
    let editor = |passage: &Passage| passage.text.strip_suffix("编制").map(str::trim).map(str::to_owned);
    let plain = |passage: &Passage| is_name(&passage.text).then(|| passage.text.clone());
    let titled = |passage: &Passage| before_year(&passage.text);
    let find = |read: &dyn Fn(&Passage) -> Option<String>| {
        opening.iter().find_map(|passage| Some((read(passage).filter(|name| !name.is_empty())?, passage)))
    };
    let (name, passage) = find(&editor).or_else(|| find(&plain)).or_else(|| find(&titled))?;
    Some(Located::new(name, passage.place().clone()))
}

fn is_name(text: &str) -> bool {
    const ENDS: [&str; 16] = [
        "委员会",
        "办公室",
        "局",
        "中心",
        "政府",
        "法院",
        "检察院",
        "学校",
        "中学",
        "小学",
        "医院",
        "总社",
        "协会",
        "联合会",
        "支队",
        "大队",
    ];
    text.chars().count() <= 40
        && ENDS.iter().any(|end| text.ends_with(end))
        && !text.contains(['，', '。', '年'])
}

/// `党委` of `党委 2022 年部门预算信息公开情况说明`.
fn before_year(text: &str) -> Option<String> {
    let (before, _) = text.split_once('年')?;
    let name = before.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim();
    let is_title = text.contains("预算") && text.chars().count() <= 60;
    (is_title && name.chars().count() >= 2 && !name.contains(['，', '。'])).then(|| name.to_owned())
}
