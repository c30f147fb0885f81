//! Bindery compiles a Markdown manuscript with metadata into an EPUB for e-readers and a PDF for
//! print, through one document model and two backends:
//!
//! ```text
//! files ──load──▶ Manuscript ──read──▶ Document ──resolve──▶ Edition ─┬─▶ pdf  ─▶ bytes + PageMap
//!                 (metadata,          (blocks,              (numbers, │                │
//!                  sources, assets)    inlines, spans)       links,   └─▶ epub ◀───────┘ ─▶ bytes
//!                                                            notes)
//! ```

#![forbid(unsafe_code)]

pub mod batch;
pub mod compile;
pub mod cover;
pub mod diag;
pub mod document;
pub mod edition;
pub mod epub;
pub mod font;
pub mod highlight;
pub mod import;
pub mod limits;
pub mod locale;
pub mod manuscript;
pub mod output;
pub mod pdf;
pub mod preflight;
pub mod reader;
pub mod serve;
pub mod source;
pub mod style;
mod text;
pub mod typeset;
pub mod units;
pub mod world;

pub use compile::{Compiled, Options, compile};
pub use output::{Output, Target, Targets};
