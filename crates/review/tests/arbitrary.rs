//! Rules on documents that nobody would write: none panics, none loops, every check ends in one of four ways.

use budget::{
    Amount, BudgetDocument, BudgetTable, BudgetUnit, Column, ContentsEntry, Decimal, Department,
    DepartmentTarget, DocumentKind, FiscalYear, Indicator, IndicatorAspect, IndicatorKind, ListedProject,
    Located, Measure, NarrativeSection, Place, PlanPoint, PriorYearChange, PriorYearComparison, Project,
    ProjectCode, Purchase, Quantity, RegionCode, Secrecy, Side, SpendingPlan, StatedFigures, TableKind,
    TableRow, TargetItem, TargetValue, ThreePublics,
};
use fastrand::Rng;
use review::{Companions, Settings};

const TEXTS: [&str; 40] = [
    "",
    " ",
    "\u{3000}",
    "。",
    "，，，",
    "甲",
    "率",
    "%",
    "≥",
    "≥%",
    "≥100%",
    "=%100",
    "≤0",
    "≥99999999999999999999",
    "是否",
    "不公开",
    "涉密",
    "1. 不公开",
    "合计",
    "总计",
    "其中：",
    "本年收入合计",
    "上年结转",
    "收入总计",
    "（）",
    "《",
    "》《",
    "〔2017〕39号",
    "云政〔〕号",
    "2022年12月31日",
    "较2021年增加0万元，主要是",
    "注：无。",
    "空表列示",
    "成本（万元）",
    "人数（人）",
    "\u{1F600}\u{1F600}",
    "é\u{301}",
    "车辆29台，车辆20辆",
    "项目支出 0 万元，主要为甲",
    "满意度",
];
const CODES: [&str; 14] = [
    "201",
    "20101",
    "2010101",
    "2",
    "20",
    "99999999999999",
    "",
    "a01",
    "3010",
    "301",
    "30101",
    "２０１",
    "50",
    "甲乙丙",
];
const AMOUNTS: [&str; 14] = [
    "",
    "0",
    "无",
    "-1",
    "1.005",
    "1.00",
    "999999999",
    "不公开",
    "12..5",
    "1225.6",
    "6元",
    "3,000.00",
    "0.000001",
    "92233720368547",
];

struct Source(Rng);

impl Source {
    fn place(&mut self) -> Place {
        Place::cell(self.0.u32(1..500), self.0.u32(1..9))
    }

    fn text(&mut self) -> String {
        let n_parts = self.0.usize(1..4);
        let mut text: String = (0..n_parts).map(|_| TEXTS[self.0.usize(..TEXTS.len())]).collect();
        if self.0.u8(..) == 0 {
            text = text.repeat(3_000);
        }
        text
    }

    fn located(&mut self) -> Located<String> {
        Located::new(self.text(), self.place())
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Source) -> T) -> Option<T> {
        self.0.bool().then(|| make(self))
    }

    fn several<T>(&mut self, most: usize, mut make: impl FnMut(&mut Source) -> T) -> Vec<T> {
        (0..self.0.usize(..=most)).map(|_| make(self)).collect()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.0.usize(..all.len())]
    }

    fn amount(&mut self) -> Amount {
        let measure = self.one_of(&[Measure::Wan, Measure::Yuan, Measure::Yi]);
        Amount::read(self.one_of(&AMOUNTS), measure, self.place())
    }

    fn year(&mut self) -> Option<FiscalYear> {
        let year = self.0.u16(1990..2100);
        self.maybe(|_| FiscalYear::new(year)).flatten()
    }

    fn table(&mut self) -> BudgetTable {
        let columns = self.several(6, |s| s.one_of(&Column::ALL));
        let rows = self.several(12, |s| s.row(&columns));
        BudgetTable {
            kind: self.one_of(&TableKind::ALL),
            title: self.text(),
            fiscal_year: self.year(),
            unit_line: self.maybe(Source::located),
            measure: self.one_of(&[Measure::Wan, Measure::Yuan]),
            heads: self.several(3, Source::located),
            note: self.maybe(Source::located),
            columns,
            rows,
            place: self.place(),
        }
    }

    fn row(&mut self, columns: &[Column]) -> TableRow {
        let printed = self.text();
        TableRow {
            number: self.maybe(|s| s.0.u32(..40)),
            side: self.maybe(|s| s.one_of(&[Side::Revenue, Side::Expenditure])),
            code: self.maybe(|s| s.one_of(&CODES).to_owned()),
            name: self.text(),
            amounts: columns.iter().map(|column| (*column, self.amount())).collect(),
            quantity: self.maybe(|s| Quantity {
                number: printed.parse().ok().or(Some(Decimal::whole(s.0.i64(..)))),
                printed,
                place: s.place(),
            }),
            purchase: self.maybe(|s| Purchase { item: s.text(), ..Purchase::default() }),
            place: self.place(),
        }
    }

    fn project(&mut self) -> Project {
        Project {
            name: self.located(),
            code: self
                .maybe(|s| Located::new(ProjectCode::as_printed(&(s.text() + s.one_of(&CODES))), s.place())),
            secrecy: self.one_of(&[
                Secrecy::Public,
                Secrecy::Withheld,
                Secrecy::Classified,
                Secrecy::OnRequest,
            ]),
            budgeted: self.maybe(Source::amount),
            fiscal: self.maybe(Source::amount),
            other: self.maybe(Source::amount),
            purpose: self.maybe(Source::located),
            spending_plan: self.maybe(Source::plan),
            goals: self.several(4, Source::located),
            indicators: self.several(9, Source::indicator),
            labels: self.several(6, Source::located),
            place: self.place(),
        }
    }

    fn plan(&mut self) -> SpendingPlan {
        let points = std::array::from_fn(|_| match self.0.u8(..5) {
            0 => PlanPoint::Blank,
            1 => PlanPoint::Lost,
            2 => PlanPoint::Redacted(Secrecy::Withheld),
            3 => PlanPoint::Unread { printed: self.text(), place: self.place() },
            _ => PlanPoint::Stated { percent: Decimal::whole(self.0.i64(-200..300)), place: self.place() },
        });
        SpendingPlan { points, place: self.place() }
    }

    fn indicator(&mut self) -> Indicator {
        let aspects = [
            "数量",
            "质量",
            "时效",
            "成本",
            "经济成本",
            "经济效益",
            "社会效益",
            "生态效益",
            "可持续影响",
            "满意度",
        ];
        Indicator {
            kind: self.one_of(&IndicatorKind::ALL),
            aspect: IndicatorAspect::of_label(self.one_of(&aspects)).unwrap_or(IndicatorAspect::Cost),
            kind_label: self.maybe(Source::text),
            aspect_label: self.maybe(Source::text),
            name: self.maybe(Source::located),
            description: self.maybe(Source::located),
            target_value: Located::new(TargetValue::parse(&self.text()), self.place()),
            value_basis: self.maybe(Source::located),
            place: self.place(),
        }
    }

    fn change(&mut self) -> PriorYearChange {
        PriorYearChange { amount: self.amount(), reason: self.maybe(Source::text) }
    }

    fn stated(&mut self) -> StatedFigures {
        StatedFigures {
            revenue: self.maybe(Source::amount),
            general_public: self.maybe(Source::amount),
            government_fund: self.maybe(Source::amount),
            special_account: self.maybe(Source::amount),
            other_revenue: self.maybe(Source::amount),
            expenditure: self.maybe(Source::amount),
            basic: self.maybe(Source::amount),
            personnel: self.maybe(Source::amount),
            operating: self.maybe(Source::amount),
            project: self.maybe(Source::amount),
            projects: self.several(8, |s| ListedProject { name: s.text(), amount: s.amount() }),
            comparison: self.maybe(|s| PriorYearComparison {
                year: s.year(),
                total: s.maybe(Source::change),
                basic: s.maybe(Source::change),
                project: s.maybe(Source::change),
                place: s.place(),
            }),
            running_costs: self.maybe(Source::amount),
            running_cost_parts: self.several(3, |s| (s.text(), s.amount())),
            three_publics: self.maybe(|s| ThreePublics {
                total: s.maybe(Source::amount),
                overseas_travel: s.maybe(Source::amount),
                vehicles: s.maybe(Source::amount),
                purchase: s.maybe(Source::amount),
                running: s.maybe(Source::amount),
                reception: s.maybe(Source::amount),
                change: s.maybe(Source::change),
                part_changes: s.several(3, |s| (s.text(), s.change())),
            }),
            procurement: self.maybe(Source::amount),
            assets: self.maybe(Source::amount),
            planned_assets: self.maybe(Source::amount),
        }
    }

    fn item(&mut self) -> TargetItem {
        TargetItem { title: self.text(), text: self.text(), place: self.place() }
    }

    fn document(&mut self) -> BudgetDocument {
        BudgetDocument {
            kind: self.one_of(&DocumentKind::ALL),
            fiscal_year: self.year(),
            region: self.maybe(Source::text),
            region_code: self.maybe(|s| RegionCode::new(s.one_of(&["130324", "430100", "000000"]))).flatten(),
            department: Department { code: self.maybe(Source::located), name: self.maybe(Source::located) },
            contents: self.several(6, |s| ContentsEntry {
                title: s.text(),
                page: s.maybe(|s| s.0.u32(..)),
                place: s.place(),
            }),
            tables: self.several(9, Source::table),
            units: self.several(3, |s| BudgetUnit {
                name: s.text(),
                nature: s.maybe(Source::text),
                rank: s.maybe(Source::text),
                funding: s.maybe(Source::text),
                place: s.place(),
            }),
            narrative: self.several(6, |s| NarrativeSection {
                title: s.text(),
                paragraphs: s.several(5, Source::located),
                place: s.place(),
            }),
            stated: self.stated(),
            target: DepartmentTarget {
                overall: self.maybe(Source::located),
                itemised: self.several(3, Source::item),
                safeguards: self.several(3, Source::item),
            },
            projects: self.several(6, Source::project),
        }
    }
}

#[test]
fn no_document_breaks_a_rule() {
    for seed in 0..400 {
        let mut source = Source(Rng::with_seed(seed));
        let (document, other) = (source.document(), source.document());
        let companions = Companions { prior_year: Some(&other), unredacted: Some(&other) };
        let report = review::review_with(&document, &companions, &Settings::default());
        for undecided in &report.undecided {
            assert!(!undecided.reason.contains("自身有缺陷"), "{} on seed {seed}", undecided.code);
        }
    }
}

#[test]
fn long_documents_take_no_longer_than_their_length() {
    let mut source = Source(Rng::with_seed(7));
    let mut document = source.document();
    document.projects = (0..2_000).map(|_| source.project()).collect();
    document.tables = (0..300).map(|_| source.table()).collect();
    let report = review::review(&document, &Settings::default());
    assert!(report.n_failed > 0);
}
