//! Our manuscripts in every theme, and texts in scripts of the right and of the east, judged by programs that
//! share no code with us. (The manuscripts in their own theme are in `manuscripts`.)

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bindery::compile::PdfCover;
use bindery::diag::Severity;
use bindery::manuscript::Entry;
use bindery::output::Target;
use bindery::world::{DiskFiles, Files, MemoryFiles};
use bindery::{Options, compile};

use crate::external;

/// What stands in every text: each kind of block and of inline.
const TEXT: &str = "\
# {a}

{a} *{b}* **{c}** `code`[^1] {b} [English words]{lang=en} [{c}]{lang={other}}; [](#t). {b} ==x==

## {b}

- {a}
- {b}
  1. {c}
  2. {a}

> {a} {b}

> [!WARNING]
> {c}

```rust {#c .numbered}
fn main() { println!(\"{a}\"); } // {b}
```

{#t}
| {a} | {b} | 1 |
|-----|:---:|--:|
| {c} | {a} | 2 |
| {b} | {c} | 3 |

Table: {a} {b}

{c}
: {a} $\\frac{a}{\\sqrt{b}}$

$$\\sum_{i=1}^n i^2$$

![{a}](p.svg \"{b} {c}\"){#f}

* * *

{a} <ruby>{b}<rt>{c}</rt></ruby>

[^1]: {a} {b}

    {c}
";

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'>\
    <rect width='30' height='20' fill='#ddd'/><circle cx='15' cy='10' r='6'/></svg>";

/// Languages with three words and another language.
const TONGUES: [(&str, [&str; 3], &str); 6] = [
    ("fa", ["کتاب‌ها", "صفحه", "حروف"], "ar"),
    ("ar", ["الكتاب", "صفحة", "حروف"], "he"),
    ("he", ["ספר", "עמוד", "אותיות"], "fa"),
    ("ko", ["조용한 기술", "여백", "글자"], "ja"),
    ("ja", ["静かな手仕事", "余白", "文字"], "zh"),
    ("zh-Hant", ["安靜的手藝", "邊距", "字體"], "ko"),
];

struct Built {
    name: String,
    epub: PathBuf,
    pdf: PathBuf,
}

/// Everything, built once for all tests.
fn built() -> &'static [Built] {
    static BUILT: OnceLock<Vec<Built>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut built = Vec::new();
        let disk = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscript");
        let disk = DiskFiles::new(&disk).expect("the manuscripts are there");
        for theme in ["modern", "academic"] {
            for (name, entry) in [
                ("strange-allies", Entry::File("strange-allies.md".into())),
                ("chronology", Entry::Folder("chronology".into())),
                ("specimen", Entry::Folder("specimen".into())),
            ] {
                built.push(build(&format!("{name}-{theme}"), &disk, &entry, theme));
            }
        }
        let themes = ["literary", "modern", "academic"].into_iter().cycle();
        for ((lang, words, other), theme) in TONGUES.into_iter().zip(themes) {
            let [a, b, c] = words;
            let text = TEXT
                .replace("{a}", a)
                .replace("{b}", b)
                .replace("{c}", c)
                .replace("{other}", other);
            let text = format!(
                "---\ntitle: \"{a} & <{b}>\"\nsubtitle: {c}\nauthors: [{b} {c}]\nlanguage: {lang}\n\
                 series: {{name: {a}, position: \"2\"}}\nkind: book\ncontents: true\n---\n\n{text}"
            );
            let files = MemoryFiles::default()
                .with("a.md", text.as_str())
                .with("p.svg", PICTURE);
            built.push(build(lang, &files, &Entry::File("a.md".into()), theme));
        }
        built
    })
}

fn build(name: &str, files: &dyn Files, entry: &Entry, theme: &str) -> Built {
    let mut options = Options::new().expect("bundled fonts");
    options.theme = Some(theme.to_owned());
    options.pdf_cover = PdfCover::First;
    let compiled = compile(files, entry, &options);
    let errors = compiled.diagnostics.count(Severity::Error);
    assert_eq!(errors, 0, "{name}: {:#?}", compiled.diagnostics);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix");
    std::fs::create_dir_all(&out).expect("a folder");
    let write = |extension: &str, bytes: Option<&[u8]>| {
        let path = out.join(format!("{name}.{extension}"));
        std::fs::write(&path, bytes.expect("built")).expect("written");
        path
    };
    Built {
        name: name.to_owned(),
        epub: write("epub", compiled.bytes(Target::Epub)),
        pdf: write("pdf", compiled.bytes(Target::Pdf)),
    }
}

#[test]
fn epubcheck_has_nothing_to_say_of_any_theme_and_script() {
    // Each run is a start of Java; two at a time.
    std::thread::scope(|scope| {
        let (left, right) = built().split_at(built().len() / 2);
        for half in [left, right] {
            scope.spawn(move || {
                for built in half {
                    let Some(messages) = external::epubcheck(&built.epub) else {
                        return;
                    };
                    assert!(messages.is_empty(), "{}: {messages:#?}", built.name);
                }
            });
        }
    });
}

#[test]
fn ace_finds_no_violation_in_any_theme_and_script() {
    // The other manuscripts and languages have no markup that these lack, and each takes some seconds.
    const JUDGED: [&str; 4] = ["specimen-modern", "specimen-academic", "fa", "ko"];
    for built in built() {
        let name = built.name.as_str();
        if !JUDGED.contains(&name) {
            continue;
        }
        let Some(verdict) = external::ace(&built.epub) else {
            return;
        };
        assert_eq!(verdict, Ok(()), "{name}");
    }
}

#[test]
fn the_pdfs_conform_in_any_theme_and_script() {
    let paths: Vec<&Path> = built().iter().map(|built| built.pdf.as_path()).collect();
    for flavour in ["ua1", "2a"] {
        if let Some(verdict) = external::verapdf_all(&paths, flavour) {
            assert_eq!(verdict, Ok(()), "{flavour}");
        }
    }
}

#[test]
fn qpdf_finds_no_fault_in_any_theme_and_script() {
    for built in built() {
        if let Some(verdict) = external::qpdf_check(&built.pdf) {
            assert_eq!(verdict, Ok(()), "{}", built.name);
        }
    }
}
