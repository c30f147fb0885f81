//! See `bindery_fuzz::imported`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| bindery_fuzz::imported(text));
