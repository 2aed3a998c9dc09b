//! 文字: every printed text of a document with its place, each once.

use std::collections::HashSet;

use budget::{BudgetDocument, Located, Place, Project};

/// A printed text.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    pub place: &'a Place,
    pub part: Part<'a>,
    pub text: &'a str,
}

/// What a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// 表题, 表注
    Table(&'static str),
    /// 情况说明, with the title of its section
    Narrative(&'a str),
    /// 标题 of a section of the narrative
    Heading,
    /// 总体绩效目标, 分项绩效目标, 工作保障措施
    Target(&'static str),
    /// A field of a project's form: the project's name, then 资金用途, 绩效目标, 指标名称, 指标描述, 指标值 or 确定依据
    Form(&'a str, &'static str),
}

impl Part<'_> {
    /// `项目“云督办平台经费”绩效目标`
    pub fn label(self) -> String {
        match self {
            Part::Table(name) => name.to_owned(),
            Part::Narrative(title) => format!("情况说明“{title}”"),
            Part::Heading => "情况说明的标题".to_owned(),
            Part::Target(name) => name.to_owned(),
            Part::Form(project, field) => format!("项目“{project}”{field}"),
        }
    }
}

/// In the order of tables, narrative, targets, forms. Targets printed within the narrative come only as narrative.
pub fn texts(doc: &BudgetDocument) -> Vec<Text<'_>> {
    let mut out = Vec::new();
    for table in &doc.tables {
        let part = Part::Table(table.kind.name());
        out.push(Text { place: &table.place, part, text: &table.title });
        out.extend(table.note.iter().map(|note| Text::of(part, note)));
    }
    for section in &doc.narrative {
        out.extend(section.paragraphs.iter().map(|p| Text::of(Part::Narrative(&section.title), p)));
    }
    let narrated: HashSet<&Place> =
        doc.narrative.iter().flat_map(|s| &s.paragraphs).map(|p| &p.place).collect();
    out.extend(target_texts(doc).filter(|text| !narrated.contains(text.place)));
    out.extend(doc.projects.iter().flat_map(form_texts));
    out
}

/// 总体, 分项 and 保障, wherever they are printed.
pub fn target_texts(doc: &BudgetDocument) -> impl Iterator<Item = Text<'_>> {
    let overall = doc.target.overall.iter().map(|text| Text::of(Part::Target("总体绩效目标"), text));
    let itemised = doc.target.itemised.iter().map(|item| ("分项绩效目标", item));
    let safeguards = doc.target.safeguards.iter().map(|item| ("工作保障措施", item));
    overall.chain(itemised.chain(safeguards).flat_map(|(name, item)| {
        let texts = [item.title.as_str(), item.text.as_str()].into_iter().filter(|text| !text.is_empty());
        texts.map(move |text| Text { place: &item.place, part: Part::Target(name), text })
    }))
}

/// The texts of one form: purpose, goals, indicators.
pub fn form_texts(project: &Project) -> impl Iterator<Item = Text<'_>> {
    let part = |field| Part::Form(project.name.value.as_str(), field);
    let purpose = project.purpose.iter().map(move |text| Text::of(part("资金用途"), text));
    let goals = project.goals.iter().map(move |text| Text::of(part("绩效目标"), text));
    let indicators = project.indicators.iter().flat_map(move |indicator| {
        let value = &indicator.target_value;
        let value = Text { place: &value.place, part: part("指标值"), text: &value.value.text };
        let cells = [
            ("三级指标", &indicator.name),
            ("绩效指标描述", &indicator.description),
            ("指标值确定依据", &indicator.value_basis),
        ];
        let cells =
            cells.into_iter().filter_map(move |(field, text)| Some(Text::of(part(field), text.as_ref()?)));
        cells.chain([value].into_iter().filter(|value| !value.text.is_empty()))
    });
    purpose.chain(goals).chain(indicators)
}

impl<'a> Text<'a> {
    fn of(part: Part<'a>, text: &'a Located<String>) -> Text<'a> {
        Text { place: &text.place, part, text: &text.value }
    }
}
