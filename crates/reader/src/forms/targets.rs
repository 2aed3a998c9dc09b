//! 部门整体绩效目标: overall, itemised, safeguards.

use budget::{DepartmentTarget, Located, TargetItem};

use super::numbering::{self, Numbering};
use super::passage::Passage;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Between the heading of the whole and that of its first part.
    Before,
    Overall,
    Itemised,
    Safeguards,
}

/// The paragraphs of each part as found.
#[derive(Debug, Default)]
pub struct Targets {
    overall: Vec<Passage>,
    itemised: Vec<Passage>,
    safeguards: Vec<Passage>,
}

impl Targets {
    pub fn add(&mut self, area: Area, passage: &Passage) {
        match area {
            Area::Before | Area::Overall => self.overall.push(passage.clone()),
            Area::Itemised => self.itemised.push(passage.clone()),
            Area::Safeguards => self.safeguards.push(passage.clone()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.overall.is_empty() && self.itemised.is_empty() && self.safeguards.is_empty()
    }

    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.overall.iter().chain(&self.itemised).chain(&self.safeguards)
    }
}

pub fn read(targets: &Targets) -> DepartmentTarget {
    let texts: Vec<&str> = targets.overall.iter().map(|passage| passage.text.as_str()).collect();
    let overall = targets.overall.first().map(|first| Located::new(texts.join("\n"), first.place().clone()));
    DepartmentTarget { overall, itemised: items(&targets.itemised), safeguards: items(&targets.safeguards) }
}

/// The style of the first numbering makes the items; deeper numberings are their text.
fn items(passages: &[Passage]) -> Vec<TargetItem> {
    let style = passages.iter().find_map(|passage| numbering::split(&passage.text)).map(|(style, _)| style);
    let mut items: Vec<Vec<&Passage>> = Vec::new();
    for passage in passages {
        match items.last_mut() {
            Some(item) if !opens(&passage.text, style) => item.push(passage),
            _ => items.push(vec![passage]),
        }
    }
    items.iter().map(|item| finish(item, style)).collect()
}

fn opens(text: &str, style: Option<Numbering>) -> bool {
    let own = numbering::split(text).map(|(numbering, _)| numbering);
    style.zip(own).is_some_and(|(style, own)| style.is_same_style(own))
}

fn finish(item: &[&Passage], style: Option<Numbering>) -> TargetItem {
    let first = item[0].text.as_str();
    let first =
        if opens(first, style) { numbering::split(first).map_or(first, |(_, rest)| rest) } else { first };
    let (title, opening) =
        if opens(&item[0].text, style) { titled(first, item.len() > 1) } else { ("", first) };
    let rest = item[1..].iter().map(|passage| passage.text.as_str());
    let texts: Vec<&str> = std::iter::once(opening).chain(rest).filter(|text| !text.is_empty()).collect();
    TargetItem { title: title.to_owned(), text: texts.join("\n"), place: item[0].place().clone() }
}

/// Cuts the title off: what stands before a colon or makes a short first sentence, or a line that heads the
/// paragraphs after it.
fn titled(text: &str, heads_others: bool) -> (&str, &str) {
    /// In characters.
    const LONGEST: usize = 30;
    let end = text.char_indices().take(LONGEST + 1).find(|(_, c)| matches!(c, '：' | '。' | ':'));
    if let Some((end, mark)) = end {
        let (title, rest) = (&text[..end], text[end + mark.len_utf8()..].trim_start());
        if !rest.is_empty() {
            return (title, rest);
        }
    }
    if heads_others { (text.trim_end_matches(['。', '：']), "") } else { ("", text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    fn read_items(paragraphs: &[&str]) -> Vec<(String, String)> {
        let passages: Vec<Passage> = paragraphs.iter().map(|t| Passage::new(t, &Place::line(1))).collect();
        items(&passages).into_iter().map(|item| (item.title, item.text)).collect()
    }

    fn pair(title: &str, text: &str) -> (String, String) {
        (title.to_owned(), text.to_owned())
    }

    #[test]
    fn titles_end_at_a_colon_or_a_short_sentence() {
        let items = read_items(&["1、会议费：保障会议；完成任务。", "2、机要局业务费：不公开。"]);
        assert_eq!(items, [pair("会议费", "保障会议；完成任务。"), pair("机要局业务费", "不公开。")]);
        let items = read_items(&["（一）完善制度建设。制定制度。", "（二）做好自评。按要求开展。"]);
        assert_eq!(items, [pair("完善制度建设", "制定制度。"), pair("做好自评", "按要求开展。")]);
    }

    #[test]
    fn deeper_numbers_belong_to_the_item() {
        let items = read_items(&["内容如下：", "（一）党务活动", "1、甲", "2、乙", "（二）课题"]);
        assert_eq!(items, [pair("", "内容如下："), pair("党务活动", "1、甲\n2、乙"), pair("", "课题")]);
    }

    #[test]
    fn a_text_without_numbers_is_one_item_without_title() {
        assert_eq!(
            read_items(&["研究辖区内重大问题；编制总体规划。"]),
            [pair("", "研究辖区内重大问题；编制总体规划。")]
        );
    }
}
