//! 来源留痕: what was decided of each clause, append-only and [chained](crate::chain). The columns of a clause are written
//! in the same transaction.

use sqlx::FromRow;

use super::decision::{Act, Decided, Decision, Event, decided};
use super::seal;
use crate::access::{Post, Viewer};
use crate::args;
use crate::chain::{End, Journal, Said, Signer};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};

const JOURNAL: Journal = Journal { table: "source_event", owner: "source_id", about: "clause_id" };

/// One row of the journal.
#[derive(Clone, Debug)]
pub struct Entry {
    pub position: i64,
    pub at: i64,
    pub person: String,
    pub absent_person: Option<String>,
    pub act: Act,
    pub hash: String,
}

#[derive(FromRow)]
struct Row {
    position: i64,
    at: i64,
    person: String,
    absent_person: Option<String>,
    body: String,
    hash: String,
}

pub async fn of_source(db: &Db, source_id: &str) -> Result<Vec<Entry>> {
    let sql = "select position, at, person, absent_person, body, hash from source_event
         where source_id = $1 order by position";
    let rows: Vec<Row> = db.all(sql, args![source_id]).await?;
    let entry = |row: Row| {
        let Event { act, .. } = serde_json::from_str(&row.body).map_err(anyhow::Error::from)?;
        let Row { position, at, person, absent_person, hash, .. } = row;
        Ok(Entry { position, at, person, absent_person, act, hash })
    };
    rows.into_iter().map(entry).collect()
}

/// A source as nobody else can change it until the transaction ends.
#[derive(FromRow)]
struct Head {
    n_events: i64,
    head_hash: String,
}

/// Something happens to a clause of a source in the viewer's county.
pub async fn decide(
    tx: &mut Tx,
    (viewer, post): (&Viewer, &Post),
    source_id: &str,
    clause_id: &str,
    act: &Act,
    now: i64,
) -> Result<()> {
    let signer = Signer::of(viewer, post);
    let head = locked(tx, source_id, viewer.county()?).await?;
    let head = if head.n_events == 0 { take_over(tx, source_id, now).await? } else { head };
    let sql = "select outcome, matter_id, reason, proposed_by, signed_by, signed_for, signed_at from clause
         where id = $1 and source_id = $2";
    let before: Decision = tx.one(sql, args![clause_id, source_id]).await?.ok_or_else(decided)?;
    let event = event(&signer, act.clone());
    let after = before.after(act, event.by(now))?;
    append(tx, source_id, &head, &signer, &event, now).await?;
    tx.run(
        "update clause set outcome = $1, matter_id = $2, reason = $3, proposed_by = $4, signed_by = $5,
             signed_for = $6, signed_at = $7
         where id = $8",
        args![
            after.outcome,
            after.matter_id,
            after.reason,
            after.proposed_by,
            after.signed_by,
            after.signed_for,
            after.signed_at,
            clause_id
        ],
    )
    .await?;
    Ok(())
}

/// The first entry of a source that was just written.
pub async fn begin(tx: &mut Tx, viewer: &Viewer, post: &Post, source_id: &str, now: i64) -> Result<()> {
    let act = Act::Enter { sealed: seal::of_source(tx, source_id).await? };
    let head = Head { n_events: 0, head_hash: String::new() };
    let signer = Signer::of(viewer, post);
    append(tx, source_id, &head, &signer, &event(&signer, act), now).await?;
    Ok(())
}

async fn locked(tx: &mut Tx, source_id: &str, region: &str) -> Result<Head> {
    let sql = "select n_events, head_hash from source where id = $1 and region = $2 for update";
    tx.one(sql, args![source_id, region]).await?.ok_or(Error::NotFound)
}

#[derive(FromRow)]
struct ClauseRow {
    id: String,
    #[sqlx(flatten)]
    decision: Decision,
}

/// A source that is older than journals of sources begins its own with what was decided before.
async fn take_over(tx: &mut Tx, source_id: &str, now: i64) -> Result<Head> {
    let sql =
        "select id, outcome, matter_id, reason, proposed_by, signed_by, signed_for, signed_at from clause
         where source_id = $1 and outcome is not null order by position";
    let rows: Vec<ClauseRow> = tx.all(sql, args![source_id]).await?;
    let decided = rows.into_iter().map(|row| Decided { clause: row.id, decision: row.decision }).collect();
    let act = Act::TakeOver { sealed: seal::of_source(tx, source_id).await?, decided };
    let head = Head { n_events: 0, head_hash: String::new() };
    let signer = Signer::program();
    append(tx, source_id, &head, &signer, &event(&signer, act), now).await
}

fn event(signer: &Signer, act: Act) -> Event {
    let on_behalf_of = signer.absent.as_ref().map(|absent| absent.0.clone());
    Event { by: signer.account_id.clone(), on_behalf_of, act }
}

/// Gives where the next one goes.
async fn append(
    tx: &mut Tx,
    source_id: &str,
    head: &Head,
    signer: &Signer,
    event: &Event,
    now: i64,
) -> Result<Head> {
    let end = End { owner: source_id, position: head.n_events, hash: &head.head_hash };
    let body = serde_json::to_string(event).map_err(anyhow::Error::from)?;
    let said = Said { act: event.act.key(), about: event.act.clause(), body: &body };
    let added = JOURNAL.append(tx, end, signer, said, now).await?;
    let moved = "update source set n_events = $1, head_hash = $2 where id = $3";
    tx.run(moved, args![added.position, &added.hash, source_id]).await?;
    Ok(Head { n_events: added.position, head_hash: added.hash })
}
