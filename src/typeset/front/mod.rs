//! What stands around the text: the pages before the text of a book, and lists of contents.

mod contents;
mod pages;

pub(crate) use contents::{Numbers, contents};
pub(crate) use pages::front_matter;
