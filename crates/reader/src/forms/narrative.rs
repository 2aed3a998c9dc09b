//! 情况说明: its sections.

use budget::NarrativeSection;

use super::passage::Passage;

/// A section as found, its paragraphs apart.
#[derive(Debug)]
pub struct Section {
    pub number: u32,
    pub title: String,
    pub passages: Vec<Passage>,
    heading: Passage,
}

impl Section {
    pub fn new(number: u32, title: String, heading: &Passage) -> Section {
        Section { number, title, passages: Vec::new(), heading: heading.clone() }
    }

    pub fn finish(&self) -> NarrativeSection {
        NarrativeSection {
            title: self.title.clone(),
            paragraphs: self.passages.iter().map(Passage::located).collect(),
            place: self.heading.place().clone(),
        }
    }
}

/// Whether a title is one of those that 地方预决算公开操作规程 asks for, in any wording.
pub fn is_official_title(title: &str) -> bool {
    const WORDS: [&str; 9] =
        ["职责", "预算", "机关运行", "三公", "绩效", "采购", "国有资产", "名词解释", "其他需要说明"];
    WORDS.iter().any(|word| title.contains(word))
}
