//! See `bindery_fuzz::to_pdf`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| bindery_fuzz::to_pdf(text));
