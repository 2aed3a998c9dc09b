//! 字词: how alike two Chinese texts are, without a dictionary.

use std::collections::HashSet;

use budget::{fold, is_han, normal_name};

/// The pairs of neighbouring characters of a text, punctuation left out and not bridged.
pub fn bigrams(text: &str) -> HashSet<[char; 2]> {
    let text = normal_name(text);
    let runs = text.split(|c: char| !is_letter(c));
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
    normal_name(text).chars().filter(|c| is_letter(*c)).collect()
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

/// A text for matching without the words that say nothing of their own; what stood around them is not bridged.
pub fn without(text: &str, words: &[&str]) -> String {
    let mut text = normal_name(text);
    for word in words {
        if !word.is_empty() && text.contains(word) {
            text = text.replace(word, "，");
        }
    }
    text
}

/// Whether a text counts anything, in digits or in Chinese numerals before a measure (`三次`, but not `进一步`).
pub fn has_number(text: &str) -> bool {
    let text = normal_name(text);
    let next = text.chars().skip(1);
    text.contains(|c: char| c.is_ascii_digit())
        || text.contains("百分之")
        || text.chars().zip(next).any(|(a, b)| {
            "一二两三四五六七八九十百千万".contains(a)
                && "个次项场件年月天日人户成倍期份台套类级篇册家".contains(b)
        })
}

/// A number printed in a text and what follows it, blanks left out.
#[derive(Clone, Copy, Debug)]
pub struct Number<'t> {
    pub printed: &'t str,
    pub rest: &'t str,
}

/// The numbers of a text that is already normal.
pub fn numbers(text: &str) -> Vec<Number<'_>> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (_, tail) = rest.split_at(start);
        let end = tail.find(|c| !is_part(c)).unwrap_or(tail.len());
        let (printed, after) = tail.split_at(end);
        found.push(Number { printed: printed.trim_end_matches('.'), rest: after });
        rest = after;
    }
    found
}

/// The sentences of a text with their ends cut off.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', '！', '？', '\n']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// Tells Chinese characters without a look at the tables of Unicode.
pub fn is_letter(c: char) -> bool {
    is_han(c) || c.is_alphanumeric()
}

/// Without `第一部分`, `一、`, `（二）`, `3.`, `表1-2：` at the beginning.
pub fn without_numbering(text: &str) -> &str {
    let text = text.trim();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let is_number = |number: &str| !number.is_empty() && number.chars().all(numeral);
    if let Some((number, rest)) = text.strip_prefix('第').and_then(|text| text.split_once("部分"))
        && is_number(number)
    {
        return rest.trim_start_matches(['：', ':', ' ', '\u{3000}']);
    }
    if let Some((number, rest)) = text.strip_prefix(['（', '(']).and_then(|t| t.split_once(['）', ')']))
        && is_number(number)
    {
        return rest.trim_start();
    }
    if let Some((mark, rest)) = text.strip_prefix('表').and_then(|text| text.split_once(['：', ':']))
        && !mark.is_empty()
        && mark.chars().all(|c| numeral(c) || c == '-')
    {
        return rest.trim_start();
    }
    let rest = text.trim_start_matches(numeral);
    if rest.len() == text.len() {
        return text;
    }
    match rest.strip_prefix(['、', '.', '．', '）', ')']) {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) || begins_with_year(rest) => {
            rest.trim_start()
        }
        _ => text,
    }
}

/// `3.2022年度主要工作` is the third item and no number with four decimals.
fn begins_with_year(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits == 4 && text[4..].starts_with('年')
}

/// 西岭县水利局, 第二小学, 西岭县水利局（本级）; neither 办公楼维修（县水利局） nor 修缮第三中学.
pub fn is_office(name: &str) -> bool {
    const ENDS: &str = "局 厅 本级 机关 委员会 办公室 办事处 管委会 大队 支队 总队 中心 学校 小学 中学 幼儿园 医院 卫生院 政府 \
                        管理站 监测站 工作站 服务站 管理所 研究所 派出所 司法所 财政所 图书馆 文化馆 联合会";
    const WORKS: [&str; 9] = ["维修", "改造", "购置", "修缮", "装修", "经费", "租赁", "补助", "建设第"];
    const WHOLE: [&str; 4] = ["(本级)", "(机关)", "(汇总)", "(本部)"];
    let name = normal_name(name);
    let bare = WHOLE.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    ENDS.split_ascii_whitespace().any(|end| bare.ends_with(end))
        && !WORKS.iter().any(|work| bare.contains(work))
}

/// The wordings of one entry of a word list, parted by `/`.
pub fn alternatives(entry: &str) -> impl Iterator<Item = &str> {
    entry.split('/').map(str::trim).filter(|wording| !wording.is_empty())
}

/// An entry of a word list that sets a right wording beside a wrong one: `政府基金/政府性基金`.
pub fn correction(entry: &str) -> Option<(&str, &str)> {
    let (wrong, right) = entry.split_once('/')?;
    let (wrong, right) = (wrong.trim(), right.trim());
    (!wrong.is_empty() && !right.is_empty()).then_some((wrong, right))
}

/// The sentence of a text that holds some words, for excerpts; the beginning of the text where none does.
pub fn sentence_with(text: &str, words: &str) -> String {
    const LONGEST: usize = 120;
    let bare = |text: &str| fold(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let words = bare(words);
    let words = words.trim_end_matches(['。', ';', '!', '?']);
    let found = sentences(text).find(|sentence| bare(sentence).contains(words));
    beginning_of(found.unwrap_or(text), LONGEST)
}

/// The first characters of a text, for messages.
pub fn beginning_of(text: &str, n_chars: usize) -> String {
    let mut chars = text.trim().chars();
    let start: String = chars.by_ref().take(n_chars).collect();
    if chars.next().is_some() { start + "…" } else { start }
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
    fn words_taken_out_leave_a_gap() {
        assert_eq!(without("保持干部队伍稳定", &["保持", "稳定", ""]), "，干部队伍，");
        assert!(bigrams(&without("甲有效乙", &["有效"])).is_empty());
    }

    #[test]
    fn a_number_is_counted_and_a_manner_of_speaking_is_not() {
        assert!(["≥３次", "每年三次", "百分之百"].iter().all(|text| has_number(text)));
        assert!(["进一步推动", "统一部署", ""].iter().all(|text| !has_number(text)));
    }

    #[test]
    fn numbers_stand_with_what_they_count() {
        let text = "2024年平均用时19.5天，共3";
        let found: Vec<_> = numbers(text).iter().map(|n| (n.printed, n.rest.chars().next())).collect();
        assert_eq!(found, [("2024", Some('年')), ("19.5", Some('天')), ("3", None)]);
    }

    #[test]
    fn one_changed_character_leaves_texts_alike() {
        assert_eq!(likeness("完成部分撰稿", "完成部分撰稿。"), 1000);
        assert_eq!(likeness("完成部分撰稿", "完成部分专稿"), 833);
        assert_eq!(likeness("甲", "乙"), 0);
    }

    #[test]
    fn numbering_is_cut_off_and_numbers_stay() {
        for text in ["一、总体目标", "（十二）总体目标", "10. 总体目标", "3）总体目标", "第一部分 总体目标"]
        {
            assert_eq!(without_numbering(text), "总体目标", "{text}");
        }
        assert_eq!(without_numbering("3.2022年度主要工作"), "2022年度主要工作");
        for text in ["1.5万元", "十二届一次", "2022年", "（含接待）", ""] {
            assert_eq!(without_numbering(text), text);
        }
    }

    #[test]
    fn an_excerpt_is_the_sentence_in_question() {
        assert_eq!(sentence_with("甲一。乙 二；丙三。", "乙二"), "乙 二");
        assert_eq!(sentence_with("甲一。乙二。", "丁"), "甲一。乙二。");
        assert_eq!(sentence_with("", "丁"), "");
    }

    #[test]
    fn offices_are_told_from_what_is_done_for_them() {
        for name in [
            "青石县林草局",
            "青石县住房和城乡建设局",
            "青石县林草局〔本级〕",
            "第三中学",
            "城关镇人民政府",
            "林业管理站",
        ] {
            assert!(is_office(name), "{name}");
        }
        for name in ["校舍维修改造（第一中学）", "办公室修缮经费", "改造第三中学", "公共厕所", "机关运行经费"]
        {
            assert!(!is_office(name), "{name}");
        }
    }

    #[test]
    fn entries_of_word_lists() {
        assert_eq!(alternatives("职责/ 职能 /").collect::<Vec<_>>(), ["职责", "职能"]);
        assert_eq!(correction("政府基金/政府性基金"), Some(("政府基金", "政府性基金")));
        assert_eq!(correction("政府基金"), None);
    }
}
