//! TX-20: the money that the text gives for a project is not that of its form.

use std::collections::HashSet;

use budget::{Amount, BudgetDocument, Located, Money, Place, Project, normal_name};

use crate::checks::{Checks, Fault};
use crate::figures::{Number, amounts, compact, tail};
use crate::words::without_numbering;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-20",
    title: "文字中的项目金额与目标表不同",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("project_money_differs_from_form.md"),
    parameters: &[],
    check,
};

fn check(doc: &BudgetDocument, out: &mut Checks<'_>) {
    let forms = forms(doc);
    if forms.is_empty() {
        return;
    }
    for item in &doc.target.itemised {
        let title = normal_name(without_numbering(&item.title));
        let form = forms.iter().find(|form| form.name == title);
        if let (Some(form), Some(amount)) = (form, of_item(&compact(&item.text))) {
            weigh(form, amount, &item.place, out);
        }
    }
    // TX-03 adds up the list of projects, and knows them by its own reading.
    let listed: HashSet<String> = doc.stated.projects.iter().map(|p| normal_name(&p.name)).collect();
    let itemised: HashSet<&Place> = doc.target.itemised.iter().map(|item| &item.place).collect();
    let paragraphs = doc.narrative.iter().flat_map(|section| &section.paragraphs);
    for paragraph in paragraphs.filter(|p| p.value.contains('元') && !itemised.contains(&p.place)) {
        let text = bare(&paragraph.value);
        for form in forms.iter().filter(|form| !listed.contains(&form.name)) {
            if let Some(amount) = behind_name(&text, form, doc) {
                weigh(form, amount, &paragraph.place, out);
            }
        }
    }
}

/// An open form whose name is its own, and its money.
struct Form<'a> {
    project: &'a Project,
    name: String,
    money: Vec<Money>,
}

impl Form<'_> {
    fn of(project: &Project) -> Form<'_> {
        let money = [&project.budgeted, &project.fiscal, &project.other].into_iter().flatten();
        let money = money.filter_map(Amount::money).collect();
        Form { project, name: normal_name(&project.name.value), money }
    }
}

fn forms(doc: &BudgetDocument) -> Vec<Form<'_>> {
    /// In characters: shorter names may be anything.
    const SHORTEST: usize = 5;
    let open = doc.projects.iter().filter(|project| !project.secrecy.is_redacted());
    let is_whole = |project: &&Project| !project.labels.iter().any(|l| l.value == Project::UNREAD_FUNDS);
    let forms: Vec<Form<'_>> = open.filter(is_whole).map(Form::of).collect();
    let mut names: HashSet<String> = HashSet::new();
    let twice: HashSet<String> =
        forms.iter().filter(|form| !names.insert(form.name.clone())).map(|form| form.name.clone()).collect();
    let is_sure = |form: &Form<'_>| {
        form.project.budgeted.is_some()
            && !form.money.is_empty()
            && form.name.chars().count() >= SHORTEST
            && !twice.contains(&form.name)
    };
    forms.into_iter().filter(is_sure).collect()
}

/// As names are compared: brackets of one kind, no blanks.
fn bare(text: &str) -> String {
    normal_name(&compact(text))
}

/// `安排预算138.00万元` of the whole project, where the text of its goals says so once.
fn of_item(text: &str) -> Option<Number> {
    const LEADS: [&str; 5] = ["安排预算", "预算安排", "项目预算", "预算资金", "安排预算资金"];
    const PARTS: [&str; 8] = ["县级", "本级", "中央", "省级", "市级", "上级", "其中", "上年"];
    let found = amounts(text).into_iter().filter(|amount| {
        let lead = tail(&text[..amount.start], 14);
        let lead = lead.trim_end_matches(['为', '共', '计']);
        LEADS.iter().any(|word| lead.ends_with(word)) && !PARTS.iter().any(|word| lead.contains(word))
    });
    let found: Vec<Number> = found.collect();
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The amount right behind a project's whole name.
fn behind_name(text: &str, form: &Form<'_>, doc: &BudgetDocument) -> Option<Number> {
    const BETWEEN: [&str; 10] = ["”", "\"", "项目", "资金", "预算", "安排", "支出", "共", "：", ":"];
    const OTHERS: [&str; 7] = ["上年", "去年", "执行", "决算", "比", "较", "追加"];
    let at = text.find(&form.name)?;
    let before = &text[..at];
    let is_whole = before.is_empty()
        || before.ends_with(|c: char| "，、：；。“\"(:,;.)".contains(c))
        || before.ends_with("其中");
    let sentence = before.rsplit(['。', '；', ';']).next().unwrap_or(before);
    let prior = doc.fiscal_year.map(|year| year.previous().number().to_string());
    let is_other = OTHERS.iter().any(|word| sentence.contains(word))
        || prior.is_some_and(|year| sentence.contains(&year));
    let mut rest = &text[at + form.name.len()..];
    while let Some(shorter) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    let amount = amounts(rest).into_iter().next().filter(|amount| amount.start == 0)?;
    (is_whole && !is_other).then_some(amount)
}

fn weigh(form: &Form<'_>, amount: Number, place: &Place, out: &mut Checks<'_>) {
    let (Some(stated), Some(first)) = (amount.money(), form.money.first()) else { return };
    let step = amount.coarse_step().unsigned_abs();
    if form.money.iter().any(|money| money.fen().abs_diff(stated.fen()) < step) {
        return out.pass();
    }
    let Located { value: name, .. } = &form.project.name;
    let name = name.trim();
    let message = format!("项目“{name}”文字中写 {stated} 万元，绩效目标表为 {first} 万元");
    let suggestion = "与项目支出和项目库核对，两处改成一致";
    out.fail(Fault::new(place, name, message, suggestion));
}
