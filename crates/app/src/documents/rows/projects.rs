//! 项目 as rows, and back: all of a document, or one.

use std::collections::HashMap;

use budget::{
    Amount, BudgetDocument, Indicator, Located, PlanPoint, Project, ProjectCode, Secrecy, SpendingPlan,
};
use sqlx::FromRow;

use super::amount::{self, AmountRow};
use super::{by_owner, indicators, located, place_key, place_of, placed_texts, text_of};
use crate::db::{Args, Db, Tx};
use crate::error::{Error, Result};
use crate::{args, ids};

pub async fn save(tx: &mut Tx, document_id: &str, document: &BudgetDocument) -> sqlx::Result<()> {
    let (mut projects, mut points, mut goals) = (vec![], vec![], vec![]);
    let (mut labels, mut rows) = (vec![], vec![]);
    for (ordinal, project) in document.projects.iter().enumerate() {
        let id = ids::new_id();
        projects.push(project_args(&id, document_id, ordinal, project));
        let plan = project.spending_plan.iter().flat_map(|plan| plan.points.iter().enumerate());
        points.extend(plan.map(|(ordinal, point)| point_args(&id, ordinal, point)));
        goals.extend(placed_texts(&id, &project.goals));
        labels.extend(placed_texts(&id, &project.labels));
        let numbered = project.indicators.iter().enumerate();
        rows.extend(numbered.map(|(ordinal, indicator)| indicators::args(&id, ordinal, indicator)));
    }
    let columns = [
        "id",
        "document_id",
        "ordinal",
        "name",
        "name_place",
        "code",
        "code_place",
        "secrecy",
        "budgeted_text",
        "budgeted_state",
        "budgeted_fen",
        "budgeted_place",
        "fiscal_text",
        "fiscal_state",
        "fiscal_fen",
        "fiscal_place",
        "other_text",
        "other_state",
        "other_fen",
        "other_place",
        "purpose",
        "purpose_place",
        "plan_place",
        "place",
    ];
    tx.insert_all("project", &columns, projects).await?;
    tx.insert_all("plan_point", &["project_id", "ordinal", "state", "percent", "place"], points).await?;
    tx.insert_all("goal", &["project_id", "ordinal", "text", "place"], goals).await?;
    tx.insert_all("project_label", &["project_id", "ordinal", "text", "place"], labels).await?;
    indicators::save(tx, rows).await
}

fn project_args(id: &str, document_id: &str, ordinal: usize, project: &Project) -> Args {
    let code = project.code.as_ref();
    let mut values = args![
        id,
        document_id,
        ordinal,
        &project.name.value,
        place_key::of(&project.name.place),
        code.map(|c| c.value.as_str()),
        place_of(&project.code),
        project.secrecy.key()
    ];
    for amount in [&project.budgeted, &project.fiscal, &project.other] {
        values.extend(amount::optional_values(amount.as_ref()));
    }
    values.extend(args![
        text_of(&project.purpose),
        place_of(&project.purpose),
        project.spending_plan.as_ref().map(|p| place_key::of(&p.place)),
        place_key::of(&project.place)
    ]);
    values
}

fn point_args(project_id: &str, ordinal: usize, point: &PlanPoint) -> Args {
    let (state, percent, place) = match point {
        PlanPoint::Blank => ("blank", None, None),
        PlanPoint::Lost => ("lost", None, None),
        PlanPoint::Stated { percent, place } => ("stated", Some(percent.to_string()), Some(place)),
        PlanPoint::Unread { printed, place } => ("unread", Some(printed.clone()), Some(place)),
        PlanPoint::Redacted(secrecy) => (secrecy.key(), None, None),
    };
    args![project_id, ordinal, state, percent, place.map(place_key::of)]
}

/// By id of the project.
type Texts = HashMap<String, Vec<Located<String>>>;

#[derive(FromRow)]
struct Row {
    id: String,
    name: String,
    name_place: String,
    code: Option<String>,
    code_place: Option<String>,
    secrecy: String,
    budgeted_text: Option<String>,
    budgeted_state: Option<String>,
    budgeted_fen: Option<i64>,
    budgeted_place: Option<String>,
    fiscal_text: Option<String>,
    fiscal_state: Option<String>,
    fiscal_fen: Option<i64>,
    fiscal_place: Option<String>,
    other_text: Option<String>,
    other_state: Option<String>,
    other_fen: Option<i64>,
    other_place: Option<String>,
    purpose: Option<String>,
    purpose_place: Option<String>,
    plan_place: Option<String>,
    place: String,
}

pub async fn all(db: &Db, document_id: &str) -> Result<Vec<Project>> {
    some(db, document_id, None).await
}

/// The project at this position of the document, counted from 1 as on the page.
pub async fn one(db: &Db, document_id: &str, number: i64) -> Result<Project> {
    some(db, document_id, Some(number.saturating_sub(1))).await?.pop().ok_or(Error::NotFound)
}

async fn some(db: &Db, document_id: &str, ordinal: Option<i64>) -> Result<Vec<Project>> {
    let rows: Vec<Row> = db
        .all(
            "select id, name, name_place, code, code_place, secrecy,
                 budgeted_text, budgeted_state, budgeted_fen, budgeted_place,
                 fiscal_text, fiscal_state, fiscal_fen, fiscal_place,
                 other_text, other_state, other_fen, other_place, purpose, purpose_place, plan_place, place
             from project where document_id = $1 and ($2 is null or ordinal = $2) order by ordinal",
            args![document_id, ordinal],
        )
        .await?;
    let mut points = points(db, document_id, ordinal).await?;
    let mut goals = goals(db, document_id, ordinal).await?;
    let mut labels = labels(db, document_id, ordinal).await?;
    let mut indicators = indicators::load(db, document_id, ordinal).await?;
    let mut projects = Vec::with_capacity(rows.len());
    for row in rows {
        let points = points.remove(&row.id).unwrap_or_default();
        let (goals_of, labels_of) = (goals.remove(&row.id), labels.remove(&row.id));
        let indicators = indicators.remove(&row.id).unwrap_or_default();
        let texts = (goals_of.unwrap_or_default(), labels_of.unwrap_or_default());
        projects.push(project(row, points, texts, indicators)?);
    }
    Ok(projects)
}

fn project(
    row: Row,
    points: Vec<PlanPoint>,
    (goals, labels): (Vec<Located<String>>, Vec<Located<String>>),
    indicators: Vec<Indicator>,
) -> Result<Project> {
    let spending_plan = match (row.plan_place, <[PlanPoint; 4]>::try_from(points)) {
        (Some(place), Ok(points)) => Some(SpendingPlan { points, place: place_key::stored(&place)? }),
        _ => None,
    };
    let code = located(row.code, row.code_place)?;
    Ok(Project {
        name: Located::new(row.name, place_key::stored(&row.name_place)?),
        code: code.map(|c| Located::new(ProjectCode::as_printed(&c.value), c.place)),
        secrecy: Secrecy::from_key(&row.secrecy).unwrap_or_default(),
        budgeted: amount(row.budgeted_text, row.budgeted_state, row.budgeted_fen, row.budgeted_place)?,
        fiscal: amount(row.fiscal_text, row.fiscal_state, row.fiscal_fen, row.fiscal_place)?,
        other: amount(row.other_text, row.other_state, row.other_fen, row.other_place)?,
        purpose: located(row.purpose, row.purpose_place)?,
        spending_plan,
        goals,
        indicators,
        labels,
        place: place_key::stored(&row.place)?,
    })
}

fn amount(
    printed: Option<String>,
    state: Option<String>,
    fen: Option<i64>,
    place: Option<String>,
) -> Result<Option<Amount>> {
    let (Some(printed), Some(state), Some(place)) = (printed, state, place) else {
        return Ok(None);
    };
    AmountRow { printed, state, fen, place }.amount().map(Some)
}

async fn points(db: &Db, document_id: &str, ordinal: Option<i64>) -> Result<HashMap<String, Vec<PlanPoint>>> {
    let rows: Vec<(String, String, Option<String>, Option<String>)> = db
        .all(
            "select p.project_id, p.state, p.percent, p.place
             from plan_point p join project on project.id = p.project_id
             where document_id = $1 and ($2 is null or project.ordinal = $2) order by p.project_id, p.ordinal",
            args![document_id, ordinal],
        )
        .await?;
    let mut out: HashMap<String, Vec<PlanPoint>> = HashMap::new();
    for (project_id, state, percent, place) in rows {
        out.entry(project_id).or_default().push(point(&state, located(percent, place)?));
    }
    Ok(out)
}

fn point(state: &str, printed: Option<Located<String>>) -> PlanPoint {
    match (state, printed) {
        ("blank", _) => PlanPoint::Blank,
        ("stated", Some(Located { value, place })) => match value.parse() {
            Ok(percent) => PlanPoint::Stated { percent, place },
            Err(_) => PlanPoint::Unread { printed: value, place },
        },
        ("unread", Some(Located { value, place })) => PlanPoint::Unread { printed: value, place },
        (other, _) => Secrecy::from_key(other).map_or(PlanPoint::Lost, PlanPoint::Redacted),
    }
}

async fn goals(db: &Db, document_id: &str, ordinal: Option<i64>) -> Result<Texts> {
    let rows: Vec<(String, String, String)> = db
        .all(
            "select g.project_id, g.text, g.place from goal g join project on project.id = g.project_id
             where document_id = $1 and ($2 is null or project.ordinal = $2) order by g.project_id, g.ordinal",
            args![document_id, ordinal],
        )
        .await?;
    by_owner(rows)
}

async fn labels(db: &Db, document_id: &str, ordinal: Option<i64>) -> Result<Texts> {
    let rows: Vec<(String, String, String)> = db
        .all(
            "select l.project_id, l.text, l.place from project_label l join project on project.id = l.project_id
             where document_id = $1 and ($2 is null or project.ordinal = $2) order by l.project_id, l.ordinal",
            args![document_id, ordinal],
        )
        .await?;
    by_owner(rows)
}
