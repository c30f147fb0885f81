//! What stores and printers ask for, checked before they are asked.
//!
//! The rules are those that the stores publish for their publishers: Amazon KDP's help on covers, contents and
//! paperbacks, Apple's asset guide, Kobo's EPUB guidelines, IngramSpark's file guide.

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Asset, Gutter};
use crate::edition::{Edition, TocEntry};
use crate::style::{PageLayout, Theme};
use crate::typeset::report::Report;
use crate::units::Length;

/// A store or a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Store {
    /// Amazon Kindle, the e-book.
    Kindle,
    /// Apple Books.
    Apple,
    /// Kobo.
    Kobo,
    /// Google Play Books.
    Google,
    /// Amazon KDP, the paperback.
    Kdp,
    /// IngramSpark, the printed book.
    Ingram,
}

impl Store {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kindle => "Kindle",
            Self::Apple => "Apple Books",
            Self::Kobo => "Kobo",
            Self::Google => "Google Play Books",
            Self::Kdp => "Amazon KDP",
            Self::Ingram => "IngramSpark",
        }
    }

    /// The least width and height of a cover, in pixels.
    const fn cover(self) -> Option<(u32, u32)> {
        match self {
            Self::Kindle => Some((625, 1000)),
            Self::Apple => Some((1400, 1400)),
            Self::Google => Some((640, 1024)),
            Self::Kobo | Self::Kdp | Self::Ingram => None,
        }
    }

    /// How many levels of contents it shows.
    const fn levels(self) -> Option<usize> {
        match self {
            Self::Kindle => Some(2),
            Self::Kobo => Some(3),
            _ => None,
        }
    }
}

/// The pixels that a picture within an EPUB may have for Apple Books.
const APPLE_PIXELS: u64 = 4_000_000;
/// The longest side of a cover for Kindle, in pixels.
const KINDLE_SIDE: u32 = 10_000;
/// The pages that a paperback of KDP may have.
const KDP_PAGES: std::ops::RangeInclusive<u32> = 24..=828;
/// What KDP and IngramSpark want free of text along the edges that are trimmed; KDP wants more where pictures go
/// over the edge.
const KDP_EDGE: f64 = 0.25;
const KDP_EDGE_WITH_BLEED: f64 = 0.375;
const INGRAM_EDGE: f64 = 0.5;
/// The height of capitals and figures, as a share of their size, where a font's own isn't looked up.
const CAPITALS: f64 = 0.66;

/// Checks an edition against what a store asks for.
pub fn check(edition: &Edition, report: &Report, theme: &Theme, store: Store) -> Diagnostics {
    let mut checker = Checker {
        edition,
        store,
        diagnostics: Diagnostics::new(),
    };
    checker.covers();
    checker.contents();
    match store {
        Store::Apple => checker.pixels(),
        Store::Kobo => checker.isbn(),
        Store::Kdp | Store::Ingram => checker.print(report, theme),
        Store::Kindle | Store::Google => {}
    }
    checker.diagnostics
}

struct Checker<'a> {
    edition: &'a Edition,
    store: Store,
    diagnostics: Diagnostics,
}

impl Checker<'_> {
    fn say(&mut self, severity: Severity, message: &str, help: &str) {
        let message = format!("{}: {message}", self.store.name());
        self.diagnostics
            .push(Diagnostic::new(severity, Code::StoreRule, message).help(help));
    }

    fn covers(&mut self) {
        let Some((width, height)) = self.store.cover() else {
            return;
        };
        let document = &self.edition.document;
        let asset: Option<&Asset> = document
            .meta
            .cover
            .as_ref()
            .and_then(|cover| document.assets.get(cover.asset.0 as usize));
        let Some(asset) = asset else {
            let help = format!("name a picture of at least {width} × {height} pixels as `cover`");
            return self.say(
                Severity::Warning,
                "there is no cover of the book's own",
                &help,
            );
        };
        let (w, h, path) = (asset.width, asset.height, asset.path.clone());
        if w < width || h < height {
            self.say(
                Severity::Error,
                &format!("the cover `{path}` has {w} × {h} pixels"),
                &format!("it needs {width} × {height} pixels at least"),
            );
        }
        if self.store == Store::Kindle {
            if w.max(h) > KINDLE_SIDE {
                self.say(
                    Severity::Error,
                    &format!("a side of the cover `{path}` has more than {KINDLE_SIDE} pixels"),
                    "make it smaller; 1600 × 2560 is best",
                );
            }
            let ratio = f64::from(h) / f64::from(w.max(1));
            if !(1.5..=1.7).contains(&ratio) {
                self.say(
                    Severity::Info,
                    &format!("the cover `{path}` is {ratio:.2} times as high as wide"),
                    "1.6 times is best, such as 1600 × 2560",
                );
            }
        }
    }

    fn contents(&mut self) {
        let Some(levels) = self.store.levels() else {
            return;
        };
        let depth = depth(&self.edition.toc);
        if depth > levels {
            self.say(
                Severity::Warning,
                &format!("the contents have {depth} levels, of which {levels} are shown"),
                "readers reach the deeper ones by turning pages only",
            );
        }
    }

    fn pixels(&mut self) {
        let edition = self.edition;
        for asset in &edition.document.assets {
            let pixels = u64::from(asset.width) * u64::from(asset.height);
            if pixels > APPLE_PIXELS && asset.format != crate::document::AssetFormat::Svg {
                self.say(
                    Severity::Info,
                    &format!(
                        "the picture `{}` has {:.1} million pixels",
                        asset.path,
                        pixels as f64 / 1e6
                    ),
                    "4 million are the most, so it is made smaller in the EPUB",
                );
            }
        }
    }

    fn isbn(&mut self) {
        if self.edition.document.meta.identifiers.isbn.is_none() {
            self.say(
                Severity::Warning,
                "there is no ISBN",
                "write `identifiers: {isbn: …}`; without one Kobo sells it in its own shop alone",
            );
        }
    }

    fn print(&mut self, report: &Report, theme: &Theme) {
        let pages = report.pages;
        let preset = self.edition.document.meta.page;
        let theme = theme.scaled(preset);
        let layout = PageLayout::new(&theme, preset);
        let margins = layout.margins;
        let bleeds = !self.edition.document.meta.print.bleed.is_zero();
        let least_outer = Length::inch(match self.store {
            Store::Kdp if bleeds => KDP_EDGE_WITH_BLEED,
            Store::Kdp => KDP_EDGE,
            _ => INGRAM_EDGE,
        });
        if self.store == Store::Kdp {
            if !KDP_PAGES.contains(&pages) {
                self.say(
                    Severity::Error,
                    &format!("the book has {pages} pages"),
                    &format!(
                        "a paperback has {} to {}",
                        KDP_PAGES.start(),
                        KDP_PAGES.end()
                    ),
                );
            }
            let least_inner = Gutter::Kdp.least_inner(pages as usize);
            if margins.inner < least_inner {
                self.say(
                    Severity::Error,
                    &format!("the inner margin is {:.1} mm wide", margins.inner.to_mm()),
                    &format!(
                        "a book of {pages} pages needs {:.1} mm at least",
                        least_inner.to_mm()
                    ),
                );
            }
        } else if pages % 2 == 1 {
            self.say(
                Severity::Warning,
                &format!("the book has {pages} pages"),
                "an even number is asked for; the printer adds a blank page",
            );
        }
        // Heads and folios are text, too.
        let head = layout.head_baseline(&theme.body) - theme.running_head.size.scale(CAPITALS);
        let foot = layout.size.height - layout.foot_baseline(&theme.body);
        let edges = [
            ("at the outer edge", margins.outer),
            ("above the running head", head),
            ("below the folio", foot),
        ];
        for (what, free) in edges {
            if free < least_outer {
                self.say(
                    Severity::Warning,
                    &format!("there are {:.1} mm free {what}", free.to_mm()),
                    &format!("{:.1} mm are asked for", least_outer.to_mm()),
                );
            }
        }
    }
}

/// The levels of a list of contents. Headings have six levels, so it is as deep at most.
fn depth(entries: &[TocEntry]) -> usize {
    entries
        .iter()
        .map(|entry| 1 + depth(&entry.children))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PagePreset;

    fn said(store: Store, pages: u32) -> Vec<String> {
        let theme = Theme::named("literary").expect("a built-in theme");
        said_of(theme, &Edition::default(), store, pages)
    }

    fn said_of(theme: &Theme, edition: &Edition, store: Store, pages: u32) -> Vec<String> {
        let report = Report {
            pages,
            ..Report::default()
        };
        let found = check(edition, &report, theme, store);
        found
            .iter()
            .map(|d| format!("{}: {}", d.severity, d.message))
            .collect()
    }

    #[test]
    fn each_store_has_its_rules() {
        assert_eq!(said(Store::Kobo, 10), ["warning: Kobo: there is no ISBN"]);
        assert_eq!(
            said(Store::Kdp, 10),
            ["error: Amazon KDP: the book has 10 pages"]
        );
        assert!(said(Store::Kdp, 200).is_empty());
        assert_eq!(
            said(Store::Ingram, 201)[0],
            "warning: IngramSpark: the book has 201 pages"
        );
        for store in [Store::Kindle, Store::Apple, Store::Google] {
            assert_eq!(said(store, 10).len(), 1, "{store:?}");
        }
    }

    #[test]
    fn heads_and_folios_keep_clear_of_the_edges() {
        let mut edition = Edition::default();
        for name in ["literary", "modern", "academic"] {
            let theme = Theme::named(name).expect("a built-in theme");
            for preset in [PagePreset::Digest5x8, PagePreset::Trade6x9] {
                edition.document.meta.page = preset;
                let found = said_of(theme, &edition, Store::Ingram, 200);
                assert!(found.is_empty(), "{name} {preset:?}: {found:?}");
            }
        }
        let mut theme = Theme::named("literary").expect("a built-in theme").clone();
        theme.geometry.height = 0.9;
        theme.geometry.top_share = 0.5;
        let found = said_of(&theme, &edition, Store::Kdp, 200);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("free above the running head"));
        assert!(found[1].contains("free below the folio"));
        // Where something goes over the edge, more must be free.
        theme.geometry.height = 0.855;
        theme.geometry.top_share = 0.45;
        assert!(said_of(&theme, &edition, Store::Kdp, 200).is_empty());
        edition.document.meta.print.bleed = Length::inch(0.125);
        let found = said_of(&theme, &edition, Store::Kdp, 200);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
