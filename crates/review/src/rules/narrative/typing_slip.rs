//! TX-17: a character typed twice, a foreign word in a sentence, blanks inside a number.

use budget::{BudgetDocument, is_han};

use crate::checks::{Checks, Fault};
use crate::words::sentence_with;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "TX-17",
    title: "疑似录入差错",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("typing_slip.md"),
    parameters: &[
        Parameter {
            key: "reduplications",
            title: "句首可以重叠的字",
            preset: Preset::Words(&[
                "层层", "人人", "天天", "月月", "年年", "日日", "事事", "件件", "处处", "时时", "步步",
                "样样", "家家", "户户", "代代", "村村", "常常", "仅仅", "刚刚", "渐渐", "大大", "多多",
                "早早", "稳稳", "牢牢", "紧紧", "狠狠", "深深", "个个", "条条", "项项", "笔笔", "声声",
                "句句", "字字", "环环", "往往", "频频", "屡屡", "谢谢", "看看", "说说", "谈谈", "试试",
                "想想", "走走", "听听", "等等", "欣欣", "蒸蒸", "兢兢", "孜孜", "源源", "比比", "息息",
                "井井", "津津", "双双", "多多", "久久", "默默", "生生", "节节", "遍遍", "次次", "点点",
                "星星", "宝宝", "妈妈", "爸爸", "爷爷", "奶奶", "哥哥", "姐姐", "弟弟", "妹妹", "娃娃",
                "公公", "叔叔", "团团", "滔滔", "津津", "白白", "暗暗", "悄悄", "轻轻", "慢慢", "快快",
                "好好", "满满", "实实", "高高", "远远", "近近", "面面", "点点", "色色", "种种", "某某",
                "区区", "足足", "峰峰", "整整", "恰恰", "偏偏", "班班", "校校", "组组", "乡乡", "镇镇",
                "季季", "周周", "场场", "期期", "岗岗", "站站", "街街", "巷巷", "栋栋", "科科", "课课",
                "刻刻", "分分", "秒秒", "路路", "线线", "园园", "屯屯", "庄庄", "寨寨", "楼楼", "户户",
                "门门", "勃勃", "洋洋", "浩浩", "郁郁", "济济", "斤斤", "头头", "丝丝", "泱泱", "巍巍",
                "莘莘", "芊芊", "熙熙", "彬彬", "谆谆", "殷殷", "拳拳", "眷眷", "绵绵", "潺潺", "悠悠",
            ]),
        },
        Parameter {
            key: "foreign",
            title: "不应夹在中文句子里的外文词",
            preset: Preset::Words(&["and", "or", "of", "the", "with", "for", "in", "to", "by", "from"]),
        },
    ],
    check,
};

fn check<'a>(_: &'a BudgetDocument, out: &mut Checks<'a>) {
    let (allowed, foreign) = (out.words("reduplications"), out.words("foreign"));
    let mut is_clean = true;
    for text in &out.facts.texts {
        let chars: Vec<char> = text.text.chars().collect();
        let slip = doubled(&chars, &allowed)
            .or_else(|| doubled_punctuation(&chars))
            .or_else(|| foreign_word(&chars, &foreign))
            .or_else(|| blank_in_number(&chars));
        let Some((what, shown, suggestion)) = slip else {
            continue;
        };
        is_clean = false;
        let message = format!("{}里的“{shown}”疑似{what}", text.part.label());
        out.fail(Fault::new(text.place, sentence_with(text.text, &shown), message, suggestion));
    }
    if is_clean {
        out.pass();
    }
}

/// Words that begin with a level of government.
const LEVELS: &str = "国有 国内 国际 省级 省域 省直 省属 省委 市场 市政 市级 市容 市民 市域 市直 市区 市属 市委 州级 州直 州委 盟级 盟委 县域 县级 \
                      县城 县直 县属 县委 区级 区域 区直 区属 区委 旗县 旗级 旗委 乡村 乡镇 镇区 镇级 镇村 村级 村民 村庄 村委 村组";

/// What it looks like, the text around it, what to do.
type Slip = (&'static str, String, &'static str);

/// `围围绕热点` at the beginning of a clause, where the first of the two belongs to no word before it.
fn doubled(chars: &[char], allowed: &[&str]) -> Option<Slip> {
    let clauses = chars.split(|c| !is_han(*c));
    let found = clauses.into_iter().find(|clause| {
        let [a, b, c, rest @ ..] = clause else { return false };
        if a != b {
            return false;
        }
        let is_rhythm = rest.first() == Some(c) && c != a;
        // 村村通, 户户响: everywhere, whatever it is.
        let is_everywhere = ['通', '响', '亮', '净', '乐', '皆', '均'].contains(c);
        // 市市场监管局, 县县域办, 省省级平台: a level of government and a word that begins with it; not 县县财政局.
        let begins_word = LEVELS.split_ascii_whitespace().any(|word| word.chars().eq([*b, *c]));
        let is_level = begins_word && (*b, *c, rest.first()) != ('市', '政', Some(&'府'));
        !is_rhythm
            && !is_everywhere
            && !is_level
            && !allowed.contains(&[a, b].into_iter().collect::<String>().as_str())
    })?;
    Some(("多打了一个字", found.iter().take(6).collect(), "删去多打的字"))
}

fn doubled_punctuation(chars: &[char]) -> Option<Slip> {
    let marks = ['，', '。', '、', '；', '：', ','];
    let at = chars.windows(2).position(|pair| match pair {
        [a, b] => marks.contains(a) && marks.contains(b),
        _ => false,
    })?;
    Some(("标点重复", around(chars, at, 2), "只留一个标点"))
}

fn foreign_word(chars: &[char], foreign: &[&str]) -> Option<Slip> {
    let mut at = 0;
    for run in chars.chunk_by(|a, b| a.is_ascii_alphabetic() == b.is_ascii_alphabetic()) {
        let (start, end) = (at, at + run.len());
        at = end;
        if !run.first().is_some_and(char::is_ascii_alphabetic) {
            continue;
        }
        let word: String = run.iter().map(char::to_ascii_lowercase).collect();
        if !foreign.contains(&word.as_str()) {
            continue;
        }
        let (before, after) = (chars.get(..start)?, chars.get(end..)?);
        let before = before.iter().rev().find(|c| !c.is_whitespace());
        let after = after.iter().find(|c| !c.is_whitespace());
        if before.is_some_and(|c| is_han(*c)) && after.is_some_and(|c| is_han(*c)) {
            return Some(("夹了外文词", around(chars, start, run.len()), "改成中文"));
        }
    }
    None
}

/// `共1379. 53万元`, but not the numbering `1. 5万元`.
fn blank_in_number(chars: &[char]) -> Option<Slip> {
    let points = chars.iter().enumerate().filter(|(_, c)| **c == '.').map(|(at, _)| at);
    let at = points.into_iter().find(|at| {
        let (before, after) = (chars.get(..*at).unwrap_or_default(), chars.get(at + 1..).unwrap_or_default());
        let whole = before.iter().rev().skip_while(|c| **c == ' ');
        let whole: Vec<&char> = whole.skip_while(|c| c.is_ascii_digit()).take(1).collect();
        let has_blank = before.last() == Some(&' ') || after.first() == Some(&' ');
        let has_digits = |mut near: std::slice::Iter<'_, char>| {
            near.find(|c| **c != ' ').is_some_and(char::is_ascii_digit)
        };
        let is_reversed_digit = before.iter().rev().find(|c| **c != ' ').is_some_and(char::is_ascii_digit);
        let is_inside = whole.first().is_some_and(|c| is_han(**c));
        has_blank && is_inside && is_reversed_digit && has_digits(after.iter()) && ends_as_amount(after)
    })?;
    Some(("数字中多了空格", around(chars, at, 3), "删去数字中的空格"))
}

/// Digits, then 元, 万元 or a per cent sign.
fn ends_as_amount(rest: &[char]) -> bool {
    let end = rest.iter().find(|c| !c.is_ascii_digit() && !c.is_whitespace());
    end.is_some_and(|c| ['元', '万', '%'].contains(c))
}

fn around(chars: &[char], at: usize, length: usize) -> String {
    const AROUND: usize = 4;
    let start = at.saturating_sub(AROUND);
    chars.iter().skip(start).take(at - start + length + AROUND).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn doubled_characters_are_told_from_reduplication() {
        let slips = |text| doubled(&chars(text), &["层层", "人人"]).map(|(_, shown, _)| shown);
        assert_eq!(slips("围围绕热点难点问题").as_deref(), Some("围围绕热点难"));
        for text in ["县县财政局负责", "省省财政厅", "国国家标准", "市市政府"] {
            assert!(slips(text).is_some(), "{text}");
        }
        for text in [
            "村村通工程",
            "户户亮",
            "层层压实责任",
            "兢兢业业工作",
            "进行行政审批",
            "以及及时整改",
            "人人",
            "谢谢",
            "市市政园林中心承担养护",
            "省省级储备库建设",
        ] {
            assert_eq!(slips(text), None, "{text}");
        }
    }

    #[test]
    fn blanks_break_amounts_and_not_numberings() {
        assert!(blank_in_number(&chars("共1379. 53万元")).is_some());
        assert!(blank_in_number(&chars("共1379 .53 万元")).is_some());
        for text in ["1. 5万元以内", "1.5 万元", "12. 5万元", "12. 完成3次", ".", " . "] {
            assert_eq!(blank_in_number(&chars(text)), None, "{text}");
        }
    }
}
