//! TX-12: a sentence of the itemised goal comes again in the project's form with a character changed.

use std::collections::HashMap;

use budget::{BudgetDocument, Located, Project, TargetItem, normal_name};

use crate::checks::{Checks, Fault};
use crate::words::{letters, likeness, sentences, without_numbering};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-12",
    title: "同一目标两处文字不同",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("goal_differs_in_wording.md"),
    parameters: &[Parameter {
        key: "likeness",
        title: "相似到这个程度而不相同的算同一句",
        preset: Preset::Number { value: 90, least: 70, most: 99, unit: "%" },
    }],
    check,
};

/// Longer goals are compared by their first sentences, longer sentences not at all.
const MOST_SENTENCES: usize = 30;
const LONGEST: usize = 300;

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let least = usize::try_from(out.number("likeness")).unwrap_or(100).saturating_mul(10);
    let mut forms: HashMap<String, &Project> = HashMap::new();
    for project in &doc.projects {
        forms.entry(normal_name(&project.name.value)).or_insert(project);
    }
    for item in &doc.target.itemised {
        let Some(project) = forms.get(&normal_name(without_numbering(&item.title))) else { continue };
        if !project.secrecy.is_redacted() {
            compare(item, project, least, out);
        }
    }
}

fn compare(item: &TargetItem, project: &Project, least: usize, out: &mut Checks<'_>) {
    let is_short = |sentence: &&str| letters(sentence).len() <= LONGEST;
    let printed: Vec<(&Located<String>, &str)> = (project.goals.iter())
        .flat_map(|goal| sentences(&goal.value).map(move |sentence| (goal, without_label(sentence))))
        .filter(|(_, sentence)| is_short(sentence))
        .take(MOST_SENTENCES)
        .collect();
    let stated = sentences(&item.text).map(without_label).filter(is_short).take(MOST_SENTENCES);
    for sentence in stated {
        let alike = printed.iter().map(|(goal, other)| (alike(sentence, other, least), *goal, *other));
        let Some((likeness, goal, other)) = alike.max_by_key(|(likeness, ..)| *likeness) else { continue };
        match likeness {
            1000 => out.pass(),
            likeness if likeness < least => {}
            _ => {
                let (here, there) = difference(sentence, other);
                let name = project.name.value.trim();
                let message =
                    format!("项目“{name}”的同一目标，分项绩效目标写“{here}”，绩效目标表写“{there}”");
                let suggestion = "核对哪一处正确，两处改成一致";
                out.fail(Fault::new(&goal.place, other, message, suggestion));
            }
        }
    }
}

/// `绩效目标：`, `（1）目标1：`, `年度工作任务：` before what is said.
fn without_label(sentence: &str) -> &str {
    /// In characters.
    const LONGEST: usize = 10;
    const ENDS: [&str; 7] = ["目标", "指标", "任务", "内容", "活动", "职责", "目标内容"];
    let rest = without_numbering(sentence);
    let Some((label, said)) = rest.split_once(['：', ':']) else { return rest };
    let label = label.trim();
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_label = label.chars().count() <= LONGEST && ENDS.iter().any(|end| bare.trim_end().ends_with(end));
    if is_label && !said.trim().is_empty() { without_label(said) } else { rest }
}

/// Sentences of too different lengths are not alike, which saves comparing them.
fn alike(a: &str, b: &str, least: usize) -> usize {
    let (long, short) = (letters(a).len().max(letters(b).len()), letters(a).len().min(letters(b).len()));
    if 2000 * short < least * (long + short) { 0 } else { likeness(a, b) }
}

/// Where the sentences part, with a few characters around.
fn difference(a: &str, b: &str) -> (String, String) {
    const AROUND: usize = 4;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = |(x, y): &(&char, &char)| x == y;
    let before = a.iter().zip(&b).take_while(same).count();
    let shorter = a.len().min(b.len());
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(same).count().min(shorter - before);
    let show = |chars: &[char]| {
        let start = before.saturating_sub(AROUND);
        let end = (chars.len() - behind + AROUND).min(chars.len());
        chars.iter().skip(start).take(end - start).collect::<String>()
    };
    (show(&a), show(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_before_a_goal_are_no_part_of_it() {
        for text in
            ["绩效目标：办会。", "（一）年度目标：1. 办会。", "目标2：办会。", "绩效目标：目标一：办会。"]
        {
            assert_eq!(without_label(text), "办会。", "{text}");
        }
        for text in ["办会：两次", "绩效目标：", "全年共开展督查检查考核活动三次以上：办会"]
        {
            assert_eq!(without_label(text), text);
        }
    }

    #[test]
    fn the_difference_is_shown_with_its_surroundings() {
        let shown = |a, b| difference(a, b);
        assert_eq!(shown("完成部分撰稿", "完成部分专稿"), ("完成部分撰稿".into(), "完成部分专稿".into()));
        assert_eq!(shown("甲", "甲甲"), ("甲".into(), "甲甲".into()));
        assert_eq!(shown("", "乙"), (String::new(), "乙".into()));
    }
}
