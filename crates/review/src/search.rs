//! The search for causes, with two kinds of evidence in this order.
//!
//! Leaf sums prove printed nodes of a tree wrong ([`evidence`](crate::evidence)). Then corrections are tried for the
//! cells of the equations still failing: alone, together with cells of the same row name that miss by the same amount,
//! and with the cells they are summed up into. One is believed when it settles at least two equations and breaks none
//! that held.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use budget::{BudgetDocument, BudgetTable, Column};

use crate::cause::Cause;
use crate::checks::Decided;
use crate::evidence::{is_tree, wrong_nodes};
use crate::term::Term;
use crate::tree::Tree;

/// A sum of more operands names too many suspects; the narrower sums they enter name them too.
const WIDEST_SUM: usize = 200;

pub struct Search<'e, 'a> {
    equations: &'e [Decided<'a>],
    /// Left minus right of every equation, corrections included.
    differences: Vec<i64>,
    /// The equations that a cell enters, with its sign in the difference.
    uses: HashMap<usize, Vec<(usize, i64)>>,
    explained: HashSet<usize>,
    causes: Vec<Cause<'a>>,
    /// Which cause corrects the cells of a name by an amount.
    known: HashMap<(String, i64), usize>,
}

/// Cells that would all be wrong by the same amount, with the sums that took the error over.
#[derive(Clone, Debug)]
struct Candidate<'a> {
    name: String,
    correction: i64,
    cells: Vec<Term<'a>>,
    sums: Vec<Term<'a>>,
}

impl<'a> Candidate<'a> {
    fn terms(&self) -> impl Iterator<Item = &Term<'a>> {
        self.cells.iter().chain(&self.sums)
    }
}

impl<'e, 'a> Search<'e, 'a> {
    pub fn new(equations: &'e [Decided<'a>]) -> Search<'e, 'a> {
        let mut uses: HashMap<usize, Vec<(usize, i64)>> = HashMap::new();
        for (index, decided) in equations.iter().enumerate() {
            for (term, sign) in signed(decided) {
                if let Some(id) = term.id() {
                    uses.entry(id).or_default().push((index, sign));
                }
            }
        }
        let differences = equations.iter().map(|e| e.weighed.difference).collect();
        Search {
            equations,
            differences,
            uses,
            explained: HashSet::new(),
            causes: Vec::new(),
            known: HashMap::new(),
        }
    }

    pub fn causes(mut self, document: &'a BudgetDocument) -> Vec<Cause<'a>> {
        self.by_leaf_sums(document);
        self.by_shared_cells(document);
        self.causes
    }

    fn by_leaf_sums(&mut self, document: &'a BudgetDocument) {
        let mut causes: HashMap<&str, usize> = HashMap::new();
        let mut cause_of: HashMap<usize, usize> = HashMap::new();
        for node in wrong_nodes(document) {
            let Some(id) = node.term.id() else { continue };
            let cause = *causes.entry(node.origin).or_insert(self.causes.len());
            if cause == self.causes.len() {
                self.causes.push(Cause { name: node.origin.to_owned(), ..Cause::default() });
            }
            let cells = &mut self.causes[cause];
            let list = if node.is_inherited { &mut cells.inherited } else { &mut cells.roots };
            list.push((node.term, node.correction));
            self.correct(&node.term, node.correction);
            cause_of.insert(id, cause);
        }
        for index in self.failed() {
            let cause = self.equations[index].equation.terms().find_map(|t| cause_of.get(&t.id()?));
            if let Some(&cause) = cause.filter(|_| self.holds(index, 0)) {
                self.explained.insert(index);
                self.causes[cause].explained.push(index);
            }
        }
    }

    fn by_shared_cells(&mut self, document: &'a BudgetDocument) {
        let mut candidates = self.candidates();
        candidates.extend(with_sums(&candidates, document));
        candidates.sort_by_cached_key(|c| (Reverse(self.settled(c).len()), c.terms().count()));
        for (at, candidate) in candidates.iter().enumerate() {
            let settled = self.settled(candidate);
            if settled.len() < 2 {
                continue;
            }
            let is_one_of_several = self.has_rival(candidate, &settled, &candidates[at + 1..]);
            let candidate = candidate.clone();
            for term in candidate.terms() {
                self.correct(term, candidate.correction);
            }
            self.explained.extend(&settled);
            self.believe(candidate, settled, is_one_of_several);
        }
    }

    /// Whether another row, of as many cells, would settle the same equations.
    fn has_rival(&self, candidate: &Candidate<'a>, settled: &[usize], others: &[Candidate<'a>]) -> bool {
        /// Candidates are sorted by what they settle: rivals stand close behind.
        const FARTHEST: usize = 400;
        let n_terms = candidate.terms().count();
        let is_rival = |other: &&Candidate<'a>| {
            other.name != candidate.name && other.terms().count() == n_terms && self.settled(other) == settled
        };
        others.iter().take(FARTHEST).any(|other| is_rival(&other))
    }

    /// A correction of cells that an earlier cause names too is one cause with it.
    fn believe(&mut self, candidate: Candidate<'a>, settled: Vec<usize>, is_one_of_several: bool) {
        let Candidate { name, correction, cells, sums } = candidate;
        let corrected = |terms: Vec<Term<'a>>| terms.into_iter().map(move |term| (term, correction));
        let (causes, known) = (&mut self.causes, &mut self.known);
        if known.is_empty() {
            let named = causes.iter().enumerate().filter_map(|(at, cause)| {
                let (_, correction) = cause.roots.first()?;
                Some(((cause.name.clone(), *correction), at))
            });
            known.extend(named);
        }
        let at = *known.entry((name.clone(), correction)).or_insert(causes.len());
        if at == causes.len() {
            causes.push(Cause { name, is_one_of_several, ..Cause::default() });
        }
        let cause = &mut causes[at];
        cause.roots.extend(corrected(cells));
        cause.inherited.extend(corrected(sums));
        cause.explained.extend(settled);
    }

    fn correct(&mut self, term: &Term<'a>, correction: i64) {
        for (index, sign) in term.id().and_then(|id| self.uses.get(&id)).into_iter().flatten() {
            let difference = &mut self.differences[*index];
            *difference = difference.saturating_add(correction.saturating_mul(*sign));
        }
    }

    /// Failed equations without a cause yet.
    fn failed(&self) -> Vec<usize> {
        let failed = |i: &usize| self.equations[*i].finding.is_some() && !self.explained.contains(i);
        (0..self.equations.len()).filter(failed).collect()
    }

    /// Whether an equation holds when its difference grows by `extra`.
    fn holds(&self, index: usize, extra: i64) -> bool {
        let tolerance = self.equations[index].weighed.tolerance;
        self.differences[index].saturating_add(extra).unsigned_abs() <= tolerance.unsigned_abs()
    }

    /// For every cell and correction that would settle a failing equation: the cell alone, with the cells of its row
    /// name in the same column, and with all of its row name.
    fn candidates(&self) -> Vec<Candidate<'a>> {
        let mut groups: HashMap<Group, usize> = HashMap::new();
        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        let mut known: HashSet<(usize, i64)> = HashSet::new();
        let narrow = |index: &usize| self.equations[*index].equation.right.len() <= WIDEST_SUM;
        for index in self.failed().into_iter().filter(narrow) {
            for (term, sign) in signed(&self.equations[index]) {
                let correction = self.differences[index].saturating_mul(-sign);
                let (Some(id), Some(name)) = (term.id(), name(term)) else { continue };
                if !known.insert((id, correction)) {
                    continue;
                }
                let lone = Candidate { name: name.clone(), correction, cells: vec![*term], sums: Vec::new() };
                candidates.push(lone);
                if term.is_blank() {
                    continue;
                }
                for column in [column(term), None] {
                    let group = Group { name: name.clone(), column, correction };
                    let at = *groups.entry(group).or_insert(candidates.len());
                    if at == candidates.len() {
                        let empty = Candidate { name: name.clone(), correction, cells: vec![], sums: vec![] };
                        candidates.push(empty);
                    }
                    candidates[at].cells.push(*term);
                }
            }
        }
        candidates
    }

    /// The failing equations a candidate settles; none when it breaks one that holds.
    fn settled(&self, candidate: &Candidate<'a>) -> Vec<usize> {
        let mut changes: Vec<(usize, i64)> = Vec::new();
        for term in candidate.terms() {
            let uses = term.id().and_then(|id| self.uses.get(&id)).into_iter().flatten();
            changes.extend(uses.map(|(index, sign)| (*index, candidate.correction.saturating_mul(*sign))));
        }
        changes.sort_unstable();
        let mut settled = Vec::new();
        for equation in changes.chunk_by(|a, b| a.0 == b.0) {
            let index = equation[0].0;
            let extra = equation.iter().fold(0i64, |sum, (_, change)| sum.saturating_add(*change));
            match (self.holds(index, 0), self.holds(index, extra)) {
                (true, false) => return Vec::new(),
                (false, true) => settled.push(index),
                _ => {}
            }
        }
        settled
    }
}

/// The candidates once more, each with the cells that theirs are summed up into.
fn with_sums<'a>(candidates: &[Candidate<'a>], document: &'a BudgetDocument) -> Vec<Candidate<'a>> {
    let mut trees: HashMap<*const BudgetTable, Tree<'a>> = HashMap::new();
    for table in document.tables.iter().filter(|t| is_tree(t.kind)) {
        trees.insert(table, Tree::of(table));
    }
    let sums_of = |term: &Term<'a>| match term {
        Term::Cell { table, row, column, .. } if row.code.is_some() => {
            trees.get(&std::ptr::from_ref(*table)).map(|tree| tree.sums_of(row, *column))
        }
        _ => None,
    };
    let with_sums = candidates.iter().filter_map(|candidate| {
        let sums: Vec<Term<'a>> = candidate.cells.iter().filter_map(sums_of).flatten().collect();
        (!sums.is_empty()).then(|| Candidate { sums, ..candidate.clone() })
    });
    with_sums.collect()
}

#[derive(PartialEq, Eq, Hash)]
struct Group {
    name: String,
    column: Option<Column>,
    correction: i64,
}

fn signed<'t, 'a>(decided: &'t Decided<'a>) -> impl Iterator<Item = (&'t Term<'a>, i64)> {
    let right = decided.equation.right.iter().map(|term| (term, -1));
    std::iter::once((&decided.equation.left, 1)).chain(right)
}

/// What makes cells of several tables and columns one and the same statement.
fn name(term: &Term<'_>) -> Option<String> {
    match term {
        Term::Cell { row, .. } => Some(row.code.clone().unwrap_or_else(|| row.normal_name())),
        Term::Stated { what, .. } => Some((*what).to_owned()),
        Term::Absent { .. } | Term::Form { .. } => None,
    }
}

fn column(term: &Term<'_>) -> Option<Column> {
    match term {
        Term::Cell { column, .. } | Term::Absent { column, .. } => Some(*column),
        Term::Stated { .. } | Term::Form { .. } => None,
    }
}
