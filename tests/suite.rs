//! Tests of the whole, in one binary.

mod cli;
mod external;
mod layering;
mod pdf;
