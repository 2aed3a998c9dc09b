//! 隐去的原文: what a document withholds, as the text before redaction has it.

use std::collections::{HashMap, HashSet};

use budget::{BudgetDocument, Indicator, Located, Project};

use crate::marks::{is_marked, is_open};
use crate::texts::form_texts;
use crate::words::letters;

/// The shortest text that is an original and not a common word, in characters.
pub const SHORTEST: usize = 6;

/// So much of an original proves that it is there.
const LONGEST: usize = 200;

/// A text that this document withholds.
#[derive(Debug)]
pub struct Original<'a> {
    /// As this document prints it.
    pub project: &'a str,
    pub field: &'static str,
    pub letters: Vec<char>,
}

#[derive(Debug, Default)]
pub struct Originals<'a> {
    pub all: Vec<Original<'a>>,
    /// Redacted projects of this document that the other does not hold.
    pub unmatched: Vec<&'a Project>,
}

pub fn originals<'a>(doc: &'a BudgetDocument, before: &'a BudgetDocument) -> Originals<'a> {
    let mut by_code = HashMap::new();
    let mut by_name = HashMap::new();
    for project in &before.projects {
        if let Some(code) = code(project) {
            by_code.entry(code).or_insert(project);
        }
        by_name.entry(letters(&project.name.value)).or_insert(project);
    }
    let mut found = Originals::default();
    let mut public = HashSet::new();
    for project in &doc.projects {
        let named = || by_name.get(&letters(&project.name.value));
        let earlier = code(project).and_then(|code| by_code.get(code)).or_else(named).copied();
        match (withholds(project), earlier) {
            (true, Some(earlier)) => found.all.extend(of_project(project, earlier)),
            (true, None) => found.unmatched.push(project),
            (false, Some(earlier)) => public.extend(form_texts(earlier).map(|text| letters(text.text))),
            (false, None) => {}
        }
    }
    let mut known = HashSet::new();
    found.all.retain(|original| {
        let text = &original.letters;
        text.len() >= SHORTEST && !public.contains(text) && known.insert(text.clone())
    });
    found.all.iter_mut().for_each(|original| original.letters.truncate(LONGEST));
    found
}

fn code(project: &Project) -> Option<&str> {
    project.code.as_ref().map(|code| code.value.as_str()).filter(|code| !code.is_empty())
}

fn withholds(project: &Project) -> bool {
    project.secrecy.is_redacted()
        || is_marked(&project.name.value)
        || project.purpose.iter().chain(&project.goals).any(|text| is_marked(&text.value))
        || project
            .indicators
            .iter()
            .any(|row| row.secrecy().is_redacted() || is_marked(&row.target_value.value.text))
}

/// The texts of the earlier form whose fields the later one marks.
fn of_project<'a>(project: &'a Project, earlier: &'a Project) -> Vec<Original<'a>> {
    let mut texts: Vec<(&'static str, &str)> = Vec::new();
    let is_withheld = |text: &Located<String>| is_marked(&text.value);
    if letters(&project.name.value) != letters(&earlier.name.value) {
        texts.push(("项目名称", &earlier.name.value));
    }
    if project.purpose.iter().any(is_withheld) {
        texts.extend(earlier.purpose.iter().map(|text| ("资金用途", text.value.as_str())));
    }
    if project.goals.iter().any(is_withheld) {
        texts.extend(earlier.goals.iter().map(|text| ("绩效目标", text.value.as_str())));
    }
    let aligned = project.indicators.len() == earlier.indicators.len();
    if aligned {
        let rows = project.indicators.iter().zip(&earlier.indicators);
        texts.extend(rows.flat_map(|(row, before)| row_texts(Some((project, row)), before)));
    } else if project.secrecy.is_redacted() {
        texts.extend(earlier.indicators.iter().flat_map(|before| row_texts(None, before)));
    }
    let name = letters(&project.name.value);
    let unmarked = texts.into_iter().filter(|(_, text)| !is_marked(text));
    let originals = unmarked.map(|(field, text)| Original {
        project: project.name.value.trim(),
        field,
        letters: letters(text),
    });
    originals.filter(|original| !is_within(&original.letters, &name)).collect()
}

/// The cells of the row before that are withheld now; all of them where the rows cannot be told apart.
fn row_texts<'a>(now: Option<(&Project, &Indicator)>, before: &'a Indicator) -> Vec<(&'static str, &'a str)> {
    let gone = |cell: Option<&Located<String>>| match (now, cell) {
        (None, _) => true,
        (Some(_), Some(cell)) if is_marked(&cell.value) => true,
        (Some((project, row)), cell) => {
            let is_redacted = project.secrecy.is_redacted() || row.secrecy().is_redacted();
            is_redacted && cell.is_none_or(|cell| !is_open(cell))
        }
    };
    let row = now.map(|(_, row)| row);
    let cells = [
        ("三级指标", row.and_then(|row| row.name.as_ref()), &before.name),
        ("绩效指标描述", row.and_then(|row| row.description.as_ref()), &before.description),
        ("指标值确定依据", row.and_then(|row| row.value_basis.as_ref()), &before.value_basis),
    ];
    let cells = cells.into_iter().filter(|(_, now, _)| gone(*now));
    let texts = cells.filter_map(|(field, _, before)| Some((field, before.as_ref()?.value.as_str())));
    let value_gone = row.is_none_or(|row| {
        let text = &row.target_value.value.text;
        is_marked(text) || text.trim().is_empty()
    });
    texts.chain(value_gone.then_some(("指标值", before.target_value.value.text.as_str()))).collect()
}

fn is_within(part: &[char], whole: &[char]) -> bool {
    !part.is_empty() && whole.len() <= LONGEST && whole.windows(part.len()).any(|window| window == part)
}
