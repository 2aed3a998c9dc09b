//! Sections of the narrative and items of the targets, each with the findings under it.

use budget::{BudgetUnit, DepartmentTarget, Located, NarrativeSection, Place, TargetItem};
use review::Severity;

use super::beneath::Beneath;
use super::beside::Beside;
use super::parts::Parts;
use super::passage::Passage;
use super::rows::place_key;

/// A section of the narrative, or one item of the targets.
#[derive(Debug)]
pub struct Section {
    pub anchor: String,
    pub title: String,
    pub paragraphs: Vec<Passage>,
    /// Some of its paragraphs are the department's targets, which stand on the page for themselves.
    pub holds_targets: bool,
    pub units: Vec<UnitRow>,
    pub beneath: Beneath,
}

/// 总体绩效目标, 分项绩效目标 or 工作保障措施
#[derive(Debug)]
pub struct Group {
    pub title: &'static str,
    pub items: Vec<Section>,
}

/// 机构设置的一行
#[derive(Debug)]
pub struct UnitRow {
    pub anchor: String,
    pub cells: [(&'static str, String); 4],
}

impl UnitRow {
    fn of(unit: &BudgetUnit) -> UnitRow {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            ("单位名称", unit.name.clone()),
            ("单位性质", text(&unit.nature)),
            ("单位规格", text(&unit.rank)),
            ("经费保障形式", text(&unit.funding)),
        ];
        UnitRow { anchor: place_key::of(&unit.place), cells }
    }
}

impl Section {
    fn all_beneath(&self) -> impl Iterator<Item = &Beneath> {
        self.paragraphs.iter().map(|passage| &passage.beneath).chain([&self.beneath])
    }

    pub fn n_causes(&self) -> usize {
        self.all_beneath().map(Beneath::n_causes).sum()
    }

    pub fn gravest(&self) -> Option<Severity> {
        self.all_beneath().filter_map(Beneath::gravest).max()
    }
}

impl Group {
    pub fn n_causes(&self) -> usize {
        self.items.iter().map(Section::n_causes).sum()
    }

    pub fn gravest(&self) -> Option<Severity> {
        self.items.iter().filter_map(Section::gravest).max()
    }
}

pub fn sections(
    narrative: &[NarrativeSection],
    units: &[BudgetUnit],
    target: &DepartmentTarget,
    parts: &Parts,
    beside: &mut Beside<'_>,
) -> Vec<Section> {
    let said = targets_said(target);
    let view = |section: &NarrativeSection| {
        let inside = |place: &Place| parts.start(place).is_some_and(|(start, _)| *start == section.place);
        let own: Vec<&BudgetUnit> = units.iter().filter(|unit| inside(&unit.place)).collect();
        let under_units = beside.take(&own.iter().map(|unit| &unit.place).collect::<Vec<_>>());
        let is_shown = |p: &&Located<String>| !said.contains(&essence(unnumbered(p.value.trim())));
        let shown: Vec<&Located<String>> = section.paragraphs.iter().filter(is_shown).collect();
        let mut view = Section {
            holds_targets: shown.len() < section.paragraphs.len(),
            units: own.into_iter().map(UnitRow::of).collect(),
            paragraphs: passages(&shown, &section.place, beside),
            ..item(&section.title, "", &section.place, beside)
        };
        view.beneath.merge(under_units);
        view
    };
    narrative.iter().map(view).collect()
}

pub fn groups(target: &DepartmentTarget, beside: &mut Beside<'_>) -> Vec<Group> {
    let overall = |o: &Located<String>, beside: &mut Beside<'_>| item("", &o.value, &o.place, beside);
    let overall: Vec<Section> = target.overall.iter().map(|o| overall(o, beside)).collect();
    let mut items = |items: &[TargetItem]| -> Vec<Section> {
        items.iter().map(|target| item(&target.title, &target.text, &target.place, beside)).collect()
    };
    let parts = [
        ("总体绩效目标", overall),
        ("分项绩效目标", items(&target.itemised)),
        ("工作保障措施", items(&target.safeguards)),
    ];
    let groups = parts.into_iter().map(|(title, items)| Group { title, items });
    groups.filter(|group| !group.items.is_empty()).collect()
}

fn item(title: &str, text: &str, place: &Place, beside: &mut Beside<'_>) -> Section {
    let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let unmarked = |text: &str| Passage { text: text.to_owned(), ..Passage::default() };
    Section {
        anchor: place_key::of(place),
        title: title.to_owned(),
        paragraphs: paragraphs.map(unmarked).collect(),
        holds_targets: false,
        units: Vec::new(),
        beneath: beside.take_from(place),
    }
}

/// The paragraphs with their findings. Paragraphs at one place, or at the heading's, share its anchor.
fn passages(paragraphs: &[&Located<String>], heading: &Place, beside: &mut Beside<'_>) -> Vec<Passage> {
    let mut last = heading;
    let mut out = Vec::new();
    for paragraph in paragraphs.iter().filter(|p| !p.value.trim().is_empty()) {
        let mut passage = Passage::of(paragraph.value.trim(), &paragraph.place, beside);
        if paragraph.place == *last {
            passage.anchor.clear();
        }
        last = &paragraph.place;
        out.push(passage);
    }
    out
}

/// The words of all targets, one after the other.
fn targets_said(target: &DepartmentTarget) -> String {
    let items = target.itemised.iter().chain(&target.safeguards);
    let texts = items.flat_map(|item| [item.title.as_str(), item.text.as_str()]);
    let overall = target.overall.iter().map(|overall| overall.value.as_str());
    overall.chain(texts).map(essence).collect()
}

/// A text without blanks and punctuation.
fn essence(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A paragraph without the number that targets are stored without.
fn unnumbered(paragraph: &str) -> &str {
    paragraph.trim_start_matches(|c: char| c.is_ascii_digit())
}
