//! Tests of the whole, in one binary.

mod external;
mod layering;
