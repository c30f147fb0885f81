//! What stores and printers ask for, checked before they are asked.
//!
//! The rules are those that the stores publish for their publishers: Amazon KDP's help on covers, contents and
//! paperbacks, Apple's asset guide, Kobo's EPUB guidelines, IngramSpark's file guide.

mod store;

pub use store::Store;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Asset, Gutter};
use crate::edition::{Edition, TocEntry};
use crate::style::{PageLayout, Theme};
use crate::typeset::report::Report;
use crate::units::Length;

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
    checker.cover();
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
    fn report(&mut self, severity: Severity, message: &str, help: &str) {
        let message = format!("{}: {message}", self.store.name());
        self.diagnostics
            .push(Diagnostic::new(severity, Code::StoreRule, message).help(help));
    }

    fn cover(&mut self) {
        let Some((width, height)) = self.store.least_cover() else {
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
            return self.report(
                Severity::Warning,
                "there is no cover of the book's own",
                &help,
            );
        };
        let (w, h, path) = (asset.width, asset.height, asset.path.clone());
        if w < width || h < height {
            self.report(
                Severity::Error,
                &format!("the cover `{path}` has {w} × {h} pixels"),
                &format!("it needs {width} × {height} pixels at least"),
            );
        }
        if self.store == Store::Kindle {
            if w.max(h) > KINDLE_SIDE {
                self.report(
                    Severity::Error,
                    &format!("a side of the cover `{path}` has more than {KINDLE_SIDE} pixels"),
                    "make it smaller; 1600 × 2560 is best",
                );
            }
            let ratio = f64::from(h) / f64::from(w.max(1));
            if !(1.5..=1.7).contains(&ratio) {
                self.report(
                    Severity::Info,
                    &format!("the cover `{path}` is {ratio:.2} times as high as wide"),
                    "1.6 times is best, such as 1600 × 2560",
                );
            }
        }
    }

    fn contents(&mut self) {
        let Some(levels) = self.store.shown_levels() else {
            return;
        };
        let depth = depth(&self.edition.toc);
        if depth > levels {
            self.report(
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
                self.report(
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
            self.report(
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
                self.report(
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
                self.report(
                    Severity::Error,
                    &format!("the inner margin is {:.1} mm wide", margins.inner.to_mm()),
                    &format!(
                        "a book of {pages} pages needs {:.1} mm at least",
                        least_inner.to_mm()
                    ),
                );
            }
        } else if pages % 2 == 1 {
            self.report(
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
                self.report(
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
mod tests;
