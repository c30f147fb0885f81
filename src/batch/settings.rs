//! How a batch is built.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::Shard;
use crate::compile::Options;
use crate::manuscript::name::Template;

/// How a batch is built.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The folder that outputs are written to; it is made if need be.
    pub output: PathBuf,
    /// How many manuscripts are built at once; as many as the machine has processors, if `None`.
    pub jobs: Option<NonZeroUsize>,
    /// Folders of fonts to be used before those beside the manuscripts and those in the binary.
    pub fonts: Vec<PathBuf>,
    /// How outputs are named.
    pub names: Template,
    /// What happens to the others when one fails.
    pub failure: Failure,
    /// What warnings are.
    pub warnings: Warnings,
    /// Whether what is up to date is built all the same.
    pub reuse: Reuse,
    /// Which part of the batch is built here.
    pub shard: Option<Shard>,
    /// How each is compiled.
    pub options: Options,
}

impl Settings {
    /// The usual settings, with outputs in a folder.
    pub fn new(output: impl Into<PathBuf>, options: Options) -> Self {
        Self {
            output: output.into(),
            jobs: None,
            fonts: Vec::new(),
            names: Template::default(),
            failure: Failure::KeepGoing,
            warnings: Warnings::Allowed,
            reuse: Reuse::Unchanged,
            shard: None,
            options,
        }
    }
}

/// What happens to the others when one manuscript fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// They are built.
    KeepGoing,
    /// Those not begun yet are not built.
    Stop,
}

/// What warnings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warnings {
    /// No reason not to write the outputs.
    Allowed,
    /// As good as errors.
    Refused,
}

/// What is taken from earlier builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reuse {
    /// What would come out the same.
    Unchanged,
    /// Nothing.
    Nothing,
}
