//! Tests of the whole, in one binary.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at what it did not expect, in its helpers, too"
)]

mod batch;
mod browser;
mod cli;
mod codes;
mod collections;
mod docs;
mod epub;
mod external;
mod import;
mod layering;
mod manuscripts;
mod matrix;
mod opds;
mod pdf;
mod places;
mod serve;
mod tools;
mod trust;
mod typeset;
