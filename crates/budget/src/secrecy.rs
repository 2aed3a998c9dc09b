//! Degrees of disclosure.

/// 公开程度. Withheld is not classified: the first is a decision not to publish, the second a state secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Secrecy {
    /// 主动公开
    #[default]
    Public,
    /// 依申请公开
    OnRequest,
    /// 不公开
    Withheld,
    /// 涉密
    Classified,
}

impl Secrecy {
    /// The mark that stands in place of a text, `不公开` or `涉密`, whatever surrounds it in the cell
    /// being only numbering and punctuation (`1. 不公开`).
    pub fn marked(text: &str) -> Option<Secrecy> {
        // Every mark holds one of these; few texts do.
        if !text.contains('公') && !text.contains('密') {
            return None;
        }
        let is_frame = |c: char| c.is_whitespace() || c.is_ascii_digit() || ".．、。；;（）()".contains(c);
        let core = text.trim_matches(is_frame);
        match core {
            "不公开" | "不予公开" => Some(Secrecy::Withheld),
            "涉密" | "涉密不公开" | "保密" => Some(Secrecy::Classified),
            "依申请公开" => Some(Secrecy::OnRequest),
            _ => Secrecy::declared(core),
        }
    }

    /// The mark with its reason: `涉密项目，按规定不予公开`. Any other word makes it a text of its own.
    fn declared(core: &str) -> Option<Secrecy> {
        /// In bytes.
        const LONGEST: usize = 90;
        const ENDS: [&str; 4] = ["不公开", "不予公开", "不对外公开", "不予以公开"];
        const REASONS: [&str; 30] = [
            "涉及国家秘密",
            "涉及秘密",
            "国家秘密",
            "涉密",
            "保密",
            "项目",
            "内容",
            "信息",
            "资金",
            "事项",
            "因",
            "该",
            "本",
            "此",
            "属于",
            "属",
            "为",
            "按照",
            "按",
            "根据",
            "依据",
            "有关",
            "相关",
            "规定",
            "要求",
            "工作",
            "需要",
            "的",
            "，",
            ",",
        ];
        if core.len() > LONGEST {
            return None;
        }
        let reason = ENDS.iter().find_map(|end| core.strip_suffix(end))?;
        let mut rest = reason;
        while let Some(shorter) = REASONS.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter;
        }
        let secrecy = if reason.contains('密') { Secrecy::Classified } else { Secrecy::Withheld };
        rest.is_empty().then_some(secrecy)
    }

    pub fn is_redacted(self) -> bool {
        matches!(self, Secrecy::Withheld | Secrecy::Classified)
    }

    pub fn word(self) -> &'static str {
        match self {
            Secrecy::Public => "公开",
            Secrecy::OnRequest => "依申请公开",
            Secrecy::Withheld => "不公开",
            Secrecy::Classified => "涉密",
        }
    }

    pub fn from_key(key: &str) -> Option<Secrecy> {
        let all = [Secrecy::Public, Secrecy::OnRequest, Secrecy::Withheld, Secrecy::Classified];
        all.into_iter().find(|secrecy| secrecy.key() == key)
    }

    /// The stable name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Secrecy::Public => "public",
            Secrecy::OnRequest => "on_request",
            Secrecy::Withheld => "withheld",
            Secrecy::Classified => "classified",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_the_whole_cell() {
        assert_eq!(Secrecy::marked("1. 不公开"), Some(Secrecy::Withheld));
        assert_eq!(Secrecy::marked(" 涉密 "), Some(Secrecy::Classified));
        assert_eq!(Secrecy::marked("涉密设备维护"), None);
        assert_eq!(Secrecy::marked(""), None);
    }

    #[test]
    fn a_mark_may_give_its_reason() {
        assert_eq!(Secrecy::marked("涉密项目，按规定不予公开。"), Some(Secrecy::Classified));
        assert_eq!(Secrecy::marked("因涉密不公开"), Some(Secrecy::Classified));
        assert_eq!(Secrecy::marked("按有关规定不公开"), Some(Secrecy::Withheld));
        assert_eq!(Secrecy::marked("涉密设备维护，按规定不予公开"), None);
        assert_eq!(Secrecy::marked("政务信息公开"), None);
    }
}
