//! The three manuscripts of this repository, from end to end, judged by programs that share no code with us.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bindery::diag::Severity;
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::{DiskFiles, MemoryFiles};
use bindery::{Compiled, Options, compile};

use crate::external;

struct Built {
    name: &'static str,
    compiled: Compiled,
    pdf: PathBuf,
    epub: PathBuf,
}

fn manuscripts() -> [(&'static str, Entry); 3] {
    [
        ("strange-allies", Entry::File("strange-allies.md".into())),
        ("chronology", Entry::Folder("chronology".into())),
        ("specimen", Entry::Folder("specimen".into())),
    ]
}

/// All manuscripts, built once for all tests.
fn built() -> &'static [Built] {
    static BUILT: OnceLock<Vec<Built>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = DiskFiles::new(&root.join("manuscript")).expect("the manuscripts are there");
        let options = Options::new().expect("bundled fonts");
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("manuscripts");
        std::fs::create_dir_all(&out).expect("a folder");
        manuscripts()
            .into_iter()
            .map(|(name, entry)| {
                let compiled = compile(&files, &entry, &options);
                let write = |extension: &str, bytes: Option<&[u8]>| {
                    let path = out.join(format!("{name}.{extension}"));
                    let bytes = bytes.unwrap_or_else(|| panic!("{name} gave no {extension}"));
                    std::fs::write(&path, bytes).expect("written");
                    path
                };
                Built {
                    name,
                    pdf: write("pdf", compiled.bytes(Target::Pdf)),
                    epub: write("epub", compiled.bytes(Target::Epub)),
                    compiled,
                }
            })
            .collect()
    })
}

#[test]
fn our_manuscripts_build_without_a_warning() {
    for built in built() {
        let grave: Vec<_> = built
            .compiled
            .diagnostics
            .iter()
            .filter(|d| d.severity > Severity::Info)
            .collect();
        assert!(grave.is_empty(), "{}: {grave:#?}", built.name);
    }
}

#[test]
fn no_page_has_a_fault_of_layout() {
    for built in built() {
        let report = built.compiled.report.as_ref().expect("pages were set");
        let faults = (
            report.overfull,
            report.widows,
            report.orphans,
            report.stranded_headings,
        );
        assert_eq!(faults, (0, 0, 0, 0), "{}", built.name);
        let hyphenated = f64::from(report.hyphenated) / f64::from(report.lines);
        assert!(hyphenated < 0.06, "{}: {hyphenated}", built.name);
    }
}

#[test]
fn epubcheck_has_nothing_to_say() {
    for built in built() {
        let Some(messages) = external::epubcheck(&built.epub) else {
            return;
        };
        assert!(messages.is_empty(), "{}: {messages:#?}", built.name);
    }
}

#[test]
fn ace_finds_no_violation() {
    for built in built() {
        let Some(verdict) = external::ace(&built.epub) else {
            return;
        };
        assert_eq!(verdict, Ok(()), "{}", built.name);
    }
}

#[test]
fn qpdf_and_renderers_find_no_fault() {
    for built in built() {
        if let Some(verdict) = external::qpdf_check(&built.pdf) {
            assert_eq!(verdict, Ok(()), "{}", built.name);
        }
        if let Some(verdict) = external::ghostscript_render(&built.pdf) {
            assert_eq!(verdict, Ok(()), "{}", built.name);
        }
        if let Some(verdict) = external::mupdf_render(&built.pdf) {
            assert_eq!(verdict, Ok(()), "{}", built.name);
        }
    }
}

#[test]
fn the_pdfs_conform_to_pdf_ua_1_and_pdf_a_2a() {
    for built in built() {
        for flavour in ["ua1", "2a"] {
            let Some(verdict) = external::verapdf(&built.pdf, flavour) else {
                return;
            };
            assert_eq!(verdict, Ok(()), "{} as {flavour}", built.name);
        }
    }
}

#[test]
fn every_font_is_embedded_and_subset_with_its_text() {
    for built in built() {
        let Some(fonts) = external::pdffonts(&built.pdf) else {
            return;
        };
        assert!(!fonts.is_empty(), "{}", built.name);
        for font in fonts {
            assert!(
                font.embedded && font.subset && font.unicode,
                "{}: {font:?}",
                built.name
            );
        }
    }
}

/// Text as words, with line ends and the hyphens at them undone.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_text_comes_back_with_its_ligatures_and_quotes() {
    let Some(text) = external::pdftotext(&built()[0].pdf, &[]) else {
        return;
    };
    let text = words(&text);
    // The first holds `ff` and `fi` ligatures, the second curly quotes, the last two other scripts.
    for expected in [
        "the officers and the engineers went on visiting one another",
        "the “deep trust” of the Iranian people",
        "김정은",
        "ابراهیم رئیسی",
    ] {
        assert!(text.contains(expected), "{expected:?} is not in the text");
    }
}

#[test]
fn a_pasted_article_builds_to_both_formats() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles/strange-allies.txt");
    let Ok(article) = std::fs::read_to_string(path) else {
        return;
    };
    let text = format!("---\ntitle: Strange Allies\n---\n\n{article}");
    let files = MemoryFiles::default().with("pasted.md", text);
    let options = Options::new().expect("bundled fonts");
    let compiled = compile(&files, &Entry::File("pasted.md".into()), &options);
    assert_eq!(compiled.diagnostics.count(Severity::Error), 0);
    assert!(compiled.bytes(Target::Epub).is_some() && compiled.bytes(Target::Pdf).is_some());
}
