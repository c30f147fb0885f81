//! The examples of CommonMark 0.31.2, and our own of GitHub's extensions, through the whole pipeline.

mod exceptions;
mod gfm;
mod render;
mod tree;

use std::path::Path;

use rayon::prelude::*;

use super::support::build;
use bindery::edition::resolve;

/// One example: Markdown and the HTML that it stands for.
#[derive(Debug, Clone)]
pub(super) struct Example {
    /// Its number, from 1.
    number: usize,
    /// The Markdown.
    markdown: String,
    /// The HTML.
    html: String,
}

/// The examples of a text in the form of CommonMark's.
fn examples(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let open = format!("\n{fence} example");
    let close = format!("\n{fence}");
    text.split(&open)
        .skip(1)
        .enumerate()
        .map(|(index, rest)| {
            let (_, rest) = rest.split_once('\n').expect("the line of the fence ends");
            // An example may be empty, so that its fence stands on the next line.
            let body = format!("\n{rest}");
            let body = body.split(&close).next().unwrap_or_default();
            let (markdown, html) = body.split_once("\n.").expect("two halves");
            let markdown = markdown.strip_prefix('\n').unwrap_or(markdown);
            let html = html.strip_prefix('\n').unwrap_or(html);
            Example {
                number: index + 1,
                markdown: markdown.replace('→', "\t") + "\n",
                html: html.replace('→', "\t"),
            }
        })
        .collect()
}

/// Compares the XHTML of an example with its HTML; gives both where they differ.
fn compare(example: &Example) -> Result<(), String> {
    let rendered = render::render(&example.markdown);
    let expected = tree::of_html(&example.html);
    let found = tree::of_xhtml(&rendered.xhtml, &rendered.destinations);
    if expected != found {
        return Err(format!("  expected {expected}\n  found    {found}"));
    }
    let levels = tree::heading_levels(&example.html);
    if levels != rendered.levels {
        return Err(format!("  levels {levels:?}, not {:?}", rendered.levels));
    }
    Ok(())
}

/// Sets an example in pages and looks for all its letters there.
fn to_pdf(example: &Example) -> Result<(), String> {
    let (document, sources) = render::document(&example.markdown);
    let built = build(resolve::resolve(document, sources).value);
    let expected = super::streams::of_edition(&built.edition);
    let found = super::streams::of_pages(&built.pages, &built.edition);
    let end = found.text.strip_prefix("Zz").unwrap_or(&found.text);
    if !built.pdf.starts_with(b"%PDF-") {
        return Err("no PDF".to_owned());
    }
    if end == expected.text && found.notes == expected.notes {
        Ok(())
    } else {
        Err(format!("  expected {expected:?}\n  found    {found:?}"))
    }
}

fn check(name: &str, examples: &[Example], exceptions: &[(usize, &str)]) {
    let outcomes: Vec<Result<(), String>> = examples.par_iter().map(compare).collect();
    let mut wrong = Vec::new();
    let mut passed = 0;
    for (example, outcome) in examples.iter().zip(&outcomes) {
        let number = example.number;
        let excepted = exceptions.iter().any(|(n, _)| *n == number);
        match outcome {
            Ok(()) if excepted => wrong.push(format!("{number} passes: it is no exception")),
            Ok(()) => passed += 1,
            Err(_) if excepted => {}
            Err(difference) => {
                wrong.push(format!("{number}: {:?}\n{difference}", example.markdown))
            }
        }
    }
    let pdf: Vec<String> = examples
        .par_iter()
        .filter_map(|example| {
            let error = to_pdf(example).err()?;
            Some(format!(
                "{}: {:?}\n{error}",
                example.number, example.markdown
            ))
        })
        .collect();
    println!(
        "{name}: {passed} of {} equal in the EPUB, {} reasoned exceptions; {} whole on pages",
        examples.len(),
        exceptions.len(),
        examples.len() - pdf.len()
    );
    assert!(
        wrong.is_empty(),
        "{} in the EPUB:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        pdf.is_empty(),
        "{} on pages:\n{}",
        pdf.len(),
        pdf.join("\n")
    );
}

#[test]
fn commonmark_comes_out_as_specified() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/commonmark/spec-0.31.2.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("CommonMark: the specification is not beside the project; skipped");
        return;
    };
    let examples = examples(&text);
    assert_eq!(examples.len(), 652);
    check("CommonMark 0.31.2", &examples, exceptions::COMMONMARK);
}

#[test]
fn github_extensions_come_out_as_specified() {
    check("GFM extensions", &gfm::examples(), gfm::EXCEPTIONS);
}
