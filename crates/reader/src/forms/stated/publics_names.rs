//! The names of the parts of 三公经费 in a text, where they open what is said of them.

use budget::PublicsPart;

use super::scan::ENDS;
use super::{comparisons, scan};

/// A part's name in the text.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    pub start: usize,
    pub end: usize,
    pub part: PublicsPart,
}

/// Every name of a part, the longest at its place; `三公` for the whole.
pub fn mentions(text: &str) -> Vec<Mention> {
    const NAMES: [(&str, PublicsPart); 23] = [
        ("公务用车购置及运行维护费", PublicsPart::Vehicles),
        ("公务用车购置和运行维护费", PublicsPart::Vehicles),
        ("公务用车购置及运行费", PublicsPart::Vehicles),
        ("公务用车购置和运行费", PublicsPart::Vehicles),
        ("公务用车购置及运维费", PublicsPart::Vehicles),
        ("公务用车费", PublicsPart::Vehicles),
        ("公务车辆购置及运行", PublicsPart::Vehicles),
        ("公车购置及运行", PublicsPart::Vehicles),
        ("公务用车购置费", PublicsPart::Purchase),
        ("公务用车购置支出", PublicsPart::Purchase),
        ("公务用车购置预算", PublicsPart::Purchase),
        ("公务用车运行维护费", PublicsPart::Running),
        ("公务用车运行费", PublicsPart::Running),
        ("公务用车运维费", PublicsPart::Running),
        ("公务车辆运行", PublicsPart::Running),
        ("公车运行", PublicsPart::Running),
        ("因公出国（境）", PublicsPart::OverseasTravel),
        ("因公出国(境)", PublicsPart::OverseasTravel),
        ("因公出国费", PublicsPart::OverseasTravel),
        ("公务接待费", PublicsPart::Reception),
        ("公务接待支出", PublicsPart::Reception),
        ("“三公”", PublicsPart::Total),
        ("三公经费", PublicsPart::Total),
    ];
    const TAILS: [&str; 8] = ["维护费用", "维护费", "维护支出", "维护", "费用", "费", "支出", "经费"];
    let mut mentions: Vec<Mention> = Vec::new();
    for (name, part) in NAMES {
        for (start, _) in text.match_indices(name) {
            let end = start + name.len();
            let tail = TAILS.iter().find(|tail| text[end..].starts_with(**tail)).map_or(0, |tail| tail.len());
            mentions.push(Mention { start, end: end + tail, part });
        }
    }
    mentions.retain(|mention| !is_in_reason(text, *mention));
    mentions.sort_by_key(|mention| mention.start);
    mentions
}

/// `原因是：严格控制公务接待支出`: a name without an amount inside a reason opens nothing.
fn is_in_reason(text: &str, mention: Mention) -> bool {
    const REASONS: [&str; 6] = ["原因", "由于", "因为", "主要是", "主要系", "主要为"];
    /// In characters, before and behind.
    const LONGEST: usize = 120;
    const FARTHEST: usize = 30;
    let (before, behind) = (&text[..mention.start], &text[mention.end..]);
    let near = before.char_indices().rev().nth(LONGEST).map_or(before, |(start, _)| &before[start..]);
    let clause = near.rsplit(ENDS).next().unwrap_or_default();
    if !REASONS.iter().any(|word| clause.contains(word)) {
        return false;
    }
    let behind = behind.char_indices().nth(FARTHEST).map_or(behind, |(end, _)| &behind[..end]);
    let behind = behind.split(ENDS).next().unwrap_or_default();
    let is_level = ["持平", "不变"].iter().any(|word| behind.contains(word));
    scan::next_amount(behind).is_none() && !is_level && !comparisons::is_in(behind)
}

/// Of which parts a reason speaks, by any of their names: those of vehicles are named alike.
pub fn families(text: &str) -> Vec<PublicsPart> {
    const VEHICLES: &[PublicsPart] = &[PublicsPart::Vehicles, PublicsPart::Purchase, PublicsPart::Running];
    const NAMES: [(&str, &[PublicsPart]); 5] = [
        ("因公出国", &[PublicsPart::OverseasTravel]),
        ("公务用车", VEHICLES),
        ("公务车", VEHICLES),
        ("公车", VEHICLES),
        ("公务接待", &[PublicsPart::Reception]),
    ];
    let named = NAMES.iter().filter(|(name, _)| text.contains(name));
    named.flat_map(|(_, parts)| parts.iter().copied()).collect()
}
