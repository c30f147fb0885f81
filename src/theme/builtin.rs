//! The themes in the binary.
