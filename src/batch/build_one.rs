//! One manuscript of a batch: taken from an earlier build, or built and written.

use super::cache::{Cache, Remembered};
use super::fonts::FontCache;
use super::inputs::{Recording, sha256};
use super::key::{ManuscriptKey, digest};
use super::record::{OutputFile, Record};
use super::{Outcome, Planned, Reuse, Settings, Shard, Status, Warnings, write};
use crate::compile::{Compiled, Options, compile};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::manuscript::Entry;
use crate::world::{DiskFiles, Files};

/// Builds manuscripts, with what all of a batch share.
pub(super) struct Builder<'a> {
    pub(super) settings: &'a Settings,
    pub(super) fonts: &'a FontCache,
    pub(super) cache: &'a Cache,
    /// The digest of all that is the same for every manuscript.
    pub(super) batch_key: String,
}

impl Builder<'_> {
    /// Builds a manuscript whose outputs have a name, unless an earlier build made the same.
    pub(super) fn build(&self, planned: &Planned, name: &str) -> Outcome {
        let files = match DiskFiles::new(&planned.root) {
            Ok(files) => files,
            Err(error) => return planned.unreadable(&error),
        };
        let fonts = self.fonts.fonts_of(planned);
        let key = digest(&ManuscriptKey {
            batch: &self.batch_key,
            name,
            collection: match &planned.entry {
                Entry::Collection(collection) => Some(collection),
                Entry::File(_) | Entry::Folder(_) => None,
            },
            font_files: &fonts.files,
            font_diagnostics: &fonts.diagnostics,
        });
        let id = match &planned.entry {
            // All that is known of a collection is long, and in the key.
            Entry::Collection(collection) => format!("Collection {}", collection.name),
            entry => format!("{entry:?} {}", planned.name),
        };
        let writes = !self.settings.options.targets.is_empty();
        if writes
            && self.settings.reuse == Reuse::Unchanged
            && let Some(known) = self.cache.find(&id, &key, &files)
        {
            return self.unchanged(planned, known, &files);
        }
        let recording = Recording::new(&files);
        let options = Options {
            fonts: fonts.book,
            ..self.settings.options.clone()
        };
        let mut compiled = compile(&recording, &planned.entry, &options);
        let inputs = recording.inputs();
        if !fonts.diagnostics.is_empty() {
            compiled.diagnostics.extend(fonts.diagnostics);
            compiled.diagnostics.sort();
        }
        let outcome = self.write(planned, name, compiled);
        if writes
            && outcome.status == Status::Built
            && let Some(remembered) = Remembered::new(key, inputs, &outcome)
        {
            self.cache.remember(&id, remembered);
        }
        outcome
    }

    fn unchanged(&self, planned: &Planned, known: Remembered, files: &dyn Files) -> Outcome {
        let mut outcome = planned.outcome(known.sources(files), known.diagnostics());
        outcome.report = known.report;
        if self.refused(&outcome.diagnostics) {
            outcome.status = Status::Failed;
            return outcome;
        }
        outcome.status = Status::Unchanged;
        outcome.written = self.paths(&known.record);
        outcome.record = Some(Record {
            manuscript: planned.name.clone(),
            ..known.record
        });
        outcome
    }

    fn refused(&self, diagnostics: &Diagnostics) -> bool {
        self.settings.warnings == Warnings::Refused && diagnostics.count(Severity::Warning) > 0
    }

    fn paths(&self, record: &Record) -> Vec<std::path::PathBuf> {
        let files = record.files.iter();
        files
            .map(|file| self.settings.output.join(&file.name))
            .collect()
    }

    fn write(&self, planned: &Planned, name: &str, compiled: Compiled) -> Outcome {
        let Compiled {
            meta,
            outputs,
            report,
            diagnostics,
            sources,
            ..
        } = compiled;
        let mut outcome = planned.outcome(sources, diagnostics);
        outcome.report = report;
        if outcome.status == Status::Failed {
            return outcome;
        }
        if self.refused(&outcome.diagnostics) {
            outcome.status = Status::Failed;
            return outcome;
        }
        let outputs: Vec<(String, &[u8])> = outputs
            .iter()
            .map(|output| (output.target.file_name(name), output.bytes.as_slice()))
            .collect();
        if outputs.is_empty() {
            return outcome;
        }
        let tag = Shard::tag(self.settings.shard);
        if let Err(error) = write::write_tagged(&self.settings.output, &outputs, &tag) {
            outcome.status = Status::Failed;
            outcome.diagnostics.push(
                Diagnostic::error(Code::CannotWrite, error.to_string())
                    .help("what an earlier run wrote is as it was"),
            );
            return outcome;
        }
        outcome.record = meta.map(|meta| {
            let mut record = Record::new(&planned.name, &meta);
            name.clone_into(&mut record.name);
            record.pages = outcome.report.as_ref().map(|report| report.pages);
            record.files = outputs
                .iter()
                .map(|(name, bytes)| OutputFile {
                    name: name.clone(),
                    size: bytes.len() as u64,
                    sha256: sha256(bytes),
                })
                .collect();
            record
        });
        outcome.written = outputs
            .iter()
            .map(|(name, _)| self.settings.output.join(name))
            .collect();
        outcome
    }
}
