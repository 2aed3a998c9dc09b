//! 情况说明 and the department's targets, with the findings under the section they are about.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use budget::{BudgetUnit, DepartmentTarget, NarrativeSection, Place, TargetItem};

use super::beneath::Beneath;
use super::beside::Beside;
use super::document::Document;
use super::parts::{Part, Parts};
use super::stated_view::{self, StatedView};
use super::{load, load_report, place_key};
use crate::App;
use crate::access::Viewer;
use crate::error::Result;
use crate::extract::Address;
use crate::layout::{Frame, page};

#[derive(Template)]
#[template(path = "documents/narrative.html")]
struct NarrativePage {
    frame: Frame,
    document: Document,
    sections: Vec<Section>,
    groups: Vec<Group>,
    stated: Vec<StatedView>,
    units: Vec<UnitRow>,
    under_units: Beneath,
    others: Beneath,
}

/// A section of the narrative, or one item of the targets.
struct Section {
    anchor: String,
    title: String,
    text: String,
    beneath: Beneath,
}

/// 总体绩效目标, 分项绩效目标 or 工作保障措施
struct Group {
    title: &'static str,
    items: Vec<Section>,
}

struct UnitRow {
    anchor: String,
    unit: BudgetUnit,
}

impl UnitRow {
    fn of(unit: BudgetUnit) -> UnitRow {
        let anchor = place_key::of(&unit.place);
        UnitRow { anchor, unit }
    }

    fn cells(&self) -> [(&'static str, &str); 3] {
        let BudgetUnit { nature, rank, funding, .. } = &self.unit;
        [("单位性质", nature), ("单位规格", rank), ("经费保障形式", funding)]
            .map(|(head, text)| (head, text.as_deref().unwrap_or_default()))
    }
}

impl Section {
    fn new(title: &str, text: &str, place: &Place, beside: &mut Beside<'_>) -> Section {
        let beneath = beside.take_from(place);
        Section { anchor: place_key::of(place), title: title.to_owned(), text: text.to_owned(), beneath }
    }

    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

pub async fn show(State(app): State<App>, viewer: Viewer, Address(id): Address<String>) -> Result<Response> {
    let document = Document::by_id(&app.db, &viewer, &id).await?;
    let narrative = load::narrative(&app.db, &id).await?;
    let target = load::target(&app.db, &id).await?;
    let stated = load::stated(&app.db, &id).await?;
    let units = load::units(&app.db, &id).await?;
    let findings = load_report::findings(&app.db, &id).await?;
    let parts = Parts::of(&app.db, &id).await?;
    let mut beside = Beside::of(&findings, &parts, |part| matches!(part, Some(Part::Narrative) | None));
    let places: Vec<&Place> = units.iter().map(|unit| &unit.place).collect();
    page(&NarrativePage {
        frame: Frame::new(&viewer, "documents", format!("情况说明 · {}", document.department())),
        under_units: beside.take(&places),
        sections: sections(&narrative, &mut beside),
        groups: groups(&target, &mut beside),
        stated: stated_view::views(&stated, &parts),
        units: units.into_iter().map(UnitRow::of).collect(),
        others: beside.rest(),
        document,
    })
}

fn sections(narrative: &[NarrativeSection], beside: &mut Beside<'_>) -> Vec<Section> {
    narrative.iter().map(|s| Section::new(&s.title, &s.text, &s.place, beside)).collect()
}

fn groups(target: &DepartmentTarget, beside: &mut Beside<'_>) -> Vec<Group> {
    let overall = target.overall.iter().map(|o| Section::new("", &o.value, &o.place, beside)).collect();
    let mut items = |items: &[TargetItem]| -> Vec<Section> {
        items.iter().map(|item| Section::new(&item.title, &item.text, &item.place, beside)).collect()
    };
    let parts = [
        ("总体绩效目标", overall),
        ("分项绩效目标", items(&target.itemised)),
        ("工作保障措施", items(&target.safeguards)),
    ];
    let groups = parts.into_iter().map(|(title, items)| Group { title, items });
    groups.filter(|group| !group.items.is_empty()).collect()
}
