//! 字体: finds a Song, a Hei, a FangSong and a title face, first in the folder that the settings name, then in the
//! system. Faces are listed once and read when the first paper needs them. Without them nothing is printed: a page of
//! boxes is worse than a message.

mod search;

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use search::Found;

/// 缺少字体.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "没有找到{what}，无法生成 PDF，其他格式和数据不受影响。请在服务器上执行 apt install fonts-noto-cjk，\
     或把宋体、黑体、仿宋字体文件（ttf、otf、ttc）放入设置的字体目录，然后重新启动。"
)]
pub struct MissingFont {
    /// 宋体, 黑体 or both.
    pub what: String,
}

/// 字体. Cheap to clone; all clones share what has been read.
#[derive(Clone)]
pub struct Fonts(Arc<Shared>);

struct Shared {
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    faces: Faces,
}

struct Slot {
    found: Found,
    font: OnceLock<Option<Font>>,
}

/// The family and weight that stand for each of our faces.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Faces {
    song: Named,
    hei: Named,
    fang_song: Named,
    title: Named,
}

#[derive(Clone, Debug, Serialize)]
struct Named {
    family: String,
    weight: u16,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").finish_non_exhaustive()
    }
}

impl Fonts {
    /// Looks into the configured folder, then into the system.
    pub fn load(folder: Option<&Path>) -> Result<Fonts, MissingFont> {
        Fonts::load_from(folder, &search::SYSTEM_FOLDERS.map(Path::new))
    }

    /// The same with other folders in place of the system's.
    pub fn load_from(folder: Option<&Path>, system: &[&Path]) -> Result<Fonts, MissingFont> {
        let mut found = folder.map(search::configured).unwrap_or_default();
        found.extend(search::system(system));
        let faces = choose(&found)?;
        let book = FontBook::from_infos(found.iter().map(|face| face.info.clone()));
        let slots = found.into_iter().map(|found| Slot { found, font: OnceLock::new() }).collect();
        Ok(Fonts(Arc::new(Shared { book: LazyHash::new(book), slots, faces })))
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.0.book
    }

    pub(crate) fn faces(&self) -> &Faces {
        &self.0.faces
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let slot = self.0.slots.get(index)?;
        let read = || Font::new(Bytes::new(fs::read(&slot.found.path).ok()?), slot.found.index);
        slot.font.get_or_init(read).clone()
    }

    /// Whether some face has the character.
    pub(crate) fn has(&self, c: char) -> bool {
        self.0.slots.iter().any(|slot| slot.found.info.coverage.contains(u32::from(c)))
    }
}

fn choose(found: &[Found]) -> Result<Faces, MissingFont> {
    let song = named(found, &search::SONG);
    let hei = named(found, &search::HEI);
    let (Some(song), Some(hei)) = (&song, &hei) else {
        let missing = [(song.is_none(), "宋体"), (hei.is_none(), "黑体")];
        let what: Vec<&str> =
            missing.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, w)| w).collect();
        return Err(MissingFont { what: format!("{}字体", what.join("和")) });
    };
    let bold_song = || {
        let has_bold = found.iter().any(|face| face.is(&song.family) && face.is_bold());
        Named { family: song.family.clone(), weight: if has_bold { 700 } else { 400 } }
    };
    Ok(Faces {
        fang_song: named(found, &search::FANG_SONG).unwrap_or_else(|| song.clone()),
        title: named(found, &search::TITLE).unwrap_or_else(bold_song),
        song: song.clone(),
        hei: hei.clone(),
    })
}

/// The first known name among the configured faces, else among the system's.
fn named(found: &[Found], names: &[&str]) -> Option<Named> {
    let among = |is_configured: bool| {
        let face =
            |name: &&str| found.iter().find(|face| face.is_configured == is_configured && face.is(name));
        names.iter().find_map(face)
    };
    let face = among(true).or_else(|| among(false))?;
    Some(Named { family: face.info.family.clone(), weight: 400 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_gets_one_message_that_says_what_to_install() {
        let Err(missing) = Fonts::load_from(None, &[Path::new("/nowhere")]) else { panic!("found fonts") };
        assert_eq!(missing.what, "宋体和黑体字体");
        assert!(missing.to_string().contains("apt install fonts-noto-cjk"));
    }

    /// The folder of Debian's fonts-noto-cjk.
    const NOTO: &str = "/usr/share/fonts/opentype/noto";

    #[test]
    fn the_fonts_of_the_system_are_found_and_read_when_needed() {
        let fonts = Fonts::load_from(None, &[Path::new(NOTO)]).unwrap();
        assert_eq!(fonts.faces().hei.family, "Noto Sans CJK SC");
        assert_eq!(fonts.faces().fang_song.family, fonts.faces().song.family);
        assert!(fonts.0.slots.iter().all(|slot| slot.font.get().is_none()));
        assert!(fonts.font(0).is_some() && fonts.font(1_000).is_none());
        assert!(fonts.has('督') && fonts.has('①') && !fonts.has('\u{1F600}'));
    }

    #[test]
    fn the_configured_folder_is_looked_into_and_broken_files_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("broken.ttf"), b"ttcf but not really").unwrap();
        fs::create_dir(folder.path().join("hei")).unwrap();
        let name = "NotoSansCJK-Regular.ttc";
        fs::hard_link(Path::new(NOTO).join(name), folder.path().join("hei").join(name))
            .or_else(|_| fs::copy(Path::new(NOTO).join(name), folder.path().join("hei").join(name)).map(drop))
            .unwrap();
        let Err(missing) = Fonts::load_from(Some(folder.path()), &[]) else { panic!("found a Song") };
        assert_eq!(missing.what, "宋体字体");
        let fonts = Fonts::load_from(Some(folder.path()), &[Path::new(NOTO)]).unwrap();
        assert!(fonts.0.slots.first().is_some_and(|slot| slot.found.is_configured));
    }
}
