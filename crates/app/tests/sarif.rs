//! The SARIF log against the published schema of SARIF 2.1.0, which the crate `serde-sarif` carries.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::cli::{Folder, run, stdout};
use crate::support::samples;

/// Where cargo keeps the source of the crate with the schema.
fn schema() -> Value {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let carrier = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = PathBuf::from(carrier["manifest_path"].as_str().unwrap());
    let schema = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
    // The published pattern for languages has a bracket too many, which strict regular expressions refuse.
    let mended = schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    serde_json::from_str(&mended).unwrap()
}

#[test]
fn every_log_fits_the_schema() {
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).unwrap();
    let folder = Folder::new();
    for name in ["disclosure.txt", "disclosure-with-mistakes.txt", "performance-dump.txt"] {
        folder.write(&format!("样 例/{name}"), &std::fs::read(samples().join(name)).unwrap());
    }
    folder.write("空.txt", b"");
    let (clean, all) = ("样 例/disclosure.txt", ".");
    for path in [clean, "空.txt", all] {
        let log: Value =
            serde_json::from_str(&stdout(&run(&folder, &["check", path, "--format", "sarif"]))).unwrap();
        let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
        serde_json::from_value::<serde_sarif::sarif::Sarif>(log).unwrap();
    }
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{}]})), "the schema checks");
}
