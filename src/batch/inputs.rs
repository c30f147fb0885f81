//! What a build reads: each file and folder asked for, with a digest of the answer.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::world::{FileError, Files};

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A question to the files of a project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Question {
    /// The bytes of a file, up to a limit.
    Read(String, u64),
    /// The names in a folder.
    List(String),
}

impl Question {
    /// The digest of the answer as it is now. A failure is an answer, too.
    fn answer(&self, files: &dyn Files) -> String {
        match self {
            Self::Read(path, limit) => read_digest(&files.read(path, *limit)),
            Self::List(folder) => list_digest(&files.list(folder)),
        }
    }
}

fn read_digest(result: &Result<Vec<u8>, FileError>) -> String {
    match result {
        Ok(bytes) => sha256(bytes),
        Err(error) => format!("error: {error}"),
    }
}

fn list_digest(result: &Result<Vec<String>, FileError>) -> String {
    match result {
        // No name holds a line feed and a slash at once, so no two lists give the same text.
        Ok(names) => sha256(names.join("\n/").as_bytes()),
        Err(error) => format!("error: {error}"),
    }
}

/// Questions with the digests of their answers.
pub(super) type Inputs = Vec<(Question, String)>;

/// True when all questions have the same answers still.
pub(super) fn unchanged(inputs: &Inputs, files: &dyn Files) -> bool {
    inputs
        .iter()
        .all(|(question, digest)| question.answer(files) == *digest)
}

/// Files that keep a record of what was asked.
pub(super) struct Recording<'a> {
    files: &'a dyn Files,
    asked: Mutex<BTreeMap<Question, String>>,
}

impl<'a> Recording<'a> {
    pub(super) fn new(files: &'a dyn Files) -> Self {
        Self {
            files,
            asked: Mutex::default(),
        }
    }

    /// What was asked, in order of the questions.
    pub(super) fn inputs(self) -> Inputs {
        let asked = self.asked.into_inner();
        asked
            .unwrap_or_else(PoisonError::into_inner)
            .into_iter()
            .collect()
    }

    fn record(&self, question: Question, digest: String) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked
            .entry(question)
            .and_modify(|known| {
                // A file that changed while it was used is out of date from the start.
                if *known != digest {
                    "changed".clone_into(known);
                }
            })
            .or_insert(digest);
    }
}

impl Files for Recording<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let result = self.files.read(path, limit);
        self.record(Question::Read(path.to_owned(), limit), read_digest(&result));
        result
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let result = self.files.list(folder);
        self.record(Question::List(folder.to_owned()), list_digest(&result));
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryFiles;

    #[test]
    fn every_change_of_an_answer_is_seen() {
        let before = MemoryFiles::default()
            .with("a/1.md", "x")
            .with("a/p.png", "p");
        let recording = Recording::new(&before);
        let _ = recording.list("a");
        let _ = recording.read("a/1.md", 9);
        let _ = recording.read("a/none.png", 9);
        let inputs = recording.inputs();
        assert_eq!(inputs.len(), 3);
        assert!(unchanged(&inputs, &before));
        // What was not read does not matter, unless a folder's list shows it.
        assert!(unchanged(&inputs, &before.clone().with("a/p.png", "q")));
        assert!(!unchanged(&inputs, &before.clone().with("a/1.md", "y")));
        assert!(!unchanged(&inputs, &before.clone().with("a/2.md", "y")));
        assert!(!unchanged(&inputs, &before.clone().with("a/none.png", "n")));
    }
}
