//! SX-09: medical insurance as functional and as economic items differs.

use budget::{BudgetDocument, Column, Money, TableKind};

use crate::checks::Checks;
use crate::twin::{RETIREMENT, Twin};
use crate::{Rule, Severity, basis};

pub const RULE: Rule = Rule {
    code: "SX-09",
    title: "医疗保险缴费两表不同",
    severity: Severity::Warning,
    basis: basis::CLASSIFICATION,
    page: include_str!("medical_insurance_differs.md"),
    parameters: &[],
    check,
};

const TWINS: [Twin; 2] = [
    Twin {
        is_functional: |code| ["2101101", "2101102"].contains(&code),
        economic: &["30110"],
        formula: "30110 职工基本医疗保险缴费 = 2101101 + 2101102 基本支出",
    },
    Twin {
        is_functional: |code| code == "2101103",
        economic: &["30111"],
        formula: "30111 公务员医疗补助缴费 = 2101103 基本支出",
    },
];

/// Both items of basic expenditure may be booked under the insurance of the unit.
const TOGETHER: Twin = Twin {
    is_functional: |code| ["2101101", "2101102", "2101103"].contains(&code),
    economic: &["30110", "30111"],
    formula: "30110 + 30111 = 2101101 + 2101102 + 2101103 基本支出",
};

fn check<'a>(doc: &'a BudgetDocument, out: &mut Checks<'a>) {
    let is_one_booked = |twin: &Twin| twin.is_one_side_blank(out);
    if TWINS.iter().any(is_one_booked) && TOGETHER.agrees(out) {
        return out.pass();
    }
    for twin in &TWINS {
        match may_stand_elsewhere(doc, twin, out) {
            Some(reason) => {
                let table = doc.table(TableKind::GeneralPublicExpenditure);
                out.undecided(format!("{}：{reason}", twin.formula), table.map(|table| &table.place));
            }
            None => twin.check(out),
        }
    }
}

/// 生育保险 and the like of the same section are 其他社会保障缴费; and the retired are paid their 公务员医疗补助 with their
/// pensions.
fn may_stand_elsewhere(doc: &BudgetDocument, twin: &Twin, out: &Checks<'_>) -> Option<&'static str> {
    let (economic, functional) = twin.sums(out);
    let gap = functional?.checked_sub(economic?)?;
    let insurance = doc.table(TableKind::BasicExpenditure)?.code_row("30112");
    let insurance = insurance.and_then(|row| row.amount(Column::Total)?.money()).unwrap_or_default();
    // Once for both.
    let gaps = TWINS.iter().filter_map(|twin| {
        let (economic, functional) = twin.sums(out);
        functional?.checked_sub(economic?).filter(|gap| *gap > Money::ZERO)
    });
    let gaps = Money::checked_sum(gaps.collect::<Vec<_>>())?;
    if gap > Money::ZERO && gaps <= insurance {
        return Some("差额可能列在 30112 其他社会保障缴费，没有对照");
    }
    let (pensions, retired) = RETIREMENT.sums(out);
    let surplus = pensions.zip(retired).and_then(|(paid, booked)| paid.checked_sub(booked));
    let is_of_retired = twin.economic == ["30111"] && gap != Money::ZERO && surplus == functional;
    is_of_retired.then_some("2101103 的金额正好是离退休费两表之差，像是发给了离退休人员，没有对照")
}

#[cfg(test)]
mod tests {
    use crate::{Settings, example, review};

    #[test]
    fn one_gap_is_not_explained_twice() {
        assert!(!is_found_with("40.00", "3.50", "6.00"), "2.00 and 1.00");
        assert!(is_found_with("40.00", "2.50", "6.00"));
    }

    fn is_found(pension: &str, insurance: &str) -> bool {
        is_found_with(pension, insurance, "9.00")
    }

    fn is_found_with(pension: &str, insurance: &str, subsidy: &str) -> bool {
        let text = format!(
            "**一般公共预算财政拨款支出表**\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n\
             | 2080501 | 行政单位离退休 | 40.00 | 40.00 |  |\n| 2101101 | 行政单位医疗 | 30.00 | 30.00 |  |\n\
             | 2101103 | 公务员医疗补助 | 7.00 | 7.00 |  |\n\n\
             **一般公共预算财政拨款基本支出表**\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n\
             | 30110 | 职工基本医疗保险缴费 | 28.00 |\n| 30111 | 公务员医疗补助缴费 | {subsidy} |\n\
             | 30112 | 其他社会保障缴费 | {insurance} |\n| 30302 | 退休费 | {pension} |\n"
        );
        let report = review(&example::document(&text), &Settings::default());
        report.findings.iter().any(|finding| finding.code == "SX-09")
    }

    #[test]
    fn other_insurance_and_pensions_may_hold_the_difference() {
        assert!(!is_found("47.00", "2.50"));
        assert!(is_found("47.00", "1.00"), "too little to explain it");
        assert!(is_found("40.00", "2.50"), "the pensions are as booked");
    }
}
