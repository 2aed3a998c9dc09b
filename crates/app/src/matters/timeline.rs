//! 办理过程: every event with who did it, on whose behalf, and what was said.

use jiff::civil::DateTime;
use supervision::Act;

use super::journal::Entry;
use super::matter::Loaded;
use super::names::Names;
use super::{attachment, days, needs};

pub struct Line {
    pub position: i64,
    pub at: String,
    pub person: String,
    pub absent: Option<String>,
    pub duty: &'static str,
    pub word: String,
    pub unit: String,
    pub said: Vec<(String, String)>,
    pub files: Vec<attachment::Line>,
    /// The first characters of the hash, for whoever checks the chain.
    pub seal: String,
}

/// The newest first.
pub fn of(loaded: &Loaded, names: &Names, now: DateTime) -> Vec<Line> {
    loaded.entries.iter().rev().map(|entry| line(entry, loaded, names, now)).collect()
}

fn line(entry: &Entry, loaded: &Loaded, names: &Names, now: DateTime) -> Line {
    let act = &entry.event.act;
    let mut said = details(act, loaded, names, now);
    said.extend(words(act, entry));
    Line {
        position: entry.position,
        at: days::instant(entry.event.at, now),
        person: entry.person.clone(),
        absent: entry.absent_person.clone(),
        duty: entry.event.by.as_ref().map_or("", |by| by.duty.word()),
        word: word(act),
        unit: act.unit().map(|unit| names.unit(unit).to_owned()).unwrap_or_default(),
        said,
        files: attachment::of_entry(entry, names, now),
        seal: entry.hash.chars().take(8).collect(),
    }
}

fn word(act: &Act) -> String {
    match act {
        Act::Ask { request, .. } => format!("申请{}", request.word()),
        Act::Urge { rung, .. } => format!("催办（{}）", rung.word()),
        act => act.word().to_owned(),
    }
}

fn words(act: &Act, entry: &Entry) -> Vec<(String, String)> {
    if matches!(act, Act::GiveFeedback { .. }) {
        return needs::words(&entry.words);
    }
    let opinion = Some(&entry.words.content).filter(|text| !text.is_empty());
    opinion.map(|text| ("意见".to_owned(), text.clone())).into_iter().collect()
}

/// What the act itself says.
fn details(act: &Act, loaded: &Loaded, names: &Names, now: DateTime) -> Vec<(String, String)> {
    let one = |label: &str, text: String| vec![(label.to_owned(), text)];
    match act {
        Act::Approve { dues } => {
            dues.iter().map(|d| (names.unit(&d.unit).to_owned(), needs::said(&d.dues, now))).collect()
        }
        Act::SendBack { reason }
        | Act::Decline { reason }
        | Act::Refuse { reason, .. }
        | Act::Rewrite { reason, .. }
        | Act::Terminate { reason }
        | Act::Urge { reason, .. } => one("理由", reason.clone()),
        Act::Acknowledge { handler, plan_on, .. } => {
            one("经办", format!("{}，计划 {} 完成", names.person(handler), days::short(*plan_on)))
        }
        Act::AnswerRefusal { granted, reason, .. } => answer(*granted, reason),
        Act::GiveFeedback { progress, .. } => one("进度", format!("{progress}%")),
        Act::Accept { next_feedback: Some(due), .. } => one("下次反馈", days::instant(*due, now)),
        Act::ReturnBack { defects, dues, .. } => {
            let listed =
                defects.iter().enumerate().map(|(i, defect)| (format!("问题 {}", i + 1), defect.clone()));
            let finish = dues.finish.map(|due| ("重办期限".to_owned(), days::instant(due, now)));
            listed.chain(finish).collect()
        }
        Act::Complete { grade } => one("等次", grade.word().to_owned()),
        Act::Reopen { reason, dues } => {
            let finish = dues.first().and_then(|d| d.dues.finish).map(|due| days::instant(due, now));
            [one("理由", reason.clone()), one("新的期限", finish.unwrap_or_default())].concat()
        }
        Act::Suspend { cause, reason, until } => {
            one("事由", format!("{}，至 {}：{reason}", cause.word(), days::short(*until)))
        }
        Act::Resume { dues } => {
            dues.iter().map(|d| (names.unit(&d.unit).to_owned(), needs::said(&d.dues, now))).collect()
        }
        Act::Merge { reason, .. } => one("理由", reason.clone()),
        Act::Ask { request, .. } => needs::request_words(request, names),
        Act::Decide { request, granted, reason, .. } => {
            let asked = loaded.state.requests.get(*request).map(|asked| asked.request.word());
            [one("申请", asked.unwrap_or_default().to_owned()), answer(*granted, reason)].concat()
        }
        Act::Instruct { text } => one("批示", text.clone()),
        Act::Explain { text, .. } => one("说明", text.clone()),
        _ => Vec::new(),
    }
}

fn answer(granted: bool, reason: &str) -> Vec<(String, String)> {
    vec![("答复".to_owned(), format!("{}：{reason}", if granted { "同意" } else { "不同意" }))]
}
