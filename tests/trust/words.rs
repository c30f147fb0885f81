//! What Bindery adds to a text in words reads the same in both outputs.

use bindery::typeset::page::PageItem;

use super::streams::{letters, texts};
use super::support::build_text;

#[test]
fn both_outputs_write_a_date_as_the_language_does() {
    for (language, date, source_date) in [
        ("en-GB", "24 November 2026", "May 1887"),
        ("de", "24. November 2026", "Mai 1887"),
        ("fi", "24. marraskuuta 2026", "toukokuu 1887"),
        ("ko", "2026년 11월 24일", "1887년 5월"),
    ] {
        let built = build_text(&format!(
            "---\ntitle: T\nlanguage: {language}\ndate: 2026-11-24\npublisher: P\n\
             source: {{title: S, date: 1887-05}}\n---\n\nx\n"
        ));
        let items = built.pages.pages.iter().flat_map(|page| &page.items);
        let printed: String = items
            .filter_map(|item| match item {
                PageItem::Glyphs(run) => {
                    Some(letters(run.actual_text.as_deref().unwrap_or(&run.text)))
                }
                _ => None,
            })
            .collect();
        let (_, electronic) = texts(&built.epub).into_iter().next().expect("a chapter");
        for date in [date, source_date] {
            assert!(printed.contains(&letters(date)), "{date} in {printed}");
            assert!(electronic.contains(date), "{date} in {electronic}");
        }
        assert!(!electronic.contains("2026-11"), "{electronic}");
    }
}
