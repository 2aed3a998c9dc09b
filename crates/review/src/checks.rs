//! 检查记录: where rules record how each of their checks ended — passed, failed, undecided. A rule that records nothing
//! is not applicable.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use budget::{BudgetDocument, BudgetTable, Place, TableKind};

use crate::equation::{Equation, Weighed};
use crate::facts::{Facts, spans};
use crate::forms;
use crate::habit::{self, Habits};
use crate::term::{Term, row_text};
use crate::{Companions, Finding, Operand, Rule, Settings, Severity, Undecided};

#[derive(Debug)]
pub struct Checks<'a> {
    pub facts: &'a Facts<'a>,
    pub companions: &'a Companions<'a>,
    settings: &'a Settings,
    log: Log<'a>,
    current: Option<(&'static Rule, Severity)>,
    n_recorded: u32,
}

/// Everything recorded in one review.
#[derive(Debug, Default)]
pub struct Log<'a> {
    pub faults: Vec<Finding>,
    pub equations: Vec<Decided<'a>>,
    /// Hints at figures cut off instead of rounded.
    pub truncated: Vec<Finding>,
    pub undecided: Vec<Undecided>,
    pub n_passed: u32,
    pub not_applicable: Vec<&'static str>,
    pub passed: BTreeMap<&'static str, u32>,
    pub habits: Habits,
}

impl Log<'_> {
    fn lengths(&self) -> ([usize; 4], u32) {
        let Log { faults, equations, truncated, undecided, .. } = self;
        ([faults.len(), equations.len(), truncated.len(), undecided.len()], self.n_passed)
    }

    fn cut_back(&mut self, (lengths, n_passed): ([usize; 4], u32)) {
        let [n_faults, n_equations, n_truncated, n_undecided] = lengths;
        self.faults.truncate(n_faults);
        self.equations.truncate(n_equations);
        self.truncated.truncate(n_truncated);
        self.undecided.truncate(n_undecided);
        self.n_passed = n_passed;
    }
}

/// An equation that could be decided; with a finding where it does not hold.
#[derive(Debug)]
pub struct Decided<'a> {
    pub equation: Equation<'a>,
    pub weighed: Weighed,
    pub finding: Option<Finding>,
}

/// What a failed check says, before the rule's own name and basis are put to it.
#[derive(Debug)]
pub struct Fault {
    pub place: Place,
    pub excerpt: String,
    pub message: String,
    pub suggestion: String,
    pub operands: Vec<Operand>,
    pub formula: Option<String>,
    pub difference: Option<i64>,
    /// Milder than the rule, where the evidence is.
    pub at_most: Option<Severity>,
    /// 习惯: what is wrong with the form, in words that hold for every place where it is.
    pub habit: Option<String>,
}

impl Fault {
    pub fn new(
        place: &Place,
        excerpt: impl Into<String>,
        message: String,
        suggestion: impl Into<String>,
    ) -> Fault {
        Fault {
            place: place.clone(),
            excerpt: excerpt.into(),
            message,
            suggestion: suggestion.into(),
            operands: Vec::new(),
            formula: None,
            difference: None,
            at_most: None,
            habit: None,
        }
    }

    /// One for all, at the first, with each as a row.
    pub fn together(faults: Vec<Fault>, formula: &str) -> Option<Fault> {
        let rows = faults.iter().map(|fault| Operand {
            label: fault.message.clone(),
            printed: fault.excerpt.clone(),
            place: fault.place.clone(),
        });
        let rows = rows.collect();
        Some(faults.into_iter().next()?.with_rows(formula, rows))
    }

    /// Never graver than this, whatever the rule is.
    pub fn at_most(mut self, severity: Severity) -> Fault {
        self.at_most = Some(severity);
        self
    }

    /// How a form is filled in, which may be a habit of the whole document: no fault of arithmetic, of law or against
    /// another place.
    pub fn of_form(mut self, habit: impl Into<String>) -> Fault {
        self.habit = Some(habit.into());
        self
    }

    pub fn with_terms<'t>(mut self, formula: &str, terms: impl IntoIterator<Item = &'t Term<'t>>) -> Fault {
        self.formula = Some(formula.to_owned());
        self.operands = terms.into_iter().map(Term::operand).collect();
        self
    }

    /// The rows that share the fault, and what they share.
    pub fn with_rows(mut self, formula: &str, rows: Vec<Operand>) -> Fault {
        self.formula = Some(formula.to_owned());
        self.operands = rows;
        self
    }
}

impl<'a> Checks<'a> {
    pub fn new(facts: &'a Facts<'a>, companions: &'a Companions<'a>, settings: &'a Settings) -> Checks<'a> {
        Checks { facts, companions, settings, log: Log::default(), current: None, n_recorded: 0 }
    }

    /// Runs a rule. One that panics is undone and reported, and the others go on.
    pub fn run(&mut self, rule: &'static Rule, document: &'a BudgetDocument) {
        self.current = Some((rule, self.settings.severity(rule)));
        self.n_recorded = 0;
        let before = self.log.lengths();
        let outcome = catch_unwind(AssertUnwindSafe(|| (rule.check)(document, self)));
        if outcome.is_err() {
            self.log.cut_back(before);
            let reason = format!(
                "规则 {} 自身有缺陷，没有查完；其余规则照常审核。请把这份文件和规则编号告知系统维护人员",
                rule.code
            );
            self.undecided(reason, None);
        }
        if self.n_recorded == 0 {
            self.log.not_applicable.push(rule.code);
        }
        self.log.passed.insert(rule.code, self.log.n_passed - before.1);
    }

    pub fn finish(self) -> Log<'a> {
        self.log
    }

    /// The office's value of one of the running rule's parameters.
    pub fn number(&self, key: &str) -> i64 {
        self.settings.number(self.rule().0, key)
    }

    pub fn words(&self, key: &str) -> Vec<&'a str> {
        self.settings.words(self.rule().0, key)
    }

    pub fn pass(&mut self) {
        self.n_recorded += 1;
        self.log.n_passed += 1;
    }

    pub fn fail(&mut self, fault: Fault) {
        if let Some(reason) = forms::doubt(self.rule().0.code, &fault, self.facts.document) {
            return self.undecided(reason, Some(&fault.place));
        }
        self.n_recorded += 1;
        let habit = fault.habit.clone();
        let finding = self.finding(fault);
        if let Some(habit) = habit {
            self.log.habits.insert(habit::key(&finding), habit);
        }
        self.log.faults.push(finding);
    }

    /// Cannot be decided. The same obstacle in the way of several checks is said once.
    pub fn undecided(&mut self, reason: String, place: Option<&Place>) {
        self.n_recorded += 1;
        let (rule, _) = self.rule();
        let last = self.log.undecided.last();
        if last.is_none_or(|last| last.code != rule.code || last.reason != reason) {
            self.log.undecided.push(Undecided { code: rule.code, reason, place: place.cloned() });
        }
    }

    /// Decides an equation. One whose operands are all blank says nothing and is not recorded.
    pub fn equate(&mut self, equation: Equation<'a>) {
        if equation.is_blank() {
            return;
        }
        let weighed = match equation.weigh(self.facts) {
            Ok(weighed) => weighed,
            Err(reason) => return self.undecided(reason, Some(equation.left.place())),
        };
        if !weighed.holds()
            && let Some((table, column)) = equation.column_not_printed()
        {
            let reason = format!("{}没有读到{}栏，没有对照", table.kind.name(), column.name());
            return self.undecided(reason, Some(&table.place));
        }
        if !weighed.holds()
            && let Some(table) = equation.row_with_unread_part()
        {
            let reason = format!("{}有一栏的表头没有认出，行内各栏之和不能判断", table.kind.name());
            return self.undecided(reason, Some(&table.place));
        }
        self.n_recorded += 1;
        if weighed.holds() {
            self.log.n_passed += 1;
            self.log.equations.push(Decided { equation, weighed, finding: None });
            return;
        }
        let mut finding = self.unequal(&equation, weighed);
        if equation.is_truncated(weighed, self.facts) {
            finding.severity = Severity::Hint;
            finding.message += "，像是截去尾数或者进位，没有四舍五入";
            self.log.truncated.push(finding);
            let weighed = Weighed { tolerance: weighed.difference.saturating_abs(), ..weighed };
            self.log.equations.push(Decided { equation, weighed, finding: None });
            return;
        }
        self.log.equations.push(Decided { equation, weighed, finding: Some(finding) });
    }

    /// A figure that may be any of several: the first equation that holds, else the first.
    pub fn equate_any(&mut self, equations: Vec<Equation<'a>>) {
        let holds = |equation: &Equation<'a>| {
            let weighed = equation.weigh(self.facts);
            weighed.is_ok_and(|w| w.holds() || equation.is_truncated(w, self.facts))
        };
        let at = equations.iter().position(holds).unwrap_or(0);
        equations.into_iter().nth(at).into_iter().for_each(|equation| self.equate(equation));
    }

    fn unequal(&self, equation: &Equation<'a>, weighed: Weighed) -> Finding {
        let mut fault = Fault::new(
            equation.left.place(),
            excerpt(&equation.left),
            equation.message(weighed),
            equation.suggestion(weighed),
        )
        .with_terms(equation.formula, equation.terms());
        fault.difference = Some(weighed.difference);
        let mut finding = self.finding(fault);
        finding.tolerance = Some(weighed.tolerance);
        finding
    }

    /// The table, or a record of its absence where the document should hold it.
    pub fn table(&mut self, kind: TableKind) -> Option<&'a BudgetTable> {
        let document = self.facts.document;
        let found = document.table(kind);
        if found.is_none() && self.facts.expects_tables() {
            match document.printed_table(kind) {
                Some(unread) => {
                    self.undecided(format!("{}没有读出表头和数据", kind.name()), Some(&unread.place));
                }
                None => self.undecided(format!("没有读到{}", kind.name()), None),
            }
        }
        found
    }

    /// The table with all its rows, or a record of why its sums cannot be decided.
    pub fn whole_table(&mut self, kind: TableKind) -> Option<&'a BudgetTable> {
        let table = self.table(kind)?;
        self.is_whole(table).then_some(table)
    }

    pub fn is_whole(&mut self, table: &BudgetTable) -> bool {
        let missing = self.facts.missing(table);
        if missing.is_empty() {
            return true;
        }
        let reason = format!("{}缺序号 {} 的行，不能求和", table.kind.name(), spans(missing));
        self.undecided(reason, Some(&table.place));
        false
    }

    fn rule(&self) -> (&'static Rule, Severity) {
        self.current.expect("checks are recorded only while a rule runs")
    }

    fn finding(&self, fault: Fault) -> Finding {
        let (rule, severity) = self.rule();
        Finding {
            code: rule.code,
            severity: fault.at_most.map_or(severity, |most| most.min(severity)),
            place: fault.place,
            excerpt: fault.excerpt,
            message: fault.message,
            suggestion: fault.suggestion,
            basis: rule.basis,
            operands: fault.operands,
            formula: fault.formula,
            difference: fault.difference,
            tolerance: None,
            consequences: Vec::new(),
        }
    }
}

/// 原文: the whole row of a cell, the printed figure of a sentence.
fn excerpt(term: &Term<'_>) -> String {
    match term {
        Term::Cell { row, .. } => row_text(row),
        Term::Absent { table, .. } => table.title.clone(),
        Term::Stated { what, amount } | Term::Form { what, amount, .. } => {
            format!("{what} {}", amount.printed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    static BROKEN: Rule = Rule {
        code: "SB-01",
        title: "有缺陷的规则",
        severity: Severity::Error,
        basis: "",
        page: "",
        parameters: &[],
        check: |document, out| {
            out.pass();
            out.fail(Fault::new(&Place::line(1), "", String::new(), ""));
            assert!(document.tables.len() > 1, "a table is missing");
        },
    };

    #[test]
    fn a_rule_that_panics_is_reported_and_leaves_nothing_else() {
        let document = example::document("**支出总表**\n");
        let (facts, companions, settings) =
            (Facts::of(&document), Companions::default(), Settings::default());
        let mut checks = Checks::new(&facts, &companions, &settings);
        checks.pass();
        checks.run(&BROKEN, &document);
        let log = checks.finish();
        assert_eq!((log.n_passed, log.faults.len(), log.undecided.len()), (1, 0, 1));
        assert!(log.undecided[0].code == "SB-01" && log.undecided[0].reason.contains("缺陷"));
    }
}
