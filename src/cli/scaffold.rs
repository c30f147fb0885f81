//! `bindery new`: a manuscript that builds as it is.

use std::io;
use std::path::{Path, PathBuf};

/// An article: one file, named after its title.
pub(crate) fn article(name: &str) -> io::Result<PathBuf> {
    let (path, title) = place(name)?;
    let path = path.with_extension("md");
    let text = format!(
        "---\ntitle: {}\nauthors:\n  - Your Name\nlanguage: en\n\
         description: One or two sentences on what the article says.\n---\n\n\
         The first paragraph opens the article. Write in Markdown: *emphasis*, **strong**, \
         \"quotes\" that become curly, and notes.[^first]\n\n\
         ## A section\n\nMore text.\n\n[^first]: A note stands at the foot of its page, and pops up on an e-reader.\n",
        yaml(&title)
    );
    if let Some(parent) = path.parent().filter(|parent| *parent != Path::new("")) {
        std::fs::create_dir_all(parent)?;
    }
    write(&path, &text)?;
    Ok(path)
}

/// A book: a folder of chapters.
pub(crate) fn book(name: &str) -> io::Result<PathBuf> {
    let (path, title) = place(name)?;
    if path.exists() {
        return Err(exists(&path));
    }
    std::fs::create_dir_all(&path)?;
    let metadata = format!(
        "title = {}\nauthors = [\"Your Name\"]\nlanguage = \"en\"\n\
         description = \"One or two sentences on what the book is about.\"\n",
        toml::Value::String(title)
    );
    write(&path.join("book.toml"), &metadata)?;
    write(
        &path.join("1-beginning.md"),
        "# The beginning\n\nThe chapters of a book are files in the order of their names. \
         One can point to another: see [](2-next.md).\n",
    )?;
    write(
        &path.join("2-next.md"),
        "# The next chapter\n\nMore text, with a note.[^note]\n\n[^note]: The note.\n",
    )?;
    Ok(path)
}

/// The path of a new manuscript, and its title: the last part of the name.
fn place(name: &str) -> io::Result<(PathBuf, String)> {
    let (folder, last) = name.rsplit_once('/').unwrap_or(("", name));
    let title = last.trim().trim_end_matches(".md").trim();
    let file: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect::<String>()
        .to_lowercase()
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    if file.is_empty() || title.contains(char::is_control) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("`{name}` is no name for a manuscript; write it like `on-margins`"),
        ));
    }
    let title = match title.contains(' ') {
        true => title.to_owned(),
        // `on-margins` is a file's name; its title is in words.
        false => {
            let words = title.replace(['-', '_'], " ");
            let mut letters = words.chars();
            match letters.next() {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => words,
            }
        }
    };
    Ok((Path::new(folder).join(file), title))
}

/// A text as a scalar of YAML.
fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn exists(path: &Path) -> io::Error {
    let message = format!("`{}` is there already", path.display());
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

/// Writes a file that must not be there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write as _;
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(path),
            kind => io::Error::new(
                kind,
                format!("`{}` cannot be written: {error}", path.display()),
            ),
        })
}
