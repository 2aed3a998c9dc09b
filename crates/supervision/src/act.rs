//! What can happen to a matter. The journal of a matter is a list of these, and everything else is computed from it.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::{Actor, Duty, PersonId, UnitId};

/// 办理动作. Due instants stand in the acts that set them: a later change of calendar or settings moves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// 拟办; again for each change until the draft is submitted
    Draft { plan: Plan },
    /// 报批
    Submit,
    /// 批准立项并交办
    Approve { dues: Vec<UnitDues> },
    /// 退回拟办
    SendBack { reason: String },
    /// 不立项（阅知）
    Decline { reason: String },
    /// 签收
    Acknowledge { unit: UnitId, handler: PersonId, plan_on: Date },
    /// 退签
    Refuse { unit: UnitId, reason: String },
    /// 退签答复: granted, the unit is out, and a matter whose lead is out goes back to be drafted again; else it stays, with a
    /// new limit to sign unless the old one had passed. After the time to answer the program itself says that it stays.
    AnswerRefusal { unit: UnitId, granted: bool, reason: String, sign: Option<DateTime> },
    /// 反馈
    GiveFeedback { unit: UnitId, progress: u8, is_final: bool },
    /// 单位负责人签发
    SignOff { unit: UnitId },
    /// 单位负责人退回经办人
    Rewrite { unit: UnitId, reason: String },
    /// 督查室审核通过
    Accept { unit: UnitId, nodes_met: usize, next_feedback: Option<DateTime> },
    /// 退回重办
    ReturnBack { unit: UnitId, defects: Vec<String>, dues: Dues },
    /// 办结, by 督查室主任
    Complete { grade: Grade },
    /// 批示领导确认办结
    Confirm,
    /// 销号
    Close,
    /// 归档
    Archive,
    /// 重启
    Reopen { reason: String, dues: Vec<UnitDues> },
    /// 挂起
    Suspend { cause: SuspensionCause, reason: String, until: Date },
    /// 恢复办理; the program itself resumes when the day has come
    Resume { dues: Vec<UnitDues> },
    /// 终止
    Terminate { reason: String },
    /// 并案
    Merge { into: String, reason: String },
    /// 申请延期、改派、挂起、调整
    Ask { unit: UnitId, request: Request },
    /// 申请答复; `dues` are what a granted request sets anew
    Decide { request: usize, granted: bool, reason: String, dues: Vec<UnitDues> },
    /// 催办
    Urge { unit: UnitId, rung: UrgingRung, reason: String },
    /// 批示
    Instruct { text: String },
    /// 情况说明
    Explain { unit: UnitId, text: String },
}

/// 办理记录: an act that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: DateTime,
    /// `None`: the program itself, by rule
    pub by: Option<Actor>,
    pub act: Act,
}

/// 立项方案: what a draft must say before it can be approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// 牵头单位: exactly one. More than one means more than one matter.
    pub lead: UnitId,
    /// 协办单位
    pub supporting: Vec<UnitId>,
    /// Key of a [`DeadlineTemplate`](crate::DeadlineTemplate)
    pub template: String,
    /// 要求办结日期, where the source names one
    pub finish_on: Option<Date>,
    /// 长期事项的节点
    pub nodes: Vec<Date>,
    /// 办结标准 are counted here; their words are the application's.
    pub n_standards: usize,
    /// 来自领导批示: leaders approve and confirm it
    pub instructed_by: Option<PersonId>,
    /// 查重已核对
    pub duplicates_seen: bool,
    /// 确认不涉密
    pub unclassified: bool,
}

impl Plan {
    pub fn units(&self) -> impl Iterator<Item = &UnitId> {
        std::iter::once(&self.lead).chain(&self.supporting)
    }
}

/// 时限 of one assignment, each a frozen instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dues {
    pub sign: DateTime,
    pub feedback: Option<DateTime>,
    pub nodes: Vec<DateTime>,
    pub finish: Option<DateTime>,
}

/// 承办单位的时限
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDues {
    pub unit: UnitId,
    pub dues: Dues,
}

/// 办结等次. 不合格 is no grade: it is a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Excellent,
    Good,
    Passed,
}

/// 挂起事由
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionCause {
    /// 法定程序: hearing, testing, appraisal
    Procedure,
    /// 上级未定
    SuperiorUndecided,
    /// 不可抗力
    ForceMajeure,
}

/// 申请: a side object, never a stage. The stage it was asked in goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Request {
    /// 延期
    Extension { to: Date, reason: String, progress: String },
    /// 改派
    Reassignment { to: UnitId, reason: String },
    /// 挂起
    Suspension { cause: SuspensionCause, until: Date, reason: String },
    /// 调整办结标准或节点
    Adjustment { change: String, reason: String },
}

/// 催办、黄单、红单
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrgingRung {
    /// 催办单（蓝）
    Blue,
    /// 黄单
    Yellow,
    /// 红单
    Red,
}

macro_rules! words {
    ($type:ident { $($variant:ident $key:literal $word:literal),* $(,)? }) => {
        impl $type {
            pub const ALL: &'static [$type] = &[$($type::$variant),*];

            pub fn key(self) -> &'static str {
                match self { $($type::$variant => $key),* }
            }

            pub fn word(self) -> &'static str {
                match self { $($type::$variant => $word),* }
            }

            pub fn from_key(key: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}
pub(crate) use words;

words!(Grade { Excellent "excellent" "优秀", Good "good" "良好", Passed "passed" "合格" });
words!(SuspensionCause {
    Procedure "procedure" "法定程序",
    SuperiorUndecided "superior_undecided" "上级未定",
    ForceMajeure "force_majeure" "不可抗力",
});
words!(UrgingRung { Blue "blue" "催办单", Yellow "yellow" "黄单", Red "red" "红单" });

impl Request {
    pub fn word(&self) -> &'static str {
        match self {
            Request::Extension { .. } => "延期",
            Request::Reassignment { .. } => "改派",
            Request::Suspension { .. } => "挂起",
            Request::Adjustment { .. } => "调整",
        }
    }
}

impl Act {
    /// The unit whose assignment the act moves.
    pub fn unit(&self) -> Option<&UnitId> {
        match self {
            Act::Acknowledge { unit, .. }
            | Act::Refuse { unit, .. }
            | Act::AnswerRefusal { unit, .. }
            | Act::GiveFeedback { unit, .. }
            | Act::SignOff { unit }
            | Act::Rewrite { unit, .. }
            | Act::Accept { unit, .. }
            | Act::ReturnBack { unit, .. }
            | Act::Ask { unit, .. }
            | Act::Urge { unit, .. }
            | Act::Explain { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// Stable name in the journal.
    pub fn key(&self) -> &'static str {
        match self {
            Act::Draft { .. } => "draft",
            Act::Submit => "submit",
            Act::Approve { .. } => "approve",
            Act::SendBack { .. } => "send_back",
            Act::Decline { .. } => "decline",
            Act::Acknowledge { .. } => "acknowledge",
            Act::Refuse { .. } => "refuse",
            Act::AnswerRefusal { .. } => "answer_refusal",
            Act::GiveFeedback { .. } => "give_feedback",
            Act::SignOff { .. } => "sign_off",
            Act::Rewrite { .. } => "rewrite",
            Act::Accept { .. } => "accept",
            Act::ReturnBack { .. } => "return_back",
            Act::Complete { .. } => "complete",
            Act::Confirm => "confirm",
            Act::Close => "close",
            Act::Archive => "archive",
            Act::Reopen { .. } => "reopen",
            Act::Suspend { .. } => "suspend",
            Act::Resume { .. } => "resume",
            Act::Terminate { .. } => "terminate",
            Act::Merge { .. } => "merge",
            Act::Ask { .. } => "ask",
            Act::Decide { .. } => "decide",
            Act::Urge { .. } => "urge",
            Act::Instruct { .. } => "instruct",
            Act::Explain { .. } => "explain",
        }
    }

    /// The office's word for it, as buttons and the timeline say it.
    pub fn word(&self) -> &'static str {
        match self {
            Act::Draft { .. } => "拟办",
            Act::Submit => "报批",
            Act::Approve { .. } => "立项交办",
            Act::SendBack { .. } => "退回拟办",
            Act::Decline { .. } => "不立项",
            Act::Acknowledge { .. } => "签收",
            Act::Refuse { .. } => "退签",
            Act::AnswerRefusal { .. } => "退签答复",
            Act::GiveFeedback { is_final: false, .. } => "反馈进展",
            Act::GiveFeedback { is_final: true, .. } => "申请办结",
            Act::SignOff { .. } => "签发",
            Act::Rewrite { .. } => "退回修改",
            Act::Accept { .. } => "审核通过",
            Act::ReturnBack { .. } => "退回重办",
            Act::Complete { .. } => "办结",
            Act::Confirm => "确认办结",
            Act::Close => "销号",
            Act::Archive => "归档",
            Act::Reopen { .. } => "重启",
            Act::Suspend { .. } => "挂起",
            Act::Resume { .. } => "恢复办理",
            Act::Terminate { .. } => "终止",
            Act::Merge { .. } => "并案",
            Act::Ask { .. } => "申请",
            Act::Decide { .. } => "申请答复",
            Act::Urge { .. } => "催办",
            Act::Instruct { .. } => "批示",
            Act::Explain { .. } => "情况说明",
        }
    }

    /// Acts only these duties may take; who of them, and when, the transition decides.
    pub fn duties(&self) -> &'static [Duty] {
        use Duty::{ChiefLeader, Director, FieldLeader, Handler, Inspector, Liaison, UnitHead};
        match self {
            Act::Draft { .. } | Act::Submit => &[Inspector, Director],
            Act::Approve { .. } | Act::SendBack { .. } => &[Director, FieldLeader, ChiefLeader],
            Act::Decline { .. } => &[Director],
            Act::Acknowledge { .. } => &[Liaison, UnitHead],
            Act::Refuse { .. } | Act::SignOff { .. } | Act::Rewrite { .. } => &[UnitHead],
            Act::AnswerRefusal { .. } => &[Director, Inspector],
            Act::GiveFeedback { .. } | Act::Explain { .. } => &[Handler, Liaison, UnitHead],
            Act::Accept { .. } | Act::ReturnBack { .. } | Act::Urge { .. } => &[Inspector, Director],
            Act::Complete { .. } | Act::Reopen { .. } => &[Director],
            Act::Confirm | Act::Instruct { .. } => &[ChiefLeader, FieldLeader],
            Act::Close | Act::Archive => &[Inspector, Director],
            Act::Suspend { .. } | Act::Resume { .. } => &[Director, ChiefLeader, FieldLeader],
            Act::Terminate { .. } => &[ChiefLeader, FieldLeader],
            Act::Merge { .. } => &[Director],
            Act::Ask { .. } => &[UnitHead, Liaison],
            Act::Decide { .. } => &[Director, ChiefLeader, FieldLeader],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AssignmentStage, Colour, LightReason, Recipient, Stage};

    #[test]
    fn stored_words_are_read_back_and_differ() {
        macro_rules! check {
            ($($type:ident),*) => {
                $(for (i, value) in $type::ALL.iter().enumerate() {
                    assert_eq!($type::from_key(value.key()), Some(*value));
                    assert!($type::ALL[..i].iter().all(|other| other.word() != value.word()));
                    assert_eq!($type::from_key(value.word()), None);
                })*
            };
        }
        check!(
            Grade,
            SuspensionCause,
            UrgingRung,
            Stage,
            AssignmentStage,
            Colour,
            LightReason,
            Recipient,
            Duty
        );
    }

    #[test]
    fn nobody_has_every_part() {
        let acts = [
            (Act::Submit, "督查员、督查室主任"),
            (Act::Complete { grade: Grade::Good }, "督查室主任"),
            (Act::Confirm, "主要领导、分管领导"),
            (Act::Archive, "督查员、督查室主任"),
            (Act::Terminate { reason: String::new() }, "主要领导、分管领导"),
            (Act::SignOff { unit: UnitId("A".to_owned()) }, "单位负责人"),
        ];
        for (act, duties) in acts {
            let words: Vec<&str> = act.duties().iter().map(|duty| duty.word()).collect();
            assert_eq!(words.join("、"), duties, "{}", act.word());
            assert!(!act.duties().contains(&Duty::Observer));
        }
    }
}
