//! Writes an imported manuscript, whole or not at all, and over nothing unless that is asked for.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::ImportedFile;

/// What to do with a manuscript that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it, and write nothing.
    Keep,
    /// Put the imported one in its place; a folder is replaced with all that it holds.
    Replace,
}

/// Why an imported manuscript could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is one of that name.
    #[error("`{}` is there already; `--force` replaces it", .0.display())]
    Exists(PathBuf),
    /// A file or folder cannot be written.
    #[error("`{}` cannot be written: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

/// Writes files into a folder, which is made if need be. All are written under another name first. The paths that
/// have appeared at the top of the folder are returned.
///
/// # Errors
/// When one is there already, or cannot be written; then none has appeared.
pub fn write(
    folder: &Path,
    files: &[ImportedFile],
    existing: Existing,
) -> Result<Vec<PathBuf>, WriteError> {
    let error = |path: &Path| {
        let path = path.to_owned();
        move |source| WriteError::Io { path, source }
    };
    let tops: BTreeSet<&str> = files.iter().map(|file| top(&file.path)).collect();
    if existing == Existing::Keep {
        for name in &tops {
            let path = folder.join(name);
            if path.symlink_metadata().is_ok() {
                return Err(WriteError::Exists(path));
            }
        }
    }
    std::fs::create_dir_all(folder).map_err(error(folder))?;
    let new = tempfile::Builder::new()
        .prefix(".bindery-import-")
        .tempdir_in(folder)
        .map_err(error(folder))?;
    for file in files {
        let path = new.path().join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(error(&folder.join(&file.path)))?;
        }
        std::fs::write(&path, &file.bytes).map_err(error(&folder.join(&file.path)))?;
    }
    // What was there waits aside until all is in its place.
    let old = new.path().join(".old");
    std::fs::create_dir(&old).map_err(error(&old))?;
    let mut placed: Vec<(PathBuf, Option<PathBuf>)> = Vec::new();
    for name in &tops {
        let path = folder.join(name);
        let aside = old.join(name);
        let move_in = || -> io::Result<Option<PathBuf>> {
            let before = match path.symlink_metadata() {
                Ok(_) => {
                    std::fs::rename(&path, &aside)?;
                    Some(aside.clone())
                }
                Err(_) => None,
            };
            if let Err(error) = std::fs::rename(new.path().join(name), &path) {
                if let Some(before) = &before {
                    std::fs::rename(before, &path)?;
                }
                return Err(error);
            }
            Ok(before)
        };
        match move_in() {
            Ok(before) => placed.push((path, before)),
            Err(source) => {
                undo(&placed, new.path());
                return Err(WriteError::Io { path, source });
            }
        }
    }
    Ok(placed.into_iter().map(|(path, _)| path).collect())
}

/// Puts back what was there. What cannot be put back stays where it is; there is nothing more to be done.
fn undo(placed: &[(PathBuf, Option<PathBuf>)], scratch: &Path) {
    for (at, (path, before)) in placed.iter().enumerate() {
        let _ = std::fs::rename(path, scratch.join(format!(".undone-{at}")));
        if let Some(before) = before {
            let _ = std::fs::rename(before, path);
        }
    }
}

fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> ImportedFile {
        ImportedFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn nothing_is_written_over_unless_asked() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = temp.path().join("manuscript");
        let files = [file("a.md", "1"), file("a-images/x.png", "2")];
        let written = write(&folder, &files, Existing::Keep).expect("written");
        assert_eq!(written, [folder.join("a-images"), folder.join("a.md")]);
        std::fs::write(folder.join("a-images/own.png"), "own").expect("written");

        let again = [file("b.md", "x"), file("a.md", "3")];
        assert!(matches!(
            write(&folder, &again, Existing::Keep),
            Err(WriteError::Exists(_))
        ));
        assert!(!folder.join("b.md").exists());
        assert_eq!(std::fs::read(folder.join("a.md")).expect("there"), b"1");

        write(&folder, &again, Existing::Replace).expect("written");
        assert_eq!(std::fs::read(folder.join("a.md")).expect("there"), b"3");
        let names = std::fs::read_dir(&folder).expect("a folder").count();
        assert_eq!(names, 3, "nothing else is left behind");
    }
}
