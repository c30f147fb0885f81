//! See `bindery_fuzz::markdown`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| bindery_fuzz::markdown(text));
