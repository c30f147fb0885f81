//! From Markdown to EPUB: what readers, stores and validators want of the files.

mod package;
mod support;
mod validators;
