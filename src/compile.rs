//! The pipeline as a whole: one manuscript becomes its outputs, in memory.

mod options;
mod outputs;
mod press;
mod run;
mod theme;

use std::sync::Arc;

pub use options::{EpubCover, EpubFonts, Options, PageList, PdfCover};

use crate::diag::Diagnostics;
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
pub struct Compiled {
    /// The short name of its outputs.
    pub slug: String,
    /// Its metadata, if its references were resolved.
    pub meta: Option<Metadata>,
    /// What was made, in the order of the targets: all that was asked for, or nothing where there was an error.
    pub outputs: Vec<Output>,
    /// Figures on the pages, if they were set.
    pub report: Option<Report>,
    /// What was noticed.
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
pub struct Dumped {
    /// The dump, if the stage was reached.
    pub text: Option<String>,
    /// What was noticed.
    pub diagnostics: Diagnostics,
    /// The sources that the diagnostics point into.
    pub sources: Arc<SourceMap>,
}

/// Compiles one manuscript. With an error among the diagnostics, there is no output.
pub fn compile(files: &dyn Files, entry: &Entry, options: &Options) -> Compiled {
    let mut run = Run::start(options);
    let edition = run.edition(files, entry);
    let meta = edition
        .as_ref()
        .map(|edition| edition.document.meta.clone());
    let made = edition.and_then(|edition| {
        let theme = run.theme(files, &edition)?;
        run.outputs(files, edition, &theme)
    });
    let (report, mut outputs) = made.map_or((None, Vec::new()), |made| (made.report, made.outputs));
    if run.diagnostics.has_errors() {
        outputs.clear();
    }
    Compiled {
        slug: entry.slug(),
        meta,
        outputs,
        report,
        diagnostics: run.diagnostics,
        sources: run.sources,
    }
}

/// Runs a manuscript up to a stage and gives that stage's text form.
pub fn dump(files: &dyn Files, entry: &Entry, options: &Options, stage: Stage) -> Dumped {
    let mut run = Run::start(options);
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
            Some(run.take(pages).dump())
        }),
    };
    Dumped {
        text,
        diagnostics: run.diagnostics,
        sources: run.sources,
    }
}
