//! 承办任务 as the page of the matter shows it.

use jiff::civil::DateTime;
use supervision::{Assignment, Rules, light};

use super::days;
use super::light_view::LightView;
use super::matter::Loaded;
use super::names::Names;

pub struct AssignmentView {
    pub unit: String,
    pub part: &'static str,
    pub stage: &'static str,
    pub light: LightView,
    pub handler: String,
    pub plan_on: String,
    pub progress: u8,
    pub next: Vec<(&'static str, String)>,
    /// 退回、延期、催办 so far
    pub counts: String,
}

pub fn all(loaded: &Loaded, names: &Names, rules: &Rules<'_>, now: DateTime) -> Vec<AssignmentView> {
    loaded.state.assignments.iter().map(|a| view(loaded, a, names, rules, now)).collect()
}

fn view(loaded: &Loaded, a: &Assignment, names: &Names, rules: &Rules<'_>, now: DateTime) -> AssignmentView {
    AssignmentView {
        unit: names.unit(&a.unit).to_owned(),
        part: if a.is_lead { "牵头" } else { "协办" },
        stage: a.stage.word(),
        light: LightView::new(light::of(&loaded.state, a, rules, now), now),
        handler: a.handler.as_ref().map(|person| names.person(person).to_owned()).unwrap_or_default(),
        plan_on: a.plan_on.map(days::short).unwrap_or_default(),
        progress: a.progress,
        next: dues(loaded, a, now),
        counts: counts(a),
    }
}

/// The dues that are still ahead of the unit, as far as it has any.
fn dues(loaded: &Loaded, a: &Assignment, now: DateTime) -> Vec<(&'static str, String)> {
    if !a.is_open() || !loaded.state.is_open() {
        return a.accepted_at.map(|at| ("通过", days::instant(at, now))).into_iter().collect();
    }
    let sign = Some(a.dues.sign).filter(|_| a.signed_at.is_none());
    let dues = [("签收", sign), ("反馈", a.dues.feedback), ("节点", a.next_node()), ("办结", a.dues.finish)];
    dues.into_iter().filter_map(|(word, due)| Some((word, days::instant(due?, now)))).collect()
}

fn counts(a: &Assignment) -> String {
    let counts = [
        ("退回", usize::try_from(a.n_returns).unwrap_or(0)),
        ("延期", usize::try_from(a.n_extensions).unwrap_or(0)),
        ("催办", a.urged.len()),
    ];
    let said = counts.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n} 次"));
    said.collect::<Vec<String>>().join("，")
}
