//! Files, as the only way in: nothing outside the project folder is ever read.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It does not exist.
    #[error("`{0}` does not exist")]
    NotFound(String),
    /// Its path leads out of the project folder, by `..`, as an absolute path or through a symbolic link.
    #[error("`{0}` lies outside the project folder")]
    Escapes(String),
    /// It is larger than the limit.
    #[error("`{path}` has {size} bytes; the limit is {limit}")]
    TooLarge {
        /// The path as asked for.
        path: String,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// It cannot be read.
    #[error("`{path}` cannot be read: {source}")]
    Io {
        /// The path as asked for.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
}

/// The files of a project. Paths are relative to its folder, with `/`.
pub trait Files: Sync {
    /// The bytes of a file of at most `limit` bytes.
    ///
    /// # Errors
    /// When it does not exist, lies outside, is too large or cannot be read.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError>;

    /// The names of files and folders in a folder, sorted; folders end in `/`.
    ///
    /// # Errors
    /// When it is no folder, lies outside or cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;
}

/// A path relative to the project, with `.` and `..` resolved.
///
/// # Errors
/// When it leads out, or is absolute.
pub fn normalize(path: &str) -> Result<String, FileError> {
    let escapes = || FileError::Escapes(path.to_owned());
    if path.contains('\\') || path.contains('\0') {
        return Err(escapes());
    }
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str().ok_or_else(escapes)?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop().ok_or_else(escapes)?;
            }
            Component::RootDir | Component::Prefix(_) => return Err(escapes()),
        }
    }
    Ok(parts.join("/"))
}

/// The files below a folder on disk.
#[derive(Debug, Clone)]
pub struct DiskFiles {
    root: PathBuf,
}

impl DiskFiles {
    /// The files below `root`.
    ///
    /// # Errors
    /// When it does not exist.
    pub fn new(root: &Path) -> Result<Self, FileError> {
        let root = root.canonicalize().map_err(|e| io_error(root, e))?;
        Ok(Self { root })
    }

    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        let relative = normalize(path)?;
        let full = self.root.join(&relative);
        let real = full
            .canonicalize()
            .map_err(|e| io_error(Path::new(path), e))?;
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(FileError::Escapes(path.to_owned()))
        }
    }
}

fn io_error(path: &Path, source: std::io::Error) -> FileError {
    let path = path.display().to_string();
    if source.kind() == std::io::ErrorKind::NotFound {
        FileError::NotFound(path)
    } else {
        FileError::Io { path, source }
    }
}

impl Files for DiskFiles {
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let real = self.resolve(path)?;
        let io = |e| io_error(Path::new(path), e);
        // Asked before it is opened: to open a named pipe is to wait for its writer.
        let metadata = std::fs::metadata(&real).map_err(io)?;
        if !metadata.is_file() {
            return Err(FileError::NotFound(path.to_owned()));
        }
        let file = std::fs::File::open(&real).map_err(io)?;
        let too_large = |size| FileError::TooLarge {
            path: path.to_owned(),
            size,
            limit,
        };
        if metadata.len() > limit {
            return Err(too_large(metadata.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        // The file may grow between the two calls; one byte over the limit tells.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > limit {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let real = self.resolve(folder)?;
        let io = |e| io_error(Path::new(folder), e);
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&real).map_err(io)? {
            let entry = entry.map_err(io)?;
            // A name that is not UTF-8 can be named by no manuscript.
            let Ok(mut name) = entry.file_name().into_string() else {
                continue;
            };
            if entry.path().is_dir() {
                name.push('/');
            }
            names.push(name);
        }
        names.sort();
        Ok(names)
    }
}

/// Files in memory, for tests and for embedding Bindery.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// Adds a file; its path is relative, with `/`.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let relative = normalize(path)?;
        let bytes = self
            .files
            .get(&relative)
            .ok_or_else(|| FileError::NotFound(path.to_owned()))?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge {
                path: path.to_owned(),
                size: bytes.len() as u64,
                limit,
            });
        }
        Ok(bytes.clone())
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let relative = normalize(folder)?;
        let prefix = if relative.is_empty() {
            String::new()
        } else {
            format!("{relative}/")
        };
        let mut names: Vec<String> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .map(|rest| match rest.split_once('/') {
                Some((folder, _)) => format!("{folder}/"),
                None => rest.to_owned(),
            })
            .collect();
        names.dedup();
        if names.is_empty() && !relative.is_empty() {
            return Err(FileError::NotFound(folder.to_owned()));
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        assert_eq!(normalize("a/./b/../c.png").ok().as_deref(), Some("a/c.png"));
        for path in ["../x", "a/../../x", "/etc/passwd", "a\\..\\b", "a\0b"] {
            assert!(
                matches!(normalize(path), Err(FileError::Escapes(_))),
                "{path}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_symbolic_link_leads_out() {
        let outside = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("secret"), "x").expect("written");
        let project = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(outside.path(), project.path().join("link")).expect("linked");
        let files = DiskFiles::new(project.path()).expect("a folder");
        assert!(matches!(
            files.read("link/secret", 10),
            Err(FileError::Escapes(_))
        ));
    }

    #[test]
    fn large_files_are_refused() {
        let files = MemoryFiles::default().with("a.md", "12345");
        assert!(matches!(
            files.read("a.md", 4),
            Err(FileError::TooLarge { .. })
        ));
        assert_eq!(files.list("").ok(), Some(vec!["a.md".to_owned()]));
    }
}
