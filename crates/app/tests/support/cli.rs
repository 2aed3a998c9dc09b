//! Calls of the built binary in a folder of their own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

pub fn command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duji"));
    command.args(args).current_dir(folder.path());
    command
}

pub fn run(folder: &Folder, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn json_lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The sample with planted mistakes.
pub fn with_mistakes() -> String {
    String::from_utf8(super::sample("disclosure-with-mistakes.txt")).unwrap()
}

/// A performance text of one project.
pub const PERFORMANCE_TEXT: &str = "\
云岭县档案馆

2025 年部门预算绩效文本

第一部分 部门整体绩效目标

（一）总体绩效目标

收集、整理、保管全县档案，服务各部门和群众查阅。

第三部分 预算项目绩效目标

1. 档案数字化经费绩效目标表

214001 云岭县档案馆本级

单位：万元

项目编码\t13990125P00214110001A\t\t项目名称\t档案数字化经费\t\t
预算规模及 资金用途\t预算数\t36.50\t其中：财政 资金\t36.50\t其他资金\t
\t扫描 1990 年以前的文书档案。\t\t\t\t\t
资金支出计 划（%）\t3月底\t\t6月底\t10月底\t12月底\t
\t20%\t\t45%\t80%\t100%\t
绩效目标\t1. 完成 12 万页档案的扫描。 2. 查阅等候时间缩短。\t\t\t\t\t
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t
产出指标\t数量指标\t扫描页数\t当年扫描的页数\t≥12万页\t工作计划\t
\t时效指标\t完成时间\t扫描完成的时间\t11月30日前\t合同\t
\t成本指标\t单页成本\t每页扫描费用\t≤3元\t询价结果\t
效益指标\t社会效益指标\t查阅等候时间\t群众查阅的等候时间\t2天内办结\t服务承诺\t
满意度指标\t服务对象满意度指标\t查阅者满意度\t查阅者的满意程度\t≥95%\t问卷\t
";
