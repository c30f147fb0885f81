//! Tests of the whole, in one binary.

mod epub;
mod external;
mod layering;
