//! What somebody does to the database behind the program's back, and what `duji verify` says of it.

use app::args;
use app::db::Db;
use app::verify::{self, Record, Tally};

use super::county::County;

pub async fn checked_with(county: &County, record: Record) -> (Tally, Vec<String>) {
    let mut faults = Vec::new();
    let tally = verify::run(&county.test.app, record, &mut |fault| faults.push(fault)).await.unwrap();
    assert_eq!(tally.faults, faults.len());
    (tally, faults)
}

/// What somebody does to the database who has it in their hands.
pub async fn tamper(db: &Db, statements: &[&'static str]) {
    let open: &[&'static str] = match db {
        Db::Lite { .. } => &[
            "drop trigger if exists matter_event_kept",
            "drop trigger if exists matter_event_not_deleted",
            "drop trigger if exists attachment_kept",
            "drop trigger if exists attachment_not_deleted",
            "drop trigger if exists source_event_kept",
            "drop trigger if exists source_event_not_deleted",
            "drop trigger if exists organisation_event_kept",
            "drop trigger if exists organisation_event_not_deleted",
        ],
        Db::Pg(_) => &[
            "alter table matter_event disable trigger matter_event_kept",
            "alter table attachment disable trigger attachment_kept",
            "alter table source_event disable trigger source_event_kept",
            "alter table organisation_event disable trigger organisation_event_kept",
        ],
    };
    for statement in open.iter().chain(statements) {
        db.run(statement, args![]).await.unwrap();
    }
}
