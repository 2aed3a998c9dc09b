//! What an office sets for itself: every number here is a default of ours unless its source is named.

use crate::WorkingTime;

/// 规则版本 of these defaults; whoever changes a number or a condition of the lights raises it.
pub const RULE_VERSION: u32 = 1;

/// 督办规则: the county's calendar with its office hours, and its limits.
#[derive(Clone, Debug)]
pub struct Rules<'a> {
    pub time: WorkingTime<'a>,
    pub limits: Limits,
}

/// 时限与次数. Working days where nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// 退签时限 after issue
    pub refusal_within: i32,
    /// 退签答复时限; silence means it stays
    pub refusal_answer_within: i32,
    /// 督查室审核时限
    pub review_within: i32,
    /// 申请答复时限
    pub request_within: i32,
    /// 延期须在到期前提出
    pub extension_before: i32,
    /// 延期次数上限; from the second on a leader decides
    pub extensions_at_most: u32,
    /// 挂起上限, calendar days
    pub suspension_at_most_days: i32,
    /// 重启期限 after 办结, calendar days
    pub reopening_within_days: i32,
    /// 批示领导无新批示满几日可销号
    pub silence_before_closure: i32,
    /// 人工催办间隔, hours
    pub urging_apart_hours: i32,
    /// 临期: at most so many working days before the end the light turns yellow
    pub yellow_before_at_most: i32,
    /// 临期: so much of the time allotted, in percent
    pub yellow_before_percent: i32,
    /// 进度落后 behind the time elapsed, in percent points
    pub lag_points: i32,
    /// 反馈逾期 turns red after
    pub red_after_feedback: i32,
    /// 未签收 turns red after
    pub red_after_sign: i32,
    /// 节点逾期 turns red after
    pub red_after_node: i32,
    /// 黄单 after 催办单
    pub yellow_notice_after: i32,
    /// 红单 after 催办单
    pub red_notice_after: i32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            refusal_within: 1,
            refusal_answer_within: 1,
            review_within: 3,
            request_within: 2,
            extension_before: 2,
            extensions_at_most: 2,
            suspension_at_most_days: 60,
            reopening_within_days: 180,
            silence_before_closure: 3,
            urging_apart_hours: 24,
            yellow_before_at_most: 3,
            yellow_before_percent: 20,
            lag_points: 15,
            red_after_feedback: 3,
            red_after_sign: 2,
            red_after_node: 5,
            yellow_notice_after: 2,
            red_notice_after: 5,
        }
    }
}
