//! 分词: how alike two short Chinese texts are, by the words they share. Rare and long words weigh more.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use budget::fold;
use jieba_rs::Jieba;

/// Thirty megabytes, loaded when the first page shows examples.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Words that indicators of any subject hold.
const COMMON: [&str; 16] = [
    "指标", "项目", "工作", "情况", "完成", "进行", "相关", "开展", "有效", "提高", "提升", "保障", "实际",
    "全年", "本年", "年度",
];

/// How much more a word of the name says than one of the description.
const NAME_WEIGHT: usize = 3;

/// The words of an indicator, each once, with how much they say.
#[derive(Clone, Debug, Default)]
pub struct Words {
    name: Vec<String>,
    weights: HashMap<String, usize>,
}

impl Words {
    pub fn of(name: &str, description: &str) -> Words {
        let mut weights = HashMap::new();
        for word in cut(description) {
            weights.insert(word, 1);
        }
        let mut known = HashSet::new();
        let name: Vec<String> = cut(name).into_iter().filter(|word| known.insert(word.clone())).collect();
        for word in &name {
            weights.insert(word.clone(), NAME_WEIGHT);
        }
        Words { name, weights }
    }

    pub fn of_name(&self) -> impl Iterator<Item = &String> {
        self.name.iter()
    }
}

fn cut(text: &str) -> Vec<String> {
    let text = fold(text).to_lowercase();
    let words = DICTIONARY.cut(&text, false).into_iter().map(|token| token.word);
    let says_something = |word: &&str| {
        word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !COMMON.contains(word)
    };
    words.filter(says_something).map(str::to_owned).collect()
}

/// The indices of the candidates at least so alike, in thousandths, the likest first.
pub fn most_alike(text: &Words, candidates: &[Words], least: usize) -> Vec<usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in candidates.iter().flat_map(|candidate| candidate.weights.keys()) {
        *counts.entry(word).or_default() += 1;
    }
    // A word that half as many candidates hold says one more.
    let rarity = |word: &str| {
        let n = counts.get(word).copied().unwrap_or_default();
        1 + ((candidates.len() + 1) / (n + 1)).max(1).ilog2() as usize
    };
    let weight = |(word, weight): (&String, &usize)| weight * rarity(word) * word.chars().count();
    // Descriptions are long or missing: what they share counts, what they do not share is not held against them.
    let of_name = |words: &Words| -> usize {
        words.name.iter().filter_map(|word| words.weights.get_key_value(word)).map(weight).sum()
    };
    let own = of_name(text);
    let likeness = |candidate: &Words| {
        let shared =
            text.weights.iter().filter_map(|own| Some((own, candidate.weights.get_key_value(own.0)?)));
        let shared: usize = shared.map(|(own, other)| weight(own) + weight(other)).sum();
        (shared * 1000).checked_div(own + of_name(candidate)).unwrap_or_default()
    };
    let mut alike: Vec<(usize, usize)> = candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| (likeness(candidate), index))
        .filter(|(likeness, _)| *likeness >= least)
        .collect();
    alike.sort_by_key(|(likeness, index)| (std::cmp::Reverse(*likeness), *index));
    alike.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_empty_ones_left_out() {
        let words = Words::of("检测报告差错率", "");
        assert!(words.of_name().any(|word| word == "检测"), "{words:?}");
        assert!(Words::of("完成情况", "").name.is_empty());
        assert!(Words::of("≥95%，12", "").name.is_empty());
    }

    #[test]
    fn the_likest_comes_first_and_strangers_not_at_all() {
        let names = ["参训人员满意度", "检测报告准确率", "检测报告出具时限", "道路养护里程"];
        let candidates = names.map(|name| Words::of(name, ""));
        let text = Words::of("检测报告差错率", "差错报告占全部检测报告的比例");
        let found = most_alike(&text, &candidates, 300);
        assert!(!found.is_empty() && found.iter().all(|index| [1, 2].contains(index)), "{found:?}");
        assert!(most_alike(&Words::default(), &candidates, 300).is_empty());
        assert!(most_alike(&text, &[], 300).is_empty());
    }
}
