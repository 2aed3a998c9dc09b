//! Text made comparable. What was printed is kept; this is only for matching.

/// Full-width ASCII and the ideographic space to their plain forms. Chinese punctuation stays.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Whatever stays as it is goes over in one piece.
    let mut kept = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !is_han(*c)) {
        let folded = fold_char(c);
        if folded != c {
            out.push_str(&text[kept..at]);
            out.push(folded);
            kept = at + c.len_utf8();
        }
    }
    out.push_str(&text[kept..]);
    out
}

fn fold_char(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("full-width forms map onto ASCII")
        }
        _ => c,
    }
}

/// A name for matching: folded, without blanks, one kind of bracket, the official wording of the
/// variants that published tables use.
pub fn normal_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut may_vary, mut kept) = (false, 0);
    for (at, c) in text.char_indices() {
        if is_han(c) {
            may_vary |= matches!(c, '府' | '维' | '果' | '号' | '它');
            continue;
        }
        let new = match fold_char(c) {
            c if c.is_whitespace() || c.is_control() || c == '\u{feff}' => None,
            '〔' | '[' | '【' => Some('('),
            '〕' | ']' | '】' => Some(')'),
            c => Some(c),
        };
        if new != Some(c) {
            out.push_str(&text[kept..at]);
            out.extend(new);
            kept = at + c.len_utf8();
        }
    }
    out.push_str(&text[kept..]);
    if may_vary { official(out) } else { out }
}

/// 汉字 of the common block.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn official(mut name: String) -> String {
    for (variant, official) in [
        ("政府基金", "政府性基金"),
        ("运维费", "运行维护费"),
        ("效果指标", "效益指标"),
        ("项目编号", "项目编码"),
        ("其它", "其他"),
    ] {
        if name.contains(variant) {
            name = name.replace(variant, official);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_meet() {
        assert_eq!(normal_name("资金支出计 划（%）"), "资金支出计划(%)");
        assert_eq!(normal_name("资金支出计划 (％)"), "资金支出计划(%)");
        assert_eq!(normal_name("效果指标"), "效益指标");
        assert_eq!(normal_name("五、其它收入"), "五、其他收入");
        assert_eq!(normal_name("政府性基金"), normal_name("政府基金"));
        assert_eq!(normal_name("〔2017〕"), "(2017)");
    }
}
