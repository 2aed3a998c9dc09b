//! 绩效指标 as rows, and back.

use std::collections::HashMap;

use budget::{Indicator, IndicatorAspect, IndicatorKind, Located, Meaning, TargetValue};
use sqlx::FromRow;

use super::{located, place_key, place_of, text_of};
use crate::db::{Args, Db, Tx};
use crate::error::{Error, Result};
use crate::{args, ids};

pub async fn save(tx: &mut Tx, rows: Vec<Args>) -> sqlx::Result<()> {
    let columns = [
        "id",
        "project_id",
        "ordinal",
        "kind",
        "aspect",
        "kind_label",
        "aspect_label",
        "name",
        "name_place",
        "description",
        "description_place",
        "value_text",
        "comparison",
        "number",
        "measure",
        "value_basis",
        "basis_place",
        "secrecy",
        "place",
        "value_place",
    ];
    tx.insert_all("indicator", &columns, rows).await
}

pub fn args(project_id: &str, ordinal: usize, indicator: &Indicator) -> Args {
    let value = &indicator.target_value.value;
    let (number, measure) = match &value.meaning {
        Meaning::Quantity { number, measure, .. } | Meaning::Within { number, measure } => {
            (Some(number.to_string()), Some(measure.clone()))
        }
        _ => (None, None),
    };
    args![
        ids::new_id(),
        project_id,
        ordinal,
        indicator.kind.name(),
        indicator.aspect.name(),
        indicator.kind_label.clone(),
        indicator.aspect_label.clone(),
        text_of(&indicator.name),
        place_of(&indicator.name),
        text_of(&indicator.description),
        place_of(&indicator.description),
        &value.text,
        value.comparison_key(),
        number,
        measure,
        text_of(&indicator.value_basis),
        place_of(&indicator.value_basis),
        indicator.secrecy().key(),
        place_key::of(&indicator.place),
        place_key::of(&indicator.target_value.place)
    ]
}

#[derive(FromRow)]
struct IndicatorRow {
    project_id: String,
    kind: String,
    aspect: String,
    kind_label: Option<String>,
    aspect_label: Option<String>,
    name: Option<String>,
    name_place: Option<String>,
    description: Option<String>,
    description_place: Option<String>,
    value_text: String,
    value_basis: Option<String>,
    basis_place: Option<String>,
    place: String,
    value_place: String,
}

pub async fn load(
    db: &Db,
    document_id: &str,
    ordinal: Option<i64>,
) -> Result<HashMap<String, Vec<Indicator>>> {
    let rows: Vec<IndicatorRow> = db
        .all(
            "select i.project_id, i.kind, i.aspect, i.kind_label, i.aspect_label, i.name, i.name_place,
                 i.description, i.description_place, i.value_text, i.value_basis, i.basis_place, i.place, i.value_place
             from indicator i join project on project.id = i.project_id
             where document_id = $1 and ($2 is null or project.ordinal = $2) order by i.project_id, i.ordinal",
            args![document_id, ordinal],
        )
        .await?;
    let mut out: HashMap<String, Vec<Indicator>> = HashMap::new();
    for row in rows {
        out.entry(row.project_id.clone()).or_default().push(indicator(row)?);
    }
    Ok(out)
}

fn indicator(row: IndicatorRow) -> Result<Indicator> {
    let value = TargetValue::parse(&row.value_text);
    Ok(Indicator {
        kind: IndicatorKind::of_label(&row.kind).ok_or(Error::NotFound)?,
        aspect: IndicatorAspect::of_label(&row.aspect).ok_or(Error::NotFound)?,
        kind_label: row.kind_label,
        aspect_label: row.aspect_label,
        name: located(row.name, row.name_place)?,
        description: located(row.description, row.description_place)?,
        target_value: Located::new(value, place_key::stored(&row.value_place)?),
        value_basis: located(row.value_basis, row.basis_place)?,
        place: place_key::stored(&row.place)?,
    })
}
