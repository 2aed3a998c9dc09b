//! 办结标准: what must be so before the matter is done, and what the lead unit said of it.

use sqlx::FromRow;
use supervision::{Act, Event};

use super::journal::{Entry, StandardWord};
use super::matter::Loaded;
use crate::args;
use crate::db::{Db, Tx};
use crate::error::Result;

#[derive(Clone, Debug, FromRow)]
struct Row {
    text: String,
    is_met: i64,
}

#[derive(Clone, Debug)]
pub struct Standard {
    pub text: String,
    /// Said by the unit and accepted by 督查室.
    pub is_met: bool,
    /// What the unit said last, accepted or not.
    pub said: Option<StandardWord>,
}

impl Standard {
    pub fn is_said_met(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.is_met)
    }
}

pub async fn of_matter(db: &Db, loaded: &Loaded) -> Result<Vec<Standard>> {
    let rows: Vec<Row> = db
        .all(
            "select text, is_met from standard where matter_id = $1 order by position",
            args![&loaded.row.id],
        )
        .await?;
    let said = last_said(loaded).map_or(&[][..], |entry| &entry.words.standards);
    let standard = |(position, row): (usize, Row)| Standard {
        text: row.text,
        is_met: row.is_met == 1,
        said: said.get(position).cloned(),
    };
    Ok(rows.into_iter().enumerate().map(standard).collect())
}

/// The last feedback of the lead.
fn last_said(loaded: &Loaded) -> Option<&Entry> {
    let lead = &loaded.state.lead()?.unit;
    loaded
        .entries
        .iter()
        .rev()
        .find(|entry| matches!(&entry.event.act, Act::GiveFeedback { unit, .. } if unit == lead))
}

/// Accepting the lead's feedback accepts what it says of the standards.
pub async fn accept(tx: &mut Tx, loaded: &Loaded, event: &Event) -> Result<()> {
    let Act::Accept { unit, .. } = &event.act else { return Ok(()) };
    let is_lead = loaded.state.lead().is_some_and(|lead| lead.unit == *unit);
    let Some(entry) = last_said(loaded).filter(|_| is_lead) else { return Ok(()) };
    for (position, said) in entry.words.standards.iter().enumerate() {
        tx.run(
            "update standard set is_met = $1 where matter_id = $2 and position = $3",
            args![said.is_met, &loaded.row.id, position],
        )
        .await?;
    }
    Ok(())
}
