//! SE-08: a text that was redacted in its place still stands elsewhere.

use std::collections::HashMap;

use budget::{BudgetDocument, Place};

use crate::checks::{Checks, Fault};
use crate::texts::texts;
use crate::withheld::{Original, SHORTEST, originals};
use crate::words::letters;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-08",
    title: "隐去的内容在别处仍可看到",
    severity: Severity::Error,
    basis: basis::SECRECY_REVIEW,
    page: include_str!("withheld_text_remains.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(before) = out.companions.unredacted else { return };
    let originals = originals(doc, before);
    for project in originals.unmatched {
        let name = project.name.value.trim();
        let reason = format!("脱密前的稿本里没有项目“{name}”，不知道隐去了什么");
        out.undecided(reason, Some(&project.place));
    }
    if originals.all.is_empty() {
        return;
    }
    let index = Index::of(&originals.all);
    for (place, label, text) in printed(doc) {
        let text_letters = letters(text);
        let Some(original) = index.find(&text_letters) else {
            out.pass();
            continue;
        };
        let message = format!("{label}中有项目“{}”已隐去的{}", original.project, original.field);
        let suggestion = format!("在这里也隐去或删去这段文字，再查一遍全文和附件中的“{}”", original.project);
        out.fail(Fault::new(place, text.trim(), message, suggestion));
    }
}

/// Every text of the document, also the names of rows, projects and units.
fn printed(doc: &BudgetDocument) -> Vec<(&Place, String, &str)> {
    let mut printed: Vec<(&Place, String, &str)> =
        texts(doc).into_iter().map(|text| (text.place, text.part.label(), text.text)).collect();
    for table in &doc.tables {
        let label = || table.kind.name().to_owned();
        printed.extend(table.heads.iter().map(|head| (&head.place, label(), head.value.as_str())));
        for row in &table.rows {
            printed.push((&row.place, label(), &row.name));
            printed.extend(row.purchase.iter().map(|item| (&row.place, label(), item.item.as_str())));
        }
    }
    let named = |what: &str| what.to_owned();
    printed.extend(doc.contents.iter().map(|entry| (&entry.place, named("目录"), entry.title.as_str())));
    printed.extend(doc.narrative.iter().map(|s| (&s.place, named("情况说明标题"), s.title.as_str())));
    printed.extend(doc.projects.iter().map(|p| (&p.name.place, named("项目名称"), p.name.value.as_str())));
    printed.extend(doc.units.iter().map(|unit| (&unit.place, named("机构设置"), unit.name.as_str())));
    printed
}

/// The originals by their first characters.
struct Index<'o, 'a> {
    by_start: HashMap<&'o [char], Vec<&'o Original<'a>>>,
}

impl<'o, 'a> Index<'o, 'a> {
    fn of(originals: &'o [Original<'a>]) -> Index<'o, 'a> {
        let mut by_start: HashMap<&[char], Vec<&Original<'_>>> = HashMap::new();
        for original in originals {
            if let Some(start) = original.letters.get(..SHORTEST) {
                by_start.entry(start).or_default().push(original);
            }
        }
        for same_start in by_start.values_mut() {
            same_start.sort_by_key(|original| std::cmp::Reverse(original.letters.len()));
        }
        Index { by_start }
    }

    fn find(&self, text: &[char]) -> Option<&'o Original<'a>> {
        let starts = (0..text.len()).filter_map(|at| text.get(at..));
        starts.filter_map(|rest| Some((rest, self.by_start.get(rest.get(..SHORTEST)?)?))).find_map(
            |(rest, originals)| {
                originals.iter().copied().find(|original| rest.starts_with(&original.letters))
            },
        )
    }
}
