//! Trust: what goes in comes out, once, and what must not come out does not.

mod generate;
mod preserve;
mod spec;
mod streams;
mod support;
