//! 比上年: where a text compares with the year before, and whether it speaks of the whole there or of a part.

use super::scan;

/// Whether a text begins with a comparison: `同比`, `比上年`, `较2031年`, `小于上年`.
pub fn opens(text: &str) -> bool {
    const ALONE: [&str; 4] = ["同比", "小于上年", "大于上年", "等于上年"];
    const YEARS: [&str; 4] = ["上年", "去年", "上一年", "前一年"];
    let year = text.strip_prefix(['比', '较', '与', '和', '同']);
    ALONE.iter().any(|word| text.starts_with(word))
        || year.is_some_and(|year| YEARS.iter().any(|word| year.starts_with(word)) || is_dated(year))
}

/// `2031年`, `2031预算`; the 20 of `和20万元` is no year.
fn is_dated(text: &str) -> bool {
    const BEHIND: [&str; 6] = ["年", "预算", "相比", "持平", "增", "减"];
    let Some(digits) = text.strip_prefix("20") else { return false };
    let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() - behind.len() == 2 && BEHIND.iter().any(|word| behind.starts_with(word))
}

/// Whether a text compares at all.
pub fn is_in(text: &str) -> bool {
    text.char_indices().any(|(at, _)| opens(&text[at..]))
}

/// A comparison in a text.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    pub at: usize,
    /// It stands in a list that `其中` has opened.
    pub is_listed: bool,
    /// Nothing says that a part is compared.
    pub is_of_whole: bool,
}

/// The comparisons of a text. Once a part was compared in a sentence, those behind it are of parts, too.
pub fn of(text: &str) -> Vec<Comparison> {
    /// No more are looked for in one paragraph.
    const MOST: usize = 50;
    let mut sentence = Sentence::default();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next().filter(|_| out.len() < MOST) {
        if opens(&text[at..]) {
            out.push(sentence.comparison(at, &text[sentence.subject..at]));
        }
        at += sentence.step(text, at, c);
    }
    out
}

/// A sentence as far as it has come.
#[derive(Default)]
struct Sentence {
    /// The bracket that is open, or the sentence itself, and what stands around it, outermost first.
    level: Level,
    around: Vec<Level>,
    /// Since the last `；` or `：`.
    names_part: bool,
    /// Where the words begin that are behind the last mark.
    subject: usize,
}

#[derive(Default)]
struct Level {
    list: Option<List>,
    /// A part was compared here.
    is_of_parts: bool,
}

/// What stands behind `其中`.
#[derive(Clone, Copy, Default)]
struct List {
    is_named: bool,
    goes_on: bool,
    n_amounts: usize,
}

impl List {
    /// Behind `其中：甲5万元，` the change is the item's; behind `其中：甲5万元、乙6万元，` the whole's.
    fn ends_in_its_item(self) -> bool {
        self.goes_on || self.is_named && self.n_amounts < 2
    }
}

impl Sentence {
    /// Reads on by one character, number or `其中`: how wide that is.
    fn step(&mut self, text: &str, at: usize, c: char) -> usize {
        const OPENING: &str = "其中";
        const MARKS: [char; 13] = ['。', '；', '：', '，', '、', '（', '）', ';', ':', ',', '(', ')', '”'];
        let text = &text[at..];
        match c {
            '。' => *self = Sentence::default(),
            '（' | '(' => self.around.push(std::mem::take(&mut self.level)),
            '）' | ')' => {
                if let Some(around) = self.around.pop() {
                    self.level = around;
                }
            }
            '；' | ';' => {
                self.names_part = false;
                self.in_list(|list| list.goes_on = true);
            }
            '：' | ':' => self.names_part = false,
            '，' | ',' => {}
            '0'..='9' => {
                let (digits, width) = scan::number(text);
                self.in_list(|list| list.n_amounts += usize::from(width > digits));
                return width;
            }
            _ if text.starts_with(OPENING) => {
                let goes_on = self.level.list.is_some_and(|list| list.goes_on);
                self.level.list = Some(List { goes_on, ..List::default() });
                return OPENING.len();
            }
            _ => {
                self.names_part |= is_part(text);
                self.in_list(|list| list.is_named = true);
            }
        }
        if MARKS.contains(&c) {
            self.subject = at + c.len_utf8();
        }
        c.len_utf8()
    }

    fn in_list(&mut self, change: impl FnOnce(&mut List)) {
        if let Some(list) = &mut self.level.list {
            change(list);
        }
    }

    fn comparison(&mut self, at: usize, subject: &str) -> Comparison {
        let is_any = |is: fn(&Level) -> bool| is(&self.level) || self.around.iter().any(is);
        let is_listed = is_any(|level| level.list.is_some());
        let is_past = is_any(|level| level.is_of_parts);
        // In a bracket behind an item the change is the item's.
        let around = self.around.iter().position(|level| level.list.is_some());
        let is_of_item = self.level.list.is_some_and(List::ends_in_its_item) && !is_whole(subject);
        let of_part = match (self.names_part, around) {
            (true, _) => Some(0),
            (false, Some(level)) => Some(level),
            (false, None) => is_of_item.then_some(self.around.len()),
        };
        if let Some(level) = of_part {
            self.around.get_mut(level).unwrap_or(&mut self.level).is_of_parts = true;
        }
        Comparison { at, is_listed, is_of_whole: !is_past && of_part.is_none() }
    }
}

/// `其中：甲5万元；支出比上年……`
fn is_whole(subject: &str) -> bool {
    const WHOLE: [&str; 8] =
        ["收入", "支出", "收支", "预算", "收入预算", "支出预算", "收支预算", "收支总预算"];
    WHOLE.contains(&subject)
}

/// `一般公共预算拨款收入90万元，比上年……`: one source, not the whole.
fn is_part(text: &str) -> bool {
    const PARTS: [&str; 11] = [
        "一般公共预算",
        "财政拨款",
        "基金",
        "国有资本",
        "财政专户",
        "三公",
        "事业收入",
        "经营收入",
        "其他收入",
        "补助收入",
        "上缴收入",
    ];
    PARTS.iter().any(|part| text.starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_year() {
        for text in ["比上年", "较2031年预算", "与2031持平", "同比增加", "同上年一致", "小于上年预算数"]
        {
            assert!(opens(text), "{text}");
        }
        for text in ["和20万元", "比2031万元", "同2031个单位", "较好", "较大", "与上级", "比20310年"]
        {
            assert!(!opens(text), "{text}");
        }
    }

    /// What stands behind each comparison that is taken for the whole's.
    fn of_whole(text: &str) -> Vec<String> {
        let whole = of(text).into_iter().filter(|found| found.is_of_whole);
        whole.map(|found| text[found.at + "比上年".len()..].chars().take(2).collect()).collect()
    }

    #[test]
    fn a_list_lasts_as_long_as_its_sentence_or_its_bracket() {
        let cases: [(&str, &[&str]); 14] = [
            ("预算90万元，比上年增7万元", &["增7"]),
            ("预算90万元（其中：结转5万元），比上年增7万元", &["增7"]),
            ("预算90万元（其中：结转5万元，比上年增2万元），比上年增7万元", &["增7"]),
            ("预算90万元（其中：结转5万元；结余2万元），比上年增7万元", &["增7"]),
            ("预算90万元，其中：甲5万元、乙6万元，比上年增7万元", &["增7"]),
            ("预算90万元，其中：比上年增7万元", &["增7"]),
            ("预算90万元，其中：甲5万元，比上年增3万元；乙6万元，比上年增4万元", &[]),
            ("预算90万元，其中：甲比上年增3万元；乙比上年增4万元", &[]),
            ("预算90万元，其中：甲5万元（比上年增3万元），乙6万元（比上年增4万元）", &[]),
            ("预算90万元，其中：甲5万元（含丙1万元），比上年增3万元，乙6万元，比上年增4万元", &[]),
            ("预算90万元，其中：甲5万元，比上年增3万元。比上年增7万元", &["增7"]),
            ("预算90万元，其中：甲5万元；乙6万元。预算比上年增7万元", &["增7"]),
            ("预算90万元，其中：甲5万元；乙6万元；支出比上年增7万元", &["增7"]),
            ("预算90万元，其中：甲5万元，比上年增3万元；支出比上年增7万元", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(of_whole(text), expected, "{text}");
        }
    }

    #[test]
    fn behind_the_change_of_a_part_are_those_of_the_others() {
        assert!(of_whole("财政拨款收入70万元，比上年增3万元；门票收入20万元，比上年增4万元").is_empty());
        assert!(of_whole("财政拨款收入70万元（比上年增3万元）；门票收入20万元（比上年增4万元）").is_empty());
        assert_eq!(of_whole("财政拨款收入70万元，比上年增3万元。预算90万元，比上年增7万元"), ["增7"]);
        assert_eq!(of_whole("预算90万元，比上年增7万元；财政拨款收入70万元，比上年增3万元"), ["增7"]);
    }

    #[test]
    fn what_a_bracket_lists_is_not_listed_behind_it() {
        let listed: Vec<bool> = of("三公经费9万元（其中：接待费2万元，比上年减1万元），比上年减3万元")
            .iter()
            .map(|found| found.is_listed)
            .collect();
        assert_eq!(listed, [true, false]);
    }
}
