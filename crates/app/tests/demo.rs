//! The fictional county: believable, whole, and the same for the same seed.

use app::demo::{self, Size};
use app::matters::journal;
use app::{args, chain, clock};
use supervision::{Event, Matter};

use crate::support::TestApp;

fn size(seed: u64) -> Size {
    let (_, until) = clock::day("2026-11-20").unwrap();
    Size { counties: 1, years: 2, matters_a_year: 150, under_way: 0, seed, until }
}

async fn filled(seed: u64) -> TestApp {
    let app = TestApp::start().await;
    let filled = demo::fill(&app.app, size(seed), |_| ()).await.unwrap();
    assert_eq!((filled.units, filled.people, filled.matters), (73, 223, 300));
    assert!(filled.events > 1_500, "{filled:?}");
    app
}

#[tokio::test]
async fn matters_stand_in_every_stage_and_some_are_late() {
    let app = filled(1).await;
    let db = &app.app.db;
    let stages: Vec<(String, i64)> =
        db.all("select stage, count(*) from matter group by stage order by stage", args![]).await.unwrap();
    let stages: Vec<&str> = stages.iter().map(|(stage, _)| stage.as_str()).collect();
    for stage in ["archived", "completed", "declined", "under_way"] {
        assert!(stages.contains(&stage), "{stages:?}");
    }
    let late =
        db.number("select count(*) from matter where fixed_light = 'done_late'", args![]).await.unwrap();
    let done =
        db.number("select count(*) from matter where completed_at is not null", args![]).await.unwrap();
    assert!(late * 20 > done && late * 2 < done, "{late} late of {done}");
}

#[tokio::test]
async fn every_journal_is_chained_and_says_what_the_columns_say() {
    let app = filled(2).await;
    let db = &app.app.db;
    let matters: Vec<(String, String, String)> =
        db.all("select id, stage, head_hash from matter order by id", args![]).await.unwrap();
    for (id, stage, head) in matters {
        let entries = journal::of_matter(db, &id).await.unwrap();
        let events: Vec<Event> = entries.iter().map(|entry| entry.event.clone()).collect();
        assert_eq!(Matter::of(&events).stage.unwrap().key(), stage);
        assert_eq!(entries.last().unwrap().hash, head);
        let mut before = String::new();
        for entry in entries {
            let body = journal::body(&entry.event, &entry.words).unwrap();
            let at = clock::instant(entry.event.at);
            let link = chain::link(&before, &id, entry.position, at, &entry.person, None, &body);
            assert_eq!(link, entry.hash);
            before = entry.hash;
        }
    }
}

#[tokio::test]
async fn the_same_seed_tells_the_same_story() {
    let hashes = async |seed| {
        let app = filled(seed).await;
        let rows: Vec<(String,)> =
            app.app.db.all("select head_hash from matter order by id", args![]).await.unwrap();
        rows
    };
    assert_eq!(hashes(3).await, hashes(3).await);
}

#[tokio::test]
async fn a_database_in_use_is_left_alone() {
    let app = filled(4).await;
    let refused = demo::fill(&app.app, size(4), |_| ()).await.unwrap_err();
    assert!(refused.to_string().contains("已有承办单位"));
}
