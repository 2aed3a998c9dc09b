//! Help and usage errors in Chinese; the parser's own texts are English.

use std::collections::HashMap;
use std::ffi::OsString;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, Error, Parser};

use super::{Status, say};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The parsed call, or the status to end with after help or a message was printed.
pub fn parse<P: Parser>(args: impl IntoIterator<Item = OsString>) -> Result<P, Status> {
    let parsed = command::<P>().try_get_matches_from(args).and_then(|mut m| P::from_arg_matches_mut(&mut m));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            Status::Clean
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Status::Failed
        }
        _ => {
            say(&format!("{}；用 --help 查看用法", message(&error)));
            Status::Failed
        }
    })
}

fn command<P: Parser>() -> Command {
    let mut built = P::command();
    built.build();
    let mut usages = HashMap::new();
    collect_usages(&mut built, &mut usages);
    chinese(P::command(), built.get_name(), &usages)
}

fn collect_usages(command: &mut Command, usages: &mut HashMap<String, String>) {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]");
    let path = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    usages.insert(path, usage.replace("<COMMAND>", "<命令>").replace("[COMMAND]", "[命令]"));
    for subcommand in command.get_subcommands_mut() {
        collect_usages(subcommand, usages);
    }
}

fn chinese(command: Command, path: &str, usages: &HashMap<String, String>) -> Command {
    let is_root = command.get_version().is_some();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    let mut command = command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading("命令")
        .arg(help);
    if is_root {
        command = command.arg(version);
    }
    if let Some(usage) = usages.get(path) {
        command = command.override_usage(usage.clone());
    }
    command
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let takes_values = arg.get_action().takes_values();
            arg.help_heading(heading).hide_possible_values(takes_values).hide_default_value(takes_values)
        })
        .mut_subcommands(|subcommand| {
            let path = format!("{path} {}", subcommand.get_name());
            chinese(subcommand, &path, usages)
        })
}

fn message(error: &Error) -> String {
    let named = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let arg = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识 {arg}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", named(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 缺少取值"),
        ErrorKind::InvalidValue => {
            format!("{arg} 不能是 {value}，可以是 {}", named(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => format!("{arg} 的取值 {value} 不对"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!("{arg} 不能与 {} 同时使用", named(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{arg} 的取值个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是有效的文字".to_owned(),
        _ => "命令写法不对".to_owned(),
    }
}
