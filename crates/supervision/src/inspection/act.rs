//! What can happen to an inspection, and who takes part in it. Which act may follow on which stage stands in `guard`.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::{PersonId, UnitId};

/// 督查动作. Ends of terms stand in the acts that set them, so that a later change of the calendar moves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum InspectionAct {
    /// 督查建议 (条例第十三条)
    Propose { subject: String, reason: String },
    /// 行政首长批准
    Approve,
    /// 行政首长不予批准
    Decline { reason: String },
    /// 行政首长同意超计划督查
    AllowBeyondQuota { reason: String },
    /// 制定督查方案
    Plan { plan: InspectionPlan },
    /// 印发督查通知
    Notify,
    /// 密封督查通知, for a 暗访: each target sees it when it is visited.
    SealNotice,
    /// 开始实施
    Begin,
    /// 督查底稿 with the number of pieces of evidence that go with it
    Record { target: UnitId, finding: String, n_evidence: u32 },
    /// 督查报告
    Report { text: String },
    /// 督查结论, one for each target (条例第十五条)
    Conclude { conclusions: Vec<Conclusion> },
    /// 送达督查结论; `object_until` is the end of the 30 days
    Serve { target: UnitId, object_until: DateTime },
    /// 申请复核 (条例第十六条); `decide_until` is the end of the 30 days
    Object { grounds: String, decide_until: DateTime },
    /// 指定复核人员
    AssignReviewer { target: UnitId, reviewer: PersonId },
    /// 复核决定
    DecideReview { target: UnitId, decision: ReviewDecision, reason: String },
    /// 下达整改清单 (条例第十七条)
    OrderRectification { target: UnitId, demand: String, due: DateTime },
    /// 报告整改情况, of the item with this index
    ReportRectified { item: usize, result: String },
    /// 核查整改
    Verify { item: usize, is_met: bool, note: String },
    /// 提出处理建议
    ProposeHandling { proposal: String },
    /// 行政首长批准处理建议
    ApproveHandling,
    /// 行政首长退回处理建议
    SendBackHandling { reason: String },
    /// 终止督查
    Cancel { reason: String },
    /// 归档
    Archive,
}

impl InspectionAct {
    pub fn word(&self) -> &'static str {
        match self {
            InspectionAct::Propose { .. } => "提出督查建议",
            InspectionAct::Approve => "批准督查",
            InspectionAct::Decline { .. } => "不予批准",
            InspectionAct::AllowBeyondQuota { .. } => "同意超计划督查",
            InspectionAct::Plan { .. } => "制定督查方案",
            InspectionAct::Notify => "印发督查通知",
            InspectionAct::SealNotice => "密封督查通知",
            InspectionAct::Begin => "开始实施",
            InspectionAct::Record { .. } => "记录督查底稿",
            InspectionAct::Report { .. } => "提交督查报告",
            InspectionAct::Conclude { .. } => "作出督查结论",
            InspectionAct::Serve { .. } => "送达督查结论",
            InspectionAct::Object { .. } => "申请复核",
            InspectionAct::AssignReviewer { .. } => "指定复核人员",
            InspectionAct::DecideReview { .. } => "作出复核决定",
            InspectionAct::OrderRectification { .. } => "下达整改清单",
            InspectionAct::ReportRectified { .. } => "报告整改情况",
            InspectionAct::Verify { .. } => "核查整改",
            InspectionAct::ProposeHandling { .. } => "提出处理建议",
            InspectionAct::ApproveHandling => "批准处理建议",
            InspectionAct::SendBackHandling { .. } => "退回处理建议",
            InspectionAct::Cancel { .. } => "终止督查",
            InspectionAct::Archive => "归档",
        }
    }
}

/// An act that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionEvent {
    pub at: DateTime,
    pub by: Inspector,
    pub act: InspectionAct,
}

/// 督查参与人: who acts, and as what. A substitute acts in the part of the person they stand in for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspector {
    pub person: PersonId,
    pub part: InspectionPart,
    /// 受委托: the absent person
    pub on_behalf_of: Option<PersonId>,
}

impl Inspector {
    /// The person and the one they stand in for.
    pub fn persons(&self) -> impl Iterator<Item = &PersonId> {
        std::iter::once(&self.person).chain(&self.on_behalf_of)
    }

    pub fn is(&self, person: &PersonId) -> bool {
        self.persons().any(|acting| acting == person)
    }
}

/// 督查中的身份
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionPart {
    /// 行政首长
    Head,
    /// 督查室主任
    Director,
    /// 督查人员
    Inspector,
    /// 复核人员, from outside those who worked on it
    Reviewer,
    /// 督查对象
    Target(UnitId),
}

/// 督查方案: content, targets and scope must be fixed, frequency and length are limited (条例第十四条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionPlan {
    pub content: String,
    pub scope: String,
    pub method: String,
    pub targets: Vec<UnitId>,
    pub from: Date,
    pub until: Date,
    /// 督查组组长
    pub leader: PersonId,
    /// 督查组成员, the leader not among them
    pub members: Vec<PersonId>,
    /// 暗访
    pub is_unannounced: bool,
    pub quota: PlanQuota,
}

impl InspectionPlan {
    pub fn team(&self) -> impl Iterator<Item = &PersonId> {
        std::iter::once(&self.leader).chain(&self.members)
    }
}

/// 年度督查计划次数: what the year's plan, as filed, allows for these targets, and what has been used of it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanQuota {
    pub allowed: u32,
    pub used: u32,
}

/// 督查结论 on one target
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    pub target: UnitId,
    pub text: String,
}

/// 复核决定
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDecision {
    /// 维持
    Upheld,
    /// 变更; what had to be rectified is ordered anew
    Changed,
    /// 撤销; nothing is left to rectify
    Revoked,
}

impl ReviewDecision {
    pub fn word(self) -> &'static str {
        match self {
            ReviewDecision::Upheld => "维持",
            ReviewDecision::Changed => "变更",
            ReviewDecision::Revoked => "撤销",
        }
    }
}
