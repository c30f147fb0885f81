//! What is made of files before the library is compiled: the fonts are packed, and the languages listed.

#[path = "fonts/pack.rs"]
mod fonts;

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    fonts::write()?;
    list_locales()
}

/// Lists the files of `src/locale/data`, so that a language takes one file there and no line elsewhere.
fn list_locales() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src/locale/data");
    let folder = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("src/locale/data");
    let mut tags = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name();
        if let Some(tag) = name.to_string_lossy().strip_suffix(".toml") {
            tags.push(tag.to_owned());
        }
    }
    // By tag, not by file name: `zh` comes before `zh-hant`, but `zh.toml` after `zh-hant.toml`.
    tags.sort();
    let mut list = format!("static FILES: [(&str, &str); {}] = [\n", tags.len());
    for tag in &tags {
        let path = folder.join(format!("{tag}.toml"));
        let path = path.to_string_lossy();
        writeln!(list, "    ({tag:?}, include_str!({path:?})),")?;
    }
    list.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("locales.rs");
    std::fs::write(out, list)?;
    Ok(())
}
