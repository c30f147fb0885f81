//! Tests of the whole, in one binary.

mod cli;
mod epub;
mod external;
mod layering;
mod manuscripts;
mod pdf;
mod trust;
mod typeset;
