//! The files a command works on: named ones as given, folders walked.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use reader::{Reading, Refusal};
use walkdir::{DirEntry, WalkDir};

/// Files to work in a stable order, and one line for each path that leads to none.
#[derive(Debug, Default)]
pub struct Sources {
    pub files: Vec<PathBuf>,
    pub refused: Vec<String>,
}

pub fn find(paths: &[PathBuf]) -> Sources {
    let mut sources = Sources::default();
    for path in paths {
        if path.is_dir() {
            sources.walk(path);
        } else {
            sources.files.push(path.clone());
        }
    }
    sources
}

/// Reads a file, or says in one line why not. The size is looked at before the content.
pub fn load(path: &Path) -> Result<Reading, String> {
    let metadata = fs::metadata(path).map_err(|e| reason(&e))?;
    if metadata.is_dir() {
        return Err("是文件夹；请写文件名，或用 duji check 审核整个文件夹".to_owned());
    }
    if !metadata.is_file() {
        return Err("不是普通文件，无法读取".to_owned());
    }
    if metadata.len() > reader::MAX_BYTES as u64 {
        return Err(Refusal::TooLarge.to_string());
    }
    let bytes = fs::read(path).map_err(|e| reason(&e))?;
    reader::read(&path.to_string_lossy(), &bytes).map_err(|refusal| refusal.to_string())
}

/// Why the system does not give a file.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "文件不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        _ => format!("读取失败（{error}）"),
    }
}

impl Sources {
    fn walk(&mut self, folder: &Path) {
        let n_before = (self.files.len(), self.refused.len());
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(is_shown) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => self.files.push(entry.into_path()),
                Ok(_) => {}
                // A link back to a folder that is being walked leads to nothing new.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => self.refused.push(refusal(folder, &error)),
            }
        }
        if (self.files.len(), self.refused.len()) == n_before {
            self.refused.push(format!("{}：文件夹里没有文件", folder.display()));
        }
    }
}

fn is_shown(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !starts_with_dot(entry.file_name())
}

fn starts_with_dot(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn refusal(folder: &Path, error: &walkdir::Error) -> String {
    let path = error.path().unwrap_or(folder).display();
    let reason = error.io_error().map_or_else(|| "读取失败".to_owned(), reason);
    format!("{path}：{reason}")
}
