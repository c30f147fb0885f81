//! From Markdown to EPUB: what readers, stores and validators want of the files.

mod package;
mod readers;
mod support;
