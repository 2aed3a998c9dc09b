//! ST-07: the department goes by one name in the heads and by another in the list of its units.

use budget::{BudgetDocument, BudgetUnit, normal_name};

use crate::checks::{Checks, Fault};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "ST-07",
    title: "部门名称前后不一",
    severity: Severity::Warning,
    basis: basis::ACCURATE,
    page: include_str!("department_goes_by_two_names.md"),
    parameters: &[],
    check,
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let Some(head) = &doc.department.name else { return };
    let Some(unit) = own_unit(&doc.units) else { return };
    let (short, full) = (plain(&head.value), plain(&unit.name));
    if short.is_empty() || full.is_empty() {
        return;
    }
    let Some(severity) = difference(&short, &full) else { return out.pass() };
    let official = without_rank(&unit.name);
    let message = format!("表头把部门写作“{}”，部门机构设置情况写作“{official}”", head.value.trim());
    let suggestion = format!("封面、表头、情况说明统一使用部门全称“{official}”");
    out.fail(Fault::new(&head.place, head.value.trim(), message, suggestion).at_most(severity));
}

/// 本级, or the only unit there is.
fn own_unit(units: &[BudgetUnit]) -> Option<&BudgetUnit> {
    let own = units.iter().find(|unit| without_rank(&unit.name).len() < normal_name(&unit.name).len());
    own.or_else(|| units.first().filter(|_| units.len() == 1))
}

fn without_rank(name: &str) -> String {
    let name = normal_name(name);
    let name = name.trim_end_matches("(本级)").trim_end_matches("(机关)").trim_end_matches("本级");
    name.trim_end_matches("机关").to_owned()
}

/// The customary short forms of a full name are the same name.
fn plain(name: &str) -> String {
    let name = without_rank(name);
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit());
    [("中国共产党", "中共"), ("委员会", "委"), ("人民政府", "政府")]
        .into_iter()
        .fold(name.to_owned(), |name, (long, short)| name.replace(long, short))
}

/// Leaving out only the division before the name is no difference, leaving out more is a small one.
fn difference(a: &str, b: &str) -> Option<Severity> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let Some(left_out) = long.strip_suffix(short) else { return Some(Severity::Warning) };
    let is_division = left_out.is_empty() || left_out.ends_with(['省', '市', '县', '区', '旗', '州', '盟']);
    (!is_division).then_some(Severity::Hint)
}
