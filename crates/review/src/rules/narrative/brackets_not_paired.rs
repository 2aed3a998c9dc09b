//! TX-14: a bracket, title mark or quotation mark lacks its other half.

use budget::{BudgetDocument, fold};

use crate::checks::{Checks, Fault};
use crate::texts::Part;
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-14",
    title: "括号、书名号、引号不成对",
    severity: Severity::Hint,
    basis: basis::PUNCTUATION,
    page: include_str!("brackets_not_paired.md"),
    parameters: &[],
    check,
};

const PAIRS: [(char, char); 7] =
    [('《', '》'), ('〈', '〉'), ('“', '”'), ('(', ')'), ('【', '】'), ('〔', '〕'), ('[', ']')];

/// Cells and titles only: paragraphs lose characters where pages break.
fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    for text in out.facts.texts.iter().filter(|text| matches!(text.part, Part::Form(..) | Part::Table(_))) {
        let plain = fold(text.text);
        if !plain.contains(|c| PAIRS.iter().any(|(open, close)| c == *open || c == *close)) {
            continue;
        }
        let missing: Vec<String> = PAIRS.iter().filter_map(|pair| missing(&plain, *pair)).collect();
        if missing.is_empty() {
            out.pass();
            continue;
        }
        if let Some((printed, meant)) = sign(&plain).filter(|_| matches!(text.part, Part::Form(_, "指标值")))
        {
            let message = format!("{}里的“{printed}”像是“{meant}”的误写", text.part.label());
            out.fail(Fault::new(text.place, text.text.trim(), message, format!("改为“{meant}”")));
            continue;
        }
        let missing = missing.join("、");
        let message = format!("{}的标点不成对，缺{missing}", text.part.label());
        out.fail(Fault::new(
            text.place,
            text.text.trim(),
            message,
            format!("补上{missing}，或删去多余的另一半"),
        ));
    }
}

/// `》90%`: a half before the number of a value is a sign of comparison that the keyboard took for a mark.
fn sign(text: &str) -> Option<(char, char)> {
    let text = text.trim_start();
    let (mark, meant) = [('》', '≥'), ('〉', '≥'), ('《', '≤'), ('〈', '≤')]
        .into_iter()
        .find(|(mark, _)| text.starts_with(*mark))?;
    let rest = text.trim_start_matches(mark).trim_start_matches(['=', ' ']);
    let is_alone = !rest.contains(['《', '》', '〈', '〉']);
    (is_alone && rest.starts_with(|c: char| c.is_ascii_digit())).then_some((mark, meant))
}

/// The half that a text lacks. The bracket of a numbering, `1)`, has no other half.
fn missing(text: &str, (open, close): (char, char)) -> Option<String> {
    let mut depth = 0_usize;
    let mut n_closed_alone = 0_usize;
    let mut before = None;
    for c in text.chars() {
        if c == open {
            depth += 1;
        } else if c == close {
            let is_numbering = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
            match depth.checked_sub(1) {
                Some(left) => depth = left,
                None if close == ')' && before.is_some_and(is_numbering) => {}
                None => n_closed_alone += 1,
            }
        }
        before = Some(c);
    }
    match (depth, n_closed_alone) {
        (0, 0) => None,
        (0, _) => Some(format!("“{open}”")),
        _ => Some(format!("“{close}”")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_before_a_number_is_a_sign() {
        assert_eq!(sign("》85%"), Some(('》', '≥')));
        assert_eq!(sign("《 3天"), Some(('《', '≤')));
        assert_eq!(sign("《2030年规划》完成"), None);
        assert_eq!(sign("甲》乙"), None);
    }

    #[test]
    fn halves_are_missed_and_numberings_are_not() {
        assert_eq!(missing("《甲〈乙〉的意见", ('《', '》')).as_deref(), Some("“》”"));
        assert_eq!(missing("甲》乙", ('《', '》')).as_deref(), Some("“《”"));
        assert_eq!(missing("1)甲；2)乙(丙)", ('(', ')')), None);
        assert_eq!(missing("甲", ('(', ')')), None);
    }
}
