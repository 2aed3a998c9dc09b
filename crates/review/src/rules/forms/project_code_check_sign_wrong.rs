//! PF-05: the last sign of a project code does not fit the twenty before it.
//!
//! The formula was found from published codes of one province and is no published rule, so that an office has to name its
//! divisions first.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "PF-05",
    title: "项目编码校验位不符",
    severity: Severity::Warning,
    basis: basis::PROJECT_CODE,
    page: include_str!("project_code_check_sign_wrong.md"),
    parameters: &[Parameter {
        key: "divisions",
        title: "编码以这些区划开头的才校验（如 13；空着不校验）",
        preset: Preset::Words(&[]),
    }],
    check,
};

/// 31 signs, without those that are taken for others.
const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let divisions = out.words("divisions");
    let is_meant = |code: &str| divisions.iter().any(|prefix| !prefix.is_empty() && code.starts_with(prefix));
    for project in &doc.projects {
        let Some(code) = project.code.as_ref().filter(|code| is_meant(code.value.as_str())) else { continue };
        let printed = code.value.as_str();
        let Some((sign, expected)) = signs(printed) else { continue };
        if sign == expected {
            out.pass();
            continue;
        }
        let (name, expected) = (&project.name.value, char::from(expected));
        let message = format!(
            "项目“{name}”的编码“{printed}”末位是“{}”，按前 20 位应为“{expected}”，编码中有一位印错",
            char::from(sign)
        );
        let suggestion = format!("逐位核对编码；前 20 位无误的，末位改为“{expected}”");
        out.fail(Fault::new(&code.place, printed, message, suggestion));
    }
}

/// The printed and the expected last sign of a code of the shape that carries one: division, year from 2022 on, P,
/// eleven digits, sign.
fn signs(code: &str) -> Option<(u8, u8)> {
    let bytes = code.as_bytes();
    let (head, [sign]) = bytes.split_at_checked(20)? else { return None };
    let (front, serial) = head.split_at(9);
    let is_digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let (division_year, kind) = front.split_at(8);
    let year = std::str::from_utf8(&division_year[6..]).ok()?;
    if !is_digits(division_year) || year < "22" || kind != b"P" || !is_digits(serial) || !SIGNS.contains(sign)
    {
        return None;
    }
    let mut sum = 0;
    let mut weight = 1;
    for byte in head {
        sum = (sum + SIGNS.iter().position(|sign| sign == byte)? * weight) % SIGNS.len();
        weight = weight * 3 % SIGNS.len();
    }
    Some((*sign, *SIGNS.get(SIGNS.len() - 1 - sum)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_end_in_their_sign() {
        for code in ["13032422P00318910001G", "13032422P003184100014", "13032422P00319210002K"] {
            let (sign, expected) = signs(code).unwrap();
            assert_eq!(char::from(sign), char::from(expected), "{code}");
        }
    }

    #[test]
    fn every_slip_of_one_digit_is_seen() {
        let code = b"13032422P00319210002K";
        for at in (0..20).filter(|at| !(6..9).contains(at)) {
            for digit in (b'0'..=b'9').filter(|digit| *digit != code[at]) {
                let mut slipped = *code;
                slipped[at] = digit;
                let (sign, expected) = signs(std::str::from_utf8(&slipped).unwrap()).unwrap();
                assert_ne!(sign, expected, "{at} {digit}");
            }
        }
    }

    #[test]
    fn codes_of_another_shape_carry_no_sign() {
        for code in [
            "",
            "130304210VVSCU2NU4QC0",
            "13032421P003189100010",
            "编码编码编码编码编码编码编码",
            "13032422P0031891000",
        ] {
            assert_eq!(signs(code), None, "{code}");
        }
    }
}
