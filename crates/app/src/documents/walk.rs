//! 逐条看: the way from each finding of a document to the next one in printed order, over all its pages and round from
//! the last to the first.

use super::beside::row_of;
use super::parts::Parts;
use super::rows::report::StoredFinding;

/// The findings of a document in printed order.
#[derive(Debug)]
pub struct Walk {
    /// Where each is shown, in the order of the walk.
    addresses: Vec<String>,
    /// The place in that order of the first, second, … finding of the list; none for one that is waived.
    positions: Vec<Option<usize>>,
}

/// Where a finding stands in its walk, and the addresses of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From 1.
    pub position: usize,
    pub n_all: usize,
    pub previous: String,
    pub next: String,
}

impl Walk {
    pub fn of(findings: &[StoredFinding], parts: &Parts) -> Walk {
        let place = |index: usize| &findings[index].finding.place;
        let mut order: Vec<usize> = (0..findings.len()).filter(|i| findings[*i].waiver.is_none()).collect();
        order.sort_by_key(|index| (row_of(place(*index)), *index));
        let mut positions = vec![None; findings.len()];
        for (position, index) in order.iter().enumerate() {
            positions[*index] = Some(position);
        }
        let address = |index: &usize| {
            let number = index + 1;
            format!("{}#f{number}", parts.page_address(place(*index)))
        };
        Walk { addresses: order.iter().map(address).collect(), positions }
    }

    /// Where the walk begins.
    pub fn first(&self) -> Option<&String> {
        self.addresses.first()
    }

    /// The step at the finding with this index in the list.
    pub fn step(&self, index: usize) -> Option<Step> {
        self.positions[index].map(|position| Step::at(position, &self.addresses))
    }
}

impl Step {
    /// The step at a position of a round, counted from 0.
    pub fn at(position: usize, round: &[String]) -> Step {
        let n_all = round.len();
        Step {
            position: position + 1,
            n_all,
            previous: round[(position + n_all - 1) % n_all].clone(),
            next: round[(position + 1) % n_all].clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_has_no_end() {
        let round = ["a", "b", "c"].map(str::to_owned);
        let step = |position| {
            let Step { position, previous, next, .. } = Step::at(position, &round);
            (position, previous, next)
        };
        assert_eq!(step(0), (1, "c".to_owned(), "b".to_owned()));
        assert_eq!(step(2), (3, "b".to_owned(), "a".to_owned()));
        assert_eq!(Step::at(0, &round[..1]).next, "a");
    }
}
