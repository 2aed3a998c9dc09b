//! What is measured on: the disclosure of the fictional county, grown to the size of a real one, and real documents
//! when they lie beside the project.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The size in bytes of a real county department's disclosure.
const REAL_SIZE: usize = 62_448;

#[derive(Debug)]
pub struct Document {
    pub name: String,
    pub text: Vec<u8>,
}

pub fn all() -> anyhow::Result<Vec<Document>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = root.join("../samples/disclosure.txt");
    let sample = fs::read_to_string(&sample).with_context(|| sample.display().to_string())?;
    let mut documents =
        vec![Document { name: "sample disclosure".to_owned(), text: grown(&sample).into_bytes() }];
    if let Some(seed) = seed(root) {
        documents.push(Document { name: "real disclosure".to_owned(), text: fs::read(seed)? });
    }
    Ok(documents)
}

/// Every sample, and every real document that lies beside the project.
pub fn mixed() -> anyhow::Result<Vec<Document>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = root.ancestors().map(|folder| folder.join("shared/seeds")).find(|path| path.is_dir());
    let folders = [Some(root.join("../samples")), seeds];
    let mut documents = Vec::new();
    for folder in folders.into_iter().flatten() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                documents.push(Document { name: path.display().to_string(), text: fs::read(path)? });
            }
        }
    }
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(documents)
}

/// The sample with its project forms repeated under other names until it has the size of a real document.
fn grown(sample: &str) -> String {
    let (Some(start), Some(end)) =
        (sample.find("第三部分 预算项目绩效目标"), sample.find("六、政府采购预算情况\n"))
    else {
        return sample.to_owned();
    };
    let Some(forms) = sample.get(start..end).and_then(|part| part.split_once('\n')) else {
        return sample.to_owned();
    };
    let mut text = sample[..end].to_owned();
    let rest = &sample[end..];
    let mut n_rounds = 1;
    while text.len() + rest.len() < REAL_SIZE {
        n_rounds += 1;
        text += &forms.1.replace("绩效目标表\n", &format!("（{n_rounds}）绩效目标表\n"));
    }
    text + rest
}

fn seed(root: &Path) -> Option<PathBuf> {
    let seed = |folder: &Path| folder.join("shared/seeds/julu-party-office-2022-disclosure.txt");
    root.ancestors().map(seed).find(|path| path.is_file())
}
