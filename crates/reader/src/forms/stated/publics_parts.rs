//! 分项增减: how much more or less each part of 三公经费 is than the year before. A change belongs to the part named last
//! before it; what a bracket names stays in the bracket.

use budget::{Amount, PriorYearChange, PublicsPart};

use super::super::passage::Passage;
use super::publics_names::{self, Mention, mentions};
use super::{change, comparisons, scan};

/// Words that say directly behind a part's name that it changed: `公务接待费减少0.3万元`.
const CHANGES: [&str; 15] = [
    "增加",
    "减少",
    "下降",
    "上升",
    "增长",
    "压减",
    "持平",
    "无增减",
    "无变化",
    "无变动",
    "没有增减",
    "没有变化",
    "未发生",
    "小于上年",
    "大于上年",
];

pub fn changes(passages: &[Passage]) -> Vec<(String, PriorYearChange)> {
    let mut scan = Scan::default();
    let mut n_before = 0;
    for passage in passages {
        // `增减变化原因：……` below the paragraph of a part.
        if let Some(reason) = change::reason_alone(&passage.text) {
            let above = scan.found[n_before..].iter_mut().filter(|told| told.change.reason.is_none());
            above.for_each(|told| told.change.reason = Some(reason.clone()));
            continue;
        }
        n_before = scan.found.len();
        scan.passage(passage);
    }
    let named = |part: PublicsPart| {
        let told = scan.found.iter().find(|told| told.part == part)?;
        Some((part.name().to_owned(), told.change.clone()))
    };
    PublicsPart::ALL.into_iter().filter(|part| *part != PublicsPart::Total).filter_map(named).collect()
}

/// The amount under a part's name where the name is a heading: `1.因公出国（境）费：2025年安排3万元`.
pub fn headed_amount(passages: &[Passage], part: PublicsPart) -> Option<Amount> {
    (1usize..).zip(passages).find_map(|(next, passage)| {
        let of_part = mentions(&passage.text).into_iter().filter(|mention| mention.part == part);
        of_part.into_iter().find_map(|mention| {
            let behind = &passage.text[mention.end..];
            if is_denied(&passage.text[..mention.start]) {
                return None;
            }
            if behind.is_empty() {
                return amount_ahead(passages.get(next)?, 0);
            }
            let mark = behind.chars().next().filter(|c| ['。', '：', ':'].contains(c))?;
            let from = mention.end + mark.len_utf8();
            if from == passage.text.len() {
                return amount_ahead(passages.get(next)?, 0);
            }
            amount_ahead(passage, from)
        })
    })
}

/// `2025年未安排公务用车购置费` heads nothing.
fn is_denied(before: &str) -> bool {
    let sentence = before.rsplit(['。', '；', '，']).next().unwrap_or_default();
    ["未", "没有", "无", "不安排"].iter().any(|word| sentence.contains(word))
}

/// The first amount of a sentence, where it is a level and no change.
fn amount_ahead(passage: &Passage, from: usize) -> Option<Amount> {
    /// In characters: `2025年部门预算共安排`.
    const FARTHEST: usize = 30;
    let text = &passage.text[from..];
    let near = text.char_indices().nth(FARTHEST + 15).map_or(text, |(end, _)| &text[..end]);
    let (at, length) = scan::next_amount(near)?;
    let between = &near[..at];
    let is_level = !between.contains(['。', '；'])
        && (from > 0 || mentions(between).is_empty())
        && !CHANGES.iter().any(|word| between.contains(word))
        && !comparisons::is_in(between)
        && between.chars().count() <= FARTHEST;
    is_level.then(|| scan::amount(passage, from + at, length))
}

#[derive(Default)]
struct Scan {
    /// The parts that the next change is of; several where they are named together.
    current: Vec<PublicsPart>,
    /// A name that opens its paragraph, has a number or a sentence to itself is a heading for all that comes behind it.
    heading: Vec<PublicsPart>,
    /// Where the heading stands in its paragraph.
    headed_at: usize,
    /// The paragraph ended with its heading, and the next one goes on under it.
    goes_on: bool,
    found: Vec<Told>,
}

/// What is said of a part, at an offset of its paragraph.
struct Told {
    part: PublicsPart,
    at: usize,
    change: PriorYearChange,
}

impl Scan {
    fn passage(&mut self, passage: &Passage) {
        let text = passage.text.as_str();
        let n_before = self.found.len();
        let mentions = mentions(text);
        let is_opened = mentions.first().is_some_and(|mention| is_number(&text[..mention.start]));
        if is_opened || !self.goes_on {
            self.current.clear();
            self.heading.clear();
        }
        self.goes_on = false;
        self.headed_at = 0;
        let mut outer: Vec<Vec<PublicsPart>> = Vec::new();
        let mut next = mentions.iter().peekable();
        let mut last_end = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some(mention) = next.next_if(|mention| mention.start == at) {
                self.name(mention, text, last_end);
                last_end = Some(mention.end);
                at = mention.end;
                if CHANGES.iter().any(|word| text[at..].starts_with(word)) {
                    self.take(passage, at, &mentions);
                }
                continue;
            }
            match c {
                '（' | '(' => outer.push(self.current.clone()),
                '）' | ')' => self.current = outer.pop().unwrap_or_else(|| self.current.clone()),
                '。' => self.current.clone_from(&self.heading),
                _ if comparisons::opens(&text[at..]) => self.take(passage, at, &mentions),
                _ => {}
            }
            at += c.len_utf8();
        }
        self.explain(n_before, text);
    }

    /// A reason in the last sentence speaks for every change under its heading; where one of them has its own, for
    /// what the sentence directly before says; where it names a part, for that part.
    fn explain(&mut self, n_before: usize, text: &str) {
        let Some((end, named, reason)) = change::closing_reason(text) else { return };
        let directly = text[..end].rfind('。').unwrap_or(0);
        let mut meant: Vec<&mut Told> =
            self.found[n_before..].iter_mut().filter(|told| told.at >= self.headed_at).collect();
        let is_named = |named: &[PublicsPart], told: &Told| named.contains(&told.part);
        let speaks_of = publics_names::families(&reason);
        if !named.is_empty() {
            meant.retain(|told| is_named(&named, told));
        } else if meant.iter().any(|told| is_named(&speaks_of, told)) {
            meant.retain(|told| is_named(&speaks_of, told));
        } else if meant.iter().any(|told| told.at < directly && told.change.reason.is_some()) {
            meant.retain(|told| told.at >= directly);
        }
        let unexplained = meant.into_iter().filter(|told| told.change.reason.is_none());
        unexplained.for_each(|told| told.change.reason = Some(reason.clone()));
    }

    fn name(&mut self, mention: &Mention, text: &str, last_end: Option<usize>) {
        let between = last_end.and_then(|end| text.get(end..mention.start));
        if !between.is_some_and(|between| ["、", "和", "及", "以及", "与"].contains(&between)) {
            self.current.clear();
        }
        self.current.push(mention.part);
        let (before, behind) = (&text[..mention.start], &text[mention.end..]);
        let number = before.rsplit('。').next().unwrap_or_default();
        let is_numbered = is_number(before) || !number.is_empty() && is_number(number);
        self.goes_on = behind.is_empty() || ["。", "："].contains(&behind);
        if self.goes_on || behind.starts_with('。') || is_numbered {
            self.heading.clone_from(&self.current);
            self.headed_at = mention.start;
        }
    }

    /// The change at an offset, up to the next name; the first of each part counts.
    fn take(&mut self, passage: &Passage, at: usize, mentions: &[Mention]) {
        let open = |part: &&PublicsPart| !self.found.iter().any(|told| told.part == **part);
        let open: Vec<PublicsPart> = self.current.iter().filter(open).copied().collect();
        if open.is_empty() {
            return;
        }
        let next = mentions.partition_point(|mention| mention.start <= at);
        let next = mentions.get(next).map(|mention| mention.start);
        let end = at + statement(&passage.text[at..]);
        let end = next.map_or(end, |next| next.min(end));
        let Some(change) = change::change_before(passage, at, end) else { return };
        self.found.extend(open.into_iter().map(|part| Told { part, at, change: change.clone() }));
    }
}

/// Whether the paragraph is about a part, by its opening: `2.公务接待费5万元，……`.
pub fn is_of_a_part(passage: &Passage) -> bool {
    let first = mentions(&passage.text).into_iter().next();
    first.is_some_and(|mention| {
        mention.part != PublicsPart::Total && is_number(&passage.text[..mention.start])
    })
}

/// `（一）`, `2.`, or nothing.
fn is_number(before: &str) -> bool {
    before.chars().all(|c| "（）()一二三四五六七八九十.．、 ".contains(c) || c.is_ascii_digit())
}

/// The length of a statement: up to its `；` or `。`, or to the end of the bracket that it stands in.
fn statement(text: &str) -> usize {
    /// In characters.
    const LONGEST: usize = 400;
    let text = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let mut depth = 0u32;
    for (at, c) in text.char_indices() {
        match c {
            '；' | '。' => return at,
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return at,
            '）' | ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use budget::Place;

    /// The changes in 分 with their reasons.
    fn read(paragraphs: &[&str]) -> Vec<(String, i64, Option<String>)> {
        let passages: Vec<Passage> = (1..)
            .zip(paragraphs)
            .map(|(line, text)| Passage::new(text, &Place::line(line)).compact())
            .collect();
        let plain = |(name, change): (String, PriorYearChange)| {
            (name, change.amount.money().unwrap().fen() / 1000, change.reason)
        };
        changes(&passages).into_iter().map(plain).collect()
    }

    fn figures(paragraphs: &[&str]) -> Vec<(String, i64)> {
        read(paragraphs).into_iter().map(|(name, fen, _)| (name, fen)).collect()
    }

    fn expected(list: &[(PublicsPart, i64)]) -> Vec<(String, i64)> {
        list.iter().map(|(part, fen)| (part.name().to_owned(), *fen)).collect()
    }

    use PublicsPart::{OverseasTravel, Purchase, Reception, Running, Vehicles};

    #[test]
    fn each_part_has_its_change_and_reason() {
        let text = "分项变化如下：因公出国（境）费与上年持平，原因是本年度没有任务；公务用车购置费与上年持平；公务用车运行维护费较上年减少0.60万元，原因是拼车出行；公务接待费较上年增加0.30万元，主要是会议增多。";
        let read = read(&[text]);
        let names: Vec<&str> = read.iter().map(|(name, _, _)| name.as_str()).collect();
        assert_eq!(names, [OverseasTravel, Purchase, Running, Reception].map(PublicsPart::name));
        assert_eq!(read.iter().map(|(_, fen, _)| *fen).collect::<Vec<_>>(), [0, 0, -600, 300]);
        let reasons: Vec<Option<&str>> = read.iter().map(|(_, _, reason)| reason.as_deref()).collect();
        assert_eq!(reasons, [Some("本年度没有任务"), None, Some("拼车出行"), Some("会议增多")]);
    }

    #[test]
    fn a_reason_may_stand_in_the_next_paragraph() {
        let paragraphs = [
            "（二）公务接待费",
            "安排公务接待费2万元，较上年减少0.5万元，下降20%。",
            "增减变化原因：压减陪餐人数。",
            "（三）公务用车购置及运行维护费3万元，较上年增加1万元。",
        ];
        let reasons: Vec<Option<String>> =
            read(&paragraphs).into_iter().map(|(_, _, reason)| reason).collect();
        assert_eq!(reasons, [None, Some("压减陪餐人数。".to_owned())]);
    }

    #[test]
    fn what_a_bracket_names_stays_in_the_bracket() {
        let text = "因公出国（境）费0万元，与上年持平；公务用车购置及运行维护费10万元（其中：公务用车购置费0万元，公务用车运行维护费10万元），比上年减少1万元；公务接待费2万元。“三公”经费较上年减少1.5万元。";
        assert_eq!(figures(&[text]), expected(&[(OverseasTravel, 0), (Vehicles, -1000)]));
    }

    #[test]
    fn names_may_be_headings_in_the_line_or_above_it() {
        let inline = "1.因公出国（境）费。2025年安排0万元，与2024年预算持平，无增减变化。2.公务接待费。2025年安排2万元。较上年减少0.5万元，主要原因是减少陪餐。";
        assert_eq!(figures(&[inline]), expected(&[(OverseasTravel, 0), (Reception, -500)]));
        let above = ["（一）因公出国（境）费用", "2025年安排3万元，比2024年增加3万元，主要原因是考察。"];
        assert_eq!(figures(&above), expected(&[(OverseasTravel, 3000)]));
    }

    #[test]
    fn what_is_not_planned_heads_nothing() {
        let headed = |paragraphs: &[&str], part| {
            let passages: Vec<Passage> = (1..)
                .zip(paragraphs)
                .map(|(line, text)| Passage::new(text, &Place::line(line)).compact())
                .collect();
            headed_amount(&passages, part).map(|amount| amount.printed)
        };
        let denied = ["2025年未安排公务用车购置费。", "2025年安排公务用车运行维护费12.00万元。"];
        assert_eq!(headed(&denied, Purchase), None);
        let other = ["公务用车购置费", "公务用车运行维护费12.00万元。"];
        assert_eq!(headed(&other, Purchase), None);
        let above = ["公务接待费", "2025年安排3.00万元。"];
        assert_eq!(headed(&above, Reception), Some("3.00万元".to_owned()));
    }

    #[test]
    fn a_comparison_may_go_without_its_year() {
        let text =
            "因公出国（境）费0万元，同比持平；公务接待费0.40万元，同比减少0.30万元，主要原因是压缩接待。";
        assert_eq!(figures(&[text]), expected(&[(OverseasTravel, 0), (Reception, -300)]));
    }

    #[test]
    fn a_name_inside_a_reason_opens_nothing() {
        let paragraphs = [
            "（二）公务接待费",
            "2030年安排4万元，比上年减少1万元，降低20%。主要原因是：从严压减公务接待支出。",
            "公务用车运行维护费6万元，较上年增加2万元，增加的原因是：公务用车运行维护费调整标准；",
        ];
        let read = read(&paragraphs);
        let reasons: Vec<(i64, bool)> = read.iter().map(|(_, fen, why)| (*fen, why.is_some())).collect();
        assert_eq!(reasons, [(2000, true), (-1000, true)]);
        let both = "“三公”经费减少2万元，主要是公务用车运行维护费减少1万元，公务接待费减少1万元。";
        assert_eq!(figures(&[both]), expected(&[(Running, -1000), (Reception, -1000)]));
    }

    #[test]
    fn a_closing_reason_is_that_of_all_before_it() {
        let text = "安排9万元，其中：公务用车运行费6万元，比上年增加2万元；公务用车购置费3万元，与上年持平。主要原因是：旧车大修。";
        let read = read(&["（三）公务用车购置及运行费", text]);
        let running = read.iter().find(|(name, ..)| name == Running.name()).unwrap();
        assert_eq!(running.2.as_deref(), Some("旧车大修"));
    }

    #[test]
    fn a_closing_reason_is_not_that_of_what_is_explained_or_headed_apart() {
        let cases = [
            // One reason at the end speaks for all sentences.
            (
                "公务接待费2万元，比上年增加1万元。公务用车运行费3万元，比上年增加2万元。主要原因是任务增多。",
                [true, true],
            ),
            // Of the two only the last has it.
            (
                "1.公务用车运行费3万元，比上年增加2万元。2.公务接待费2万元，比上年增加1万元。主要原因是任务增多。",
                [false, true],
            ),
            (
                "说明：公务用车运行费3万元，比上年增加2万元。公务接待费2万元，比上年增加1万元。主要原因是公务接待增多。",
                [false, true],
            ),
            (
                "公务用车运行费减少2万元，公务接待费减少1万元。公务接待减少的主要原因是来访减少。",
                [false, true],
            ),
        ];
        for (text, expected) in cases {
            let read = read(&[text]);
            let has_reason = [Running, Reception]
                .map(|part| read.iter().any(|(name, _, reason)| name == part.name() && reason.is_some()));
            assert_eq!(has_reason, expected, "{text}");
        }
        let own = "因公出国（境）费减少1万元，主要是没有任务。公务用车运行费3万元，比上年增加2万元；公务接待费2万元，比上年减少1万元。主要原因是人员变动。";
        let reasons: Vec<Option<String>> = read(&[own]).into_iter().map(|(_, _, reason)| reason).collect();
        assert_eq!(reasons[1..], [Some("人员变动".to_owned()), Some("人员变动".to_owned())]);
    }

    #[test]
    fn a_paragraph_is_about_the_part_that_opens_it() {
        let paragraphs = [
            "1.因公出国（境）费用0万元，主要用于公务出国（境）的住宿费等支出。与2024年预算持平。",
            "2.公务用车购置及运行维护费13万元，其中，公务用车购置费0万元，公务用车运行维护费13万元，主要用于燃料费等支出。比2024年预算减少1万元，主要是减少车辆1辆。",
        ];
        assert_eq!(figures(&paragraphs), expected(&[(OverseasTravel, 0), (Vehicles, -1000)]));
    }

    #[test]
    fn parts_may_share_a_change_and_go_without_a_comparison() {
        let text = "“三公”经费较上年减少0.9万元，其中：因公出国（境）费、公务用车购置费与上年持平，公务用车运行维护费减少0.6万元，公务接待费减少0.3万元。";
        let all = [(OverseasTravel, 0), (Purchase, 0), (Running, -600), (Reception, -300)];
        assert_eq!(figures(&[text]), expected(&all));
    }

    #[test]
    fn a_change_of_the_whole_is_no_change_of_a_part() {
        let text = "其中：公务接待费2万元。较上年减少0.9万元，主要是节约。";
        assert!(figures(&[text]).is_empty());
        assert!(figures(&["“三公”经费与上年减少37万元，主要是压缩公车开支。"]).is_empty());
    }
}
