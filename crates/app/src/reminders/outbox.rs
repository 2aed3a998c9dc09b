//! 发件箱: claims deliveries, sends them, and notes what became of each. A claim is a lease, so whatever a killed server
//! held is sent by another; a message may then come twice to its receiver, never to be lost.

use std::collections::HashMap;

use sqlx::FromRow;
use tokio::task::JoinSet;

use super::channels::{Channel, Channels, Fault, Sent};
use super::message::{self, Source};
use super::{folding, recipients};
use crate::error::{Error, Result};
use crate::matters::visibility;
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock};

const AT_ONCE: i64 = 16;
const MINUTE: i64 = 60_000;
/// Longer than any channel may take.
const LEASE: i64 = 3 * MINUTE;
const TRIES: i64 = 8;

#[derive(Clone, FromRow)]
struct Claimed {
    id: String,
    region: String,
    account_id: String,
    channel: String,
    address: String,
    attempts: i64,
    any_time: i64,
    read_at: Option<i64>,
    #[sqlx(flatten)]
    source: Source,
}

const DUE: &str = "select delivery.id, notice.region, notice.account_id, channel, address, attempts, any_time,
         notice.read_at, notice.id as notice_id, notice.matter_id, notice.assignment_id, rule, notice.due_version,
         notice.title as notice_title, notice.reason, year, number, matter.title as matter_title,
         unit.name as unit, n_folded
     from delivery
     join notice on notice.id = delivery.notice_id
     join matter on matter.id = notice.matter_id
     left join assignment on assignment.id = notice.assignment_id
     join unit on unit.id = coalesce(assignment.unit_id, matter.lead_unit_id)
     where state = 'waiting' and run_at <= $1 and (lease_until is null or lease_until < $1)
     order by run_at, delivery.id limit $2 for update of delivery skip locked";

/// Sends everything that may go out now; gives how many were tried.
pub async fn pass(app: &App, now: i64) -> Result<usize> {
    let waiting = "select count(*) from delivery where state = 'waiting' and run_at <= $1";
    if app.db.number(waiting, args![now]).await? == 0 {
        return Ok(0);
    }
    folding::pass(app, now).await?;
    let mut n_tried = 0;
    let mut counties = HashMap::new();
    loop {
        let claimed = claim(app, now).await?;
        if claimed.is_empty() {
            return Ok(n_tried);
        }
        let mut sending = JoinSet::new();
        for claimed in claimed {
            match opening(app, &claimed, &mut counties, now).await? {
                Some(opens) => put_off(app, &claimed, opens).await?,
                None => {
                    n_tried += 1;
                    sending.spawn(send(app.clone(), claimed, now));
                }
            }
        }
        while let Some(done) = sending.join_next().await {
            done.map_err(anyhow::Error::from)??;
        }
    }
}

/// Takes a handful under lease. The try counts from its beginning: a message that kills the server is not tried for ever.
async fn claim(app: &App, now: i64) -> Result<Vec<Claimed>> {
    let mut tx = app.db.begin().await?;
    let mut rows: Vec<Claimed> = tx.all(DUE, args![now, AT_ONCE]).await?;
    for row in &mut rows {
        let taken = "update delivery set lease_until = $1, attempts = attempts + 1 where id = $2";
        tx.run(taken, args![now + LEASE, &row.id]).await?;
        row.attempts += 1;
    }
    tx.commit().await?;
    Ok(rows)
}

/// When the offices open, for what may not go out now: servers that come back at night stay silent, too.
async fn opening(
    app: &App,
    claimed: &Claimed,
    counties: &mut HashMap<String, CountyRules>,
    now: i64,
) -> Result<Option<i64>> {
    if claimed.any_time != 0 {
        return Ok(None);
    }
    if !counties.contains_key(&claimed.region) {
        counties.insert(claimed.region.clone(), CountyRules::of(&app.db, &claimed.region).await?);
    }
    let county = counties.get(&claimed.region);
    let opens = county.and_then(|county| county.rules().time.next_open(clock::civil(now)));
    Ok(opens.map(clock::instant).filter(|opens| *opens > now))
}

async fn put_off(app: &App, claimed: &Claimed, opens: i64) -> Result<()> {
    app.db
        .run(
            "update delivery set run_at = $1, attempts = attempts - 1, lease_until = null
             where id = $2 and attempts = $3 and state = 'waiting'",
            args![opens, &claimed.id, claimed.attempts],
        )
        .await?;
    Ok(())
}

async fn send(app: App, claimed: Claimed, now: i64) -> Result<()> {
    if claimed.read_at.is_some() {
        return note(&app, &claimed, "folded", now, Some("已在站内阅读，不再发送")).await;
    }
    if claimed.attempts > TRIES {
        return note(&app, &claimed, "dead", now, Some("多次发送没有结果")).await;
    }
    match try_to_send(&app, &claimed, now).await? {
        Ok(()) => note(&app, &claimed, "sent", now, None).await,
        Err(Fault::Lasting(words)) => note(&app, &claimed, "dead", now, Some(&words)).await,
        Err(Fault::Passing(words)) if claimed.attempts >= TRIES => {
            note(&app, &claimed, "dead", now, Some(&words)).await
        }
        Err(Fault::Passing(words)) => again_later(&app, &claimed, now, &words).await,
    }
}

async fn try_to_send(app: &App, claimed: &Claimed, now: i64) -> Result<Sent> {
    let Some(channel) = Channel::from_key(&claimed.channel) else {
        return Ok(Err(Fault::Lasting("不认识的渠道".to_owned())));
    };
    if !channel.is_group() && !may_still_see(app, claimed, now).await? {
        return Ok(Err(Fault::Lasting("收件人已停用或不再有权查看这件事项".to_owned())));
    }
    let channels = Channels::of(&app.db, &claimed.region).await?;
    let (id, source) = (&claimed.id, &claimed.source);
    let message = message::of(&app.db, id, source, channel.is_group(), channels.site.as_deref()).await?;
    Ok(channels.send(channel, &claimed.address, &message, now).await)
}

/// Rights are asked again when the message goes out.
async fn may_still_see(app: &App, claimed: &Claimed, now: i64) -> Result<bool> {
    let viewer = recipients::viewer(&app.db, &claimed.account_id, &clock::date(now)).await?;
    let Some(viewer) = viewer else { return Ok(false) };
    match visibility::require(&app.db, &viewer, &claimed.source.matter_id).await {
        Ok(()) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What became of a claim, unless the lease ran out and somebody else holds it now.
async fn note(
    app: &App,
    claimed: &Claimed,
    state: &'static str,
    now: i64,
    error: Option<&str>,
) -> Result<()> {
    let sent_at = (state == "sent").then_some(now);
    app.db
        .run(
            "update delivery set state = $1, sent_at = $2, error = $3, lease_until = null
             where id = $4 and attempts = $5 and state = 'waiting'",
            args![state, sent_at, error, &claimed.id, claimed.attempts],
        )
        .await?;
    if state == "dead" {
        tracing::warn!("delivery {} was given up: {}", claimed.id, error.unwrap_or_default());
    }
    Ok(())
}

/// After five minutes, then every half hour.
async fn again_later(app: &App, claimed: &Claimed, now: i64, error: &str) -> Result<()> {
    let pause = if claimed.attempts <= 1 { 5 * MINUTE } else { 30 * MINUTE };
    app.db
        .run(
            "update delivery set run_at = $1, error = $2, lease_until = null
             where id = $3 and attempts = $4 and state = 'waiting'",
            args![now + pause, error, &claimed.id, claimed.attempts],
        )
        .await?;
    Ok(())
}
