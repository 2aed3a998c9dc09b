//! 段: a paragraph put together again over page breaks, which still knows where each part stands.

use budget::{Located, Place};

use super::piece::Piece;
use super::{head, heading, numbering};

#[derive(Clone, Debug)]
pub struct Passage {
    pub text: String,
    /// Byte offsets at which a part begins, with its place; the first is 0.
    seams: Vec<(usize, Place)>,
}

impl Passage {
    pub fn new(text: &str, place: &Place) -> Passage {
        Passage { text: text.to_owned(), seams: vec![(0, place.clone())] }
    }

    pub fn located(&self) -> Located<String> {
        Located::new(self.text.clone(), self.place().clone())
    }

    pub fn place(&self) -> &Place {
        self.place_at(0)
    }

    pub fn place_at(&self, offset: usize) -> &Place {
        let part = self.seams.partition_point(|(start, _)| *start <= offset);
        &self.seams[part.saturating_sub(1)].1
    }

    /// For scanning: without blanks, digits and the per-cent sign in their plain form.
    pub fn compact(&self) -> Passage {
        let mut text = String::with_capacity(self.text.len());
        let mut seams = Vec::with_capacity(self.seams.len());
        let mut next = self.seams.iter().peekable();
        for (i, c) in self.text.char_indices() {
            while let Some((_, place)) = next.next_if(|(start, _)| *start <= i) {
                seams.push((text.len(), place.clone()));
            }
            match c {
                c if c.is_whitespace() => {}
                '０'..='９' | '．' | '％' => text.push_str(&budget::fold(c.encode_utf8(&mut [0; 4]))),
                c => text.push(c),
            }
        }
        if seams.is_empty() {
            seams.push((0, self.place().clone()));
        }
        Passage { text, seams }
    }

    fn append(&mut self, next: &Passage) {
        let base = self.text.len();
        self.text.push_str(&next.text);
        self.seams.extend(next.seams.iter().map(|(start, place)| (base + start, place.clone())));
    }
}

/// Joins paragraphs that a page break has torn.
pub fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), &piece) {
            (Some(Piece::Text(torn)), Piece::Text(next)) if is_one(&torn.text, &next.text) => {
                torn.append(next);
            }
            _ => out.push(piece),
        }
    }
    out
}

fn is_one(torn: &str, next: &str) -> bool {
    heading::is_torn_form(torn, next)
        || is_torn_title(torn, next)
        || is_torn(torn) && continues(next) && !(ends_in_amount(torn) && ends_in_amount(next))
}

/// The title of a table over two lines: a bracket that the second closes, or so few characters that only both are one.
fn is_torn_title(first: &str, second: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 60;
    const LONGEST_REST: usize = 24;
    const FEW: usize = 5;
    let n_rest = second.chars().count();
    if n_rest > LONGEST_REST || first.chars().count() > LONGEST || !second.ends_with(['表', ')', '）']) {
        return false;
    }
    let is_title = |text: &str| heading::of(text).is_some_and(|heading| heading.may_stand_in_a_cell());
    let count = |text: &str, brackets: [char; 2]| text.chars().filter(|c| brackets.contains(c)).count();
    let open = |text: &str| count(text, ['(', '（']);
    let closed = |text: &str| count(text, [')', '）']);
    let is_open = open(first) == closed(first) + 1 && closed(second) == open(second) + 1;
    let is_whole = || is_title(&format!("{first}{second}"));
    is_open && (first.contains('表') || second.contains('表')) && is_whole()
        || n_rest < FEW && !is_title(first) && !is_title(second) && open(second) == 0 && is_whole()
}

/// A full line without an end. Shorter ones are titles.
fn is_torn(text: &str) -> bool {
    const FULL_LINE: usize = 28;
    const ENDS: [char; 12] = ['。', '；', '：', '！', '？', '”', '…', ';', ':', '!', '?', '.'];
    !text.ends_with(ENDS)
        && text.chars().nth(FULL_LINE).is_some()
        && !is_title(text)
        && heading::of(text).is_none()
        && head::of(text).is_none()
}

/// `（九）关于某局2024年一般公共预算“三公”经费预算情况说明`
fn is_title(text: &str) -> bool {
    ["情况说明", "的说明", "总体说明"].iter().any(|end| text.ends_with(end))
        && numbering::split(text).is_some()
}

/// Two such lines are two items of a list.
fn ends_in_amount(text: &str) -> bool {
    if text.starts_with(['，', '；', '、', '。', '）']) {
        return false;
    }
    let text = text.trim_end_matches(['。', '；', '，', ';']);
    ["万元", "亿元", "元"].iter().any(|word| text.ends_with(word))
}

fn continues(text: &str) -> bool {
    const OPENINGS: [&str; 5] = ["注：", "注:", "绩效目标：", "绩效指标：", "备注"];
    numbering::split(text).is_none()
        && !OPENINGS.iter().any(|opening| text.starts_with(opening))
        && heading::of(text).is_none()
        && head::of(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(paragraphs: &[&str]) -> Vec<Passage> {
        let pieces =
            (1..).zip(paragraphs).map(|(line, text)| Piece::Text(Passage::new(text, &Place::line(line))));
        let out = join(pieces.collect()).into_iter();
        out.map(|piece| if let Piece::Text(passage) = piece { passage } else { panic!() }).collect()
    }

    #[test]
    fn a_torn_paragraph_is_joined_and_knows_its_lines() {
        let torn = "坚持行之有效的服务机制和办法，提高服务工作水平，不断强化“亲商、安商、";
        let passages = joined(&[torn, "富商”理念 70.00 万元。", "下一段。"]);
        assert_eq!(passages.len(), 2);
        let compact = passages[0].compact();
        assert_eq!(compact.place_at(compact.text.find("70.00").unwrap()), &Place::line(2));
        assert_eq!(compact.place_at(3), &Place::line(1));
    }

    #[test]
    fn a_torn_title_is_joined() {
        assert_eq!(joined(&["2031年部门一般公共预算支出明细表（按功能分类", "科目，不含结转）"]).len(), 1);
        assert_eq!(joined(&["青禾县水利工程管护项目绩效目", "标表"]).len(), 1);
        assert_eq!(joined(&["青禾县水务局", "收入总表"]).len(), 2);
        assert_eq!(joined(&["支出总表", "（空表）"]).len(), 2);
        assert_eq!(joined(&["（一）主要职责（节选", "一览）"]).len(), 2);
    }

    #[test]
    fn headings_and_numbered_items_stay_apart() {
        let open = "组织开展重要改革课题调研，围绕全区重点工作，提供高质量的调研报告和意见建议";
        assert_eq!(joined(&[open, "5、外联接待工作。"]).len(), 2);
        assert_eq!(joined(&[open, "注：空表列示。"]).len(), 2);
        assert_eq!(joined(&[open, "第二部分 预算项目绩效目标"]).len(), 2);
        assert_eq!(joined(&["党委2022年部门预算信息公开情况说明", "现公开如下"]).len(), 2);
        let title = "（九）关于青禾县文化和旅游发展服务中心2031年一般公共预算“三公”经费预算情况说明";
        assert_eq!(joined(&[title, "青禾县文化和旅游发展服务中心2031年安排3万元。"]).len(), 2);
    }
}
