//! The figures that sentences state, as named amounts, and back.

use budget::{
    Amount, FiscalYear, ListedProject, PriorYearChange, PriorYearComparison, StatedFigures, ThreePublics,
};
use sqlx::FromRow;

use super::amount::{self, AmountRow};
use super::numbered;
use crate::args;
use crate::db::{Db, Tx};
use crate::error::Result;

type Slot<T> = fn(&mut T) -> &mut Option<Amount>;

const SINGLE: [(&str, Slot<StatedFigures>); 14] = [
    ("revenue", |s| &mut s.revenue),
    ("general_public", |s| &mut s.general_public),
    ("government_fund", |s| &mut s.government_fund),
    ("special_account", |s| &mut s.special_account),
    ("other_revenue", |s| &mut s.other_revenue),
    ("expenditure", |s| &mut s.expenditure),
    ("basic", |s| &mut s.basic),
    ("personnel", |s| &mut s.personnel),
    ("operating", |s| &mut s.operating),
    ("project_expenditure", |s| &mut s.project),
    ("running_costs", |s| &mut s.running_costs),
    ("procurement", |s| &mut s.procurement),
    ("assets", |s| &mut s.assets),
    ("planned_assets", |s| &mut s.planned_assets),
];

const THREE_PUBLICS: [(&str, Slot<ThreePublics>); 6] = [
    ("three_publics", |t| &mut t.total),
    ("overseas_travel", |t| &mut t.overseas_travel),
    ("vehicles", |t| &mut t.vehicles),
    ("vehicle_purchase", |t| &mut t.purchase),
    ("vehicle_running", |t| &mut t.running),
    ("reception", |t| &mut t.reception),
];

type ChangeSlot = fn(&mut PriorYearComparison) -> &mut Option<PriorYearChange>;

const CHANGES: [(&str, ChangeSlot); 3] = [
    ("change_total", |c| &mut c.total),
    ("change_basic", |c| &mut c.basic),
    ("change_project", |c| &mut c.project),
];

pub async fn save(tx: &mut Tx, document_id: &str, stated: &StatedFigures) -> sqlx::Result<()> {
    let figures = rows(stated);
    let rows = numbered(&figures, |i, row: &StatedRow| {
        let mut values = args![document_id, i, row.meaning, row.label.clone(), row.reason.clone()];
        values.extend(amount::values(&row.amount));
        values
    });
    let columns =
        ["document_id", "ordinal", "meaning", "label", "reason", "printed", "state", "fen", "place"];
    tx.insert_all("stated_figure", &columns, rows).await
}

pub async fn load(db: &Db, document_id: &str) -> Result<StatedFigures> {
    #[derive(FromRow)]
    struct Row {
        meaning: String,
        label: Option<String>,
        reason: Option<String>,
        #[sqlx(flatten)]
        amount: AmountRow,
    }
    let rows: Vec<Row> = db
        .all(
            "select meaning, label, reason, printed, state, fen, place from stated_figure
             where document_id = $1 order by ordinal",
            args![document_id],
        )
        .await?;
    let mut stated = StatedFigures::default();
    for row in rows {
        put(&mut stated, &row.meaning, (row.label, row.reason), row.amount.amount()?);
    }
    Ok(stated)
}

/// One figure: what it is, its name or the reason given, and the reason beside a name.
#[derive(Debug)]
pub struct StatedRow {
    pub meaning: &'static str,
    pub label: Option<String>,
    pub reason: Option<String>,
    pub amount: Amount,
}

/// Every figure there is.
pub fn rows(stated: &StatedFigures) -> Vec<StatedRow> {
    let single = |(meaning, label, amount)| StatedRow { meaning, label, reason: None, amount };
    let named = |(name, c): (String, PriorYearChange)| StatedRow {
        meaning: "three_publics_part_change",
        label: Some(name),
        reason: c.reason,
        amount: c.amount,
    };
    let changes = stated.three_publics.iter().flat_map(|three| three.part_changes.iter().cloned());
    labelled(stated).into_iter().map(single).chain(changes.map(named)).collect()
}

fn labelled(stated: &StatedFigures) -> Vec<(&'static str, Option<String>, Amount)> {
    let mut copy = stated.clone();
    let mut out = Vec::new();
    for (meaning, slot) in SINGLE {
        out.extend(slot(&mut copy).take().map(|amount| (meaning, None, amount)));
    }
    out.extend(copy.projects.into_iter().map(|p| ("project", Some(p.name), p.amount)));
    out.extend(copy.running_cost_parts.into_iter().map(|(name, a)| ("running_cost_part", Some(name), a)));
    if let Some(mut three) = copy.three_publics {
        for (meaning, slot) in THREE_PUBLICS {
            out.extend(slot(&mut three).take().map(|amount| (meaning, None, amount)));
        }
        out.extend(three.change.map(|c| ("three_publics_change", c.reason, c.amount)));
    }
    if let Some(mut comparison) = copy.comparison {
        let year = comparison.year.map(|y| y.to_string());
        let head =
            Amount { printed: String::new(), figure: budget::Figure::Blank, place: comparison.place.clone() };
        out.push(("comparison", year, head));
        for (meaning, slot) in CHANGES {
            out.extend(slot(&mut comparison).take().map(|c| (meaning, c.reason, c.amount)));
        }
    }
    out
}

/// Puts one stored figure back in its slot.
fn put(
    stated: &mut StatedFigures,
    meaning: &str,
    (label, reason): (Option<String>, Option<String>),
    amount: Amount,
) {
    if let Some((_, slot)) = SINGLE.iter().find(|(key, _)| *key == meaning) {
        *slot(stated) = Some(amount);
        return;
    }
    if let Some((_, slot)) = THREE_PUBLICS.iter().find(|(key, _)| *key == meaning) {
        *slot(stated.three_publics.get_or_insert_default()) = Some(amount);
        return;
    }
    if let Some((_, slot)) = CHANGES.iter().find(|(key, _)| *key == meaning) {
        if let Some(comparison) = &mut stated.comparison {
            *slot(comparison) = Some(PriorYearChange { amount, reason: label });
        }
        return;
    }
    match meaning {
        "project" => stated.projects.push(ListedProject { name: label.unwrap_or_default(), amount }),
        "running_cost_part" => stated.running_cost_parts.push((label.unwrap_or_default(), amount)),
        "three_publics_change" => {
            let change = PriorYearChange { amount, reason: label };
            stated.three_publics.get_or_insert_default().change = Some(change);
        }
        "three_publics_part_change" => {
            let change = PriorYearChange { amount, reason };
            let three = stated.three_publics.get_or_insert_default();
            three.part_changes.push((label.unwrap_or_default(), change));
        }
        "comparison" => {
            let year = label.and_then(|y| FiscalYear::new(y.parse().ok()?));
            let place = amount.place;
            stated.comparison =
                Some(PriorYearComparison { year, total: None, basic: None, project: None, place });
        }
        _ => tracing::warn!("unknown stated figure {meaning}"),
    }
}
