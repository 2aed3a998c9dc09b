//! 条款拆分: proposes where a text of the offices falls into clauses. People decide; nothing here knows more than the
//! numbering of official documents and the words that lay a duty on somebody.

/// Words that lay a duty on somebody.
const DUTY: [&str; 9] = ["责任单位", "牵头", "负责", "会同", "配合", "督促", "报送", "完成时限", "办理时限"];
/// Lines that only say who was there and who gets a copy.
const FORMAL: [&str; 13] =
    ["出席", "列席", "请假", "缺席", "参会", "参加", "主持", "记录", "抄送", "主送", "印发", "签发", "分送"];
const NUMERALS: &str = "一二三四五六七八九十百";

/// A numbered paragraph; level 0 has no number.
struct Item {
    level: u8,
    text: String,
}

/// The clauses of a text, in its order.
pub fn split(text: &str) -> Vec<String> {
    let items = items(text);
    let mut clauses = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let has_parts = items.get(index + 1).is_some_and(|next| next.level > item.level);
        if item.level == 0 {
            // What comes before the first number mostly says who met and why.
            clauses.extend(sentences(&item.text).into_iter().filter(|sentence| lays_duty(sentence)));
        } else if !has_parts || lays_duty(&item.text) {
            clauses.extend(by_responsibility(&item.text));
        }
    }
    clauses.iter().map(|clause| clause.trim().to_owned()).filter(|clause| !clause.is_empty()).collect()
}

pub fn lays_duty(text: &str) -> bool {
    DUTY.iter().any(|word| text.contains(word))
}

fn items(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_formal(line) {
            continue;
        }
        match (level(line), items.last_mut()) {
            (0, Some(last)) => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            (level, _) => items.push(Item { level, text: line.to_owned() }),
        }
    }
    items
}

fn is_formal(line: &str) -> bool {
    let head: String = line.chars().take(8).collect();
    let has_colon = head.contains('：') || head.contains(':');
    has_colon && FORMAL.iter().any(|word| line.starts_with(word))
}

/// 一、 is 1, （一） 2, 1. 3, （1） 4, ① 5; without a number 0.
fn level(line: &str) -> u8 {
    let mut characters = line.chars();
    let Some(first) = characters.next() else { return 0 };
    if ('①'..='⑳').contains(&first) {
        return 5;
    }
    let is_bracketed = matches!(first, '（' | '(');
    let rest = if is_bracketed { characters.as_str() } else { line };
    let is_numeral = |c: char| NUMERALS.contains(c);
    let (n_chinese, n_digits) = (leading(rest, is_numeral), leading(rest, |c| c.is_ascii_digit()));
    let after = |n: usize| rest.chars().nth(n);
    let is_closed = |n: usize| matches!(after(n), Some('）' | ')'));
    match (is_bracketed, n_chinese, n_digits) {
        (true, 1.., _) if is_closed(n_chinese) => 2,
        (true, _, 1..=3) if is_closed(n_digits) => 4,
        (false, 1.., _) if after(n_chinese) == Some('、') => 1,
        // 2.5 亿元 is no number of a paragraph.
        (false, _, 1..=3)
            if matches!(after(n_digits), Some('.' | '．' | '、'))
                && !after(n_digits + 1).is_some_and(|c| c.is_ascii_digit()) =>
        {
            3
        }
        _ => 0,
    }
}

fn leading(text: &str, is_wanted: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is_wanted(*c)).count()
}

/// The text without the number it begins with.
pub fn without_number(text: &str) -> &str {
    let text = text.trim();
    if level(text) == 0 {
        return text;
    }
    let is_number = |c: char| {
        NUMERALS.contains(c) || c.is_ascii_digit() || "（）().．、".contains(c) || ('①'..='⑳').contains(&c)
    };
    // Only the number itself: a clause may go on with a numeral.
    let end = text.char_indices().find(|(_, c)| "）)、.．".contains(*c) || ('①'..='⑳').contains(c));
    let end = end.map_or(0, |(at, c)| at + c.len_utf8());
    let (number, rest) = text.split_at(end);
    if number.chars().all(is_number) { rest.trim() } else { text }
}

/// A paragraph that names responsible units more than once says more than one thing.
fn by_responsibility(text: &str) -> Vec<String> {
    let is_named = |sentence: &str| sentence.contains("责任单位") || sentence.contains("牵头单位");
    let sentences = sentences(text);
    if sentences.iter().filter(|sentence| is_named(sentence)).count() < 2 {
        return vec![text.to_owned()];
    }
    let mut parts = vec![String::new()];
    for sentence in sentences {
        if let Some(last) = parts.last_mut() {
            last.push_str(&sentence);
        }
        if is_named(&sentence) {
            parts.push(String::new());
        }
    }
    // What follows the last responsible unit belongs to it.
    if parts.len() > 1 {
        let rest = parts.pop().unwrap_or_default();
        parts.iter_mut().next_back().into_iter().for_each(|last| last.push_str(&rest));
    }
    parts
}

/// Sentences with their marks; a bracket that follows one, as （责任单位：…）, stays with it.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut depth = 0usize;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        current.push(c);
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends =
            matches!(c, '。' | '；' | '\n') || (depth == 0 && matches!(c, '）' | ')') && ended(&current));
        let goes_on = matches!(characters.peek(), Some('（' | '(' | '。' | '；'));
        if depth == 0 && ends && !goes_on {
            sentences.push(std::mem::take(&mut current));
        }
    }
    sentences.push(current);
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

/// The sentence had ended before this bracket began.
fn ended(text: &str) -> bool {
    let open = text.rfind(['（', '(']).unwrap_or(0);
    text[..open].trim_end().ends_with(['。', '；'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_no_clauses_and_their_parts_are() {
        let text = "会议由县长李某主持。\n一、关于水利工程\n（一）加快青石河水库除险加固，9月底前完成。\n（二）落实配套资金。\n\
                    二、会议听取了秋粮收购情况汇报。\n出席：李某、王某\n记录：郑某";
        assert_eq!(
            split(text),
            [
                "（一）加快青石河水库除险加固，9月底前完成。",
                "（二）落实配套资金。",
                "二、会议听取了秋粮收购情况汇报。"
            ]
        );
    }

    #[test]
    fn a_heading_that_names_who_answers_is_a_clause_too() {
        let text = "一、推进高标准农田建设（牵头单位：县农业农村局）\n1. 完成勘界。\n2．完成招标。\n一般要求另行通知。";
        assert_eq!(
            split(text),
            [
                "一、推进高标准农田建设（牵头单位：县农业农村局）",
                "1. 完成勘界。",
                "2．完成招标。\n一般要求另行通知。"
            ]
        );
    }

    #[test]
    fn a_paragraph_with_two_responsible_units_is_two_clauses() {
        let text = "一、做好防汛工作。备足物资。（责任单位：县应急管理局）完善预案。（责任单位：县水利局）每周报送情况。";
        assert_eq!(
            split(text),
            [
                "一、做好防汛工作。备足物资。（责任单位：县应急管理局）",
                "完善预案。（责任单位：县水利局）每周报送情况。"
            ]
        );
    }

    #[test]
    fn a_text_without_numbers_gives_the_sentences_that_lay_a_duty() {
        let text = "请高度重视。由县水利局牵头，会同县财政局于9月30日前拿出方案。特此批示。";
        assert_eq!(split(text), ["由县水利局牵头，会同县财政局于9月30日前拿出方案。"]);
        assert!(split("今天天气很好。").is_empty());
    }

    #[test]
    fn numbers_are_told_from_amounts_and_days() {
        let cases = [
            ("一、关于", 1),
            ("十二、关于", 1),
            ("（三）加快", 2),
            ("(三)加快", 2),
            ("1.加快", 3),
            ("12、加快", 3),
            ("120. 加快", 3),
            ("2.5亿元资金", 0),
            ("（2）加快", 4),
            ("①加快", 5),
            ("一是加快", 0),
            ("2026年9月", 0),
            ("（2026年）", 0),
            ("", 0),
        ];
        for (line, wanted) in cases {
            assert_eq!(level(line), wanted, "{line}");
        }
    }

    #[test]
    fn a_clause_is_read_without_its_number() {
        for (text, wanted) in [
            ("（一）一季度完成勘界", "一季度完成勘界"),
            ("12、完成 3 处", "完成 3 处"),
            ("①完成", "完成"),
            ("一、二期工程开工", "二期工程开工"),
            ("完成勘界", "完成勘界"),
        ] {
            assert_eq!(without_number(text), wanted);
        }
    }

    #[test]
    fn no_word_of_a_numbered_text_is_lost() {
        let text = "一、甲（责任单位：A）。乙。\n（责任单位：B）丙；丁\n二、戊";
        let whole: String = text.split_whitespace().collect();
        let again: String = split(text).concat().split_whitespace().collect();
        assert_eq!(again, whole);
    }
}
