//! The pipeline as a whole: one manuscript becomes its outputs, in memory.

mod fault;
mod options;
mod outputs;
mod press;
mod run;
mod theme;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub use options::{EpubCover, EpubFonts, Options, PageList, PdfCover};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::Metadata;
use crate::manuscript::Entry;
use crate::output::{Output, Target};
use crate::source::SourceMap;
use crate::typeset;
use crate::typeset::report::Report;
use crate::world::Files;
use run::Run;

/// The theme of a manuscript that names none.
const DEFAULT_THEME: &str = "literary";

/// What became of a manuscript.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Compiled {
    /// The short name of its outputs.
    pub slug: String,
    /// Its metadata, if its references were resolved.
    pub meta: Option<Metadata>,
    /// What was made, in the order of the targets: all that was asked for, or nothing where there was an error.
    pub outputs: Vec<Output>,
    /// Figures on the pages, if they were set.
    pub report: Option<Report>,
    /// What was noticed, sorted by place.
    pub diagnostics: Diagnostics,
    /// The sources that the diagnostics point into.
    pub sources: Arc<SourceMap>,
}

impl Compiled {
    /// The bytes of a target, where it was made.
    pub fn bytes(&self, target: Target) -> Option<&[u8]> {
        let output = self.outputs.iter().find(|output| output.target == target)?;
        Some(&output.bytes)
    }

    /// The bytes of a target, where it was made, and nothing else.
    pub fn into_bytes(self, target: Target) -> Option<Vec<u8>> {
        let mut outputs = self.outputs.into_iter();
        let output = outputs.find(|output| output.target == target)?;
        Some(output.bytes)
    }
}

/// A form between two stages, for looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// The text as read.
    Document,
    /// The text with its references resolved.
    Edition,
    /// What is broken into pages: lines, spaces, and the places where a page may end.
    Galley,
    /// The pages.
    Pages,
}

/// The text form of a stage.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Dumped {
    /// The dump, if the stage was reached.
    pub text: Option<String>,
    /// What was noticed.
    pub diagnostics: Diagnostics,
    /// The sources that the diagnostics point into.
    pub sources: Arc<SourceMap>,
}

/// Compiles one manuscript. With an error among the diagnostics, there is no output. A panic in here would be a fault
/// of Bindery's; it is caught, and reported as [`Code::Internal`].
pub fn compile(files: &dyn Files, entry: &Entry, options: &Options) -> Compiled {
    let mut run = Run::new(options);
    let mut compiled = Compiled {
        slug: entry.slug(),
        ..Compiled::default()
    };
    // What was found before a panic is whole: each stage adds its diagnostics when it is done.
    let caught = catch_unwind(AssertUnwindSafe(|| {
        run_stages(&mut run, files, entry, &mut compiled);
    }));
    if let Err(panic) = caught {
        let error = internal_error(&compiled.slug, &*panic);
        run.diagnostics.push(error);
    }
    if run.diagnostics.has_errors() {
        compiled.outputs.clear();
    }
    run.diagnostics.sort();
    compiled.diagnostics = run.diagnostics;
    compiled.sources = run.sources;
    compiled
}

/// Runs a manuscript through all stages, as far as there is a reason to go on.
fn run_stages(run: &mut Run<'_>, files: &dyn Files, entry: &Entry, compiled: &mut Compiled) {
    let Some(edition) = run.edition(files, entry) else {
        return;
    };
    compiled.meta = Some(edition.document.meta.clone());
    let Some(theme) = run.theme(files, &edition) else {
        return;
    };
    if let Some(made) = run.outputs(files, edition, &theme) {
        compiled.report = made.report;
        compiled.outputs = made.outputs;
    }
}

/// The diagnostic of a panic while something was built.
pub(crate) fn internal_error(what: &str, panic: &(dyn Any + Send)) -> Diagnostic {
    let cause = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown");
    let message = format!("`{what}` could not be built for a fault of Bindery's: {cause}");
    Diagnostic::error(Code::Internal, message)
        .help("please report it, with the manuscript if you can")
}

/// Runs a manuscript up to a stage and gives that stage's text form.
pub fn dump(files: &dyn Files, entry: &Entry, options: &Options, stage: Stage) -> Dumped {
    let mut run = Run::new(options);
    let text = match stage {
        Stage::Document => run.document(files, entry).map(|document| document.dump()),
        Stage::Edition => run.edition(files, entry).map(|edition| edition.dump()),
        Stage::Galley => run.edition(files, entry).and_then(|edition| {
            let theme = run.theme(files, &edition)?;
            Some(typeset::dump_galleys(&edition, &theme, &options.fonts))
        }),
        Stage::Pages => run.edition(files, entry).and_then(|edition| {
            let theme = run.theme(files, &edition)?;
            let pages = typeset::typeset(&edition, &theme, &options.fonts);
            Some(run.gather(pages).dump())
        }),
    };
    run.diagnostics.sort();
    Dumped {
        text,
        diagnostics: run.diagnostics,
        sources: run.sources,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::FileError;

    /// Files that have a fault.
    struct Faulty;

    impl Files for Faulty {
        fn read(&self, _: &str, _: u64) -> Result<Vec<u8>, FileError> {
            panic!("a fault in the test")
        }

        fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
            Ok(Vec::new())
        }
    }

    #[test]
    fn a_panic_is_an_internal_error() {
        let options = Options::new().expect("bundled fonts");
        let compiled = compile(&Faulty, &Entry::File("a.md".to_owned()), &options);
        let mut found = compiled.diagnostics.iter();
        let error = found.next().expect("an error");
        assert_eq!(error.code, Code::Internal);
        assert!(error.message.ends_with("a fault in the test"), "{error:?}");
        assert!(compiled.outputs.is_empty());
    }
}
