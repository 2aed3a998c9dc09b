//! ST-09: a table's title or note uses another name for what has an official one.

use budget::BudgetDocument;

use crate::checks::{Checks, Fault};
use crate::words::correction;
use crate::{Parameter, Preset, Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-09",
    title: "公开表名称不规范",
    severity: Severity::Hint,
    basis: basis::ACCURATE,
    page: include_str!("table_name_not_official.md"),
    parameters: &[Parameter {
        key: "names",
        title: "不规范的叫法/规范名称",
        preset: Preset::Words(&["政府基金/政府性基金", "国有资产经营预算/国有资本经营预算"]),
    }],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let names = out.words("names");
    for table in &doc.tables {
        let note = table.note.as_ref();
        let found = names.iter().filter_map(|entry| correction(entry)).find_map(|(wrong, right)| {
            let in_note = note.filter(|note| bare(&note.value).contains(wrong));
            let in_title = bare(&table.title).contains(wrong);
            (in_title || in_note.is_some()).then_some((wrong, right, in_title, in_note))
        });
        let Some((wrong, right, in_title, in_note)) = found else {
            out.pass();
            continue;
        };
        let (place, excerpt, whence) = match in_note {
            Some(note) if !in_title => (&note.place, &note.value, "表注"),
            Some(_) => (&table.place, &table.title, "表题和表注"),
            None => (&table.place, &table.title, "表题"),
        };
        let message = format!("{}的{whence}写“{wrong}”，规范名称是“{right}”", table.kind.name());
        out.fail(Fault::new(place, excerpt.trim(), message, format!("把“{wrong}”改为“{right}”")));
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
