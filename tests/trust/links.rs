//! Links out of a text, from the manuscript to the outputs.

use bindery::typeset::page::{LinkDest, PageItem};

use super::streams::texts;
use super::support::build_text;

#[test]
fn links_of_harmless_schemes_lead_out() {
    for address in [
        "https://a.org/x",
        "gemini://a.org/x",
        "gopher://a.org/1/x",
        "ircs://a.org/x",
        "nntp://a.org/x",
        "magnet:?xt=urn:btih:x",
        "info:lccn/2002022641",
    ] {
        let built = build_text(&format!("[there]({address})\n"));
        let (_, xhtml) = texts(&built.epub).into_iter().next().expect("a chapter");
        assert!(xhtml.contains(&format!("href=\"{address}\"")), "{xhtml}");
        let items = built.pages.pages.iter().flat_map(|page| &page.items);
        let leads = items.into_iter().any(|item| {
            matches!(item, PageItem::Link(link) if matches!(&link.target, LinkDest::Uri(uri) if **uri == *address))
        });
        assert!(leads, "{address}");
    }
    let built = build_text("[there](javascript:x) [here](data:text/html,x)\n");
    let (_, xhtml) = texts(&built.epub).into_iter().next().expect("a chapter");
    assert!(
        !xhtml.contains("javascript") && !xhtml.contains("data:"),
        "{xhtml}"
    );
}
