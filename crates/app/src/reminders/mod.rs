//! 提醒: what is due is found by the sweep, written down once with the matter's own transaction, and sent by the outbox.

pub mod channels;
pub mod folding;
pub mod happened;
pub mod message;
pub mod outbox;
pub mod recipients;
pub mod sweep;
pub mod telling;
pub mod urging_paper;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use crate::{App, clock};

/// Another server may have changed something without ringing, and time rings nowhere.
const PAUSE: Duration = Duration::from_secs(30);
/// Several changes in a row are looked at together.
const GATHER: Duration = Duration::from_millis(200);

/// Works for as long as the program runs. A channel that hangs delays no sweep.
pub async fn run(app: App) {
    let post = Arc::new(Notify::new());
    let rung = post.clone();
    tokio::join!(sweeping(app.clone(), post), sending(app, rung));
}

async fn sweeping(app: App, post: Arc<Notify>) {
    loop {
        if let Err(error) = sweep::pass(&app, clock::now()).await {
            error.log();
        }
        post.notify_one();
        let _ = tokio::time::timeout(PAUSE, app.reminder_bell.notified()).await;
        tokio::time::sleep(GATHER).await;
    }
}

async fn sending(app: App, rung: Arc<Notify>) {
    loop {
        if let Err(error) = outbox::pass(&app, clock::now()).await {
            error.log();
        }
        let _ = tokio::time::timeout(PAUSE, rung.notified()).await;
    }
}
