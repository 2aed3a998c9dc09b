//! `GET /live/matters/{id}`: the positions of the journal as they come, as server-sent events; to whoever asks for JSON, the
//! present one.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use tokio::sync::broadcast::Receiver;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::access::Viewer;
use crate::db::{Db, Value};
use crate::error::{Error, Result};
use crate::extract::{Address, Params};
use crate::matters::visibility;
use crate::reminders::recipients;
use crate::{App, clock};

/// Another server tells nothing, so the journal is asked.
const PAUSE: Duration = Duration::from_secs(2);
/// Then the browser comes again, with its session and its rights as they are by then.
const LONGEST: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
pub struct Asked {
    /// The position that the page shows; a browser that comes again says it by `Last-Event-ID`.
    #[serde(default)]
    after: i64,
}

#[derive(Serialize)]
struct Position {
    position: i64,
}

#[derive(FromRow)]
struct News {
    position: i64,
    act: String,
}

pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Params(asked): Params<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let latest = latest(&app.db, &viewer, &id).await?;
    if text(header::ACCEPT.as_str()).is_some_and(|accept| accept.contains("application/json")) {
        return Ok(Json(Position { position: latest.position }).into_response());
    }
    let after = text("last-event-id").and_then(|id| id.parse().ok()).unwrap_or(asked.after);
    let (news, stream) = mpsc::channel(4);
    // Heard from here on, so that nothing falls between the question and the listening.
    let changes = app.live.subscribe();
    tokio::spawn(follow(app, viewer, id, after, changes, news));
    let alive = KeepAlive::new().interval(Duration::from_secs(20));
    Ok(Sse::new(ReceiverStream::new(stream)).keep_alive(alive).into_response())
}

type Sender = mpsc::Sender<std::result::Result<Event, Infallible>>;

/// Tells each new position until the page is closed, its reader may see the matter no more, or it has been long enough.
async fn follow(
    app: App,
    viewer: Viewer,
    id: String,
    mut after: i64,
    mut changes: Receiver<String>,
    news: Sender,
) {
    let mut end = std::pin::pin!(tokio::time::sleep(LONGEST));
    let mut stopping = app.stopping.subscribe();
    while !*stopping.borrow() {
        match latest(&app.db, &viewer, &id).await {
            Ok(latest) if latest.position > after => {
                // The person may have been moved or disabled since the page was opened.
                if !may_hear(&app.db, &viewer.account_id, &id).await {
                    return;
                }
                after = latest.position;
                let event = Event::default().id(after.to_string()).data(latest.act);
                if news.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            Ok(_) => {}
            Err(Error::NotFound) => return,
            Err(error) => error.log(),
        }
        tokio::select! {
            () = changed(&mut changes, &id) => {}
            () = tokio::time::sleep(PAUSE) => {}
            () = &mut end => return,
            () = news.closed() => return,
            _ = stopping.changed() => return,
        }
    }
}

async fn may_hear(db: &Db, account_id: &str, id: &str) -> bool {
    let viewer = recipients::viewer(db, account_id, &clock::date(clock::now())).await;
    match viewer {
        Ok(Some(viewer)) => visibility::require(db, &viewer, id).await.is_ok(),
        _ => false,
    }
}

/// Until this matter changed, or so many did that it may be among them.
async fn changed(changes: &mut Receiver<String>, id: &str) {
    while let Ok(changed) = changes.recv().await {
        if changed == id {
            return;
        }
    }
}

async fn latest(db: &Db, viewer: &Viewer, id: &str) -> Result<News> {
    let (visible, mut args) = visibility::visible(viewer, 2);
    args.insert(0, Value::from(id));
    let sql = format!(
        "select position, act from matter join matter_event on matter_event.matter_id = matter.id
             and position = n_events
         where matter.id = $1 and {visible}"
    );
    db.built(&sql, args).await?.pop().ok_or(Error::NotFound)
}
