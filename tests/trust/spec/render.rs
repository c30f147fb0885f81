//! An example to XHTML, with links and pictures that lead nowhere kept for comparison.

use std::fmt::Write as _;
use std::sync::Arc;

use bindery::document::{
    Asset, AssetFormat, AssetId, Block, BlockKind, Document, InlineKind, LinkTarget, visit_blocks,
    visit_blocks_mut, visit_inlines_mut,
};
use bindery::edition::resolve;
use bindery::epub;
use bindery::manuscript::Entry;
use bindery::source::SourceMap;
use bindery::style::Theme;
use bindery::world::MemoryFiles;

use crate::trust::{streams, support};

/// Where the tests' links lead: in hexadecimal, so that no stage changes them.
pub(super) const LINKS: &str = "https://example.org/";

/// What was made of an example.
pub(super) struct Rendered {
    /// The XHTML files of its text.
    pub(super) xhtml: Vec<String>,
    /// The pictures' destinations in order.
    pub(super) destinations: Vec<String>,
    /// The levels of its headings.
    pub(super) levels: Vec<u8>,
}

/// An example as read, its links and pictures made such as a book can have.
pub(super) fn document(markdown: &str) -> (Document, Arc<SourceMap>) {
    let text = format!("---\ntitle: Zz\n---\n{markdown}");
    let files = MemoryFiles::default().with("a.md", text);
    let (mut document, sources, _) = support::document(&files, &Entry::File("a.md".to_owned()));
    let dot = support::dot();
    document.assets = vec![Asset {
        path: "dot.png".to_owned(),
        format: AssetFormat::Png,
        bytes: dot.into(),
        width: 4,
        height: 4,
        lang: None,
    }];
    for chapter in &mut document.chapters {
        keep(&mut chapter.blocks);
    }
    for note in &mut document.notes {
        keep(&mut note.blocks);
    }
    (document, sources)
}

fn keep(blocks: &mut [Block]) {
    visit_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Figure { image, .. } = &mut block.kind {
            image.asset = Some(AssetId(0));
        }
        let Some(inlines) = block.inlines_mut() else {
            return;
        };
        visit_inlines_mut(inlines, &mut |inline| match &mut inline.kind {
            InlineKind::Image(image) => image.asset = Some(AssetId(0)),
            InlineKind::Link { target, .. } => {
                if let LinkTarget::Unresolved(destination) = target {
                    let mut kept = LINKS.to_owned();
                    for byte in destination.bytes() {
                        let _ = write!(kept, "{byte:02x}");
                    }
                    *target = LinkTarget::Unresolved(kept);
                }
            }
            _ => {}
        });
    });
}

/// The XHTML of an example.
pub(super) fn render(markdown: &str) -> Rendered {
    let (document, sources) = document(markdown);
    let mut destinations = Vec::new();
    let mut levels = Vec::new();
    for chapter in &document.chapters {
        visit_blocks(&chapter.blocks, &mut |block| {
            if let BlockKind::Heading { level, .. } = block.kind {
                levels.push(level);
            }
            if let BlockKind::Figure { image, .. } = &block.kind {
                destinations.push(image.destination.clone());
            }
            bindery::document::visit_inlines(block.inlines(), &mut |inline| {
                if let InlineKind::Image(image) = &inline.kind {
                    destinations.push(image.destination.clone());
                }
            });
        });
    }
    let edition = resolve::resolve(document, sources).value;
    let theme = Theme::named("literary").expect("a theme");
    let epub = epub::write(&edition, None, theme).expect("an EPUB").value;
    let texts = streams::texts(&epub).into_iter();
    Rendered {
        xhtml: texts.map(|(_, text)| empty_links(&text)).collect(),
        destinations,
        levels,
    }
}

/// A text whose links without text are empty again: a book shows where they lead.
fn empty_links(xhtml: &str) -> String {
    let shown = format!(">{LINKS}");
    let mut parts = xhtml.split(&shown);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        if rest.starts_with("</a>") {
            out.push('>');
            out.push_str(rest);
        } else {
            out.push_str(&shown);
            out.push_str(part);
        }
    }
    out
}
