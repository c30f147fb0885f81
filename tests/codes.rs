//! What is explained of each code is true: its example gives that code and no other, and the page of the
//! documentation says what the command does.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use bindery::compile::{Options, compile};
use bindery::diag::{Code, Diagnostics, explain};
use bindery::font::{FontBook, FontFolder};
use bindery::import::{Request, import};
use bindery::manuscript::Entry;
use bindery::manuscript::project::load_project;
use bindery::output::Target;
use bindery::preflight::Store;
use bindery::world::MemoryFiles;
use image::{ImageFormat, RgbImage};

/// Codes whose example gives nothing, with the reason.
const UNTESTED: [(Code, &str); 3] = [
    (Code::CannotWrite, "nothing is written here"),
    (
        Code::BrokenPiece,
        "it comes of a whole batch; `collections.rs` makes one",
    ),
    (Code::Internal, "no input is known that gives it"),
];

/// A block of code of an explanation.
struct Block {
    language: String,
    text: String,
}

impl Block {
    /// The name of the file that it shows: in its first line, if it is TOML.
    fn name(&self) -> &str {
        match self.language.as_str() {
            "markdown" => "example.md",
            _ => {
                let first = self.text.lines().next().unwrap_or_default();
                first.trim_start_matches("# ")
            }
        }
    }
}

fn blocks(code: Code) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in code.explanation().lines() {
        match (line.strip_prefix("```"), open) {
            (Some(language), false) => {
                open = true;
                blocks.push(Block {
                    language: language.to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), true) => open = false,
            (None, true) => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
            }
            (None, false) => {}
        }
    }
    assert!(!open && !blocks.is_empty(), "{code}");
    blocks
}

/// The pictures that lie beside every example.
fn pictures() -> MemoryFiles {
    let encoded = |format| {
        let mut bytes = Vec::new();
        RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 90]))
            .write_to(&mut Cursor::new(&mut bytes), format)
            .expect("encoded");
        bytes
    };
    let png = encoded(ImageFormat::Png);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><path d=\"M0 0h40v30z\"/></svg>";
    MemoryFiles::default()
        .with("torn.png", &png[..png.len() / 2])
        .with("map.png", png)
        .with("map.webp", encoded(ImageFormat::WebP))
        .with("map.svg", svg)
}

/// All codes that come of the example of one.
fn found(code: Code) -> BTreeSet<Code> {
    let codes = |diagnostics: &Diagnostics| diagnostics.iter().map(|d| d.code).collect();
    let blocks = blocks(code);
    let name = match code {
        Code::ImportLeftOut => "salt.html",
        _ => "salt.pdf",
    };
    if matches!(code, Code::ImportLeftOut | Code::ImportUnknown) {
        let request = Request { name, slug: None };
        let bytes = blocks[0].text.as_bytes();
        return codes(&import(&request, bytes, &MemoryFiles::default()).diagnostics);
    }
    if code == Code::BadFont {
        let files = MemoryFiles::default().with(blocks[0].text.trim_end(), "no font");
        let folder = FontFolder {
            files: &files,
            path: "fonts",
            shown: "",
        };
        let bundled = FontBook::bundled().expect("bundled fonts");
        return codes(&bundled.with_folders(&[folder]).1.diagnostics);
    }
    let mut options = options(code);
    let mut all = BTreeSet::new();
    let mut files = pictures();
    let mut entry = None;
    for block in &blocks {
        let bytes = match code {
            Code::NotUtf8 => block.text.chars().map(|c| c as u8).collect(),
            _ => block.text.clone().into_bytes(),
        };
        match block.name() {
            "bindery.toml" => {
                let loaded = load_project("bindery.toml", bytes);
                all.extend::<BTreeSet<Code>>(codes(&loaded.diagnostics));
                options.limits = loaded.project.limits;
                continue;
            }
            "book.toml" => entry = Some(Entry::Folder(String::new())),
            "example.md" => entry = Some(Entry::File("example.md".to_owned())),
            _ => {}
        }
        files = files.with(block.name(), bytes);
    }
    if entry == Some(Entry::Folder(String::new())) {
        files = files.with("1-beginning.md", "# The beginning\n\nA text.\n");
    }
    if let Some(entry) = entry {
        let compiled = compile(&files, &entry, &options);
        all.extend::<BTreeSet<Code>>(codes(&compiled.diagnostics));
    }
    all
}

fn options(code: Code) -> Options {
    let mut options = Options::new().expect("bundled fonts");
    match code {
        Code::CoarseImage | Code::MissingBleed => options.targets = Target::Print.into(),
        Code::StoreRule => options.stores = vec![Store::Kindle],
        _ => {}
    }
    options
}

#[test]
fn the_example_of_a_code_gives_that_code_and_no_other() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let untested = UNTESTED.iter().any(|(known, _)| *known == code);
        let found = found(code);
        let expected = match untested {
            true => BTreeSet::new(),
            false => BTreeSet::from([code]),
        };
        if found != expected {
            wrong.push(format!("{code}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `UPDATE_DOCS=1 cargo test --test suite codes` writes the page anew.
#[test]
fn the_page_of_codes_is_what_the_command_explains() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, explain::page()).expect("written");
    }
    let page = std::fs::read_to_string(&path).expect("there");
    assert!(
        page == explain::page(),
        "docs/codes.md is not up to date; write it by UPDATE_DOCS=1 cargo test --test suite codes"
    );
}

fn bindery(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .output()
        .expect("bindery runs")
}

#[test]
fn the_command_explains_a_code_lists_all_and_guesses() {
    let output = bindery(&["explain", "dead-link"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.starts_with("dead-link: "), "{text}");
    assert!(text.ends_with(Code::DeadLink.explanation()), "{text}");
    let output = bindery(&["explain"]);
    let list = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(list.lines().count(), Code::ALL.len());
    let output = bindery(&["explain", "missing-alts"]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(
        text,
        "error: there is no code `missing-alts`; did you mean `missing-alt`?\n"
    );
}
