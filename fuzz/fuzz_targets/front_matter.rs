//! See `bindery_fuzz::front_matter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| bindery_fuzz::front_matter(text));
