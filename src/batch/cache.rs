//! What earlier builds came to, so that nothing is built twice.
//!
//! One file in the output folder. It may be deleted at any time, it is replaced as a whole, and nothing in
//! it is believed before the inputs and the outputs that it names are found to be as it says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::Outcome;
use super::inputs::{Inputs, Question, sha256, unchanged};
use super::record::Record;
use super::write::write_tagged;
use crate::diag::{Code, Diagnostic, Diagnostics, Related, Severity};
use crate::source::{Source, SourceId, SourceMap, Span};
use crate::text::decode_utf8;
use crate::typeset::report::Report;
use crate::world::Files;

/// The form of the cache file; one of another form is not read.
const FORM: u32 = 2;
/// The largest cache file that is read, in bytes.
const MAX_SIZE: u64 = 256 << 20;
/// How many manuscripts are finished between two writings of the file.
const STRIDE: usize = 16;

/// What is remembered of a manuscript.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// The digest of all that is not a file of the project: options, fonts, the program.
    pub(super) key: String,
    /// What was read.
    pub(super) inputs: Inputs,
    /// What came of it.
    pub(super) record: Record,
    /// Figures on its pages.
    pub(super) report: Option<Report>,
    /// What was noticed.
    diagnostics: Vec<CachedDiagnostic>,
    /// The names of the sources that places point into, in their order.
    sources: Vec<String>,
}

/// A diagnostic in the cache.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct CachedDiagnostic {
    severity: u8,
    code: String,
    message: String,
    help: Option<String>,
    span: Option<CachedSpan>,
    related: Vec<CachedRelated>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct CachedRelated {
    span: CachedSpan,
    message: String,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct CachedSpan {
    source: u32,
    start: u32,
    end: u32,
}

impl From<Span> for CachedSpan {
    fn from(span: Span) -> Self {
        Self {
            source: span.source.0,
            start: span.start,
            end: span.end,
        }
    }
}

impl From<CachedSpan> for Span {
    fn from(span: CachedSpan) -> Self {
        Self {
            source: SourceId(span.source),
            start: span.start,
            end: span.end,
        }
    }
}

impl From<&Diagnostic> for CachedDiagnostic {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity as u8,
            code: diagnostic.code.as_str().to_owned(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            span: diagnostic.span.map(CachedSpan::from),
            related: diagnostic
                .related
                .iter()
                .map(|related| CachedRelated {
                    span: related.span.into(),
                    message: related.message.clone(),
                })
                .collect(),
        }
    }
}

impl CachedDiagnostic {
    /// The diagnostic, unless its code is of another version.
    fn restore(&self) -> Option<Diagnostic> {
        let code = Code::from_name(&self.code)?;
        let severity = match self.severity {
            0 => Severity::Info,
            1 => Severity::Warning,
            _ => Severity::Error,
        };
        let mut diagnostic = Diagnostic::new(severity, code, self.message.clone());
        diagnostic.help.clone_from(&self.help);
        diagnostic.span = self.span.map(Span::from);
        let related = self.related.iter().map(|related| Related {
            span: related.span.into(),
            message: related.message.clone(),
        });
        diagnostic.related = related.collect();
        Some(diagnostic)
    }
}

#[derive(Default, Serialize, Deserialize)]
struct File {
    form: u32,
    manuscripts: BTreeMap<String, Remembered>,
}

/// The cache of an output folder.
pub(super) struct Cache {
    folder: PathBuf,
    name: String,
    tag: String,
    state: Mutex<State>,
}

struct State {
    file: File,
    unsaved: usize,
}

impl Cache {
    /// The cache of a folder, for a part of a batch; an empty one where there is none that can be read.
    pub(super) fn open(folder: &Path, tag: &str) -> Self {
        let name = format!(".bindery-cache{tag}.json");
        let path = folder.join(&name);
        let small = std::fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= MAX_SIZE);
        let file = small
            .then(|| std::fs::read(&path).ok())
            .flatten()
            .and_then(|bytes| serde_json::from_slice::<File>(&bytes).ok())
            .filter(|file| file.form == FORM)
            .unwrap_or_default();
        Self {
            folder: folder.to_owned(),
            name,
            tag: tag.to_owned(),
            state: Mutex::new(State { file, unsaved: 0 }),
        }
    }

    /// What is remembered of a manuscript, if all of it is still so.
    pub(super) fn find(&self, name: &str, key: &str, files: &dyn Files) -> Option<Remembered> {
        let known = {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.file.manuscripts.get(name).cloned()?
        };
        let whole = known.key == key
            && unchanged(&known.inputs, files)
            && known.record.files.iter().all(|file| {
                let path = self.folder.join(&file.name);
                // The size first, which costs nothing.
                std::fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() == file.size)
                    && std::fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == file.sha256)
            });
        whole.then_some(known)
    }

    /// Remembers a manuscript, whose outputs are written.
    pub(super) fn remember(&self, name: &str, remembered: Remembered) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.file.manuscripts.insert(name.to_owned(), remembered);
        state.unsaved += 1;
        if state.unsaved >= STRIDE {
            self.write(&mut state);
        }
    }

    /// Writes what is not written yet.
    pub(super) fn save(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.unsaved > 0 {
            self.write(&mut state);
        }
    }

    /// A cache that cannot be written costs time at the next build, and nothing else.
    fn write(&self, state: &mut State) {
        state.file.form = FORM;
        state.unsaved = 0;
        if let Ok(bytes) = serde_json::to_vec(&state.file) {
            let _ = write_tagged(&self.folder, &[(self.name.clone(), &bytes)], &self.tag);
        }
    }
}

impl Remembered {
    /// What is to be remembered of a manuscript that was built.
    pub(super) fn new(key: String, inputs: Inputs, outcome: &Outcome) -> Option<Self> {
        let sources = outcome.sources.iter();
        Some(Self {
            key,
            inputs,
            record: outcome.record.clone()?,
            report: outcome.report.clone(),
            diagnostics: outcome
                .diagnostics
                .iter()
                .map(CachedDiagnostic::from)
                .collect(),
            sources: sources.map(|(_, s)| s.name().to_owned()).collect(),
        })
    }

    /// What was noticed.
    pub(super) fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for diagnostic in self
            .diagnostics
            .iter()
            .filter_map(CachedDiagnostic::restore)
        {
            diagnostics.push(diagnostic);
        }
        diagnostics
    }

    /// The sources that the diagnostics point into, read anew; none where there is nothing to show.
    pub(super) fn sources(&self, files: &dyn Files) -> Arc<SourceMap> {
        let mut sources = SourceMap::default();
        if !self.diagnostics.is_empty() {
            for name in &self.sources {
                let text = self.read(name, files).unwrap_or_default();
                sources.add(Source::new(name.as_str(), text));
            }
        }
        Arc::new(sources)
    }

    fn read(&self, name: &str, files: &dyn Files) -> Option<String> {
        let limit = self
            .inputs
            .iter()
            .find_map(|(question, _)| match question {
                Question::Read(path, limit) if path == name => Some(*limit),
                _ => None,
            })?;
        decode_utf8(files.read(name, limit).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Planned;
    use crate::manuscript::Entry;
    use crate::world::MemoryFiles;

    fn planned(name: &str) -> Planned {
        Planned {
            name: name.to_owned(),
            base: String::new(),
            root: PathBuf::new(),
            entry: Entry::File(name.to_owned()),
        }
    }

    fn remembered(bytes: &[u8]) -> Remembered {
        let mut diagnostics = Diagnostics::new();
        let span = Span::new(SourceId(0), 1..2);
        diagnostics.push(
            Diagnostic::warning(Code::MissingAlt, "m")
                .at(span)
                .help("h"),
        );
        let mut sources = SourceMap::default();
        sources.add(Source::new("a.md", "text"));
        let record = Record {
            files: vec![super::super::record::OutputFile {
                name: "a.epub".to_owned(),
                size: bytes.len() as u64,
                sha256: sha256(bytes),
            }],
            ..Record::default()
        };
        let inputs = vec![(Question::Read("a.md".to_owned(), 9), sha256(b"text"))];
        let outcome = Outcome {
            sources: Arc::new(sources),
            diagnostics,
            record: Some(record),
            ..planned("a.md").failed(Diagnostic::error(Code::Internal, ""))
        };
        Remembered::new("k".to_owned(), inputs, &outcome).expect("a record")
    }

    #[test]
    fn nothing_is_believed_unseen() {
        let temp = tempfile::tempdir().expect("a folder");
        let open = || Cache::open(temp.path(), "");
        let files = MemoryFiles::default().with("a.md", "text");
        let output = temp.path().join("a.epub");
        std::fs::write(&output, "out").expect("written");
        let cache = open();
        cache.remember("a.md", remembered(b"out"));
        cache.save();
        let found = open().find("a.md", "k", &files).expect("all is as it was");
        let (diagnostics, sources) = (found.diagnostics(), found.sources(&files));
        assert_eq!(diagnostics.len(), 1);
        let first = diagnostics
            .iter()
            .next()
            .and_then(|d| d.span)
            .expect("a place");
        assert_eq!(sources.describe(first), "a.md:1:2");

        assert!(open().find("a.md", "other options", &files).is_none());
        assert!(open().find("b.md", "k", &files).is_none());
        let changed = MemoryFiles::default().with("a.md", "texts");
        assert!(open().find("a.md", "k", &changed).is_none());
        std::fs::write(&output, "0ut").expect("written");
        assert!(open().find("a.md", "k", &files).is_none());
        std::fs::write(&output, "out").expect("written");
        for broken in ["", "{", "[]", "{\"form\":0,\"manuscripts\":{}}"] {
            std::fs::write(temp.path().join(".bindery-cache.json"), broken).expect("written");
            assert!(open().find("a.md", "k", &files).is_none(), "{broken}");
        }
    }
}
