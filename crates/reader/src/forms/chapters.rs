//! 章: titles without a number. The contents list names them, or they stand alone above their text.

use std::collections::HashMap;

use budget::{ContentsEntry, normal_name};

use super::head;
use super::heading::{self, Heading};
use super::numbering::{self, Numbering};
use super::piece::Piece;

/// The titles that the contents list gives, by what they have in common with the printed ones.
#[derive(Debug, Default)]
pub struct Chapters {
    titles: HashMap<String, String>,
}

impl Chapters {
    pub fn of(contents: &[ContentsEntry]) -> Chapters {
        let is_numbered = |entry: &&ContentsEntry| matches!(numbering::split(&entry.title), Some((Numbering::Top(_), title)) if !title.ends_with('表'));
        // Beside numbered titles, those without a number are of the parts that hold them.
        let has_numbered = contents.iter().any(|entry| is_numbered(&entry));
        let entries = contents.iter().filter(|entry| !has_numbered || is_numbered(entry));
        let titles = entries.filter_map(|entry| {
            let title = numbering::split(&entry.title).map_or(entry.title.as_str(), |(_, rest)| rest).trim();
            let is_chapter = matches!(heading::of(&entry.title), None | Some(Heading::Section { .. }))
                && heading::of(title).is_none()
                && !normal_name(title).ends_with('表');
            is_chapter.then(|| (key(title), title.to_owned()))
        });
        Chapters { titles: titles.filter(|(key, _)| !key.is_empty()).collect() }
    }

    /// The title of the chapter that a line opens, as the contents list has it.
    pub fn opened_by(&self, text: &str) -> Option<&str> {
        if !is_bare_title(text) {
            return None;
        }
        let key = key(text);
        let longer = || {
            let owned = self.titles.iter().filter(|(listed, _)| is_of_an_owner(&key, listed));
            owned.max_by_key(|(listed, _)| listed.len()).map(|(_, title)| title)
        };
        self.titles.get(&key).or_else(longer).map(String::as_str)
    }
}

/// What is left of a title without its year, its number and 部门 or 单位: `2026年部门预算编制说明`, `部门预算编制说明`.
pub fn key(title: &str) -> String {
    let normal = normal_name(title);
    let title = numbering::split(&normal).map_or(normal.as_str(), |(_, rest)| rest);
    let undated = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let undated = if undated.len() + 4 == title.len() { undated } else { title };
    let undated = undated.strip_prefix("年度").or_else(|| undated.strip_prefix('年')).unwrap_or(undated);
    let bare = undated.strip_prefix('本').unwrap_or(undated);
    ["部门", "单位"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(undated).to_owned()
}

/// `某局主要职能` for `主要职能`.
pub fn is_of_an_owner(title: &str, listed: &str) -> bool {
    /// In characters. Shorter ones end other titles, too.
    const SHORTEST: usize = 4;
    title.len() > listed.len() && title.ends_with(listed) && listed.chars().count() >= SHORTEST
}

/// A short line without number, mark or amount.
pub fn is_bare_title(text: &str) -> bool {
    /// In characters: a department's full name and the title behind it.
    const LONGEST: usize = 45;
    let text = text.trim();
    text.chars().count() <= LONGEST
        && !text.contains(['。', '；', '，', '：', ':', ';', '\t'])
        && !text.ends_with(['、', ',', '”'])
        && numbering::split(text).is_none()
        && head::of(text).is_none()
}

/// Titles that mean the same everywhere.
pub fn is_official(text: &str) -> bool {
    const ENDS: [&str; 10] = [
        "主要职能",
        "主要职责",
        "部门职责",
        "单位职责",
        "机构设置",
        "机构设置情况",
        "名词解释",
        "预算编制说明",
        "相关情况说明",
        "经费情况说明",
    ];
    is_bare_title(text) && ENDS.iter().any(|end| key(text).ends_with(end))
}

/// Whether text follows that a title may stand above: a sentence, or the first of its numbered parts.
pub fn is_above_text(next: Option<&Piece>) -> bool {
    /// In characters.
    const SHORTEST: usize = 20;
    let Some(Piece::Text(next)) = next else { return false };
    let text = next.text.trim();
    let is_first = numbering::split(text).is_some_and(|(numbering, _)| numbering.number() == 1);
    is_first
        || text.ends_with(['。', '：', '；', ':'])
        || text.chars().count() >= SHORTEST && !is_bare_title(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn chapters(titles: &[&str]) -> Chapters {
        let entry =
            |title: &&str| ContentsEntry { title: (*title).into(), page: None, place: Place::line(1) };
        Chapters::of(&titles.iter().map(entry).collect::<Vec<_>>())
    }

    #[test]
    fn a_listed_title_returns_with_its_owner_or_its_year() {
        let listed = chapters(&["一、单位主要职责", "二、单位预算编制说明", "3. 2030年单位收支总表"]);
        assert_eq!(listed.opened_by("青禾县林草中心主要职责"), Some("单位主要职责"));
        assert_eq!(listed.opened_by("2030年单位预算编制说明"), Some("单位预算编制说明"));
        for text in ["主要职责是：", "一、单位主要职责", "2030年单位收支总表", "本单位主要职责，见下"]
        {
            assert_eq!(listed.opened_by(text), None, "{text}");
        }
    }

    #[test]
    fn official_titles_are_known_without_a_list() {
        assert!(is_official("青禾县林草中心机构设置"));
        assert!(is_official("名词解释"));
        assert!(!is_official("名词解释见附件。"));
        assert!(!is_official("（一）机构设置"));
    }
}
