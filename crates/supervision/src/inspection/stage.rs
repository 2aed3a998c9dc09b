//! How far an inspection has come.

/// 督查活动状态
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum InspectionStage {
    /// 待提出: nothing is written yet
    #[default]
    New,
    Proposed,
    Declined,
    Approved,
    Planned,
    Notified,
    UnderWay,
    Reported,
    /// 已作结论, not yet served on every target
    Concluded,
    Served,
    Rectifying,
    /// 整改已核查: every item is
    Verified,
    HandlingProposed,
    Handled,
    Cancelled,
    Archived,
}

impl InspectionStage {
    pub const ALL: [InspectionStage; 16] = [
        InspectionStage::New,
        InspectionStage::Proposed,
        InspectionStage::Declined,
        InspectionStage::Approved,
        InspectionStage::Planned,
        InspectionStage::Notified,
        InspectionStage::UnderWay,
        InspectionStage::Reported,
        InspectionStage::Concluded,
        InspectionStage::Served,
        InspectionStage::Rectifying,
        InspectionStage::Verified,
        InspectionStage::HandlingProposed,
        InspectionStage::Handled,
        InspectionStage::Cancelled,
        InspectionStage::Archived,
    ];

    /// The stored form, the office's word, and what comes next.
    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            InspectionStage::New => ("new", "待提出", "请先提出督查建议"),
            InspectionStage::Proposed => ("proposed", "待批准", "请等行政首长批准"),
            InspectionStage::Declined => ("declined", "未批准", "只能归档；情况变化的请另行提出建议"),
            InspectionStage::Approved => ("approved", "已批准", "请先制定督查方案"),
            InspectionStage::Planned => ("planned", "方案已定", "请先印发督查通知；暗访的请密封通知"),
            InspectionStage::Notified => ("notified", "已通知", "请先开始实施"),
            InspectionStage::UnderWay => ("under_way", "实施中", "请记录底稿，由组长提交督查报告"),
            InspectionStage::Reported => ("reported", "已报告", "请先作出督查结论"),
            InspectionStage::Concluded => ("concluded", "已作结论", "请先向每个督查对象送达结论"),
            InspectionStage::Served => ("served", "已送达", "请下达整改清单，或在异议期满后提出处理建议"),
            InspectionStage::Rectifying => ("rectifying", "整改中", "请先逐项核查整改"),
            InspectionStage::Verified => ("verified", "整改已核查", "请提出处理建议"),
            InspectionStage::HandlingProposed => {
                ("handling_proposed", "处理待批", "请等行政首长批准处理建议")
            }
            InspectionStage::Handled => ("handled", "处理已批", "请归档"),
            InspectionStage::Cancelled => ("cancelled", "已终止", "只能归档"),
            InspectionStage::Archived => ("archived", "已归档", "归档后不再变动；新的情况请另行提出建议"),
        }
    }

    pub fn key(self) -> &'static str {
        self.texts().0
    }

    pub fn word(self) -> &'static str {
        self.texts().1
    }

    /// What whoever tried something else is told to do.
    pub fn next_step(self) -> &'static str {
        self.texts().2
    }

    pub fn is_before_conclusion(self) -> bool {
        let place = |stage| InspectionStage::ALL.iter().position(|other| *other == stage);
        place(self) < place(InspectionStage::Concluded)
    }

    pub fn from_key(key: &str) -> Option<InspectionStage> {
        InspectionStage::ALL.into_iter().find(|stage| stage.key() == key)
    }
}
