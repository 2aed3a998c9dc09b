//! The offline part of the command line, as a user calls it.

use std::fs::{self, File};
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::support::cli::{Folder, PERFORMANCE_TEXT, json_lines, run, stderr, stdout, with_mistakes};
use crate::support::{samples, seeds};

#[test]
fn what_is_no_document_gives_one_line_and_status_2() {
    let folder = Folder::new();
    let sparse = folder.path().join("large.txt");
    File::create(&sparse).unwrap().set_len(200 << 20).unwrap();
    folder.write("empty.txt", b"");
    folder.write("binary.bin", &(0..=255).cycle().take(9_000).collect::<Vec<u8>>());
    folder.write("shopping.txt", "白菜两斤\n豆腐一块\n".as_bytes());
    for (name, expected) in [
        ("large.txt", "超过"),
        ("empty.txt", "空"),
        ("binary.bin", "不是"),
        ("shopping.txt", "不是部门预算材料"),
        ("missing.txt", "文件不存在"),
    ] {
        for command in ["read", "check"] {
            let output = run(&folder, &[command, name]);
            let message = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{command} {name}: {message}");
            assert_eq!(message.lines().count(), 1, "{command} {name}: {message}");
            assert!(message.contains(name) && message.contains(expected), "{command} {name}: {message}");
        }
    }
}

#[test]
fn a_folder_without_files_is_said() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("nothing")).unwrap();
    folder.write("nothing/.hidden.txt", b"x");
    let output = run(&folder, &["check", "nothing"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "duji：nothing：文件夹里没有文件\n");
}

#[test]
fn a_folder_is_not_a_file_to_read() {
    let folder = Folder::new();
    let output = run(&folder, &["read", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("是文件夹"));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("closed.txt", PERFORMANCE_TEXT.as_bytes());
    let path = folder.path().join("closed.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    let output = run(&folder, &["check", "closed.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "duji：closed.txt：没有读取权限\n");
}

#[test]
fn the_other_files_of_a_folder_are_still_worked() {
    let folder = Folder::new();
    folder.write("a.bin", &[0, 1, 2, 3, 255]);
    folder.write("b.txt", with_mistakes().as_bytes());
    let output = run(&folder, &["check", ".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output).lines().count(), 1);
    assert!(!json_lines(&output).is_empty());
}

#[cfg(unix)]
#[test]
fn a_folder_is_walked_in_order_without_hidden_files_and_loops() {
    let folder = Folder::new();
    let names = ["10.txt", "2.txt", "sub/a.txt", "sub/b.txt", "z.txt"];
    for name in names.iter().rev().chain(&[".hidden/a.txt", "sub/.b.txt"]) {
        folder.write(name, with_mistakes().as_bytes());
    }
    std::os::unix::fs::symlink("..", folder.path().join("sub/up")).unwrap();
    let output = run(&folder, &["check", ".", "--format", "json"]);
    let mut files: Vec<String> =
        json_lines(&output).iter().map(|f| f["file"].as_str().unwrap().to_owned()).collect();
    files.dedup();
    assert_eq!(files, names.map(|name| format!("./{name}")));
    assert_eq!(stderr(&output), "");
    assert_eq!(stdout(&output), stdout(&run(&folder, &["check", ".", "--format", "json"])));
}

#[test]
fn a_call_that_is_off_gives_one_line_and_status_2() {
    let folder = Folder::new();
    folder.write("a.txt", PERFORMANCE_TEXT.as_bytes());
    folder.write("key.toml", b"[rules.SB-01]\non = true\nlevel = 3\n");
    folder.write("code.toml", b"\n[rules.SB-99]\non = false\n");
    folder.write("broken.toml", b"[rules\n");
    folder.write("severity.toml", b"[rules.SB-01]\nseverity = \"fatal\"\n");
    for (args, expected) in [
        (&["check", "a.txt", "--select", "SB-99"][..], "没有审核规则 SB-99，相近的是 SB-"),
        (&["check", "a.txt", "--ignore", "SB-01,XX"], "没有审核规则 XX"),
        (&["check", "a.txt", "--config", "none.toml"], "none.toml：文件不存在"),
        (&["check", "a.txt", "--config", "key.toml"], "key.toml：第3行，不认识的设置项 level"),
        (&["check", "a.txt", "--config", "code.toml"], "code.toml：第2行，没有审核规则 SB-99"),
        (&["check", "a.txt", "--config", "broken.toml"], "broken.toml：第1行，写法不合 TOML 格式"),
        (&["check", "a.txt", "--config", "severity.toml"], "severity.toml：第2行，severity 只能是"),
        (&["check", "a.txt", "--format", "pdf"], "--format <格式> 不能是 pdf，可以是 text, json, sarif"),
        (&["check"], "缺少 <文件|文件夹>"),
        (&["check", "--no-such"], "不认识 --no-such"),
        (&["chek"], "没有命令 chek"),
        (&["rule", "SB-00"], "没有审核规则 SB-00，相近的是 SB-0"),
        (&["rule", "没有规则会写的词"], "没有审核规则提到“没有规则会写的词”"),
    ] {
        let output = run(&folder, args);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {message}");
        assert_eq!(message.lines().count(), 1, "{args:?}: {message}");
        assert!(message.contains(expected), "{args:?}: {message}");
        assert_eq!(stdout(&output), "", "{args:?}");
    }
}

#[test]
fn help_and_version_are_chinese_and_status_0() {
    let folder = Folder::new();
    for args in [&["--help"][..], &["read", "--help"], &["check", "-h"], &["rule", "-h"]] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(0));
        let help = stdout(&output);
        assert!(help.contains("用法：duji") && help.contains("显示帮助"), "{help}");
        assert!(!help.contains("Usage") && !help.contains("OPTIONS") && !help.contains("default"), "{help}");
    }
    let version = run(&folder, &["--version"]);
    assert_eq!(stdout(&version), format!("duji {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_document_reads_as_json() {
    let folder = Folder::new();
    folder.write("text.txt", PERFORMANCE_TEXT.as_bytes());
    let output = run(&folder, &["read", "text.txt", "--format", "json"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    let lines = json_lines(&output);
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}

#[test]
fn a_document_reads_as_text() {
    let folder = Folder::new();
    folder.write("text.txt", PERFORMANCE_TEXT.as_bytes());
    let output = run(&folder, &["read", "text.txt"]);
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn several_documents_read_as_one_line_each() {
    let folder = Folder::new();
    folder.write("a.txt", PERFORMANCE_TEXT.as_bytes());
    folder.write("b.txt", with_mistakes().as_bytes());
    let output = run(&folder, &["read", "b.txt", "missing.txt", "a.txt", "--format", "json"]);
    let files: Vec<Value> = json_lines(&output).iter().map(|d| d["file"].clone()).collect();
    assert_eq!(files, ["b.txt", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn clean_samples_end_with_0_and_mistakes_with_1() {
    let folder = Folder::new();
    for name in ["disclosure.txt", "performance-text.txt", "performance-dump.txt", "development-zone.txt"] {
        let path = samples().join(name);
        let output = run(&folder, &["check", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}{}", stdout(&output), stderr(&output));
    }
    folder.write("wrong.txt", with_mistakes().as_bytes());
    let output = run(&folder, &["check", "wrong.txt"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    let text = stdout(&output);
    let first = text.lines().next().unwrap();
    assert!(first.starts_with("wrong.txt:第"), "{first}");
    assert!(text.lines().last().unwrap().starts_with("共审核 1 份文件：错误 "), "{text}");
}

#[test]
fn findings_as_json_hold_what_others_rely_on() {
    let folder = Folder::new();
    folder.write("wrong.txt", with_mistakes().as_bytes());
    let output = run(&folder, &["check", "wrong.txt", "--format", "json"]);
    let findings = json_lines(&output);
    assert!(!findings.is_empty());
    for finding in findings {
        for key in ["code", "file", "message", "basis"] {
            assert!(finding[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {finding}");
        }
        assert!(["error", "warning", "hint"].contains(&finding["severity"].as_str().unwrap()));
        assert!(finding["place"]["line"].is_u64(), "{finding}");
        for key in ["excerpt", "suggestion"] {
            assert!(finding[key].is_null() || finding[key] != "", "{key}: {finding}");
        }
        assert!(finding["consequences"].as_array().unwrap().iter().all(|c| c["code"].is_string()));
    }
}

#[test]
fn findings_as_sarif_point_at_lines_and_rules() {
    let folder = Folder::new();
    folder.write("错 误.txt", with_mistakes().as_bytes());
    folder.write("empty.txt", b"");
    let output = run(&folder, &["check", ".", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty())));
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["kind"].is_null()));
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let expected: &[&str] =
            if result["kind"] == "open" { &["none"] } else { &["error", "warning", "note"] };
        assert!(expected.contains(&result["level"].as_str().unwrap()));
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "./%E9%94%99%20%E8%AF%AF.txt");
        assert!(physical["region"]["startLine"].as_u64().unwrap() > 0);
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(
        invocation["toolExecutionNotifications"][0]["message"]["text"]
            .as_str()
            .unwrap()
            .contains("empty.txt")
    );
}

#[test]
fn rules_are_selected_ignored_and_set() {
    let folder = Folder::new();
    folder.write("wrong.txt", with_mistakes().as_bytes());
    let codes = |args: &[&str]| {
        let output = run(&folder, &[&["check", "wrong.txt", "--format", "json"], args].concat());
        json_lines(&output).iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = codes(&[]);
    let one = all[0].clone();
    assert!(codes(&["--select", &one.to_lowercase()]).iter().all(|code| *code == one));
    assert!(!codes(&["--select", &one]).is_empty());
    assert!(!codes(&["--ignore", &one]).contains(&one));
    folder.write("off.toml", format!("[rules.{one}]\non = false\n").as_bytes());
    assert!(!codes(&["--config", "off.toml"]).contains(&one));
    folder.write("hint.toml", format!("[rules.{one}]\nseverity = \"hint\"\n").as_bytes());
    let args = ["check", "wrong.txt", "--format", "json", "--select", &one, "--config", "hint.toml"];
    let output = run(&folder, &args);
    assert!(json_lines(&output).iter().all(|f| f["severity"] == "hint"));
    assert_eq!(output.status.code(), Some(0), "hints do not fail a check");
}

#[test]
fn rules_are_listed_and_shown() {
    let folder = Folder::new();
    let list = run(&folder, &["rule"]);
    let text = stdout(&list);
    assert_eq!(list.status.code(), Some(0));
    assert!(text.lines().any(|line| line.starts_with("SB-01") && line.contains("错误")), "{text}");
    let searched = run(&folder, &["rule", "指标值", "为空"]);
    assert!(
        stdout(&searched).contains("IN-02") && !stdout(&searched).contains("SB-01"),
        "{}",
        stdout(&searched)
    );
    let family = run(&folder, &["rule", "sb"]);
    assert!(stdout(&family).contains("SB-01") && !stdout(&family).contains("IN-02"), "{}", stdout(&family));
    let page = run(&folder, &["rule", "sb-01"]);
    assert!(stdout(&page).starts_with("SB-01 ") && stdout(&page).contains("依据："));
    let json = json_lines(&run(&folder, &["rule", "--format", "json"]));
    assert_eq!(json.len(), text.lines().count() - 1);
    assert!(json.iter().all(|rule| rule["page"].as_str().is_some_and(|page| !page.is_empty())));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = Folder::new();
    for i in 0..40 {
        folder.write(&format!("{i}.txt"), with_mistakes().as_bytes());
    }
    for args in
        [&["check", "."][..], &["check", ".", "--format", "sarif"], &["read", "0.txt", "--format", "json"]]
    {
        let mut command = crate::support::cli::command(&folder, args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 16]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(stderr(&output), "", "{args:?}");
        assert_ne!(output.status.code(), Some(101), "{args:?}");
    }
}

#[test]
fn the_seeds_are_read_and_reviewed() {
    let Some(seeds) = seeds() else {
        eprintln!("skipped: shared/seeds is not there");
        return;
    };
    let folder = Folder::new();
    let output = run(&folder, &["check", seeds.to_str().unwrap(), "--format", "json"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()));
    let mut read = vec!["read".to_owned(), "--format".to_owned(), "json".to_owned()];
    read.extend(fs::read_dir(&seeds).unwrap().map(|e| e.unwrap().path().display().to_string()));
    read[3..].sort();
    let output = run(&folder, &read.iter().map(String::as_str).collect::<Vec<_>>());
    let documents = json_lines(&output);
    let n_projects: Vec<usize> = documents.iter().map(|d| d["projects"].as_array().unwrap().len()).collect();
    assert_eq!(n_projects, [15, 27, 4, 10]);
    let kinds: Vec<&str> = documents.iter().map(|d| d["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["performance_text", "disclosure", "performance_section", "performance_text"]);
    let lulong = &documents[3]["projects"][0];
    assert_eq!(lulong["code"].as_str().map(str::len), Some(21));
}
