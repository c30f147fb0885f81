//! Bindery compiles a Markdown manuscript with metadata into an EPUB for e-readers and a PDF for print.
//!
//! One manuscript is compiled by [`compile()`], in memory and from files that are asked for through [`Files`]: those of
//! a folder ([`DiskFiles`]), or those of a program's own ([`MemoryFiles`], or whatever implements the trait). Nothing
//! else is read, nothing is fetched, and the same files and [`Options`] give the same bytes on every machine.
//!
//! ```
//! use bindery::{Entry, MemoryFiles, Options, Target, compile};
//!
//! let text = "---\ntitle: On Margins\n---\n\nThe white of the page is *part* of the book.\n";
//! let files = MemoryFiles::default().with("essay.md", text);
//! let mut options = Options::new()?;
//! options.targets = Target::Epub.into();
//! let compiled = compile(&files, &Entry::File("essay.md".to_owned()), &options);
//! assert!(!compiled.diagnostics.has_errors());
//! let epub = compiled.bytes(Target::Epub).expect("it has no errors");
//! assert!(epub.starts_with(b"PK"));
//! # Ok::<(), bindery::FontError>(())
//! ```
//!
//! What is made is a set of [`Target`]s. What the author can mend is a [`Diagnostic`], with its place, and never an
//! error of the function: with an error among the diagnostics, there is no output, and all that could be found is
//! reported at once. [`diag::render`] shows diagnostics as text with the lines that they are about, or as JSON.
//!
//! ```
//! use bindery::diag::render::{Look, TextRenderer};
//! use bindery::{Entry, MemoryFiles, Options, Severity, compile};
//!
//! let files = MemoryFiles::default().with("a.md", "---\ntitle: A\n---\n\nSee [that](#nowhere).\n");
//! let compiled = compile(&files, &Entry::File("a.md".to_owned()), &Options::new()?);
//! assert!(compiled.outputs.is_empty());
//! let renderer = TextRenderer::new(Look::Plain, Severity::Warning);
//! let text = renderer.render(&compiled.diagnostics, &compiled.sources, "");
//! assert!(text.contains("--> a.md:5:5"), "{text}");
//! # Ok::<(), bindery::FontError>(())
//! ```
//!
//! Many manuscripts are found, built side by side and written to a folder by [`batch`], which builds what changed.
//!
//! The programs in `examples/` do each of these: `cargo run --example one_from_memory`, `--example print_diagnostics`,
//! `--example batch -- manuscript build`.
//!
//! # Inside
//!
//! One document model, and two backends that write what is decided in it:
//!
//! ```text
//! files ──load──▶ Manuscript ──read──▶ Document ──resolve──▶ Edition ─┬─▶ pdf  ─▶ bytes + PageMap
//!                 (metadata,          (blocks,              (numbers, │                │
//!                  sources, assets)    inlines, spans)       links,   └─▶ epub ◀───────┘ ─▶ bytes
//!                                                            notes)
//! ```
//!
//! What this page does not show can be reached, for the command, for tests and for measuring, but is no promise: it
//! may change with every version.

#![forbid(unsafe_code)]

pub mod batch;
mod config;
pub mod diag;

#[doc(hidden)]
pub mod compile;
#[doc(hidden)]
pub mod cover;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod edition;
#[doc(hidden)]
pub mod epub;
#[doc(hidden)]
pub mod font;
#[doc(hidden)]
pub mod highlight;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod limits;
pub mod locale;
#[doc(hidden)]
pub mod manuscript;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod pdf;
#[doc(hidden)]
pub mod preflight;
#[doc(hidden)]
pub mod reader;
#[doc(hidden)]
pub mod serve;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod style;
mod text;
#[doc(hidden)]
pub mod typeset;
#[doc(hidden)]
pub mod units;
#[doc(hidden)]
pub mod world;

pub use compile::{Compiled, EpubCover, EpubFonts, Options, PageList, PdfCover, compile};
pub use diag::{Code, Diagnostic, Diagnostics, Severity};
pub use document::{Metadata, PageSize};
pub use font::{FontBook, FontData, FontError};
pub use limits::Limits;
pub use manuscript::Entry;
pub use manuscript::name::Template;
pub use manuscript::project::Defaults;
pub use output::{Audience, Output, Target, Targets};
pub use pdf::{Imposition, Scheme, SheetMarks};
pub use preflight::Store;
pub use source::{Source, SourceId, SourceMap, Span};
pub use typeset::report::Report;
pub use units::Length;
pub use world::{DiskFiles, FileError, Files, MemoryFiles};
