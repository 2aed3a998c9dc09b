//! 识别: the units of the county and the day by which something is to be done, as a clause names them.

use jiff::civil::Date;
use supervision::Term;

/// 办结要求 as a text has it
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    On(Date),
    Within(Term),
}

/// The units a text names, by their place in the list: who leads and who helps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub lead: Option<usize>,
    pub supporting: Vec<usize>,
}

/// A name of a unit where it stands, in bytes.
struct Found {
    start: usize,
    end: usize,
    unit: usize,
}

pub fn units(text: &str, names: &[&str]) -> Named {
    let found = found(text, names);
    let lead = lead(text, &found);
    let mut supporting: Vec<usize> = Vec::new();
    for unit in found.iter().map(|found| found.unit) {
        if Some(unit) != lead && !supporting.contains(&unit) {
            supporting.push(unit);
        }
    }
    Named { lead, supporting }
}

/// The longest name at each place, so that 县政府办 within 县政府办公室 is not found again.
fn found(text: &str, names: &[&str]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let here = names.iter().enumerate().flat_map(|(unit, name)| {
            let fits = move |called: &&str| rest.starts_with(*called);
            called(name).into_iter().filter(fits).map(move |called| (called.len(), unit))
        });
        match here.max_by_key(|(length, _)| *length) {
            Some((length, unit)) => {
                found.push(Found { start: at, end: at + length, unit });
                at += length;
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// What people call a unit: 县水利局 is 水利局 too, 青石镇人民政府 is 青石镇.
fn called(name: &str) -> Vec<&str> {
    let is_long = |short: &&str| short.chars().count() >= 3;
    let short = name.strip_prefix('县').filter(is_long);
    let town = name.strip_suffix("人民政府").filter(is_long);
    std::iter::once(name).chain(short).chain(town).filter(|called| !called.is_empty()).collect()
}

fn lead(text: &str, found: &[Found]) -> Option<usize> {
    let after =
        |word: &str| text.find(word).and_then(|at| found.iter().find(|f| f.start > at)).map(|f| f.unit);
    after("牵头单位")
        .or_else(|| before_lead(text, found))
        .or_else(|| after("责任单位"))
        .or_else(|| found.first().map(|first| first.unit))
}

/// 由甲、乙牵头: the first of those named together.
fn before_lead(text: &str, found: &[Found]) -> Option<usize> {
    let at = text.find("牵头")?;
    let mut index = found.iter().rposition(|f| f.end <= at)?;
    while index > 0 && is_list(&text[found[index - 1].end..found[index].start]) {
        index -= 1;
    }
    Some(found[index].unit)
}

fn is_list(between: &str) -> bool {
    !between.is_empty() && between.chars().all(|c| "、，和及与".contains(c))
}

/// The first day or span by which something is to be done. A day without a year is the next such day.
pub fn due(text: &str, from: Date) -> Option<Due> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    (0..characters.len()).find_map(|at| due_at(&characters, at, from))
}

fn due_at(characters: &[char], at: usize, from: Date) -> Option<Due> {
    let rest = &characters[at..];
    let is_within_number = at > 0 && characters[at - 1].is_ascii_digit();
    if rest.first()?.is_ascii_digit() && !is_within_number {
        return day(rest, from).or_else(|| span(rest));
    }
    let is_after_number = at > 0 && (characters[at - 1].is_ascii_digit() || characters[at - 1] == '个');
    if is_after_number {
        return None;
    }
    let spoken = [("年底前", year_end(from.year())), ("月底前", Some(from.last_of_month()))];
    spoken.into_iter().find(|(words, _)| starts(rest, words)).and_then(|(_, day)| day).map(Due::On)
}

fn year_end(year: i16) -> Option<Date> {
    Date::new(year, 12, 31).ok()
}

fn starts(characters: &[char], words: &str) -> bool {
    let words: Vec<char> = words.chars().collect();
    characters.starts_with(&words)
}

fn after(characters: &[char], wanted: char) -> Option<&[char]> {
    characters.split_first().filter(|(first, _)| **first == wanted).map(|(_, rest)| rest)
}

/// A number and what follows it.
fn number(characters: &[char]) -> Option<(i64, &[char])> {
    let n = characters.iter().take_while(|c| c.is_ascii_digit()).count();
    let digits: String = characters[..n].iter().collect();
    digits.parse().ok().map(|number| (number, &characters[n..]))
}

/// 2026年9月30日前, 9月30日前, 9月底前, 2026年底前
fn day(characters: &[char], from: Date) -> Option<Due> {
    let (first, rest) = number(characters)?;
    let (year, rest) = match rest.split_first() {
        Some(('年', rest)) => (Some(i16::try_from(first).ok()?), rest),
        _ => (None, characters),
    };
    if year.is_some() && starts(rest, "底") {
        return year_end(year?).map(Due::On);
    }
    let (month, rest) = number(rest)?;
    let rest = after(rest, '月')?;
    let (last, rest) = match number(rest) {
        Some((day, rest)) => (Some(i8::try_from(day).ok()?), after(rest, '日')?),
        None => (None, after(rest, '底')?),
    };
    let is_limit = last.is_none() || starts(rest, "前") || starts(rest, "之前") || starts(rest, "以前");
    let of = |year: i16| {
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        last.map_or(Some(first.last_of_month()), |day| Date::new(year, first.month(), day).ok())
    };
    let day = match year {
        Some(year) => of(year)?,
        None => of(from.year()).filter(|day| *day >= from).or_else(|| of(from.year() + 1))?,
    };
    is_limit.then_some(Due::On(day))
}

/// 5个工作日内, 30日内, 15天内
fn span(characters: &[char]) -> Option<Due> {
    let (n, rest) = number(characters)?;
    let n = u32::try_from(n).ok().filter(|n| (1..=366).contains(n))?;
    let is_any = |words: &[&str]| words.iter().any(|word| starts(rest, word));
    if is_any(&["个工作日内", "个工作日之内", "工作日内"]) {
        return Some(Due::Within(Term::WorkingDays(n)));
    }
    is_any(&["日内", "天内", "日之内", "天之内"]).then_some(Due::Within(Term::CalendarDays(n)))
}

/// 事项名称 from a clause: its first sentence, without number, at most sixty characters.
pub fn title(clause: &str) -> String {
    let text = super::splitter::without_number(clause);
    let sentence = text.split(['。', '；', '\n', '（', '(']).find(|part| !part.trim().is_empty());
    let sentence: String = sentence.unwrap_or(text).trim().chars().take(60).collect();
    let is_cut = sentence.chars().count() == 60;
    let end = if is_cut { sentence.rfind('，').filter(|end| *end > 30) } else { None };
    end.map_or(sentence.as_str(), |end| &sentence[..end]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["县水利局", "县财政局", "青石镇人民政府", "县政府办公室", "县政府"];

    #[test]
    fn the_lead_is_who_leads_and_the_others_help() {
        let cases: [(&str, Option<usize>, &[usize]); 8] = [
            ("由水利局牵头，会同县财政局办理", Some(0), &[1]),
            ("（牵头单位：县财政局；责任单位：县水利局、青石镇）", Some(1), &[0, 2]),
            ("由县水利局、县财政局牵头", Some(0), &[1]),
            ("青石镇人民政府配合，县水利局牵头", Some(0), &[2]),
            ("青石镇要落实。由县水利局牵头", Some(0), &[2]),
            ("责任单位：青石镇、县水利局", Some(2), &[0]),
            ("县政府办公室负责督促", Some(3), &[]),
            ("各有关部门要重视", None, &[]),
        ];
        for (text, lead, supporting) in cases {
            assert_eq!(units(text, &NAMES), Named { lead, supporting: supporting.to_vec() }, "{text}");
        }
    }

    #[test]
    fn days_and_spans_are_read_as_the_offices_write_them() {
        let from: Date = "2026-09-10".parse().unwrap_or_default();
        let cases = [
            ("于2026年9月30日前完成", "2026-09-30"),
            ("9月30日前完成", "2026-09-30"),
            ("3月31日之前完成", "2027-03-31"),
            ("10月底前", "2026-10-31"),
            ("2027年2月底前", "2027-02-28"),
            ("年底前完成", "2026-12-31"),
            ("2027年底前完成", "2027-12-31"),
            ("月底前报送", "2026-09-30"),
            ("9月10日召开会议，9 月 20 日前报送", "2026-09-20"),
        ];
        for (text, day) in cases {
            assert_eq!(due(text, from), day.parse().ok().map(Due::On), "{text}");
        }
        assert_eq!(due("5个工作日内报送", from), Some(Due::Within(Term::WorkingDays(5))));
        assert_eq!(due("请于30日内办结", from), Some(Due::Within(Term::CalendarDays(30))));
        for text in ["投资2.5亿元", "13月40日前", "9月10日召开会议", "第12次会议", "", "目前"]
        {
            assert_eq!(due(text, from), None, "{text}");
        }
    }

    #[test]
    fn a_title_is_the_first_sentence() {
        assert_eq!(title("（一）加快水库除险加固。9月底前完成。"), "加快水库除险加固");
        assert_eq!(title("1.完成招标（责任单位：县水利局）"), "完成招标");
        let long = format!("一、{}，{}", "加快推进".repeat(10), "完成任务".repeat(20));
        assert_eq!(title(&long), "加快推进".repeat(10));
    }
}
