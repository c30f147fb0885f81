//! Trust: what goes in comes out, once, and what must not come out does not.
#![allow(
    clippy::print_stdout,
    reason = "the figures are what these tests are run for"
)]

mod endless;
mod faults;
mod generate;
mod hostile;
mod limits;
mod links;
mod preserve;
mod spec;
mod streams;
mod support;
mod words;
