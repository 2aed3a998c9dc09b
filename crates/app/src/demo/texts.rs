//! What matters of a county are called and what is written about them.

use super::cast::TOWNS;

const ACTIONS: [&str; 12] = [
    "加快推进",
    "按期完成",
    "抓紧落实",
    "全面排查",
    "规范开展",
    "协调解决",
    "研究提出",
    "组织实施",
    "督促整改",
    "做好",
    "持续推进",
    "限期办结",
];

const OBJECTS: [&str; 48] = [
    "高标准农田建设项目施工",
    "县道改造提升工程征地补偿",
    "老旧小区改造尾款拨付",
    "农村饮水安全巩固提升工程",
    "中小学校舍安全隐患治理",
    "企业开办“一件事”集成办理",
    "重点项目用地报批",
    "秸秆禁烧网格化管控",
    "河道清淤和堤防加固",
    "乡镇卫生院设备更新",
    "养老服务中心运营招标",
    "拖欠农民工工资案件清零",
    "燃气管道老化更新改造",
    "学校周边交通秩序整治",
    "县城内涝积水点治理",
    "招商引资签约项目落地",
    "存量专项债券资金支出",
    "行政事业单位闲置资产盘活",
    "耕地流出问题整改",
    "森林防灭火隔离带建设",
    "县级预算绩效自评工作",
    "12345 热线逾期工单办理",
    "信访积案化解",
    "农村生活污水治理设施运行",
    "公共停车位建设",
    "智慧农贸市场改造",
    "易地搬迁后续扶持产业",
    "危险化学品企业安全评估",
    "食品生产加工小作坊登记",
    "义务教育学位保障",
    "医保基金使用专项检查",
    "乡村道路日常养护",
    "县乡村三级物流体系建设",
    "国土空间规划数据库报批",
    "村集体经济收入倍增计划",
    "退役军人服务站标准化建设",
    "文化下乡惠民演出",
    "政务服务大厅延时服务",
    "建筑工地扬尘治理",
    "饮用水水源地规范化建设",
    "历史文化遗址保护修缮",
    "统计数据质量核查",
    "公共机构节能改造",
    "消防栓补建维修",
    "供热管网检修",
    "残疾人家庭无障碍改造",
    "村务公开规范化",
    "大气污染重点行业错峰生产",
];

const MEETINGS: [&str; 4] = ["县政府常务会议", "县政府党组会议", "县长办公会议", "项目建设调度会议"];

const PROGRESS: [&str; 8] = [
    "已召开专题会议部署，明确了分工和完成时间，正在逐项落实。",
    "已完成前期调查和方案编制，方案已征求相关乡镇意见。",
    "现场施工已展开，累计完成工程量过半，质量和安全受控。",
    "主体任务已完成，正在整理资料、组织自查。",
    "已与相关单位对接，补充资料已报送，等待批复。",
    "已完成首批整改并公示，剩余问题建立清单、逐项销号。",
    "资金已到位，招标程序已完成，施工单位已进场。",
    "各项办结标准均已完成，佐证材料齐全，申请办结。",
];

const PROBLEMS: [&str; 5] = [
    "部分地块权属有争议，需乡镇配合协调。",
    "上级资金尚未到位，影响施工进度。",
    "连续降雨，现场作业时间不足。",
    "设计变更待批复。",
    "涉及单位较多，意见尚未统一。",
];

pub const DEFECTS: [&str; 4] = [
    "佐证材料不全，缺验收单和现场照片说明。",
    "第 2 条办结标准没有说明完成情况。",
    "反馈内容与上次基本相同，没有新的进展。",
    "数据前后不一致，请核实后重报。",
];

fn pick<'a>(all: &[&'a str], random: &mut fastrand::Rng) -> &'a str {
    all[random.usize(..all.len())]
}

pub struct Texts {
    pub title: String,
    pub requirement: String,
    pub source_title: String,
    pub source_number: String,
    pub clause: String,
    pub standards: Vec<String>,
}

pub fn of_matter(source: &str, unit: &str, year: i16, random: &mut fastrand::Rng) -> Texts {
    let action = pick(&ACTIONS, random);
    let place = if random.bool() { pick(&TOWNS, random) } else { "" };
    let object = format!("{place}{}", pick(&OBJECTS, random));
    let n = random.usize(1..=28);
    let (source_title, source_number) = match source {
        "meeting" => {
            (format!("第 {n} 次{}纪要", pick(&MEETINGS, random)), format!("云政纪要〔{year}〕{n} 号"))
        }
        "instruction" => {
            (format!("县领导在《关于{object}情况的报告》上的批示"), format!("批示〔{year}〕{n} 号"))
        }
        "superior" => (format!("市政府督查室关于{object}的督办通知"), format!("市督字〔{year}〕{n} 号")),
        "annual" => {
            (format!("{year} 年县政府工作报告重点任务分解"), format!("云政发〔{year}〕{} 号", 1 + n % 5))
        }
        "document" => (format!("关于印发《{object}实施方案》的通知"), format!("云政办发〔{year}〕{n} 号")),
        "inspection" => (format!("{object}专项督查情况通报"), format!("督查通报〔{year}〕第 {n} 期")),
        _ => (format!("网民反映{object}有关问题"), format!("网〔{year}〕{} 号", 100 + n)),
    };
    let standards = [
        format!("{object}任务清单全部完成，形成台账并经牵头单位负责人签字"),
        "完成情况有验收单、合同、文件或现场记录等佐证".to_owned(),
        "涉及群众和企业的事项已书面答复，回访没有新的异议".to_owned(),
        format!("建立{object}长效管理措施并报督查室备案"),
    ];
    Texts {
        title: format!("{action}{object}"),
        requirement: format!(
            "由{unit}牵头，{action}{object}，倒排工期，明确责任人，按期反馈进展，到期报送办结报告和佐证材料。"
        ),
        clause: format!("会议议定，由{unit}牵头{action}{object}，相关单位配合，督查室跟踪问效。"),
        source_title,
        source_number,
        standards: standards[..random.usize(1..=standards.len())].to_vec(),
    }
}

pub fn progress(is_final: bool, random: &mut fastrand::Rng) -> &'static str {
    if is_final { PROGRESS[7] } else { pick(&PROGRESS[..7], random) }
}

pub fn problem(random: &mut fastrand::Rng) -> &'static str {
    if random.u8(..3) == 0 { pick(&PROBLEMS, random) } else { "" }
}
