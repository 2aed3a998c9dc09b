//! 可办事项: what this viewer may do to a matter now, each with what its form needs; and where the stage would allow it but a
//! condition does not, why not.

use askama::Template;
use jiff::civil::DateTime;
use supervision::{Act, Event, Rules};

use super::colleagues::Colleague;
use super::matter::Loaded;
use super::names::Names;
use super::needs::Needs;
use super::probe::{self, Probe};
use super::standard::Standard;
use super::step::Refused;
use super::upload::CHOSEN;
use super::{awaited, days};
use crate::access::{Post, Viewer};
use crate::procedure::rules::CountyRules;

#[derive(Clone, Debug)]
pub struct Offer {
    pub matter_id: String,
    pub form: &'static str,
    pub word: String,
    pub unit_id: String,
    pub unit_name: String,
    /// One of several units: the button says whose.
    pub is_one_of_several: bool,
    pub request: Option<usize>,
    /// 受委托: the absent person in whose post it is done
    pub for_whom: Option<String>,
    /// Why it cannot be done yet.
    pub why_not: Option<String>,
    pub is_awaited: bool,
    /// When it has to be done, with the same in words.
    pub due: Option<DateTime>,
    pub due_words: String,
    /// What was typed when it was last refused, and why.
    pub refused: Option<Refused>,
    /// The page to come back to.
    pub back: &'static str,
    pub needs: Needs,
}

impl Offer {
    /// The last segment of the address.
    pub fn address(&self) -> &'static str {
        match self.form {
            "sending_back" => "sending-back",
            "refusal_answer" => "refusal-answer",
            "sign_off" => "sign-off",
            "return_back" => "return",
            "extension" | "reassignment" | "pause" | "adjustment" => "request",
            form => form,
        }
    }

    pub fn anchor(&self) -> String {
        let request = self.request.map(|request| format!("-{request}")).unwrap_or_default();
        let unit = if self.unit_id.is_empty() { "" } else { "-" };
        format!("{}{request}{unit}{}", self.form, self.unit_id)
    }

    /// What stands in a field: what was typed, else what is likely.
    pub fn value<'a>(&'a self, name: &'a str) -> &'a str {
        match &self.refused {
            Some(refused) => refused.sent.text(name),
            None => self.needs.likely(name),
        }
    }

    pub fn is(&self, name: &str, value: &str) -> bool {
        match &self.refused {
            Some(refused) => refused.sent.all(name).any(|sent| sent == value),
            None => self.needs.likely(name) == value,
        }
    }

    pub fn id(&self, name: &str) -> String {
        format!("{name}-{}", self.anchor())
    }

    /// Nothing has to be filled in.
    pub fn is_button(&self) -> bool {
        matches!(self.form, "submission" | "confirmation" | "closure" | "archive")
    }

    pub fn takes_files(&self) -> bool {
        let forms =
            ["feedback", "refusal", "explanation", "instruction", "return_back", "completion", "suspension"];
        forms.contains(&self.form) || self.address() == "request"
    }

    /// What a browser does not choose again by itself.
    pub fn chosen_files(&self) -> String {
        let sent = self.refused.as_ref().map(|refused| &refused.sent);
        sent.map_or_else(String::new, |sent| sent.all(CHOSEN).collect::<Vec<_>>().join("、"))
    }

    /// Small enough to be done from the desk.
    pub fn is_short(&self) -> bool {
        !matches!(self.form, "feedback" | "approval" | "completion")
    }

    /// The other answer to the same question: whoever may accept may return.
    pub fn is_companion_of(&self, other: &Offer) -> bool {
        let pairs =
            [("acceptance", "return_back"), ("sign_off", "rewriting"), ("acknowledgement", "refusal")];
        self.why_not.is_none() && self.unit_id == other.unit_id && pairs.contains(&(other.form, self.form))
    }

    fn is_for(&self, refused: &Refused) -> bool {
        let request = refused.sent.number("request");
        self.form == refused.form && self.unit_id == refused.sent.text("unit") && self.request == request
    }
}

/// The button or form of an offer.
#[derive(Template)]
#[template(path = "matters/offer.html")]
pub struct OfferForm<'a> {
    pub offer: &'a Offer,
    pub colleagues: &'a [Colleague],
    pub standards: &'a [Standard],
    pub names: &'a Names,
}

impl OfferForm<'_> {
    /// Standards begin as the unit said last, until something else was typed.
    fn is_met(&self, standard: &Standard, position: &str) -> bool {
        match self.offer.refused {
            Some(_) => self.offer.is("met", position),
            None => standard.is_said_met(),
        }
    }

    fn evidence<'a>(&'a self, standard: &'a Standard, field: &'a str) -> &'a str {
        match self.offer.refused {
            Some(_) => self.offer.value(field),
            None => standard.said.as_ref().map_or("", |said| said.evidence.as_str()),
        }
    }
}

/// Everything in the order in which a person would want it.
pub fn all(
    viewer: &Viewer,
    loaded: &Loaded,
    county: &CountyRules,
    names: &Names,
    at: DateTime,
) -> Vec<Offer> {
    let rules = county.rules();
    let offer = |probe: Probe| {
        let (post, why_not) = asked_of(viewer, loaded, &probe.act, &rules, at)?;
        is_worth_saying(probe.form, why_not.as_deref()).then(|| {
            let due = awaited::due(loaded, &probe, &rules);
            Offer {
                matter_id: loaded.row.id.clone(),
                form: probe.form,
                word: word(&probe),
                unit_id: probe.act.unit().map(|unit| unit.0.clone()).unwrap_or_default(),
                unit_name: probe.act.unit().map(|unit| names.unit(unit).to_owned()).unwrap_or_default(),
                is_one_of_several: !post.duty.is_of_unit() && loaded.state.assignments.len() > 1,
                request: probe.request(),
                for_whom: (post.account_id != viewer.account_id).then(|| post.person.clone()),
                is_awaited: why_not.is_none() && awaited::of(post, loaded, &probe, &rules, at),
                why_not,
                due,
                due_words: due.map(|due| days::instant(due, at)).unwrap_or_default(),
                refused: None,
                back: "",
                needs: Needs::of(loaded, &probe, county, names, at),
            }
        })
    };
    let mut offers: Vec<Offer> = probe::all(loaded, county, at).into_iter().filter_map(offer).collect();
    offers.sort_by_key(|offer| (offer.why_not.is_some(), !offer.is_awaited));
    offers
}

/// Puts what was typed back into the form it came from. Gives it back where there is no such form any more.
pub fn refuse(offers: &mut [Offer], refused: Refused) -> Option<Refused> {
    match offers.iter_mut().find(|offer| offer.is_for(&refused) && offer.why_not.is_none()) {
        Some(offer) => {
            offer.refused = Some(refused);
            None
        }
        None => Some(refused),
    }
}

/// The first post that may; else the first that has the duty for it while the stage allows it, and what it is told.
fn asked_of<'a>(
    viewer: &'a Viewer,
    loaded: &Loaded,
    act: &Act,
    rules: &Rules<'_>,
    at: DateTime,
) -> Option<(&'a Post, Option<String>)> {
    let mut told = None;
    for post in viewer.posts() {
        let by = viewer.actor(post);
        let is_own = !post.duty.is_of_unit() || act.unit() == by.unit.as_ref();
        if !is_own || !act.duties().contains(&post.duty) {
            continue;
        }
        match loaded.state.act(&Event { at, by: Some(by), act: act.clone() }, rules) {
            Ok(_) => return Some((post, None)),
            Err(refusal) => told = told.or(Some((post, Some(refusal.0)))),
        }
    }
    told.filter(|_| fits_stage(loaded, act))
}

fn fits_stage(loaded: &Loaded, act: &Act) -> bool {
    let unit_fits = |unit| {
        let assignment = loaded.state.of_unit(unit);
        assignment.is_ok_and(|a| matches!(act, Act::Ask { .. }) || a.next_stage(act).is_ok())
    };
    loaded.state.next_stage(act).is_ok() && act.unit().is_none_or(unit_fits)
}

/// Reasons are told for what somebody would look for, not for everything there is.
fn is_worth_saying(form: &str, why_not: Option<&str>) -> bool {
    let looked_for = [
        "submission",
        "approval",
        "completion",
        "closure",
        "sign_off",
        "extension",
        "refusal",
        "urging",
        "feedback",
        "confirmation",
    ];
    why_not.is_none() || looked_for.contains(&form)
}

fn word(probe: &Probe) -> String {
    match (&probe.act, probe.form) {
        (Act::Ask { request, .. }, _) => format!("申请{}", request.word()),
        (_, "approval") => "批准交办".to_owned(),
        (_, "feedback") => "反馈".to_owned(),
        (act, _) => act.word().to_owned(),
    }
}

impl Probe {
    pub fn request(&self) -> Option<usize> {
        match &self.act {
            Act::Decide { request, .. } => Some(*request),
            _ => None,
        }
    }
}
