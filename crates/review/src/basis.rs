//! 依据: the clauses that several rules cite.

/// 第四条: published at once, accurate in content, regular in form.
pub const ACCURATE: &str =
    "《地方预决算公开操作规程》（财预〔2016〕143号）第四条：公开及时，内容准确，形式规范";

/// 第三条: nothing due may be left out.
pub const COMPLETE: &str = "《地方预决算公开操作规程》（财预〔2016〕143号）第三条：不得少公开、不公开应当公开的事项，保证公开内容全面、真实、完整";

/// 功能分类 in 类、款、项, economic classification in 类、款.
pub const CLASSIFICATION: &str =
    "《中华人民共和国预算法》第三十二条：支出按功能分类分为类、款、项，按经济性质分类分为类、款";

/// The yearly list of codes and what each is for.
pub const CODES: &str = "财政部《政府收支分类科目》（按预算年度修订）：科目的编码、名称和使用范围";

/// What a department publishes, and how far it is broken down.
pub const BREAKDOWN: &str = "《中华人民共和国预算法实施条例》第六条：部门预算应当公开基本支出和项目支出，按功能分类公开到项，基本支出按经济性质分类公开到款";

/// 机关运行经费 and other matters of weight are explained.
pub const RUNNING_COSTS: &str =
    "《中华人民共和国预算法》第十四条：公开部门预算，并对机关运行经费的安排、使用情况等重要事项作出说明";

/// Every project with money has a goal.
pub const TARGET: &str = "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：项目支出应当设定绩效目标，未按要求设定绩效目标的不得纳入预算编制";

/// What a goal must be like.
pub const GOALS: &str = "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标应当指向明确、细化量化、合理可行、相应匹配";

/// A goal can be counted or graded.
pub const MEASURABLE: &str = "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标应当细化量化，绩效指标应当有可衡量的指标值";

/// The project form of the province.
pub const FORM: &str =
    "河北省预算项目绩效目标表：预算数、其中财政资金、其他资金，资金支出计划按 3、6、10、12 月底累计填列";

/// Weights of self-evaluation make up a hundred.
pub const WEIGHTS: &str = "《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评指标权重由各单位根据项目实际情况确定，原则上预算执行率 10%、产出指标 50%、效益指标 30%、服务对象满意度指标 10%";

/// 项目绩效目标设置指引: indicators fit the goal, have a value, a direction and a unit.
pub const INDICATORS: &str = "《中央部门项目支出核心绩效指标设置及取值指引（试行）》（财预〔2021〕101号）：绩效指标应当与目标密切相关、指标值科学合理、细化量化、可衡量";

/// How self-evaluation scores a value: quantitative by ratio, qualitative by grade.
pub const EVALUATION: &str = "《项目支出绩效评价管理办法》（财预〔2020〕10号）：绩效自评以批复的绩效指标值为标准，定量指标按完成比例、定性指标分档评分";

/// 三公经费变动率 and 过紧日子.
pub const THREE_PUBLICS: &str =
    "《预算绩效评价共性指标体系框架》（财预〔2013〕53号）：“三公经费”变动率 =（本年 − 上年）÷ 上年";

/// Disclosure is the rule; a state secret is not published.
pub const SECRECY: &str = "《地方预决算公开操作规程》（财预〔2016〕143号）：以公开为常态、不公开为例外，涉及国家秘密的除外；部分内容涉密的，脱密处理后公开";

/// 三公经费 are published by part, with the reasons for more or less.
pub const PUBLICS_CHANGE: &str = "《地方预决算公开操作规程》（财预〔2016〕143号）：“三公”经费按因公出国（境）费、公务用车购置及运行费、公务接待费公开，并说明增减变化的原因";

/// 第三十三条: procurement stands in the budget.
pub const PROCUREMENT: &str =
    "《中华人民共和国政府采购法》第三十三条：编制部门预算时，应当将该财政年度政府采购的项目及资金预算列出";

/// How a project code is built.
pub const PROJECT_CODE: &str =
    "《预算管理一体化规范（试行）》（财办〔2020〕13号）：项目统一赋码，一个项目一个代码，贯穿预算管理全过程";

/// Before publication, what is printed is examined for secrets.
pub const SECRECY_REVIEW: &str = "《中华人民共和国保守国家秘密法》：机关、单位公开信息前应当进行保密审查";

/// What the text beside the tables must say.
pub const EXPLAINED: &str = "《地方预决算公开操作规程》（财预〔2016〕143号）：公开部门预算时一并说明职责、机构设置、收支增减变化、机关运行经费、“三公”经费和政府采购等情况，并解释专业性较强的名词";

/// A goal says what the money is going to achieve.
pub const GOAL: &str = "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标是预算资金计划在一定期限内达到的产出和效果";

/// 发文字号 in documents of party and government offices.
pub const DOCUMENT_NUMBER: &str = "《党政机关公文格式》（GB/T 9704—2012）发文字号：年份应标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位，在阿拉伯数字后加“号”字";

/// Brackets and quotation marks stand in pairs.
pub const PUNCTUATION: &str = "《标点符号用法》（GB/T 15834—2011）：引号、括号、书名号成对使用";
