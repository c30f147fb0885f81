//! Texts apart from what they mean: strings in, strings out. Everything may use this room, and it uses nothing.

mod near;

pub(crate) use near::nearest;
