//! Conformance as judged by programs that had no part in the writing.

use std::path::PathBuf;

use super::hand::{edition, sample};
use super::{fonts, write};
use crate::external;

/// Writes the sample once for one test.
fn sample_file(test: &str) -> PathBuf {
    let fonts = fonts();
    let pdf = write(&sample(&fonts), &edition(), &fonts).expect("a sound document");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pdf-{test}.pdf"));
    std::fs::write(&path, pdf).expect("the folder for tests is there");
    path
}

#[test]
fn verapdf_finds_pdf_ua_1_and_pdf_a_2a() {
    let path = sample_file("verapdf");
    for flavour in ["ua1", "2a"] {
        if let Some(verdict) = external::verapdf(&path, flavour) {
            assert_eq!(verdict, Ok(()), "{flavour}");
        }
    }
}

#[test]
fn qpdf_finds_no_fault() {
    if let Some(verdict) = external::qpdf_check(&sample_file("qpdf")) {
        assert_eq!(verdict, Ok(()));
    }
}

#[test]
fn other_programs_draw_it_without_a_word() {
    let path = sample_file("drawn");
    for verdict in [
        external::ghostscript_render(&path),
        external::mupdf_render(&path),
    ]
    .into_iter()
    .flatten()
    {
        assert_eq!(verdict, Ok(()));
    }
}

#[test]
fn fonts_are_subsets_with_text() {
    let Some(rows) = external::pdffonts(&sample_file("fonts")) else {
        return;
    };
    assert!(rows.len() >= 8, "{rows:?}");
    for row in &rows {
        assert!(row.embedded && row.subset && row.unicode, "{row:?}");
    }
    assert!(rows.iter().any(|row| row.kind == "CID TrueType"));
    assert!(rows.iter().any(|row| row.kind == "CID Type 0C"));
}

#[test]
fn text_comes_out_as_it_was_written() {
    let Some(text) = external::pdftotext(&sample_file("text"), &["-layout"]) else {
        return;
    };
    for piece in [
        "Waves and “quotes” with an",
        "deutsche Wörter",
        "fn main() { (\\) }",
        "책을 만들다",
        "☑",
        "∫𝑥d𝑥",
        "שלום עולם",
        // The glyphs of `ea` stand for another text there.
        "é",
        "Figure fi 12",
    ] {
        assert!(text.contains(piece), "{piece} is missing from {text}");
    }
    assert!(!text.contains("hyphen-"), "the hyphen is not read");
    assert!(text.contains('\u{AD}'), "the word goes on");
}

#[test]
fn info_agrees_with_the_manuscript() {
    let Some(info) = external::pdfinfo(&sample_file("info")) else {
        return;
    };
    for (key, value) in [
        ("Title", "Sample <of> a book & more"),
        ("Author", "Ada Lovelace"),
        ("Keywords", "tests, größe"),
        ("Tagged", "yes"),
        ("PDF version", "1.7"),
        ("Page 1 TrimBox", "0.00 0.00 419.53 595.28"),
    ] {
        assert_eq!(info.get(key).map(String::as_str), Some(value), "{key}");
    }
}

/// Goes through the file clause by clause with pikepdf and prints what it finds wrong.
const CLAUSES: &str = include_str!("clauses.py");

#[test]
fn every_clause_is_kept() {
    let path = sample_file("clauses");
    let Some(findings) = external::python(CLAUSES, &[path.as_os_str()]) else {
        return;
    };
    assert_eq!(findings, "every clause is kept\n");
}
