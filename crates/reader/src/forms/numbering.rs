//! The numbering that headings and items begin with.

/// 编号
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// `一、`
    Top(u32),
    /// `（一）`
    Bracketed(u32),
    /// `1、` `1.`
    Arabic(u32),
    /// `（1）` `1）`
    BracketedArabic(u32),
}

impl Numbering {
    pub fn is_same_style(self, other: Numbering) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    pub fn number(self) -> u32 {
        let (Numbering::Top(n)
        | Numbering::Bracketed(n)
        | Numbering::Arabic(n)
        | Numbering::BracketedArabic(n)) = self;
        n
    }
}

/// The numbering and what follows it.
pub fn split(text: &str) -> Option<(Numbering, &str)> {
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let (number, rest) = inner.split_once(['）', ')']).filter(|(number, _)| number.len() <= 12)?;
        let numbering = chinese(number)
            .map(Numbering::Bracketed)
            .or_else(|| arabic(number).map(Numbering::BracketedArabic))?;
        return Some((numbering, rest.trim_start()));
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && !NUMERALS.contains(c))?;
    let (number, rest) = text.split_at(end);
    if let Some(n) = chinese(number) {
        return Some((Numbering::Top(n), rest.strip_prefix('、')?.trim_start()));
    }
    let n = arabic(number)?;
    if let Some(rest) = rest.strip_prefix(['）', ')']) {
        return Some((Numbering::BracketedArabic(n), rest.trim_start()));
    }
    if let Some(rest) = rest.strip_prefix('、') {
        return Some((Numbering::Arabic(n), rest.trim_start()));
    }
    let rest = rest.strip_prefix(['.', '．'])?;
    // `1.5` is a number, `3.2022年度主要工作` is not.
    let n_digits = rest.chars().take_while(char::is_ascii_digit).count();
    let is_year = n_digits == 4 && rest[4..].starts_with('年');
    (n_digits == 0 || is_year).then(|| (Numbering::Arabic(n), rest.trim_start()))
}

pub const NUMERALS: &str = "一二三四五六七八九十";

fn arabic(number: &str) -> Option<u32> {
    number.parse().ok().filter(|n| (1..=99).contains(n))
}

fn chinese(number: &str) -> Option<u32> {
    let digit = |c: char| Some(u32::try_from(NUMERALS.chars().position(|n| n == c)?).ok()? + 1);
    let (tens, ones) = match number.split_once('十') {
        Some((tens, ones)) => (if tens.is_empty() { Some(1) } else { one(tens, digit) }, ones),
        None => (Some(0), number),
    };
    let ones = if ones.is_empty() && number.contains('十') { Some(0) } else { one(ones, digit) };
    Some(tens? * 10 + ones?)
}

fn one(text: &str, digit: impl Fn(char) -> Option<u32>) -> Option<u32> {
    let mut chars = text.chars();
    let value = digit(chars.next()?)?;
    chars.next().is_none().then_some(value).filter(|v| *v < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numberings_of_every_style() {
        assert_eq!(split("九、其他"), Some((Numbering::Top(9), "其他")));
        assert_eq!(split("二十三、灾害"), Some((Numbering::Top(23), "灾害")));
        assert_eq!(split("十、卫生"), Some((Numbering::Top(10), "卫生")));
        assert_eq!(split("（十二）完成"), Some((Numbering::Bracketed(12), "完成")));
        assert_eq!(split("10. 云督办"), Some((Numbering::Arabic(10), "云督办")));
        assert_eq!(split("3.2022年度工作"), Some((Numbering::Arabic(3), "2022年度工作")));
        assert_eq!(split("（1）甲"), Some((Numbering::BracketedArabic(1), "甲")));
    }

    #[test]
    fn numbers_and_words_are_no_numbering() {
        for text in ["1.5万元", "2022年", "一是坚持", "十二届一次", "（含接待）", "201 党委", "一", ""]
        {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
