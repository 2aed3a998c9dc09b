//! 字词: how alike two Chinese texts are, without a dictionary.

use std::collections::HashSet;

use budget::normal_name;

/// The pairs of neighbouring characters of a text, punctuation left out and not bridged.
pub fn bigrams(text: &str) -> HashSet<[char; 2]> {
    let text = normal_name(text);
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let pairs = runs.flat_map(|run| {
        let next = run.chars().skip(1);
        run.chars().zip(next).map(|(a, b)| [a, b]).collect::<Vec<_>>()
    });
    pairs.collect()
}

/// How alike two texts are, in thousandths: twice the longest common subsequence over both lengths.
pub fn likeness(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (letters(a), letters(b));
    if a.is_empty() && b.is_empty() {
        return 1000;
    }
    2 * common_subsequence(&a, &b) * 1000 / (a.len() + b.len())
}

/// The characters that carry meaning.
pub fn letters(text: &str) -> Vec<char> {
    normal_name(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut lengths = vec![0; b.len() + 1];
    for ca in a {
        let mut diagonal = 0;
        for (j, cb) in b.iter().enumerate() {
            let above = lengths[j + 1];
            lengths[j + 1] = if ca == cb { diagonal + 1 } else { above.max(lengths[j]) };
            diagonal = above;
        }
    }
    lengths[b.len()]
}

/// The sentences of a text with their ends cut off.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', '！', '？', '\n']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_do_not_bridge_punctuation() {
        assert_eq!(bigrams("绩效，目标").len(), 2);
        assert!(bigrams("绩效目标").contains(&['效', '目']));
        assert!(bigrams("。").is_empty());
    }

    #[test]
    fn one_changed_character_leaves_texts_alike() {
        assert_eq!(likeness("完成部分撰稿", "完成部分撰稿。"), 1000);
        assert_eq!(likeness("完成部分撰稿", "完成部分专稿"), 833);
        assert_eq!(likeness("甲", "乙"), 0);
    }
}
