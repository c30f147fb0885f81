//! Tests of the whole, in one binary.

mod batch;
mod browser;
mod cli;
mod docs;
mod epub;
mod external;
mod import;
mod layering;
mod manuscripts;
mod pdf;
mod tools;
mod trust;
mod typeset;
