//! “三公”经费 as the narrative states it.

use budget::{Amount, PriorYearChange, PublicsPart, ThreePublics};

use super::super::passage::Passage;
use super::change::{self, change};
use super::scan::amount_of;
use super::{comparisons, publics_parts};

pub fn read(passages: &[Passage]) -> Option<ThreePublics> {
    let amount = |part, names: &[&str]| -> Option<Amount> {
        let found = passages.iter().find_map(|passage| amount_of(passage, names));
        found.map(|found| found.amount).or_else(|| publics_parts::headed_amount(passages, part))
    };
    let read = ThreePublics {
        total: amount(PublicsPart::Total, &["三公"]),
        overseas_travel: amount(
            PublicsPart::OverseasTravel,
            &["因公出国（境）费", "因公出国(境)费", "因公出国"],
        ),
        vehicles: amount(PublicsPart::Vehicles, &["公务用车购置及运", "公务用车购置和运", "公务用车费"]),
        purchase: amount(PublicsPart::Purchase, &["公务用车购置费", "公务用车购置支出"]),
        running: amount(PublicsPart::Running, &["公务用车运行维护费", "公务用车运行费", "公务用车运维费"]),
        reception: amount(PublicsPart::Reception, &["公务接待费", "公务接待支出"]),
        change: (1..).zip(passages).find_map(|(next, passage)| {
            let change = total_change(passage)?;
            let below = || change::reason_alone(&passages.get(next)?.text);
            Some(PriorYearChange { reason: change.reason.or_else(below), ..change })
        }),
        part_changes: publics_parts::changes(passages),
    };
    let parts =
        [&read.total, &read.overseas_travel, &read.vehicles, &read.purchase, &read.running, &read.reception];
    (parts.iter().any(|part| part.is_some()) || read.change.is_some()).then_some(read)
}

/// The change of the whole: of the parts, too, a narrative may say how they changed.
fn total_change(passage: &Passage) -> Option<PriorYearChange> {
    if publics_parts::is_of_a_part(passage) {
        return None;
    }
    let mut start = 0;
    passage.text.split_inclusive('。').find_map(|sentence| {
        let from = start;
        start += sentence.len();
        let opening = comparisons::of(sentence).into_iter().find(|found| !found.is_listed)?.at;
        let is_of_whole = opening == 0 || sentence.find("三公").is_some_and(|name| name < opening);
        let is_stated = is_of_whole && change::of_whole(passage, from + opening).is_some();
        is_stated.then(|| change(passage, from + opening)).flatten()
    })
}
