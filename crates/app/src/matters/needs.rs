//! 表单所需: what a form shows beside its fields, and what its fields begin with.

use jiff::civil::DateTime;
use supervision::{Act, Asked, Request, Rules, SuspensionCause, deadline};

use super::journal::Words;
use super::matter::Loaded;
use super::names::Names;
use super::probe::Probe;
use super::{approval, days, defects};
use crate::procedure::rules::CountyRules;

#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// What fields begin with.
    likely: Vec<(&'static str, String)>,
    /// Days that a date field suggests, as they are sent and as they are read.
    pub days: Vec<(String, String)>,
    /// What lies before the person: label and text.
    pub facts: Vec<(String, String)>,
    pub defects: Vec<String>,
    pub is_lead: bool,
    pub is_final: bool,
    pub n_nodes: usize,
    /// The kind of request, by its form.
    pub kind: &'static str,
    /// Units that are asked again with the lead.
    pub supporting: Vec<(String, String)>,
}

impl Needs {
    pub fn of(loaded: &Loaded, probe: &Probe, county: &CountyRules, names: &Names, at: DateTime) -> Needs {
        let rules = county.rules();
        let mut needs = Needs { days: days::suggestions(at, &rules.time), ..Needs::default() };
        needs.of_act(loaded, &probe.act, county, names, at);
        needs.of_assignment(loaded, &probe.act, county, at);
        needs
    }

    pub fn likely(&self, name: &str) -> &str {
        self.likely.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The day in a field, counted: `3 个工作日 → 10 月 9 日 周四`
    pub fn counted(&self, day: &str) -> &str {
        self.days.iter().find(|(sent, _)| sent == day).map_or("", |(_, read)| read)
    }

    fn begin(&mut self, name: &'static str, value: impl Into<String>) {
        self.likely.push((name, value.into()));
    }

    /// A date field begins with this day.
    fn begin_on(&mut self, name: &'static str, at: DateTime, now: DateTime, rules: &Rules<'_>) {
        let day = at.date().to_string();
        if !self.days.iter().any(|(sent, _)| *sent == day) {
            self.days.push((day.clone(), days::counted(at.date(), now, &rules.time)));
            self.days.sort_unstable();
        }
        self.begin(name, day);
    }

    fn of_act(&mut self, loaded: &Loaded, act: &Act, county: &CountyRules, names: &Names, at: DateTime) {
        match act {
            Act::Approve { .. } => self.facts = dues_facts(loaded, county, names, at),
            Act::Resume { dues } => {
                self.facts =
                    dues.iter().map(|d| (names.unit(&d.unit).to_owned(), said(&d.dues, at))).collect();
            }
            Act::Decide { request, .. } => {
                if let Some(asked) = loaded.state.requests.get(*request) {
                    self.of_request(loaded, asked, names, at, &county.rules());
                }
            }
            Act::Reopen { .. } => {
                let others = loaded.state.assignments.iter().filter(|a| !a.is_lead);
                let others = others.filter(|a| a.stage != supervision::AssignmentStage::Withdrawn);
                self.supporting =
                    others.map(|a| (a.unit.0.clone(), names.unit(&a.unit).to_owned())).collect();
            }
            Act::Suspend { .. } | Act::Ask { .. } => self.begin("cause", SuspensionCause::Procedure.key()),
            Act::Urge { .. } => self.begin("rung", supervision::UrgingRung::Blue.key()),
            Act::Complete { .. } => self.begin("grade", supervision::Grade::Good.key()),
            _ => {}
        }
    }

    fn of_assignment(&mut self, loaded: &Loaded, act: &Act, county: &CountyRules, at: DateTime) {
        let Some(a) = act.unit().and_then(|unit| loaded.state.of_unit(unit).ok()) else { return };
        let rules = county.rules();
        (self.is_lead, self.is_final, self.n_nodes) = (a.is_lead, a.wants_completion(), a.dues.nodes.len());
        let ahead = a.dues.finish.filter(|finish| *finish > at);
        match act {
            Act::Acknowledge { .. } => {
                let likely = ahead.or_else(|| a.next_node()).filter(|day| *day > at);
                self.begin_on("plan_on", likely.unwrap_or(at), at, &rules);
            }
            Act::GiveFeedback { .. } => {
                self.begin("progress", a.progress_reported.to_string());
                self.defects = defects::open(loaded, a);
            }
            Act::Accept { .. } => {
                self.report(loaded, act);
                let past = a.dues.nodes.iter().filter(|node| **node <= at).count();
                self.begin("nodes_met", past.max(a.nodes_met).to_string());
                let template = county.template(&loaded.row.template);
                let next = template.and_then(|t| deadline::next_feedback(&a.dues, t, at, &rules.time));
                if let Some(next) = next {
                    self.begin_on("next_feedback", next, at, &rules);
                }
            }
            Act::SignOff { .. } | Act::Rewrite { .. } => self.report(loaded, act),
            Act::ReturnBack { .. } => {
                let day = ahead.or_else(|| rules.time.add_days(at, 5));
                self.begin_on("finish_on", day.unwrap_or(at), at, &rules);
            }
            _ => {}
        }
    }

    /// What the unit wrote, for whoever signs or reviews it.
    fn report(&mut self, loaded: &Loaded, act: &Act) {
        let is_theirs = |event: &Act| matches!(event, Act::GiveFeedback { .. }) && event.unit() == act.unit();
        let entry = loaded.entries.iter().rev().find(|entry| is_theirs(&entry.event.act));
        let Some(entry) = entry else { return };
        if let Act::GiveFeedback { progress, is_final, .. } = &entry.event.act {
            let asks = if *is_final { "，申请办结" } else { "" };
            self.facts.push(("进度".to_owned(), format!("{progress}%{asks}")));
        }
        self.facts.extend(words(&entry.words));
        let files: Vec<&str> =
            entry.words.attachments.iter().map(|attached| attached.name.as_str()).collect();
        if !files.is_empty() {
            self.facts.push(("附件".to_owned(), files.join("\n")));
        }
    }

    fn of_request(&mut self, loaded: &Loaded, asked: &Asked, names: &Names, at: DateTime, rules: &Rules<'_>) {
        self.facts = request_facts(asked, names, at);
        let dues = loaded.state.of_unit(&asked.unit).ok().map(|a| a.dues.clone());
        let finish = dues.as_ref().and_then(|dues| dues.finish);
        match &asked.request {
            Request::Extension { .. } => self.kind = "extension",
            Request::Suspension { .. } => self.kind = "pause",
            Request::Reassignment { .. } | Request::Adjustment { .. } => {
                self.kind = if matches!(asked.request, Request::Adjustment { .. }) {
                    "adjustment"
                } else {
                    "reassignment"
                };
                if let Some(finish) = finish {
                    self.begin_on("finish_on", finish, at, rules);
                }
                let nodes: Vec<String> =
                    dues.iter().flat_map(|d| &d.nodes).map(|n| n.date().to_string()).collect();
                self.begin("nodes", nodes.join(" "));
            }
        }
    }
}

/// 文字内容 as labelled paragraphs
pub fn words(words: &Words) -> Vec<(String, String)> {
    let parts = [("办理情况", &words.content), ("存在问题", &words.problems), ("下步打算", &words.next)];
    let said = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let mut said: Vec<(String, String)> =
        said.map(|(label, text)| (label.to_owned(), text.clone())).collect();
    for (i, standard) in words.standards.iter().enumerate() {
        let state = if standard.is_met { "已完成" } else { "未完成" };
        let evidence = if standard.evidence.is_empty() { "" } else { "：" };
        said.push((format!("标准 {}", i + 1), format!("{state}{evidence}{}", standard.evidence)));
    }
    let answers = words.answers.iter().enumerate().filter(|(_, text)| !text.is_empty());
    said.extend(answers.map(|(i, text)| (format!("整改 {}", i + 1), text.clone())));
    said
}

pub fn request_facts(asked: &Asked, names: &Names, now: DateTime) -> Vec<(String, String)> {
    let mut facts = vec![
        ("单位".to_owned(), names.unit(&asked.unit).to_owned()),
        ("提出".to_owned(), days::instant(asked.at, now)),
    ];
    facts.extend(request_words(&asked.request, names));
    facts
}

/// What a request asks for and why.
pub fn request_words(request: &Request, names: &Names) -> Vec<(String, String)> {
    let (what, reason, progress) = match request {
        Request::Extension { to, reason, progress } => {
            (format!("延期至 {}", days::short(*to)), reason, progress.as_str())
        }
        Request::Reassignment { to, reason } => (format!("改派给{}", names.unit(to)), reason, ""),
        Request::Suspension { cause, until, reason } => {
            (format!("挂起至 {}（{}）", days::short(*until), cause.word()), reason, "")
        }
        Request::Adjustment { change, reason } => (format!("调整：{change}"), reason, ""),
    };
    let facts = [("申请", what.as_str()), ("理由", reason), ("目前进展", progress)];
    let said = facts.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(label, text)| (label.to_owned(), text.to_owned())).collect()
}

/// 时限 in a line
pub fn said(dues: &supervision::Dues, now: DateTime) -> String {
    let mut parts = vec![format!("签收 {}", days::instant(dues.sign, now))];
    parts.extend(dues.feedback.map(|due| format!("首次反馈 {}", days::instant(due, now))));
    parts.extend(dues.nodes.iter().map(|due| format!("节点 {}", days::short(due.date()))));
    parts.extend(dues.finish.map(|due| format!("办结 {}", days::instant(due, now))));
    parts.join("；")
}

fn dues_facts(loaded: &Loaded, county: &CountyRules, names: &Names, at: DateTime) -> Vec<(String, String)> {
    let plan = loaded.state.plan.as_ref();
    let all = plan.and_then(|plan| approval::dues(plan, county, at)).unwrap_or_default();
    let Some(first) = all.first() else { return Vec::new() };
    let units: Vec<&str> = all.iter().map(|d| names.unit(&d.unit)).collect();
    let time = county.rules().time;
    let counted =
        |due: DateTime| format!("{} {}", days::counted(due.date(), at, &time), due.strftime("%H:%M"));
    let mut facts = vec![("交办单位".to_owned(), units.join("、"))];
    facts.push(("签收时限".to_owned(), counted(first.dues.sign)));
    facts.extend(first.dues.feedback.map(|due| ("首次反馈".to_owned(), counted(due))));
    facts.extend(first.dues.nodes.iter().map(|due| ("节点".to_owned(), counted(*due))));
    facts.extend(first.dues.finish.map(|due| ("办结期限".to_owned(), counted(due))));
    facts
}
