//! One command at a time in an output folder, and nothing left over from one that was killed.

use std::fs::File;
use std::path::Path;

use super::write::temporary_prefix;

/// Holds a folder until it is dropped.
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Waits for the folder, then takes out what a killed command left half written. Where the file
    /// system knows no locks, nothing is taken out, for another command may be at work on it.
    pub(super) fn take(folder: &Path, tag: &str) -> Self {
        let held = std::fs::create_dir_all(folder)
            .and_then(|()| File::create(folder.join(format!(".bindery{tag}.lock"))))
            .and_then(|file| file.lock().map(|()| file))
            .ok();
        if held.is_some() {
            clean(folder, &temporary_prefix(tag));
        }
        Self(held)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
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
        drop(Lock::take(temp.path(), ""));
        assert!(!temp.path().join(left).exists());
        assert!(temp.path().join(others).exists());
        assert!(temp.path().join("a.epub").exists());
    }
}
