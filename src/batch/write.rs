//! Writes outputs so that a reader of the folder never sees one half written.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Why an output could not be written.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` cannot be written: {source}")]
pub(super) struct WriteError {
    path: String,
    source: std::io::Error,
}

/// How the names of files begin that are not whole yet; a command that was killed leaves them there.
pub(super) fn temporary_prefix(tag: &str) -> String {
    format!(".bindery{tag}-tmp-")
}

/// Writes files into a folder, which is made if need be. All are written in full under other names
/// first, so that none appears when one cannot be written.
pub(super) fn write_tagged(
    folder: &Path,
    outputs: &[(String, &[u8])],
    tag: &str,
) -> Result<Vec<PathBuf>, WriteError> {
    let prefix = temporary_prefix(tag);
    let error = |path: &Path, source| WriteError {
        path: path.display().to_string(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(|e| error(folder, e))?;
    let mut ready = Vec::with_capacity(outputs.len());
    for (name, bytes) in outputs {
        let path = folder.join(name);
        if path.is_dir() {
            let source = std::io::Error::new(
                std::io::ErrorKind::IsADirectory,
                "there is a folder of that name",
            );
            return Err(error(&path, source));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".tmp");
        // A temporary file is its owner's alone; an output is for whoever the system's mask lets.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder).map_err(|e| error(&path, e))?;
        file.write_all(bytes).map_err(|e| error(&path, e))?;
        ready.push((file, path));
    }
    let mut written = Vec::with_capacity(ready.len());
    for (file, path) in ready {
        file.persist(&path).map_err(|e| error(&path, e.error))?;
        written.push(path);
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn all_or_none_are_written() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = temp.path().join("deep/build");
        let outputs: [(String, &[u8]); 2] = [("a.epub".into(), b"1"), ("a.pdf".into(), b"2")];
        write_tagged(&folder, &outputs, "").expect("written");
        assert_eq!(listing(&folder), ["a.epub", "a.pdf"]);

        std::fs::create_dir(folder.join("b.pdf")).expect("made");
        let outputs: [(String, &[u8]); 2] = [("a.epub".into(), b"3"), ("b.pdf".into(), b"4")];
        assert!(write_tagged(&folder, &outputs, "").is_err());
        assert_eq!(listing(&folder), ["a.epub", "a.pdf", "b.pdf"]);
        assert_eq!(std::fs::read(folder.join("a.epub")).expect("there"), b"1");
    }

    #[cfg(unix)]
    #[test]
    fn outputs_are_not_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let plain = folder.path().join("plain");
        std::fs::write(&plain, "x").expect("written");
        let outputs: [(String, &[u8]); 1] = [("a.epub".into(), b"1")];
        let written = write_tagged(folder.path(), &outputs, "").expect("written");
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(mode(&written[0]), mode(&plain));
    }
}
