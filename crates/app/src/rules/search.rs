//! 检索规则: by code, or by words of the title, the basis and the page. Page and command line share it.

use budget::fold;
use review::{Rule, Severity};

/// What is asked of the catalogue. An empty part is not asked for.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    pub text: &'a str,
    pub family: &'a str,
    pub severity: Option<Severity>,
}

/// The rules that answer, in the order of the catalogue.
pub fn find(query: &Query<'_>) -> Vec<&'static Rule> {
    let words = words(query.text);
    let is_asked = |rule: &&Rule| {
        (query.family.is_empty() || family_key(rule) == query.family)
            && query.severity.is_none_or(|severity| severity == rule.severity)
            && words.iter().all(|word| holds(rule, word))
    };
    review::rules().iter().filter(is_asked).collect()
}

/// `SB` of `SB-01`.
pub fn family_key(rule: &Rule) -> &'static str {
    rule.code.split('-').next().unwrap_or_default()
}

/// Whether a text is meant for a code: `SB-01`, `sb1`, `SB`.
pub fn is_code(text: &str) -> bool {
    let text = text.trim();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters == 2 && text.bytes().skip(letters).all(|b| b.is_ascii_digit() || b == b'-')
}

fn words(text: &str) -> Vec<String> {
    fold(text).to_lowercase().split_whitespace().map(str::to_owned).collect()
}

fn holds(rule: &Rule, word: &str) -> bool {
    let code = rule.code.to_lowercase();
    if is_code(word) {
        return code.starts_with(word) || code.replace('-', "").starts_with(word);
    }
    [rule.title, rule.basis, rule.page].iter().any(|text| fold(text).to_lowercase().contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        find(&Query { text, ..Query::default() }).into_iter().map(|rule| rule.code).collect()
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        for text in ["SB-01", "sb01", " Sb-01 ", "ＳＢ－０１"] {
            assert_eq!(codes(text), ["SB-01"], "{text}");
        }
        assert!(codes("SB").len() > 5 && codes("SB").iter().all(|code| code.starts_with("SB-")));
        assert!(codes("SB-99").is_empty());
    }

    #[test]
    fn words_are_looked_for_in_title_basis_and_page() {
        assert!(codes("指标值").contains(&"IN-02"));
        assert_eq!(codes("指标值 为空"), ["IN-02"]);
        assert!(codes("没有规则会写的词").is_empty());
        assert_eq!(codes("").len(), review::rules().len());
    }

    #[test]
    fn parts_of_a_query_narrow_each_other() {
        let query = Query { family: "IN", severity: Some(Severity::Hint), ..Query::default() };
        assert!(find(&query).iter().all(|rule| family_key(rule) == "IN" && rule.severity == Severity::Hint));
    }
}
