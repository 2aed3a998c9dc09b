//! The parts of a reading as rows. Column lists stand beside the values they name; `load` reads them back.

use budget::{
    Amount, BudgetDocument, BudgetTable, Located, Place, PlanPoint, Project, StatedFigures, TableRow,
};
use reader::Reading;
use review::{Finding, Report};

use super::{amount_row, place_key};
use crate::db::{Args, Tx, Value};
use crate::{args, ids};

pub async fn tables(tx: &mut Tx, document_id: &str, document: &BudgetDocument) -> sqlx::Result<()> {
    let (mut tables, mut rows, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    for (ordinal, table) in document.tables.iter().enumerate() {
        let table_id = ids::new_id();
        tables.push(table_args(&table_id, document_id, ordinal, table));
        for (ordinal, row) in table.rows.iter().enumerate() {
            let row_id = ids::new_id();
            rows.push(row_args(&row_id, &table_id, ordinal, row));
            for (ordinal, (column, amount)) in row.amounts.iter().enumerate() {
                let mut values = args![&row_id, ordinal, column.key()];
                values.extend(amount_row::values(amount));
                amounts.push(values);
            }
        }
    }
    let columns = [
        "id",
        "document_id",
        "ordinal",
        "kind",
        "title",
        "fiscal_year",
        "unit_line",
        "unit_place",
        "measure",
        "note",
        "note_place",
        "columns",
        "place",
    ];
    tx.insert_all("budget_table", &columns, tables).await?;
    let columns = [
        "id",
        "table_id",
        "ordinal",
        "number",
        "side",
        "code",
        "name",
        "quantity_text",
        "quantity_place",
        "purchase_item",
        "purchase_catalogue",
        "purchase_measure",
        "place",
    ];
    tx.insert_all("table_row", &columns, rows).await?;
    let columns = ["row_id", "ordinal", "meaning", "printed", "state", "fen", "place"];
    tx.insert_all("amount", &columns, amounts).await
}

fn table_args(id: &str, document_id: &str, ordinal: usize, table: &BudgetTable) -> Args {
    let columns: Vec<&str> = table.columns.iter().map(|c| c.key()).collect();
    args![
        id,
        document_id,
        ordinal,
        table.kind.key(),
        &table.title,
        table.fiscal_year.map(|y| y.number()),
        text_of(&table.unit_line),
        place_of(&table.unit_line),
        table.measure.word(),
        text_of(&table.note),
        place_of(&table.note),
        columns.join(","),
        place_key::of(&table.place)
    ]
}

fn row_args(id: &str, table_id: &str, ordinal: usize, row: &TableRow) -> Args {
    let purchase = row.purchase.as_ref();
    args![
        id,
        table_id,
        ordinal,
        row.number,
        row.side.map(|s| s.key()),
        row.code.clone(),
        &row.name,
        row.quantity.as_ref().map(|q| q.printed.clone()),
        row.quantity.as_ref().map(|q| place_key::of(&q.place)),
        purchase.map(|p| p.item.clone()),
        purchase.and_then(|p| p.catalogue_number.clone()),
        purchase.and_then(|p| p.measure.clone()),
        place_key::of(&row.place)
    ]
}

pub async fn projects(tx: &mut Tx, document_id: &str, document: &BudgetDocument) -> sqlx::Result<()> {
    let (mut projects, mut points, mut goals, mut indicators) = (vec![], vec![], vec![], vec![]);
    for (ordinal, project) in document.projects.iter().enumerate() {
        let id = ids::new_id();
        projects.push(project_args(&id, document_id, ordinal, project));
        let plan = project.spending_plan.iter().flat_map(|plan| plan.points.iter().enumerate());
        points.extend(plan.map(|(ordinal, point)| point_args(&id, ordinal, point)));
        let numbered = project.goals.iter().enumerate();
        goals.extend(numbered.map(|(i, g)| args![&id, i, &g.value, place_key::of(&g.place)]));
        let numbered = project.indicators.iter().enumerate();
        indicators.extend(numbered.map(|(ordinal, indicator)| indicator_args(&id, ordinal, indicator)));
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
    tx.insert_all("indicator", &columns, indicators).await
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
        values.extend(amount_row::optional_values(amount.as_ref()));
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

fn indicator_args(project_id: &str, ordinal: usize, indicator: &budget::Indicator) -> Args {
    let value = &indicator.target_value.value;
    let (number, measure) = match &value.meaning {
        budget::Meaning::Quantity { number, measure, .. } | budget::Meaning::Within { number, measure } => {
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

pub async fn texts(tx: &mut Tx, document_id: &str, reading: &Reading) -> sqlx::Result<()> {
    let document = &reading.document;
    let sections = numbered(&document.narrative, |i, s| {
        args![document_id, i, &s.title, &s.text, place_key::of(&s.place)]
    });
    let columns = ["document_id", "ordinal", "title", "text", "place"];
    tx.insert_all("narrative_section", &columns, sections).await?;
    let target = &document.target;
    let overall = target.overall.iter().map(|o| ("overall", "", o.value.as_str(), &o.place));
    let itemised = target.itemised.iter().map(|t| ("itemised", t.title.as_str(), t.text.as_str(), &t.place));
    let safeguards =
        target.safeguards.iter().map(|t| ("safeguard", t.title.as_str(), t.text.as_str(), &t.place));
    let items: Vec<_> = overall.chain(itemised).chain(safeguards).collect();
    let items = numbered(&items, |i, (part, title, text, place)| {
        args![document_id, i, *part, *title, *text, place_key::of(place)]
    });
    tx.insert_all("target_item", &["document_id", "ordinal", "part", "title", "text", "place"], items)
        .await?;
    let units = numbered(&document.units, |i, u| {
        let (nature, rank, funding) = (u.nature.clone(), u.rank.clone(), u.funding.clone());
        args![document_id, i, &u.name, nature, rank, funding, place_key::of(&u.place)]
    });
    let columns = ["document_id", "ordinal", "name", "nature", "rank", "funding", "place"];
    tx.insert_all("budget_unit", &columns, units).await?;
    let contents =
        numbered(&document.contents, |i, e| args![document_id, i, &e.title, e.page, place_key::of(&e.place)]);
    tx.insert_all("contents_entry", &["document_id", "ordinal", "title", "page", "place"], contents).await?;
    let notes = numbered(&reading.notes, |i, n| args![document_id, i, &n.message, place_key::of(&n.place)]);
    tx.insert_all("note", &["document_id", "ordinal", "message", "place"], notes).await
}

pub async fn stated(tx: &mut Tx, document_id: &str, stated: &StatedFigures) -> sqlx::Result<()> {
    let figures = super::stated_row::rows(stated);
    let rows = numbered(&figures, |i, (meaning, label, amount): &(&str, Option<String>, Amount)| {
        let mut values = args![document_id, i, *meaning, label.clone()];
        values.extend(amount_row::values(amount));
        values
    });
    let columns = ["document_id", "ordinal", "meaning", "label", "printed", "state", "fen", "place"];
    tx.insert_all("stated_figure", &columns, rows).await
}

pub async fn report(tx: &mut Tx, document_id: &str, report: &Report) -> sqlx::Result<()> {
    let (mut findings, mut operands) = (Vec::new(), Vec::new());
    for cause in &report.findings {
        let cause_id = ids::new_id();
        let ordinal = findings.len();
        findings.push(finding_args(&cause_id, document_id, None, ordinal, cause));
        operands.extend(operand_args(&cause_id, cause));
        for consequence in &cause.consequences {
            let id = ids::new_id();
            let ordinal = findings.len();
            findings.push(finding_args(&id, document_id, Some(&cause_id), ordinal, consequence));
            operands.extend(operand_args(&id, consequence));
        }
    }
    let columns = [
        "id",
        "document_id",
        "parent_id",
        "ordinal",
        "code",
        "severity",
        "place",
        "excerpt",
        "message",
        "suggestion",
        "basis",
        "formula",
        "difference",
        "tolerance",
    ];
    tx.insert_all("finding", &columns, findings).await?;
    tx.insert_all("operand", &["finding_id", "ordinal", "label", "printed", "place"], operands).await?;
    let undecided = numbered(&report.undecided, |i, u| {
        args![document_id, i, u.code, &u.reason, u.place.as_ref().map(place_key::of)]
    });
    tx.insert_all("undecided", &["document_id", "ordinal", "code", "reason", "place"], undecided).await
}

fn finding_args(id: &str, document_id: &str, parent: Option<&str>, ordinal: usize, f: &Finding) -> Args {
    args![
        id,
        document_id,
        parent,
        ordinal,
        f.code,
        f.severity.key(),
        place_key::of(&f.place),
        &f.excerpt,
        &f.message,
        &f.suggestion,
        f.basis,
        f.formula.clone(),
        f.difference,
        f.tolerance
    ]
}

fn operand_args(finding_id: &str, finding: &Finding) -> Vec<Args> {
    numbered(&finding.operands, |i, o| args![finding_id, i, &o.label, &o.printed, place_key::of(&o.place)])
}

fn numbered<T>(items: &[T], row: impl Fn(usize, &T) -> Args) -> Vec<Args> {
    items.iter().enumerate().map(|(i, item)| row(i, item)).collect()
}

fn text_of(located: &Option<Located<String>>) -> Value {
    Value::Text(located.as_ref().map(|l| l.value.clone()))
}

fn place_of<T>(located: &Option<Located<T>>) -> Value {
    let place: Option<&Place> = located.as_ref().map(|l| &l.place);
    Value::Text(place.map(place_key::of))
}
