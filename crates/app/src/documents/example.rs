//! 可参考的写法: measurable indicators of other documents that are like one whose value says nothing. Likeness is
//! counted in words that both share; nothing is learned and nothing is sent anywhere.

use std::collections::{HashMap, HashSet};

use review::Finding;
use sqlx::FromRow;

use super::rows::place_key;
use super::rows::report::StoredFinding;
use super::words::{self, Words};
use crate::access::Viewer;
use crate::db::{self, Db, Value};
use crate::error::Result;
use crate::{args, visible};

/// Rules that find a value which is no value.
const RULES: [&str; 1] = ["IN-03"];
/// Findings of one page that get examples; who has mended so many has seen enough.
const MOST_FINDINGS: usize = 12;
const MOST_WORDS: usize = 12;
const MOST_CANDIDATES: usize = 300;
const MOST_NAMES: usize = 5;
const ROWS_A_NAME: i64 = 8;
const MOST_EXAMPLES: usize = 3;
/// Below this likeness, in thousandths, an example is about something else.
const LEAST_LIKENESS: usize = 300;

/// An indicator to take as an example, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub name: String,
    pub value: String,
    pub project: String,
    pub department: String,
    pub year: Option<i64>,
    pub href: String,
}

/// The examples for findings of a document, by index in the list. `is_shown` leaves out what the page does not show.
pub async fn all(
    db: &Db,
    viewer: &Viewer,
    document_id: &str,
    findings: &[StoredFinding],
    is_shown: impl Fn(&Finding) -> bool,
) -> Result<HashMap<usize, Vec<Example>>> {
    let wanted = findings.iter().enumerate().filter(|(_, stored)| {
        stored.waiver.is_none() && RULES.contains(&stored.finding.code) && is_shown(&stored.finding)
    });
    let places: HashMap<String, usize> = wanted
        .take(MOST_FINDINGS)
        .map(|(index, stored)| (place_key::of(&stored.finding.place), index))
        .collect();
    let mut by_aspect: HashMap<String, Vec<(usize, Words)>> = HashMap::new();
    for subject in subjects(db, document_id, places.keys()).await? {
        let index = places.get(&subject.value_place).or_else(|| places.get(&subject.place));
        if let Some(index) = index {
            let text = Words::of(&subject.name.unwrap_or_default(), &subject.description.unwrap_or_default());
            by_aspect.entry(subject.aspect).or_default().push((*index, text));
        }
    }
    let mut examples = HashMap::new();
    for (aspect, subjects) in by_aspect {
        let names = names(db, &aspect, &subjects).await?;
        let texts: Vec<Words> = names.iter().map(|name| Words::of(name, "")).collect();
        for (index, text) in subjects {
            let alike = words::most_alike(&text, &texts, LEAST_LIKENESS);
            let alike = alike.into_iter().take(MOST_NAMES).map(|i| &names[i]);
            let found = of_names(db, viewer, document_id, &aspect, alike).await?;
            if !found.is_empty() {
                examples.insert(index, found);
            }
        }
    }
    Ok(examples)
}

/// The indicator a finding is about.
#[derive(FromRow)]
struct Subject {
    aspect: String,
    name: Option<String>,
    description: Option<String>,
    place: String,
    value_place: String,
}

async fn subjects(
    db: &Db,
    document_id: &str,
    places: impl ExactSizeIterator<Item = &String> + Clone,
) -> Result<Vec<Subject>> {
    if places.len() == 0 {
        return Ok(Vec::new());
    }
    let marks = db::marks(2..=places.len() + 1);
    let sql = format!(
        "select aspect, i.name, description, i.place, value_place
         from indicator i join project p on p.id = i.project_id
         where p.document_id = $1 and (value_place in ({marks}) or i.place in ({marks}))"
    );
    Ok(db
        .built(&sql, std::iter::once(Value::from(document_id)).chain(places.map(Value::from)).collect())
        .await?)
}

/// Target values that can be measured.
macro_rules! measurable {
    () => {
        "i.comparison in ('ge', 'le', 'gt', 'lt', 'eq', 'within', 'by_date')"
    };
}

/// The names that measurable indicators of an aspect have, those with most of the words first. Read from an index
/// alone, of all documents; whether the viewer may see one of them is asked next.
async fn names(db: &Db, aspect: &str, subjects: &[(usize, Words)]) -> Result<Vec<String>> {
    let mut known = HashSet::new();
    let words = subjects.iter().flat_map(|(_, words)| words.of_name()).filter(|word| known.insert(*word));
    let patterns: Vec<Value> = words.take(MOST_WORDS).map(|word| Value::from(format!("%{word}%"))).collect();
    if patterns.is_empty() {
        return Ok(Vec::new());
    }
    let holds: Vec<String> = (0..patterns.len()).map(|i| format!("i.name like ${}", i + 2)).collect();
    let n_held: Vec<String> =
        holds.iter().map(|holds| format!("case when {holds} then 1 else 0 end")).collect();
    let sql = format!(
        "select name from (
             select distinct i.name from indicator i where i.aspect = $1 and {} and ({})) i
         order by {} desc, name limit {MOST_CANDIDATES}",
        measurable!(),
        holds.join(" or "),
        n_held.join(" + ")
    );
    let rows: Vec<(String,)> =
        db.built(&sql, std::iter::once(Value::from(aspect)).chain(patterns).collect()).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// Up to three indicators of these names, differing in name or value, from other documents the viewer may see. What
/// is withheld in its document is no example.
async fn of_names(
    db: &Db,
    viewer: &Viewer,
    document_id: &str,
    aspect: &str,
    names: impl Iterator<Item = &String>,
) -> Result<Vec<Example>> {
    let (account, region) = viewer.scope();
    let mut examples: Vec<Example> = Vec::new();
    for name in names {
        let rows: Vec<Row> = db
            .all(
                concat!(
                    "select i.name, i.value_text, i.place, p.name as project, p.ordinal,
                         document.id as document_id, coalesce(department_name, file_name) as department, fiscal_year
                     from indicator i join project p on p.id = i.project_id
                     join document on document.id = p.document_id
                     where i.aspect = $4 and ",
                    measurable!(),
                    " and i.name = $5 and i.secrecy = 'public' and p.secrecy = 'public' and document.id <> $3 and ",
                    visible!(),
                    " limit $6"
                ),
                args![account.clone(), region.clone(), document_id, aspect, name, ROWS_A_NAME],
            )
            .await?;
        for example in rows.into_iter().map(Row::example) {
            let is_same = |other: &Example| (&other.name, &other.value) == (&example.name, &example.value);
            if !examples.iter().any(is_same) {
                examples.push(example);
            }
        }
        if examples.len() >= MOST_EXAMPLES {
            break;
        }
    }
    examples.truncate(MOST_EXAMPLES);
    Ok(examples)
}

#[derive(FromRow)]
struct Row {
    name: String,
    value_text: String,
    place: String,
    project: String,
    ordinal: i64,
    document_id: String,
    department: String,
    fiscal_year: Option<i64>,
}

impl Row {
    fn example(self) -> Example {
        Example {
            href: format!("/documents/{}/projects/{}#{}", self.document_id, self.ordinal + 1, self.place),
            name: self.name,
            value: self.value_text,
            project: self.project,
            department: self.department,
            year: self.fiscal_year,
        }
    }
}
