//! Writes down who is told what: the notice, which is also the sent ledger, and a delivery for each channel. All of it in
//! the transaction of what it tells of.

use super::channels::{Channel, Channels};
use super::recipients::Told;
use crate::db::Tx;
use crate::error::Result;
use crate::procedure::rules::CountyRules;
use crate::{args, clock, ids};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// 一条提醒
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    pub matter_id: &'a str,
    pub region: &'a str,
    pub assignment_id: Option<&'a str>,
    /// A rung of the ladder, or what happened.
    pub rule: &'a str,
    pub due_version: i64,
    pub title: &'a str,
    /// Comes with a paper, which is a step of the procedure: never held back.
    pub is_paper: bool,
    /// 黄灯 or worse, or 特急: worth a short message to the phone.
    pub is_pressing: bool,
    pub any_time: bool,
}

/// Tells each of these people once, and gives how many were not told before.
pub async fn tell(
    tx: &mut Tx,
    said: &Said<'_>,
    told: &[Told],
    county: &CountyRules,
    now: i64,
) -> Result<usize> {
    let mut fresh = Vec::new();
    for person in told {
        if let Some(notice_id) = write(tx, said, person, now).await? {
            fresh.push((notice_id, person));
        }
    }
    if fresh.is_empty() {
        return Ok(0);
    }
    let channels = Channels::within(tx, said.region).await?;
    let mut group: Option<&str> = None;
    for (notice_id, person) in &fresh {
        let is_capped = !said.is_paper && is_capped(tx, said, person, notice_id, now).await?;
        if is_capped {
            continue;
        }
        group = group.or(Some(notice_id.as_str()));
        for (channel, address) in personal(&channels, said, person) {
            let is_digest = person.is_leader && said.rule == "sign+2";
            deliver(tx, said, (notice_id, is_digest), (channel, &address), county, now).await?;
        }
    }
    if let Some(notice_id) = group {
        for robot in channels.robots() {
            // A group hears of a rung once, however many of its members it is for.
            deliver(tx, said, (notice_id, false), (robot, robot.word()), county, now).await?;
        }
    }
    Ok(fresh.len())
}

/// The notice, unless this person has it. One of a rung that they read within a day comes as read.
async fn write(tx: &mut Tx, said: &Said<'_>, person: &Told, now: i64) -> Result<Option<String>> {
    let read = "select max(read_at) from notice
         where account_id = $1 and matter_id = $2 and rule = $3
             and coalesce(assignment_id, '') = $4 and read_at > $5";
    let assignment = said.assignment_id.unwrap_or_default();
    let read: Option<(Option<i64>,)> =
        tx.one(read, args![&person.account_id, said.matter_id, said.rule, assignment, now - DAY]).await?;
    let read_at = read.and_then(|read| read.0).filter(|_| !said.is_paper).map(|_| now);
    let id = ids::new_id();
    let n = tx
        .run(
            "insert into notice (id, region, matter_id, assignment_id, account_id, rule, due_version, title, reason,
                 created_at, read_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
            args![
                &id,
                said.region,
                said.matter_id,
                said.assignment_id,
                &person.account_id,
                said.rule,
                said.due_version,
                said.title,
                &person.reason,
                now,
                read_at
            ],
        )
        .await?;
    Ok((n > 0).then_some(id))
}

/// 频次上限: one message a person, a matter and a day, and none of a rung they have just read. The notice is there all the
/// same for whoever looks.
async fn is_capped(tx: &mut Tx, said: &Said<'_>, person: &Told, notice_id: &str, now: i64) -> Result<bool> {
    let (today, _) = clock::day(&clock::date(now)).unwrap_or((now, now));
    let n: Option<(i64,)> = tx
        .one(
            "select count(*) from notice
             where (id = $1 and read_at is not null)
                 or (account_id = $2 and matter_id = $3 and id <> $1 and created_at >= $4
                     and exists (select 1 from delivery where notice_id = notice.id))",
            args![notice_id, &person.account_id, said.matter_id, today],
        )
        .await?;
    Ok(n.is_some_and(|n| n.0 > 0))
}

/// The channels that reach a person by an address of their own.
fn personal(channels: &Channels, said: &Said<'_>, person: &Told) -> Vec<(Channel, String)> {
    let mail = person.email.clone().filter(|_| channels.mail.is_some());
    let phone = person.phone.clone().filter(|_| channels.sms.is_some() && said.is_pressing);
    let mail = mail.into_iter().map(|address| (Channel::Mail, address));
    let sms = phone.into_iter().map(|address| (Channel::Sms, address));
    mail.chain(sms).filter(|(_, address)| !address.trim().is_empty()).collect()
}

async fn deliver(
    tx: &mut Tx,
    said: &Said<'_>,
    (notice_id, is_digest): (&str, bool),
    (channel, address): (Channel, &str),
    county: &CountyRules,
    now: i64,
) -> Result<()> {
    let rules = county.rules();
    let at = clock::civil(now);
    let open = if is_digest { super::folding::next_digest(at, &rules) } else { rules.time.next_open(at) };
    let run_at = open.filter(|_| !said.any_time).map_or(now, clock::instant);
    tx.run(
        "insert into delivery (id, notice_id, channel, address, any_time, is_digest, state, attempts, run_at)
         values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7) on conflict do nothing",
        args![
            ids::new_id(),
            notice_id,
            channel.key(),
            address,
            said.any_time,
            is_digest && !said.any_time,
            run_at
        ],
    )
    .await?;
    Ok(())
}
