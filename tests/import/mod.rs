//! Imports: pages, documents and books of our own making become manuscripts that build.

mod books;
mod command;
mod documents;
mod hostile;
mod pages;
mod support;
