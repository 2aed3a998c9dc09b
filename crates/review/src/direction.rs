//! 方向: whether more or less of what an indicator measures is better, told only where its name leaves no doubt.

use budget::{Indicator, IndicatorAspect, normal_name};

use crate::measure::{Quantity, Sort, subject, wording};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    More,
    Less,
}

/// What goes wrong, as names of indicators have it.
const FLAWS: &str = "差错 错误 失误 错漏 错发 漏发 事故 伤亡 死亡 亡人 受害 投诉 违规 违纪 违法 故障 停机 宕机 中断 流失 辍学 失学 失业 不良反应 漏报 误报 报废 损耗 脱管 复吸 \
    发病 患病 感染 发案 返贫 逾期 超期 超时 超限 撂荒 复烧 损毁 丢失 返工 负面舆情 舆情事件 上访 火灾 中毒 泄密 漏损 不合格 纠纷";

/// How a name counts them, to its end.
const COUNTED: &str = "率 发生率 比例 占比 数 起数 次数 件数 例数 人数 数量 总数 发生数 发生起数 发生次数 发生件数 发生数量 发生量";

/// Words that turn a flaw into work done about it, or the measure into a fall.
const TURNED: &str = "无 零 不 非 未 减 降 下降 缩 压 查 处 办 受理 接 排 整改 纠 制止 调解 化解 解决 防 避免 消除 控制 监 报 统计 救 抚恤 \
    补 赔 演练 保障 应对 挽回 打击 同比 较上年 比上年";

/// Waits and repairs.
const WAITS: &str = "办理时限 办结时限 处理时限 处置时限 修复时限 反馈时限 答复时限 审核时限 审批时限 报送时限 上报时限 响应时限 \
    到场时限 发放时限 拨付时限 兑付时限 整改时限 完成时限 响应时间 等候时间 等待时间 办理时间 办结时间 处理时间 处置时间 修复时间 抢修时间 \
    维修时间 恢复时间 到场时间 到达时间 出动时间 反应时间 滞留时间 平均用时 办理用时 发车间隔 延误时间 施工工期 建设工期 维修工期";

/// Shares of which everybody wants more.
const WISHED: &str = "合格率 达标率 优良率 准确率 正确率 完好率 及时率 完成率 办结率 整改率 落实率 覆盖率 普及率 知晓率 参与率 成活率 在线率 \
    亮灯率 清运率 清扫率 发放率 到位率 就业率 签约率 化解率 入园率 入学率 巩固率 满意度 满意率 好评率";

fn is_in(list: &str, is: impl Fn(&str) -> bool) -> bool {
    list.split_ascii_whitespace().any(is)
}

/// `None` where the name alone does not tell.
pub fn better(indicator: &Indicator, quantity: &Quantity) -> Option<Better> {
    let subject = subject(indicator);
    let is_share = matches!(quantity.sort, Sort::Share | Sort::Bare | Sort::Grade);
    if is_share && is_wished(&subject) {
        return Some(Better::More);
    }
    let is_less =
        quantity.sort == Sort::Time && is_wait(indicator, &subject) || is_flaw(indicator, quantity, &subject);
    is_less.then_some(Better::Less)
}

fn is_wished(subject: &str) -> bool {
    const BUT: [&str; 8] = ["不", "未", "非", "差", "错", "超", "建筑", "控制"];
    is_in(WISHED, |end| {
        subject.strip_suffix(end).is_some_and(|before| !BUT.iter().any(|word| before.contains(word)))
    })
}

/// A waiting time, unless a law sets how long at least: 公示, 保存.
fn is_wait(indicator: &Indicator, subject: &str) -> bool {
    const AT_LEAST: &str =
        "公示 公告 保存 保管 留存 质保 保修 提前 缩短 压缩 减少 节约 节省 服务 值守 持续 有效 不少于 不低于";
    let wording = wording(indicator);
    is_in(WAITS, |end| subject.ends_with(end)) && !is_in(AT_LEAST, |word| wording.contains(word))
}

/// `差错率`, `安全事故起数`. As an output, 投诉件数 may be the cases taken in.
fn is_flaw(indicator: &Indicator, quantity: &Quantity, subject: &str) -> bool {
    let is_measure = match quantity.sort {
        Sort::Share => subject.ends_with('率') || subject.ends_with("比例") || subject.ends_with("占比"),
        Sort::Count | Sort::Bare | Sort::Rate => indicator.aspect != IndicatorAspect::Quantity,
        _ => false,
    };
    if !is_measure {
        return false;
    }
    let description = indicator.description.as_ref().map_or(String::new(), |text| normal_name(&text.value));
    let counted = |rest: &str| is_in(COUNTED, |measure| rest == measure);
    let named = is_in(FLAWS, |flaw| {
        subject.rsplit_once(flaw).is_some_and(|(before, rest)| {
            counted(rest) && !is_in(TURNED, |word| before.contains(word) && !flaw.contains(word))
        })
    });
    let falls = ["下降", "降低", "减少", "降幅", "同比", "较上年", "比上年", "压减"];
    named && !falls.iter().any(|word| description.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::document;

    fn told(aspect: &str, name: &str, description: &str, value: &str) -> Option<Better> {
        let text = format!(
            "**预算项目绩效目标表：甲**\n\n| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |\n\
             | --- | --- | --- | --- | --- | --- |\n| 产出指标 | {aspect} | {name} | {description} | {value} | 计划 |\n"
        );
        let document = document(&text);
        let indicator = &document.projects[0].indicators[0];
        better(indicator, &Quantity::of(indicator).unwrap())
    }

    #[test]
    fn faults_and_waits_are_to_be_few() {
        for (aspect, name, value) in [
            ("质量指标", "支付差错率", "≥0.1%"),
            ("质量指标", "抽检不合格率", "≥3%"),
            ("质量指标", "献血不良反应率", "≥3%"),
            ("社会效益指标", "安全责任事故起数", "≥1起"),
            ("社会效益指标", "重复投诉率", "≥3%"),
            ("社会效益指标", "医疗纠纷发生数", "≥10起"),
            ("时效指标", "故障修复时间", "≥24小时"),
            ("社会效益指标", "电梯困人救援到场时间", "≥30分钟"),
        ] {
            assert_eq!(told(aspect, name, "全县", value), Some(Better::Less), "{name}");
        }
    }

    #[test]
    fn shares_of_success_are_to_be_large() {
        for name in ["验收合格率", "市民满意度", "补贴发放及时率"] {
            assert_eq!(told("质量指标", name, "占比", "≤95%"), Some(Better::More), "{name}");
        }
    }

    #[test]
    fn what_the_name_leaves_open_is_not_told() {
        for (aspect, name, description, value) in [
            ("质量指标", "事故处置率", "处置", "≥95%"),
            ("社会效益指标", "查处违规件数", "查处", "≥5件"),
            ("社会效益指标", "无事故率", "安全", "≥99%"),
            ("社会效益指标", "刑事案件发案率", "同比下降", "≥3%"),
            ("社会效益指标", "投诉下降率", "投诉", "≥3%"),
            ("数量指标", "受理投诉件数", "受理", "≥300件"),
            ("数量指标", "调解纠纷数", "调解", "≥300件"),
            ("时效指标", "公示完成时限", "公示", "≥7天"),
            ("时效指标", "亮灯时长", "每日", "≥10小时"),
            ("时效指标", "提前预警时间", "提前", "≥2小时"),
            ("质量指标", "不合格产品处置率", "处置", "≤100%"),
            ("社会效益指标", "药占比", "药品收入占比", "≤30%"),
        ] {
            assert_eq!(told(aspect, name, description, value), None, "{name}");
        }
    }
}
