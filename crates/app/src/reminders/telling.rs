//! Writes down who is told what: the notice, which is also the sent ledger, and a delivery for each channel. All of it in
//! the transaction of what it tells of.

use std::collections::HashSet;

use super::channels::{Channel, Channels};
use super::recipients::Told;
use crate::db::{Args, Tx};
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

/// A notice that this person did not have
struct Fresh<'a> {
    id: String,
    person: &'a Told,
    is_read: bool,
}

/// Tells each of these people once, and gives how many were not told before.
pub async fn tell(
    tx: &mut Tx,
    said: &Said<'_>,
    told: &[Told],
    county: &CountyRules,
    now: i64,
) -> Result<usize> {
    let fresh = write(tx, said, told, now).await?;
    let channels = &county.channels;
    if fresh.is_empty() || channels.are_closed() {
        return Ok(fresh.len());
    }
    let capped = if said.is_paper { HashSet::new() } else { capped(tx, said, &fresh, now).await? };
    let heard = fresh.iter().filter(|notice| !capped.contains(&notice.person.account_id));
    let heard: Vec<&Fresh<'_>> = heard.collect();
    let mut rows = Vec::new();
    for notice in &heard {
        let is_digest = notice.person.is_leader && said.rule == "sign+2";
        for (channel, address) in personal(channels, said, notice.person) {
            rows.push(delivery(said, (&notice.id, is_digest), (channel, &address), county, now));
        }
    }
    // A group hears of a rung once, however many of its members it is for.
    for robot in channels.robots().filter(|_| !heard.is_empty()) {
        rows.push(delivery(said, (&heard[0].id, false), (robot, robot.word()), county, now));
    }
    tx.insert_all("delivery", &DELIVERY, rows).await?;
    Ok(fresh.len())
}

const NOTICE: [&str; 11] = [
    "id",
    "region",
    "matter_id",
    "assignment_id",
    "account_id",
    "rule",
    "due_version",
    "title",
    "reason",
    "created_at",
    "read_at",
];

/// The notices, but for people who have theirs. One of a rung that somebody read within a day comes as read.
async fn write<'a>(tx: &mut Tx, said: &Said<'_>, told: &'a [Told], now: i64) -> Result<Vec<Fresh<'a>>> {
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let read = "select distinct account_id from notice
         where matter_id = $1 and rule = $2 and coalesce(assignment_id, '') = $3 and read_at > $4";
    let assignment = said.assignment_id.unwrap_or_default();
    let read: Vec<(String,)> = tx.all(read, args![said.matter_id, said.rule, assignment, now - DAY]).await?;
    let has_read = |person: &Told| read.iter().any(|(id,)| *id == person.account_id) && !said.is_paper;
    let mut fresh: Vec<Fresh<'_>> =
        told.iter().map(|person| Fresh { id: ids::new_id(), person, is_read: has_read(person) }).collect();
    let row = |notice: &Fresh<'_>| {
        args![
            &notice.id,
            said.region,
            said.matter_id,
            said.assignment_id,
            &notice.person.account_id,
            said.rule,
            said.due_version,
            said.title,
            &notice.person.reason,
            now,
            notice.is_read.then_some(now)
        ]
    };
    let written = tx.insert_new("notice", &NOTICE, fresh.iter().map(row).collect()).await?;
    fresh.retain(|notice| written.contains(&notice.id));
    Ok(fresh)
}

/// 频次上限: one message a person, a matter and a day, and none of a rung they have just read. The notice is there all the
/// same for whoever looks. These are the people who get none.
async fn capped(tx: &mut Tx, said: &Said<'_>, fresh: &[Fresh<'_>], now: i64) -> Result<HashSet<String>> {
    let (today, _) = clock::day(&clock::date(now)).unwrap_or((now, now));
    let sent: Vec<(String,)> = tx
        .all(
            "select distinct account_id from notice where matter_id = $1 and created_at >= $2
                 and exists (select 1 from delivery where notice_id = notice.id)",
            args![said.matter_id, today],
        )
        .await?;
    let read = fresh.iter().filter(|notice| notice.is_read).map(|notice| notice.person.account_id.clone());
    Ok(sent.into_iter().map(|row| row.0).chain(read).collect())
}

/// The channels that reach a person by an address of their own.
fn personal(channels: &Channels, said: &Said<'_>, person: &Told) -> Vec<(Channel, String)> {
    let mail = person.email.clone().filter(|_| channels.mail.is_some());
    let phone = person.phone.clone().filter(|_| channels.sms.is_some() && said.is_pressing);
    let mail = mail.into_iter().map(|address| (Channel::Mail, address));
    let sms = phone.into_iter().map(|address| (Channel::Sms, address));
    mail.chain(sms).filter(|(_, address)| !address.trim().is_empty()).collect()
}

const DELIVERY: [&str; 9] =
    ["id", "notice_id", "channel", "address", "any_time", "is_digest", "state", "attempts", "run_at"];

fn delivery(
    said: &Said<'_>,
    (notice_id, is_digest): (&str, bool),
    (channel, address): (Channel, &str),
    county: &CountyRules,
    now: i64,
) -> Args {
    let rules = county.rules();
    let at = clock::civil(now);
    let open = if is_digest { super::folding::next_digest(at, &rules) } else { rules.time.next_open(at) };
    let run_at = open.filter(|_| !said.any_time).map_or(now, clock::instant);
    let is_digest = is_digest && !said.any_time;
    args![ids::new_id(), notice_id, channel.key(), address, said.any_time, is_digest, "waiting", 0, run_at]
}
