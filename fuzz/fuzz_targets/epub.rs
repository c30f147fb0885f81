//! See `bindery_fuzz::to_epub`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| bindery_fuzz::to_epub(text));
