//! SE-03: 不公开 here and 涉密 there.

use budget::{BudgetDocument, Place, Secrecy};

use crate::checks::{Checks, Fault};
use crate::marks::{form_marks, other_marks};
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SE-03",
    title: "隐去内容的用语不统一",
    severity: Severity::Warning,
    basis: basis::SECRECY,
    page: include_str!("marking_words_mixed.md"),
    parameters: &[Parameter {
        key: "word",
        title: "隐去内容时用的词（不公开、涉密）；空着表示用哪个都行，一份材料只用一个",
        preset: Preset::Words(&[]),
    }],
    check,
};

/// What carries a mark: a form once for each word, or a text outside the forms.
struct Carrier<'a> {
    what: String,
    secrecy: Secrecy,
    place: &'a Place,
}

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let carriers = carriers(doc);
    if carriers.is_empty() {
        return;
    }
    let allowed = out.words("word");
    let count = |secrecy: Secrecy| carriers.iter().filter(|carrier| carrier.secrecy == secrecy).count();
    let (withheld, classified) = (count(Secrecy::Withheld), count(Secrecy::Classified));
    let common = if classified > withheld { Secrecy::Classified } else { Secrecy::Withheld };
    for Carrier { what, secrecy, place } in carriers {
        let word = secrecy.word();
        let wanted = if allowed.is_empty() { vec![common.word()] } else { allowed.clone() };
        if wanted.contains(&word) {
            out.pass();
            continue;
        }
        let wanted = wanted.join("”或“");
        let message = if allowed.is_empty() {
            format!("{what}标为“{word}”，材料其他地方用“{wanted}”")
        } else {
            format!("{what}标为“{word}”，本地规定用“{wanted}”")
        };
        let suggestion = format!("统一改为“{wanted}”，并留存不公开的依据和审批记录");
        out.fail(Fault::new(place, word, message, suggestion));
    }
}

fn carriers(doc: &BudgetDocument) -> Vec<Carrier<'_>> {
    let mut carriers = Vec::new();
    for project in &doc.projects {
        for secrecy in [Secrecy::Withheld, Secrecy::Classified] {
            if let Some(mark) = form_marks(project).find(|mark| mark.secrecy == secrecy) {
                let what = format!("项目“{}”", project.name.value.trim());
                carriers.push(Carrier { what, secrecy, place: mark.place });
            }
        }
    }
    carriers.extend(other_marks(doc).map(|mark| Carrier {
        what: "正文有一处".to_owned(),
        secrecy: mark.secrecy,
        place: mark.place,
    }));
    carriers
}
