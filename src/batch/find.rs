//! Finds manuscripts on disk.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::manuscript::Entry;

/// The files that make a folder a manuscript.
const BOOK_FILES: [&str; 3] = ["book.toml", "book.yaml", "book.yml"];

/// A manuscript to be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The manuscript as the author names it: a path from where the command runs.
    pub name: String,
    /// What is shown before the sources' names: the root, with a `/` at its end; may be empty.
    pub base: String,
    /// The project folder: nothing outside it is read.
    pub root: PathBuf,
    /// The manuscript within the project folder.
    pub entry: Entry,
}

/// What was found.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Plan {
    /// The manuscripts, in the order of the paths, those of a folder in the order of their names;
    /// each once.
    pub manuscripts: Vec<Planned>,
    /// Paths that lead nowhere.
    pub diagnostics: Diagnostics,
}

/// Finds the manuscripts that paths name:
/// - a file is a manuscript;
/// - a folder with a book file is one;
/// - a folder without one holds manuscripts: each `.md` file with a title of its own in front matter,
///   and each sub-folder with a book file or `.md` files. `README.md` is none;
/// - a folder with nothing of that but `.md` files is one manuscript.
pub fn find(paths: &[PathBuf]) -> Plan {
    let mut finder = Finder::default();
    for path in paths {
        finder.add_path(path);
    }
    finder.plan
}

#[derive(Default)]
struct Finder {
    plan: Plan,
    seen: BTreeSet<(PathBuf, Entry)>,
}

impl Finder {
    fn add_path(&mut self, path: &Path) {
        let shown = shown_path(path);
        let Ok(real) = path.canonicalize() else {
            let help = if path == Path::new("manuscript") {
                "name a manuscript, or make a folder `manuscript` and put one there"
            } else {
                "name a Markdown file, or a folder of them"
            };
            self.plan.diagnostics.push(
                Diagnostic::error(Code::MissingFile, format!("`{shown}` does not exist"))
                    .help(help),
            );
            return;
        };
        if real.is_file() {
            let within = path.parent().map(shown_path).unwrap_or_default();
            self.add(&real, &within, Entry::File);
        } else if has_book_file(&real) {
            self.add_folder(path, &real);
        } else {
            self.folder_of_manuscripts(path, &real);
        }
    }

    fn add_folder(&mut self, path: &Path, real: &Path) {
        // The project is the folder around it, so that the manuscript's own name is known.
        let within = match path.file_name() {
            Some(_) => path.parent().map(shown_path).unwrap_or_default(),
            None => format!("{}/..", shown_path(path)),
        };
        self.add(real, &within, Entry::Folder);
    }

    /// A folder without a book file.
    fn folder_of_manuscripts(&mut self, path: &Path, real: &Path) {
        let shown = shown_path(path);
        let mut files = Vec::new();
        let mut folders = Vec::new();
        for name in names(real) {
            let inner = real.join(&name);
            if inner.is_dir() {
                let is_fonts = name == "fonts";
                if has_book_file(&inner)
                    || (!is_fonts && names(&inner).iter().any(|name| is_markdown(name)))
                {
                    folders.push(name);
                }
            } else if is_markdown(&name) {
                files.push(name);
            }
        }
        let chapters_only = folders.is_empty()
            && !files.is_empty()
            && !files.iter().any(|name| has_title(&real.join(name)));
        if chapters_only {
            self.add_folder(path, real);
            return;
        }
        if files.is_empty() && folders.is_empty() {
            self.plan.diagnostics.push(
                Diagnostic::error(
                    Code::EmptyManuscript,
                    format!("`{shown}` holds no manuscript"),
                )
                .help("a manuscript is a `.md` file, or a folder of them with a `book.toml`"),
            );
        }
        type Make = fn(String) -> Entry;
        let files = files.into_iter().map(|name| (name, Entry::File as Make));
        let folders = folders
            .into_iter()
            .map(|name| (name, Entry::Folder as Make));
        let mut found: Vec<(String, Make)> = files.chain(folders).collect();
        found.sort_by(|(a, _), (b, _)| natord::compare(a, b).then_with(|| a.cmp(b)));
        for (name, entry) in found {
            self.add(&real.join(name), &shown, entry);
        }
    }

    /// Adds a manuscript that lies in the folder shown as `within`, unless it is there already.
    fn add(&mut self, real: &Path, within: &str, entry: fn(String) -> Entry) {
        let name = real.file_name().and_then(|name| name.to_str());
        let (Some(root), Some(name)) = (real.parent(), name) else {
            self.plan.diagnostics.push(Diagnostic::error(
                Code::MissingFile,
                format!(
                    "`{}` has no name that a manuscript can have",
                    real.display()
                ),
            ));
            return;
        };
        let base = match within {
            "" | "." => String::new(),
            "/" => "/".to_owned(),
            within => format!("{within}/"),
        };
        let entry = entry(name.to_owned());
        if self.seen.insert((root.to_owned(), entry.clone())) {
            self.plan.manuscripts.push(Planned {
                name: format!("{base}{name}"),
                base,
                root: root.to_owned(),
                entry,
            });
        }
    }
}

/// A path as shown: with `/`, without one at its end.
pub(super) fn shown_path(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    match text.trim_end_matches('/') {
        "" if text.starts_with('/') => "/".to_owned(),
        trimmed => trimmed.strip_prefix("./").unwrap_or(trimmed).to_owned(),
    }
}

/// The names in a folder, without hidden ones; those that are not UTF-8 can be named by no manuscript.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    names
}

fn has_book_file(folder: &Path) -> bool {
    BOOK_FILES.iter().any(|name| folder.join(name).is_file())
}

fn is_markdown(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("md"))
        && !name.eq_ignore_ascii_case("README.md")
}

/// True for a file whose front matter gives it a title. Errors are found when it is read.
fn has_title(path: &Path) -> bool {
    const LIMIT: u64 = 64 << 10;
    // To open a named pipe is to wait for its writer.
    if !path.is_file() {
        return false;
    }
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(LIMIT).read_to_end(&mut start));
    if read.is_err() {
        return false;
    }
    let text = String::from_utf8_lossy(&start);
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && lines
            .take_while(|line| !matches!(line.trim_end(), "---" | "..."))
            .any(|line| line.starts_with("title:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        folder
    }

    fn entries(plan: &Plan) -> Vec<Entry> {
        plan.manuscripts.iter().map(|m| m.entry.clone()).collect()
    }

    fn file(name: &str) -> Entry {
        Entry::File(name.to_owned())
    }

    fn folder(name: &str) -> Entry {
        Entry::Folder(name.to_owned())
    }

    const TITLED: &str = "---\ntitle: T\n---\nx";

    #[test]
    fn a_folder_of_manuscripts() {
        let project = project(&[
            ("m/10.md", TITLED),
            ("m/2.md", TITLED),
            ("m/README.md", "x"),
            ("m/book/book.toml", "title = 'B'"),
            ("m/book/1.md", "x"),
            ("m/loose/1.md", "x"),
            ("m/images/a.png", "x"),
            ("m/.hidden/1.md", "x"),
            ("m/fonts/licence.md", "x"),
        ]);
        let plan = find(&[project.path().join("m")]);
        assert_eq!(
            entries(&plan),
            [file("2.md"), file("10.md"), folder("book"), folder("loose")]
        );
        assert!(plan.diagnostics.is_empty());
        assert!(plan.manuscripts[0].name.ends_with("/m/2.md"));
    }

    #[test]
    fn a_folder_that_is_one_manuscript() {
        let project = project(&[
            ("a/book.yaml", "title: A"),
            ("a/1.md", TITLED),
            ("b/1.md", "# One"),
            ("b/2.md", "# Two"),
        ]);
        let paths = ["a", "b", "a/../a", "b/1.md"].map(|path| project.path().join(path));
        let plan = find(&paths);
        assert_eq!(entries(&plan), [folder("a"), folder("b"), file("1.md")]);
    }

    #[test]
    fn paths_that_lead_nowhere_are_errors() {
        let project = project(&[("empty/x.txt", "x")]);
        let plan = find(&[project.path().join("none"), project.path().join("empty")]);
        let codes: Vec<Code> = plan.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::MissingFile, Code::EmptyManuscript]);
        assert!(plan.manuscripts.is_empty());
    }

    #[test]
    fn paths_are_shown_short() {
        assert_eq!(shown_path(Path::new("./a/b/")), "a/b");
        assert_eq!(shown_path(Path::new("/")), "/");
        assert_eq!(shown_path(Path::new(".")), ".");
    }
}
