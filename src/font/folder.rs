//! Fonts that a project adds: the files of a folder.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use skrifa::raw::FileRef;

use super::book::FontBook;
use super::face::{Font, FontData, FontError};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::world::{FileError, Files};

/// The largest font file, in bytes; the largest collections of East Asian fonts have some 120 million.
const MAX_FILE: u64 = 160 << 20;
/// How many bytes of fonts one folder may hold.
const MAX_TOTAL: u64 = 1 << 30;
/// How many font files one folder may hold.
const MAX_FILES: usize = 500;
/// How many fonts of one collection are taken.
const MAX_FACES: u32 = 64;
/// How many fonts may be added.
const MAX_FONTS: usize = 2_000;
/// How deep folders of fonts may nest.
const MAX_DEPTH: usize = 4;
/// How many names are looked at in one folder of fonts, with all below it.
const MAX_NAMES: usize = 10_000;

/// A folder of fonts.
#[derive(Clone, Copy)]
pub struct FontFolder<'a> {
    /// Where it is read.
    pub files: &'a dyn Files,
    /// Its path there, with `/`; empty for the whole.
    pub path: &'a str,
    /// What is shown before the names of its files.
    pub shown: &'a str,
}

/// What came of adding fonts.
#[derive(Debug, Clone, Default)]
pub struct AddedFonts {
    /// Every file taken, with the digest of its bytes, in order.
    pub files: Vec<(String, [u8; 32])>,
    /// What was noticed.
    pub diagnostics: Diagnostics,
}

impl FontBook {
    /// This book with the fonts of folders before its own: the first folder's first, each folder's by
    /// path. Of fonts of the same PostScript name the first is kept, so that a project may bring
    /// another version of one that is in the binary. A folder that does not exist adds none.
    #[must_use]
    pub fn with_folders(&self, folders: &[FontFolder<'_>]) -> (Self, AddedFonts) {
        let mut adder = Adder {
            fonts: Vec::new(),
            added: AddedFonts::default(),
        };
        for folder in folders {
            adder.folder(folder, self);
        }
        (self.behind(adder.fonts), adder.added)
    }
}

struct Adder {
    fonts: Vec<Font>,
    added: AddedFonts,
}

impl Adder {
    fn folder(&mut self, folder: &FontFolder<'_>, book: &FontBook) {
        let mut total = 0_u64;
        let paths = match font_files(folder) {
            Ok(paths) => paths,
            Err(FileError::NotFound(_)) => return,
            Err(error) => return self.report(Code::from(&error), error.to_string(), None),
        };
        if paths.len() > MAX_FILES {
            let message = format!(
                "`{}{}` holds more than {MAX_FILES} fonts; the rest is left out",
                folder.shown, folder.path
            );
            self.warn(message, None);
        }
        for path in paths.into_iter().take(MAX_FILES) {
            let shown = format!("{}{path}", folder.shown);
            if is_web_font(&path) {
                self.warn(
                    format!("`{shown}` is a font for the web, which is not read"),
                    Some("add it as `.ttf`, `.otf` or `.ttc`"),
                );
                continue;
            }
            let limit = MAX_FILE.min(MAX_TOTAL - total);
            match folder.files.read(&path, limit) {
                Ok(bytes) => {
                    total += bytes.len() as u64;
                    self.file(shown, bytes, book);
                }
                Err(error) => {
                    let message = format!("the font `{shown}` is left out: {error}");
                    self.report(Code::from(&error), message, None);
                }
            }
        }
    }

    /// Adds all fonts of a file.
    fn file(&mut self, shown: String, bytes: Vec<u8>, book: &FontBook) {
        // A copy of a font that is there already would only change the order.
        if is_there(book, &bytes) {
            return;
        }
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let data: Arc<[u8]> = bytes.into();
        let count = match FileRef::new(&data) {
            Ok(FileRef::Font(_)) => 1,
            Ok(FileRef::Collection(collection)) => collection.len().min(MAX_FACES),
            Err(error) => {
                let message = format!("`{shown}` is not a font that can be read: {error}");
                return self.warn(
                    message,
                    Some("take it out, or put a whole copy in its place"),
                );
            }
        };
        self.added.files.push((shown.clone(), digest));
        for index in 0..count {
            match Font::parse(FontData::Owned(Arc::clone(&data)), index) {
                Ok(font) => self.font(&shown, font),
                Err(error @ FontError::NotEmbeddable(_)) => {
                    let message = format!("`{shown}` is left out: {error}");
                    self.warn(
                        message,
                        Some("its licence is for looking at, not for books"),
                    );
                }
                Err(error) => self.warn(format!("`{shown}` is left out: {error}"), None),
            }
        }
    }

    fn font(&mut self, shown: &str, font: Font) {
        if self.fonts.len() >= MAX_FONTS {
            return self.warn(
                format!("`{shown}` is left out: there are more than {MAX_FONTS} fonts"),
                None,
            );
        }
        let name = font.postscript_name();
        if self.fonts.iter().any(|f| f.postscript_name() == name) {
            return;
        }
        if font.is_variable() {
            let message = format!("of the variable font `{shown}` only the default form is used");
            self.added
                .diagnostics
                .push(Diagnostic::info(Code::BadFont, message));
        }
        self.fonts.push(font);
    }

    fn warn(&mut self, message: String, help: Option<&str>) {
        self.report(Code::BadFont, message, help);
    }

    fn report(&mut self, code: Code, message: String, help: Option<&str>) {
        let mut diagnostic = Diagnostic::warning(code, message);
        diagnostic.help = help.map(str::to_owned);
        self.added.diagnostics.push(diagnostic);
    }
}

/// The paths of all font files in a folder and those below it, in order.
fn font_files(folder: &FontFolder<'_>) -> Result<Vec<String>, FileError> {
    let mut found = Vec::new();
    let mut open = vec![(folder.path.to_owned(), 0)];
    let mut seen = 0;
    while let Some((path, depth)) = open.pop() {
        let names = match folder.files.list(&path) {
            Ok(names) => names,
            // Only the first folder is one that the author named.
            Err(_) if depth > 0 => continue,
            Err(error) => return Err(error),
        };
        for name in names {
            seen += 1;
            if seen > MAX_NAMES || name.starts_with('.') {
                continue;
            }
            let inner = |name: &str| match path.as_str() {
                "" => name.to_owned(),
                path => format!("{path}/{name}"),
            };
            if let Some(name) = name.strip_suffix('/') {
                if depth < MAX_DEPTH {
                    open.push((inner(name), depth + 1));
                }
            } else if is_font(&name) || is_web_font(&name) {
                found.push(inner(&name));
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// True when a font of the book has just these bytes.
fn is_there(book: &FontBook, bytes: &[u8]) -> bool {
    book.iter()
        .map(|(_, font)| font.data())
        .any(|data| data.size() == bytes.len() && data.bytes() == bytes)
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| endings.iter().any(|e| end.eq_ignore_ascii_case(e)))
}

fn is_font(name: &str) -> bool {
    has_ending(name, &["ttf", "otf", "ttc", "otc"])
}

fn is_web_font(name: &str) -> bool {
    has_ending(name, &["woff", "woff2", "eot"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontQuery;
    use crate::world::MemoryFiles;

    /// A bundled font under another name: the family's name is changed in its bytes.
    fn renamed(family: &str, from: &str, to: &str) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let book = FontBook::bundled().expect("bundled fonts parse");
        let query = FontQuery {
            family,
            bold: false,
            italic: false,
        };
        let font = book.get(book.find(query).expect("a bundled family"));
        let mut bytes = font.data().bytes().to_vec();
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (from, to) in [
            (wide(from), wide(to)),
            (from.as_bytes().to_vec(), to.as_bytes().to_vec()),
        ] {
            let (from, to): (Vec<u8>, Vec<u8>) = (from, to);
            let places: Vec<usize> = bytes
                .windows(from.len())
                .enumerate()
                .filter(|(_, window)| *window == from)
                .map(|(at, _)| at)
                .collect();
            for at in places {
                bytes[at..at + to.len()].copy_from_slice(&to);
            }
        }
        bytes
    }

    fn add(files: &MemoryFiles) -> (FontBook, AddedFonts) {
        let folder = FontFolder {
            files,
            path: "fonts",
            shown: "m/",
        };
        FontBook::bundled()
            .expect("bundled fonts parse")
            .with_folders(&[folder])
    }

    #[test]
    fn fonts_of_a_project_come_first() {
        let files = MemoryFiles::default()
            .with(
                "fonts/z/Other.ttf",
                renamed("Vazirmatn", "Vazirmatn", "Otherfont"),
            )
            .with("fonts/Licence.txt", "x");
        let (book, added) = add(&files);
        assert!(added.diagnostics.is_empty(), "{:?}", added.diagnostics);
        assert_eq!(added.files.len(), 1);
        let (_, first) = book.iter().next().expect("a font");
        assert_eq!(first.family(), "Otherfont");
        let (again, _) = add(&files);
        assert_eq!(again.iter().count(), book.iter().count());
    }

    #[test]
    fn copies_of_bundled_fonts_change_nothing() {
        let files = MemoryFiles::default().with("fonts/V.ttf", renamed("Vazirmatn", "x", "x"));
        let (book, added) = add(&files);
        assert!(added.files.is_empty());
        let (_, first) = book.iter().next().expect("a font");
        assert_eq!(first.family(), "EB Garamond");
    }

    #[test]
    fn bad_fonts_are_reported_and_left_out() {
        // OS/2 `fsType` is the fifth field of its table.
        let mut locked = renamed("Vazirmatn", "Vazirmatn", "Lockedone");
        let os2 = (0..64)
            .map(|i| 12 + 16 * i)
            .find(|&at| locked.get(at..at + 4) == Some(b"OS/2"))
            .expect("an OS/2 table");
        let offset = u32::from_be_bytes(locked[os2 + 8..os2 + 12].try_into().expect("4 bytes"));
        let at = offset as usize + 8;
        locked[at..at + 2].copy_from_slice(&[0, 2]);
        let mut bare = renamed("Vazirmatn", "Vazirmatn", "Emptyfont");
        let glyf = (0..64)
            .map(|i| 12 + 16 * i)
            .find(|&at| bare.get(at..at + 4) == Some(b"glyf"))
            .expect("outlines");
        bare[glyf..glyf + 4].copy_from_slice(b"glyg");
        let files = MemoryFiles::default()
            .with("fonts/a.ttf", "no font")
            .with("fonts/b.ttf", locked)
            .with("fonts/c.woff2", "wOF2")
            .with("fonts/d.ttf", bare);
        let (book, added) = add(&files);
        let said: Vec<&str> = added
            .diagnostics
            .iter()
            .map(|d| d.message.as_str())
            .collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(
            said[0].contains("`m/fonts/a.ttf` is not a font"),
            "{said:?}"
        );
        assert!(said[1].contains("may not be embedded"), "{said:?}");
        assert!(said[2].contains("for the web"), "{said:?}");
        assert!(said[3].contains("no outlines"), "{said:?}");
        let bundled = FontBook::bundled().expect("bundled fonts parse");
        assert_eq!(book.iter().count(), bundled.iter().count());
    }

    #[test]
    fn a_project_without_a_folder_adds_none() {
        let (_, added) = add(&MemoryFiles::default().with("a.md", "x"));
        assert!(added.files.is_empty() && added.diagnostics.is_empty());
    }
}
