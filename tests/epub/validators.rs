//! What programs that share no code with us say of the EPUBs.

use bindery::document::Edition;

use super::support::{build, markdown, of_repository};
use crate::external;

/// Every theme, because each has its own stylesheet.
const THEMES: [&str; 3] = ["literary", "modern", "academic"];

fn epubcheck(name: &str, edition: &Edition, theme: &str) {
    let epub = build(edition, None, theme);
    if let Ok(folder) = std::env::var("BINDERY_KEEP_EPUB") {
        let path = std::path::Path::new(&folder).join(format!("{name}-{theme}.epub"));
        std::fs::write(path, &epub).expect("kept");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.epub");
    std::fs::write(&path, &epub).expect("written");
    let Some(messages) = external::epubcheck(&path) else {
        return;
    };
    assert!(messages.is_empty(), "{name}, {theme}: {messages:#?}");
}

#[test]
fn epubcheck_finds_nothing_in_our_manuscripts() {
    for name in ["strange-allies.md", "chronology", "specimen"] {
        let edition = of_repository(name);
        epubcheck(name.trim_end_matches(".md"), &edition, "literary");
    }
}

#[test]
fn epubcheck_finds_nothing_in_any_theme() {
    let edition = markdown("---\ntitle: T\n---\n\n# A\n\nText *x* `y`.\n\n- a\n- b\n\n> q\n");
    for theme in THEMES {
        epubcheck("theme", &edition, theme);
    }
}

#[test]
fn epubcheck_finds_nothing_in_other_scripts() {
    for (lang, text) in [
        (
            "fa",
            "# فصل\n\nمتن فارسی[^1] و `code`.\n\n[^1]: یادداشت\n\n| الف | ب |\n|---|---|\n| ۱ | ۲ |\n",
        ),
        (
            "ja",
            "# 章\n\n日本語の文章。\n\n```rust\nfn main() {}\n```\n",
        ),
        ("he", "# פרק\n\nטקסט [English]{lang=en} עוד.\n"),
    ] {
        let edition = markdown(&format!(
            "---\ntitle: \"T & <x>\"\nlanguage: {lang}\n---\n\n{text}"
        ));
        epubcheck(lang, &edition, "literary");
    }
}
