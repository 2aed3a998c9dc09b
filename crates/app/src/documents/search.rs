//! 全文检索. Chinese is indexed as overlapping pairs of characters, which both databases can look up as a phrase.

use budget::{BudgetDocument, Place, fold};

use super::rows::place_key;
use crate::args;
use crate::db::{Args, Tx};

/// The tokens of a text: `绩效目标 2025` gives 绩效, 效目, 目标, 标, 2025. The last character of a run stands alone too,
/// so that a search for one character finds it.
pub fn tokens(text: &str) -> Vec<String> {
    runs(text).into_iter().flat_map(|run| run.tokens(true)).collect()
}

/// The tokens of a search phrase. The last one is looked up as a beginning.
pub fn query_tokens(text: &str) -> Vec<String> {
    let runs = runs(text);
    let n_runs = runs.len();
    runs.into_iter().enumerate().flat_map(|(i, run)| run.tokens(i + 1 < n_runs)).collect()
}

struct Run {
    characters: Vec<char>,
    is_ascii: bool,
}

impl Run {
    fn tokens(self, with_last: bool) -> Vec<String> {
        if self.is_ascii || self.characters.len() == 1 {
            return vec![self.characters.into_iter().collect()];
        }
        let mut out: Vec<String> = self.characters.windows(2).map(|pair| pair.iter().collect()).collect();
        if with_last {
            out.extend(self.characters.last().map(char::to_string));
        }
        out
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for c in fold(text).chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        match runs.last_mut().filter(|run| is_open && run.is_ascii == c.is_ascii()) {
            Some(run) => run.characters.push(c),
            None => runs.push(Run { characters: vec![c], is_ascii: c.is_ascii() }),
        }
        is_open = true;
    }
    runs
}

/// Makes everything a reader would look for findable: narrative, targets, projects, indicators, table rows.
pub async fn index(tx: &mut Tx, document_id: &str, document: &BudgetDocument) -> sqlx::Result<()> {
    let mut rows: Vec<Args> = Vec::new();
    let mut passage = |part: &str, text: &str, place: &Place| {
        let tokens = tokens(text);
        if !tokens.is_empty() {
            rows.push(args![document_id, part, text, tokens.join(" "), place_key::of(place)]);
        }
    };
    if let Some(name) = &document.department.name {
        passage("", &name.value, &name.place);
    }
    for table in &document.tables {
        let names: Vec<&str> = table.rows.iter().map(|row| row.name.as_str()).collect();
        passage("tables", &format!("{} {}", table.title, names.join(" ")), &table.place);
    }
    for section in &document.narrative {
        passage("narrative", &format!("{} {}", section.title, section.text()), &section.place);
    }
    let target = &document.target;
    for item in target.itemised.iter().chain(&target.safeguards) {
        passage("narrative", &format!("{} {}", item.title, item.text), &item.place);
    }
    if let Some(overall) = &target.overall {
        passage("narrative", &overall.value, &overall.place);
    }
    for project in &document.projects {
        passage("projects", &project_text(project), &project.place);
    }
    tx.insert_all("passage", &["document_id", "part", "text", "tokens", "place"], rows).await
}

fn project_text(project: &budget::Project) -> String {
    let mut words = vec![project.name.value.as_str()];
    words.extend(project.code.iter().map(|c| c.value.as_str()));
    words.extend(project.purpose.iter().map(|p| p.value.as_str()));
    words.extend(project.goals.iter().map(|g| g.value.as_str()));
    for indicator in &project.indicators {
        words.extend(indicator.name.iter().map(|n| n.value.as_str()));
        words.extend(indicator.description.iter().map(|d| d.value.as_str()));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_becomes_pairs_and_other_words_stay_whole() {
        assert_eq!(tokens("绩效目标（2025）P003"), ["绩效", "效目", "目标", "标", "2025", "p003"]);
        assert_eq!(tokens("。，！"), Vec::<String>::new());
    }

    #[test]
    fn a_search_ends_in_a_beginning() {
        assert_eq!(query_tokens("绩效目标"), ["绩效", "效目", "目标"]);
        assert_eq!(query_tokens("2022年"), ["2022", "年"]);
        assert_eq!(query_tokens("预算2022"), ["预算", "算", "2022"]);
    }
}
