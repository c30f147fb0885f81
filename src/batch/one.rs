//! One manuscript of a batch: taken from an earlier build, or built and written.

use sha2::{Digest as _, Sha256};

use super::cache::{Cache, Remembered};
use super::fonts::{Fonts, Shelf};
use super::inputs::{Recording, hex, sha256};
use super::record::{OutputFile, Record};
use super::{Outcome, Planned, Reuse, Settings, Shard, Status, Warnings, write};
use crate::compile::{Compiled, Options, compile};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::manuscript::Entry;
use crate::world::{DiskFiles, Files};

/// What all manuscripts of a batch share.
pub(super) struct Shop<'a> {
    pub(super) settings: &'a Settings,
    pub(super) shelf: &'a Shelf,
    pub(super) cache: &'a Cache,
    pub(super) base_key: String,
}

/// A digest of all that decides on outputs and is the same for every manuscript of a batch.
pub(super) fn base_key(settings: &Settings) -> String {
    let options = &settings.options;
    // While Bindery itself is worked on, its version stays and its file changes.
    let program = std::env::current_exe()
        .and_then(std::fs::metadata)
        .ok()
        .map(|file| (file.len(), file.modified().ok()));
    let parts = format!(
        "{}\n{program:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        env!("CARGO_PKG_VERSION"),
        options.targets,
        options.page,
        options.theme,
        options.source_date_epoch,
        options.defaults,
        options.imposition,
        options.page_list,
        options.epub_fonts,
        options.epub_cover,
        options.pdf_cover,
        options.limits,
    );
    sha256(parts.as_bytes())
}

impl Shop<'_> {
    pub(super) fn build(&self, planned: &Planned, name: &str) -> Outcome {
        let files = match DiskFiles::new(&planned.root) {
            Ok(files) => files,
            Err(error) => return planned.unreadable(&error),
        };
        let fonts = self.shelf.of(planned);
        let key = self.key((name, &planned.entry), &fonts);
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
        compiled.diagnostics.extend(fonts.diagnostics);
        compiled.diagnostics.sort();
        let outcome = self.write(planned, name, compiled);
        if writes
            && outcome.status == Status::Built
            && let Some(record) = &outcome.record
        {
            let said = (&outcome.diagnostics, &*outcome.sources);
            let report = outcome.report.clone();
            let remembered = Remembered::new(key, inputs, record.clone(), report, said);
            self.cache.put(&id, remembered);
        }
        outcome
    }

    fn key(&self, (name, entry): (&str, &Entry), fonts: &Fonts) -> String {
        let mut digest = Sha256::new();
        digest.update(&self.base_key);
        digest.update(name);
        if let Entry::Collection(collection) = entry {
            digest.update(format!("{collection:?}"));
        }
        for (path, bytes) in &fonts.files {
            digest.update(b"\n");
            digest.update(path);
            digest.update(bytes);
        }
        // Fonts that were left out matter by what is said of them.
        digest.update(format!("{:?}", fonts.diagnostics));
        hex(&digest.finalize())
    }

    fn unchanged(&self, planned: &Planned, known: Remembered, files: &dyn Files) -> Outcome {
        let (diagnostics, sources) = known.said(files);
        let mut outcome = planned.outcome(sources, diagnostics);
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
