//! What goes to a press: the inside pages and the cover.

use super::run::{Reported, Run};
use crate::cover;
use crate::diag::{Code, Diagnostic};
use crate::document::{Date, Inks, Print, PrintStandard, TextDirection};
use crate::edition::Edition;
use crate::font::FontBook;
use crate::pdf::{self, Binding, Layer, PdfError, Press, Sheet};
use crate::style::Theme;
use crate::text::join;
use crate::typeset::page::{Page, PageItem, PageLabel, Pages};
use crate::typeset::typeset;
use crate::units::Length;
use crate::world::Files;

/// How often pages are set anew with a wider inner margin, as more of them ask for more.
const ROUNDS: usize = 4;

/// The bleed of a cover at least, in inches: what most printers ask for.
const COVER_BLEED: f64 = 0.125;

/// The largest profile, in bytes.
const MAX_PROFILE: u64 = 16 << 20;

/// The date of a file that has none: the first that a file system can say.
const NO_DATE: Date = Date {
    year: 1980,
    month: Some(1),
    day: Some(1),
};

/// A part of a book that a press prints by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Inside,
    Cover,
}

/// The pages as the printer wants them, which both parts are made from.
pub(super) struct PressPages {
    pub(super) pages: Pages,
    print: Print,
    profile: Option<Vec<u8>>,
    /// The edition, where the printer's page is another than that of its metadata.
    edition: Option<Edition>,
}

impl Run<'_> {
    /// Sets the pages as the printer wants them.
    pub(super) fn press_pages(
        &mut self,
        files: &dyn Files,
        edition: &Edition,
        theme: &Theme,
    ) -> Result<PressPages, Reported> {
        let print = edition.document.meta.print.clone();
        let page = match self.options.page {
            Some(_) => None,
            None => print
                .page
                .filter(|page| *page != edition.document.meta.page),
        };
        let own = page.map(|page| {
            let mut edition = edition.clone();
            edition.document.meta.page = page;
            edition
        });
        let profile = self.profile(files, &print)?;
        let edition = own.as_ref().unwrap_or(edition);
        let mut pages = self.set_press_pages(edition, theme, &print)?;
        pad(&mut pages, edition, print.multiple);
        Ok(PressPages {
            pages,
            print,
            profile,
            edition: own,
        })
    }

    /// Writes a part of the book.
    pub(super) fn press(
        &mut self,
        edition: &Edition,
        theme: &Theme,
        set: &PressPages,
        part: Part,
    ) -> Option<Vec<u8>> {
        let pages = &set.pages;
        let edition = set.edition.as_ref().unwrap_or(edition);
        let mut print = set.print.clone();
        let seconds = self.options.source_date_epoch;
        let date = seconds.and_then(day).unwrap_or(NO_DATE);
        if part == Part::Cover {
            print.inks = Inks::Cmyk;
            print.bleed = print.bleed.max(Length::inch(COVER_BLEED));
            if set.profile.is_none() {
                // Only this one takes four inks of a condition that is named but not described.
                print.standard = PrintStandard::X1a;
            }
        } else {
            self.report_pictures(pages, edition, &print);
        }
        let press = Press {
            print: &print,
            profile: set.profile.as_deref(),
            date,
        };
        let fonts = &self.options.fonts;
        let result = match part {
            Part::Inside => {
                let sheets = sheets(pages, edition.document.meta.lang.direction());
                pdf::write_press(&sheets, edition, fonts, press)
            }
            Part::Cover => cover(pages, edition, theme, fonts, press),
        };
        match result {
            Ok(bytes) => Some(bytes),
            Err(error) => self.pdf_fault("PDF for the press", &error, edition),
        }
    }

    /// Sets the pages, again and again while their number asks for a wider inner margin. It never becomes
    /// narrower, so that it settles.
    fn set_press_pages(
        &mut self,
        edition: &Edition,
        theme: &Theme,
        print: &Print,
    ) -> Result<Pages, Reported> {
        let mut theme = theme.clone();
        let own = theme.geometry.least_inner;
        let mut inner = print.gutter.least_inner(0);
        let mut round = 1;
        loop {
            theme.geometry.least_inner = own.max(inner);
            let warned = typeset(edition, &theme, &self.options.fonts);
            let count = warned.value.pages.len();
            let count = count.next_multiple_of(print.multiple.max(1) as usize);
            let wanted = print.gutter.least_inner(count);
            if wanted <= inner || round == ROUNDS {
                let pages = self.gather(warned);
                return self.unless_errors(pages).ok_or(Reported);
            }
            inner = wanted;
            round += 1;
        }
    }

    /// The bytes of the press's profile, if one is named.
    fn profile(&mut self, files: &dyn Files, print: &Print) -> Result<Option<Vec<u8>>, Reported> {
        let Some(profile) = &print.profile else {
            return Ok(None);
        };
        match files.read(&join(&self.root, &profile.path), MAX_PROFILE) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::error(Code::from(&error), error.to_string()).at(profile.span),
                );
                Err(Reported)
            }
        }
    }

    fn report_pictures(&mut self, pages: &Pages, edition: &Edition, print: &Print) {
        self.diagnostics
            .extend(pdf::coarse_pictures(&pages.pages, edition));
        self.diagnostics
            .extend(pdf::unbled_pictures(&pages.pages, edition));
        let shows_any = pages
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .any(|item| matches!(item, PageItem::Image(_)));
        if shows_any && print.inks == Inks::Black {
            self.diagnostics.push(
                Diagnostic::info(
                    Code::ConvertedImage,
                    "pictures are printed in shades of gray, as the inside is printed in black alone",
                )
                .help("for colour, write `color: cmyk` below `print`, and name the press's `profile`"),
            );
        }
    }
}

/// Adds blank pages until the count can be divided.
fn pad(pages: &mut Pages, edition: &Edition, multiple: u32) {
    let multiple = multiple.max(1) as usize;
    while !pages.pages.len().is_multiple_of(multiple) {
        let (size, label) = pages.pages.last().map_or_else(
            || (edition.document.meta.page.size(), PageLabel::default()),
            |page| (page.size, page.label),
        );
        pages.pages.push(Page {
            size,
            label: PageLabel {
                number: label.number.saturating_add(1),
                ..label
            },
            items: Vec::new(),
        });
    }
    pages.report.pages = u32::try_from(pages.pages.len()).unwrap_or(u32::MAX);
}

/// A sheet for each page; the first is a recto.
fn sheets(pages: &Pages, direction: TextDirection) -> Vec<Sheet<'_>> {
    let (recto, verso) = match direction {
        TextDirection::Ltr => (Binding::Left, Binding::Right),
        TextDirection::Rtl => (Binding::Right, Binding::Left),
    };
    pages
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| Sheet {
            size: page.size,
            binding: if index % 2 == 0 { recto } else { verso },
            layers: vec![Layer { matrix: None, page }],
        })
        .collect()
}

fn cover(
    pages: &Pages,
    edition: &Edition,
    theme: &Theme,
    fonts: &FontBook,
    press: Press<'_>,
) -> Result<Vec<u8>, PdfError> {
    let meta = &edition.document.meta;
    let picture = meta.cover.as_ref().and_then(|cover| {
        let asset = edition.document.assets.get(cover.asset.0 as usize)?;
        Some((cover.asset, asset.width, asset.height))
    });
    let binding = cover::Binding {
        trim: meta.page.size(),
        pages: pages.pages.len(),
        page_thickness: press.print.page_thickness,
        bleed: press.print.bleed,
        picture,
    };
    let wrap = cover::wrap(meta, theme, fonts, &binding);
    let layers = wrap.layers.iter().map(|(matrix, page)| Layer {
        matrix: *matrix,
        page,
    });
    let sheet = Sheet {
        size: wrap.size,
        binding: Binding::None,
        layers: layers.collect(),
    };
    pdf::write_press(&[sheet], edition, fonts, press)
}

/// The day of a count of seconds since 1970.
fn day(seconds: i64) -> Option<Date> {
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    let day = jiff::tz::Offset::UTC.to_datetime(time).date();
    Some(Date {
        year: day.year(),
        month: Some(day.month()),
        day: Some(day.day()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Options, compile};
    use crate::manuscript::Entry;
    use crate::output::Target;
    use crate::world::MemoryFiles;

    #[test]
    fn blank_pages_fill_a_signature() {
        let mut pages = Pages {
            pages: vec![Page::default(); 5],
            ..Pages::default()
        };
        pad(&mut pages, &Edition::default(), 16);
        assert_eq!(pages.pages.len(), 16);
        pad(&mut pages, &Edition::default(), 16);
        assert_eq!(pages.report.pages, 16);
    }

    #[test]
    fn a_profile_that_cannot_be_had_is_reported_where_it_is_named() {
        let mut options = Options::new().expect("bundled fonts");
        options.targets = Target::Print.into();
        for (path, code) in [
            ("../press.icc", Code::PathEscapes),
            ("press.icc", Code::MissingFile),
        ] {
            let text =
                format!("---\ntitle: T\nprint:\n  color: cmyk\n  profile: {path}\n---\nText.\n");
            let files = MemoryFiles::default().with("a.md", text);
            let compiled = compile(&files, &Entry::File("a.md".to_owned()), &options);
            let found: Vec<(Code, String)> = compiled
                .diagnostics
                .iter()
                .map(|d| {
                    (
                        d.code,
                        d.span
                            .map_or_else(String::new, |s| compiled.sources.describe(s)),
                    )
                })
                .collect();
            assert_eq!(found, [(code, "a.md:5:12".to_owned())]);
        }
    }

    #[test]
    fn days_are_those_of_the_epoch() {
        let date = day(86_400 * 365).expect("within the calendar");
        assert_eq!(date.to_string(), "1971-01-01");
        assert!(day(i64::MAX).is_none());
    }
}
