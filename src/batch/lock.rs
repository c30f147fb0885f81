//! One command at a time in an output folder, and nothing left over from one that was killed.

use std::fs::File;
use std::path::Path;

use super::write::temporary_prefix;

/// Holds a folder, with the folders in it, until it is dropped.
pub(super) struct Lock {
    file: Option<File>,
    /// How the names of what is half written begin.
    prefix: String,
}

impl Lock {
    /// Waits for the folder, then takes out what a killed command left half written. Where the file
    /// system knows no locks, nothing is taken out, for another command may be at work on it.
    pub(super) fn acquire(folder: &Path, tag: &str) -> Self {
        let held = std::fs::create_dir_all(folder)
            .and_then(|()| File::create(folder.join(format!(".bindery{tag}.lock"))))
            .and_then(|file| file.lock().map(|()| file))
            .ok();
        let lock = Self {
            file: held,
            prefix: temporary_prefix(tag),
        };
        lock.clean(folder);
        lock
    }

    /// Takes out what a killed command left half written in a folder: the one that is held, or one in it, into which
    /// nobody writes without holding that. Such a one needs no lock of its own, whose file could never be taken away:
    /// another command may wait for the file that is deleted while a third makes it anew.
    pub(super) fn clean(&self, folder: &Path) {
        if self.file.is_some() {
            clean(folder, &self.prefix);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let _ = file.unlock();
        }
    }
}

fn clean(folder: &Path, prefix: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        if name
            .to_str()
            .is_some_and(|name| name.starts_with(prefix) && name.ends_with(".tmp"))
        {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_go_and_the_rest_stays() {
        let temp = tempfile::tempdir().expect("a folder");
        let left = format!("{}x1.tmp", temporary_prefix(""));
        let others = format!("{}x1.tmp", temporary_prefix("-1-of-2"));
        for name in [left.as_str(), others.as_str(), "a.epub"] {
            std::fs::write(temp.path().join(name), "x").expect("written");
        }
        drop(Lock::acquire(temp.path(), ""));
        assert!(!temp.path().join(left).exists());
        assert!(temp.path().join(others).exists());
        assert!(temp.path().join("a.epub").exists());
    }
}
