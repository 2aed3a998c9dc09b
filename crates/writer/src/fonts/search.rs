//! Where font files lie and which of their faces we know by name.

use std::fs;
use std::path::{Path, PathBuf};

use typst::text::{FontInfo, FontWeight};

/// The places where Linux distributions, Windows and macOS keep fonts.
pub(super) const SYSTEM_FOLDERS: [&str; 6] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/wps-office/fonts",
    "C:\\Windows\\Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
];

/// A system may hold gigabytes of fonts; only files named like these are opened there.
const SYSTEM_FILES: [&str; 12] = [
    "notoserifcjk",
    "notosanscjk",
    "notoserifsc",
    "notosanssc",
    "sourcehanser",
    "sourcehansans",
    "simsun",
    "simhei",
    "simfang",
    "fandol",
    "fzxbs",
    "wqy",
];

pub(super) const SONG: [&str; 9] = [
    "宋体",
    "SimSun",
    "STSong",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "思源宋体",
    "FandolSong",
    "AR PL SungtiL GB",
];
pub(super) const HEI: [&str; 9] = [
    "黑体",
    "SimHei",
    "STHeiti",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "思源黑体",
    "FandolHei",
    "WenQuanYi Zen Hei",
];
pub(super) const FANG_SONG: [&str; 7] =
    ["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", "FandolFang"];
pub(super) const TITLE: [&str; 6] = [
    "方正小标宋简体",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05S",
    "FZXiaoBiaoSong-B05",
    "小标宋",
    "FZXBSJW--GB1-0",
];

/// One face of one file, not yet loaded.
pub(super) struct Found {
    pub path: PathBuf,
    pub index: u32,
    pub info: FontInfo,
    pub is_configured: bool,
}

impl Found {
    pub fn is(&self, family: &str) -> bool {
        self.info.family.eq_ignore_ascii_case(family)
    }

    pub fn is_bold(&self) -> bool {
        self.info.variant.weight >= FontWeight::BOLD
    }
}

/// Every face of the configured folder: what an office puts there is wanted, if only for one rare character.
pub(super) fn configured(folder: &Path) -> Vec<Found> {
    let files = font_files(folder);
    files.iter().flat_map(|path| faces(path, |_| true)).map(|f| Found { is_configured: true, ..f }).collect()
}

/// The faces of the system that bear one of the known names.
pub(super) fn system(folders: &[&Path]) -> Vec<Found> {
    let known = |family: &str| {
        [&SONG[..], &HEI, &FANG_SONG, &TITLE].concat().iter().any(|name| name.eq_ignore_ascii_case(family))
    };
    let files = folders.iter().flat_map(|folder| font_files(folder));
    files.filter(|path| is_known_file(path)).flat_map(|path| faces(&path, known)).collect()
}

fn is_known_file(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    SYSTEM_FILES.iter().any(|known| name.starts_with(known))
}

/// Font files under a folder, in a fixed order; none when the folder is not there.
fn font_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    let is_font = |path: &Path| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        matches!(ending.as_deref(), Some("ttf" | "otf" | "ttc" | "otc"))
    };
    let inside = |path: PathBuf| match path.is_dir() {
        true => font_files(&path),
        false => Vec::from_iter(is_font(&path).then_some(path)),
    };
    paths.into_iter().flat_map(inside).collect()
}

fn faces(path: &Path, is_wanted: impl Fn(&str) -> bool) -> Vec<Found> {
    let Ok(bytes) = fs::read(path) else { return Vec::new() };
    let found = (0..faces_in(&bytes)).filter_map(|index| Some((index, FontInfo::new(&bytes, index)?)));
    let found = found.filter(|(_, info)| is_wanted(&info.family));
    found.map(|(index, info)| Found { path: path.to_owned(), index, info, is_configured: false }).collect()
}

/// A collection says after its tag and version how many faces it holds.
fn faces_in(bytes: &[u8]) -> u32 {
    match bytes {
        [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]).min(64),
        _ => 1,
    }
}
