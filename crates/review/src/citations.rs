//! 发文字号: the document numbers that a text cites, `冀财预〔2022〕10号`, whatever brackets they are printed with.

use budget::is_han;

/// One document number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// 机关代字, as far as it stands right before the brackets.
    pub office: String,
    pub year: u16,
    /// Without leading zeros.
    pub number: String,
    pub brackets: (char, char),
    /// 第 before the number, a zero in front of it.
    pub has_padding: bool,
}

impl Citation {
    /// `冀财预〔2022〕10号`
    pub fn official(&self) -> String {
        format!("{}〔{}〕{}号", self.office, self.year, self.number)
    }

    /// `冀财预[2022]第010号` is printed in another form.
    pub fn is_well_formed(&self) -> bool {
        self.brackets == ('〔', '〕') && !self.has_padding
    }
}

pub fn citations(text: &str) -> Vec<Citation> {
    if !text.contains('号') {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    (0..chars.len()).filter_map(|at| citation(&chars, at)).collect()
}

fn citation(chars: &[char], at: usize) -> Option<Citation> {
    const PAIRS: [(char, char); 9] = [
        ('〔', '〕'),
        ('[', ']'),
        ('［', '］'),
        ('【', '】'),
        ('(', ')'),
        ('（', '）'),
        ('〖', '〗'),
        ('〈', '〉'),
        ('{', '}'),
    ];
    let open = *chars.get(at)?;
    let brackets = PAIRS.into_iter().find(|(left, _)| *left == open)?;
    let year: String = chars.get(at + 1..at + 5)?.iter().collect();
    let year: u16 = year.parse().ok().filter(|year| (1949..=2099).contains(year))?;
    if !PAIRS.iter().any(|(_, right)| chars.get(at + 5) == Some(right)) {
        return None;
    }
    let closing = *chars.get(at + 5)?;
    let rest = chars.get(at + 6..)?;
    let (has_ordinal, rest) = match rest.split_first() {
        Some(('第', rest)) => (true, rest),
        _ => (false, rest),
    };
    let digits: String = rest.iter().take_while(|c| c.is_ascii_digit()).take(5).collect();
    let after = rest.get(digits.len()..)?;
    let is_number = !digits.is_empty() && after.first() == Some(&'号');
    // 号楼, 号线, 号院 are no documents.
    if !is_number || after.get(1).is_some_and(|c| ['楼', '线', '院', '机', '井', '门', '车'].contains(c))
    {
        return None;
    }
    let number = digits.trim_start_matches('0').to_owned();
    let has_padding = has_ordinal || number.len() < digits.len();
    let office = office(chars.get(..at)?);
    let brackets = (brackets.0, closing);
    (!office.is_empty()).then_some(Citation { office, year, number, brackets, has_padding })
}

/// The few characters before the brackets, without the word that introduces them.
fn office(before: &[char]) -> String {
    const LONGEST: usize = 8;
    let start = before.iter().rev().take(LONGEST).take_while(|c| is_han(**c)).count();
    let office: String = before.iter().skip(before.len() - start).collect();
    const INTRODUCTIONS: [&str; 23] = [
        "号和",
        "号及",
        "号与",
        "根据",
        "依据",
        "按照",
        "参照",
        "关于",
        "执行",
        "通知",
        "文件",
        "批复和",
        "批复及",
        "通知和",
        "意见和",
        "方案和",
        "办法和",
        "号以及",
        "遵照",
        "依照",
        "对照",
        "印发",
        "下发",
    ];
    /// No code of an office begins with these; 和 begins some, and those are short.
    const SINGLE: [char; 4] = ['按', '据', '及', '与'];
    /// In characters: 和 in front of a code this long is the conjunction.
    const LONG: usize = 4;
    /// Names of offices stand before the code of their documents; some codes begin with these, too.
    const OFFICES: [&str; 6] = ["省财政厅", "市财政局", "财政厅", "财政局", "法院", "检察院"];
    /// In characters: `财预`, `法释`
    const SHORTEST: usize = 2;
    let cut = INTRODUCTIONS.iter().filter_map(|word| Some(office.rfind(word)? + word.len())).max();
    let office = office.get(cut.unwrap_or(0)..).unwrap_or_default();
    let office = office.trim_start_matches(SINGLE);
    let behind = office.strip_prefix('和').filter(|code| code.chars().count() >= LONG);
    let office = behind.unwrap_or(office);
    let cut = OFFICES.iter().filter_map(|word| Some(office.rfind(word)? + word.len())).max();
    let code = office.get(cut.unwrap_or(0)..).unwrap_or_default();
    if code.chars().count() >= SHORTEST { code.to_owned() } else { office.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_kind_of_brackets() {
        let official = |text: &str| citations(text).iter().map(Citation::official).collect::<Vec<_>>();
        assert_eq!(official("卢字（2015）30 号文件"), ["卢字〔2015〕30号"]);
        assert_eq!(
            official("根据冀财预[2022]第010号和云政【2012】27号"),
            ["冀财预〔2022〕10号", "云政〔2012〕27号"]
        );
        assert_eq!(official("市水利局的批复和青发改投[2017]89号"), ["青发改投〔2017〕89号"]);
        assert_eq!(
            official("省财政厅云财预[2017]8号、省高级人民法院法释(2012)10号"),
            ["云财预〔2017〕8号", "法释〔2012〕10号"]
        );
        assert_eq!(
            official(
                "按赣民规〔2021〕6号及抚人社字〔2019〕40号执行，和吉财教发〔2020〕7号、和人社发〔2022〕3号"
            ),
            ["赣民规〔2021〕6号", "抚人社字〔2019〕40号", "吉财教发〔2020〕7号", "和人社发〔2022〕3号"]
        );
        assert!(citations("冀办发〔2017〕39号文件")[0].is_well_formed());
        assert!(!citations("冀办发〔2017〕039号")[0].is_well_formed());
        assert!(!citations("冀办发〔2017】39号")[0].is_well_formed());
    }

    #[test]
    fn years_and_houses_are_no_numbers() {
        for text in ["房租（2022）", "家属院（2019）15号楼", "（2022）10号", "预算〔2022〕", "〔20", ""]
        {
            assert_eq!(citations(text), [], "{text}");
        }
    }
}
