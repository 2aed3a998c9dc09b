//! 项目编码.

use crate::FiscalYear;

/// 项目编码: 21 characters — division (6), year (2), 13 more. Kept as printed even when it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectCode(String);

impl ProjectCode {
    /// The length of a well-formed code, 预算管理一体化规范.
    pub const LENGTH: usize = 21;

    pub fn as_printed(text: &str) -> ProjectCode {
        ProjectCode(text.split_whitespace().collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn has_full_length(&self) -> bool {
        self.0.chars().count() == ProjectCode::LENGTH
    }

    /// The division part, when it is six digits.
    pub fn division(&self) -> Option<&str> {
        self.0.get(..6).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The year part, when it is two digits.
    pub fn year(&self) -> Option<FiscalYear> {
        let digits: u16 = self.0.get(6..8)?.parse().ok()?;
        FiscalYear::new(2000 + digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_code() {
        let code = ProjectCode::as_printed("13032422P00319210002K");
        assert!(code.has_full_length());
        assert_eq!(code.division(), Some("130324"));
        assert_eq!(code.year(), FiscalYear::new(2022));
    }

    #[test]
    fn a_broken_code_is_kept() {
        let code = ProjectCode::as_printed("13032421P4PD6RPKWKFU");
        assert!(!code.has_full_length());
        assert_eq!(ProjectCode::as_printed("编码").division(), None);
    }
}
