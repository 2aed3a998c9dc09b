//! 时限与次数 one by one: key, words, what a county may set, and the field of [`Limits`] behind each.

use supervision::Limits;

use super::setting::Settings;

/// 一项时限
pub struct Limit {
    pub key: &'static str,
    pub group: &'static str,
    pub word: &'static str,
    pub hint: &'static str,
    pub measure: &'static str,
    pub least: i64,
    pub most: i64,
    get: fn(&Limits) -> i64,
    set: fn(&mut Limits, i64),
}

macro_rules! limit {
    ($group:literal, $field:ident, $word:literal, $measure:literal, $least:literal..=$most:literal, $hint:literal) => {
        Limit {
            key: stringify!($field),
            group: $group,
            word: $word,
            hint: $hint,
            measure: $measure,
            least: $least,
            most: $most,
            get: |limits| i64::from(limits.$field),
            // Only what lies between least and most arrives here.
            set: |limits, n| limits.$field = n.try_into().unwrap_or(limits.$field),
        }
    };
}

pub const LIMITS: [Limit; 18] = [
    limit!("签收和审核", refusal_within, "退签时限", "个工作日", 1..=10, "交办后多久内可以退签"),
    limit!(
        "签收和审核",
        refusal_answer_within,
        "退签答复时限",
        "个工作日",
        1..=10,
        "督查室不答复的，视为不同意"
    ),
    limit!("签收和审核", review_within, "督查室审核时限", "个工作日", 1..=20, "超过的亮督查室的灯"),
    limit!("签收和审核", request_within, "申请答复时限", "个工作日", 1..=20, "延期、改派、挂起、调整的申请"),
    limit!("延期、挂起和重启", extension_before, "延期须提前", "个工作日", 0..=10, "到期前多久提出"),
    limit!("延期、挂起和重启", extensions_at_most, "延期次数上限", "次", 0..=5, "第二次起由县领导批准"),
    limit!("延期、挂起和重启", suspension_at_most_days, "挂起上限", "天", 1..=365, "自然日"),
    limit!(
        "延期、挂起和重启",
        reopening_within_days,
        "重启期限",
        "天",
        1..=730,
        "办结后多久内可以重启，自然日"
    ),
    limit!(
        "延期、挂起和重启",
        silence_before_closure,
        "销号等待",
        "个工作日",
        0..=30,
        "办结后领导没有新的批示满几日可以销号"
    ),
    limit!("亮灯", yellow_before_at_most, "临期最早", "个工作日", 0..=20, "最多提前几日亮黄灯"),
    limit!("亮灯", yellow_before_percent, "临期比例", "%", 1..=100, "剩余时间占办理时间的比例，与上一项取小"),
    limit!("亮灯", lag_points, "进度落后", "个百分点", 1..=100, "进度落后于时间多少亮黄灯"),
    limit!("亮灯", red_after_feedback, "反馈逾期转红", "个工作日", 1..=30, ""),
    limit!("亮灯", red_after_sign, "未签收转红", "个工作日", 1..=30, ""),
    limit!("亮灯", red_after_node, "节点逾期转红", "个工作日", 1..=30, ""),
    limit!("催办", urging_apart_hours, "人工催办间隔", "小时", 1..=240, "同一任务两次人工催办之间"),
    limit!("催办", yellow_notice_after, "黄单", "个工作日", 1..=30, "催办单之后几日仍未办结"),
    limit!("催办", red_notice_after, "红单", "个工作日", 2..=60, "催办单之后几日仍未办结"),
];

impl Limit {
    pub fn of(&self, limits: &Limits) -> i64 {
        (self.get)(limits)
    }

    pub fn preset(&self) -> i64 {
        self.of(&Limits::default())
    }

    pub fn setting_key(&self) -> String {
        format!("limit.{}", self.key)
    }

    fn read(&self, text: &str) -> Option<i64> {
        text.trim().parse().ok().filter(|n| (self.least..=self.most).contains(n))
    }
}

/// The limits of a county. A stored text that is no longer allowed counts as the default.
pub fn of(settings: &Settings) -> Limits {
    let mut limits = Limits::default();
    for limit in &LIMITS {
        if let Some(n) = settings.get(&limit.setting_key()).and_then(|text| limit.read(text)) {
            (limit.set)(&mut limits, n);
        }
    }
    limits
}

/// The limits that a form asks for, or the first problem in words.
pub fn typed(text_of: impl Fn(&str) -> String) -> Result<Limits, String> {
    let mut limits = Limits::default();
    for limit in &LIMITS {
        let n = limit.read(&text_of(limit.key));
        let Some(n) = n else {
            return Err(format!("“{}”为 {} 至 {} 的整数", limit.word, limit.least, limit.most));
        };
        (limit.set)(&mut limits, n);
    }
    if limits.red_notice_after <= limits.yellow_notice_after {
        return Err("红单须晚于黄单".to_owned());
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_allowed_and_read_back() {
        let preset = Limits::default();
        assert_eq!(
            typed(|key| LIMITS.iter().find(|l| l.key == key).unwrap().preset().to_string()),
            Ok(preset)
        );
    }

    #[test]
    fn each_limit_changes_its_own_field() {
        for limit in &LIMITS {
            let mut limits = Limits::default();
            (limit.set)(&mut limits, limit.most);
            assert_eq!(limit.of(&limits), limit.most, "{}", limit.key);
            let others = LIMITS.iter().filter(|other| other.key != limit.key);
            assert!(others.into_iter().all(|other| other.of(&limits) == other.preset()), "{}", limit.key);
        }
    }

    #[test]
    fn what_no_office_would_set_is_refused() {
        let with = |changed: &str, text: &str| {
            typed(|key| {
                let preset = LIMITS.iter().find(|l| l.key == key).unwrap().preset();
                if key == changed { text.to_owned() } else { preset.to_string() }
            })
        };
        for text in ["", "0", "-1", "11", "一", "1.5"] {
            assert_eq!(with("refusal_within", text), Err("“退签时限”为 1 至 10 的整数".to_owned()), "{text}");
        }
        assert_eq!(with("red_notice_after", "2"), Err("红单须晚于黄单".to_owned()));
    }
}
