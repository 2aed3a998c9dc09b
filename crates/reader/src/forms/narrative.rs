//! 情况说明: its sections.

use budget::NarrativeSection;

use super::passage::Passage;

/// A section as found, its paragraphs apart.
#[derive(Debug)]
pub struct Section {
    pub title: String,
    pub passages: Vec<Passage>,
    heading: Passage,
}

impl Section {
    pub fn new(title: String, heading: &Passage) -> Section {
        Section { title, passages: Vec::new(), heading: heading.clone() }
    }

    pub fn finish(&self) -> NarrativeSection {
        NarrativeSection {
            title: self.title.clone(),
            paragraphs: self.passages.iter().map(Passage::located).collect(),
            place: self.heading.place().clone(),
        }
    }
}

/// Body text before every part that was recognised: a section whose title is not known.
pub fn untitled(opening: &[Passage]) -> Option<NarrativeSection> {
    /// An introduction is shorter.
    const LEAST: usize = 4;
    /// In characters.
    const SHORTEST: usize = 30;
    let is_body =
        |passage: &&Passage| passage.text.ends_with('。') && passage.text.chars().nth(SHORTEST).is_some();
    let body: Vec<&Passage> = opening.iter().skip_while(|passage| !is_body(passage)).collect();
    let first = body.first().filter(|_| body.iter().filter(|passage| is_body(passage)).count() >= LEAST)?;
    Some(NarrativeSection {
        title: NarrativeSection::UNTITLED.to_owned(),
        paragraphs: body.iter().map(|passage| passage.located()).collect(),
        place: first.place().clone(),
    })
}

/// Whether a title is one of those that 地方预决算公开操作规程 asks for, in any wording.
pub fn is_official_title(title: &str) -> bool {
    const WORDS: [&str; 9] =
        ["职责", "预算", "机关运行", "三公", "绩效", "采购", "国有资产", "名词解释", "其他需要说明"];
    WORDS.iter().any(|word| title.contains(word))
}

/// Whether a part's title announces narrative, not tables or forms.
pub fn is_part_title(title: &str) -> bool {
    const WORDS: [&str; 10] =
        ["概况", "职责", "机构", "情况", "说明", "机关运行", "三公", "名词解释", "绩效信息", "资产信息"];
    const OTHERS: [&str; 3] = ["绩效目标", "预算表", "公开表"];
    /// In characters.
    const LONGEST: usize = 40;
    title.chars().count() <= LONGEST
        && !title.contains(['。', '；', '，', '：'])
        && !title.ends_with('表')
        && !OTHERS.iter().any(|word| title.contains(word))
        && WORDS.iter().any(|word| title.contains(word))
}

/// Whether `一、` in a chapter begins its sections and not the description of a project or a list of duties.
pub fn opens_chapter(title: &str) -> bool {
    !title.starts_with("项目") && (is_official_title(title) || is_part_title(title))
}

/// Whether a line behind `1.` is the title of a section and not an item or the part of one.
pub fn is_numbered_title(title: &str) -> bool {
    const ENDS: [&str; 9] = ["情况", "职责", "说明", "信息", "名词解释", "事项", "设置", "变化原因", "概况"];
    let names_a_side = ["收入", "支出", "上年"].iter().any(|side| title.contains(side));
    ENDS.iter().any(|end| title.ends_with(end))
        && (is_official_title(title) || title.contains("机构设置"))
        && (!names_a_side || title.contains("收支"))
}
