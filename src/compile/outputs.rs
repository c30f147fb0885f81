//! The outputs of a manuscript. A new target has its arms here.

use super::options::{EpubCover, PageList};
use super::press::{Part, PressPages};
use super::run::{Drawing, Reported, Run};
use crate::cover;
use crate::edition::Edition;
use crate::output::{Output, Target};
use crate::preflight;
use crate::style::Theme;
use crate::typeset::page::Pages;
use crate::typeset::report::Report;
use crate::world::Files;

/// What came of a manuscript whose text is sound.
pub(super) struct Made {
    /// Figures on the pages, if they were set.
    pub(super) report: Option<Report>,
    /// What could be made of that which was asked for.
    pub(super) outputs: Vec<Output>,
}

/// What a target is made from.
enum Origin {
    /// The edition; the pages are set for its page list alone.
    Edition,
    /// The pages, for a screen or a printer at home.
    Pages,
    /// The pages as a press wants them.
    PressPages,
}

const fn origin(target: Target) -> Origin {
    match target {
        Target::Epub => Origin::Edition,
        Target::Pdf | Target::Sheets => Origin::Pages,
        Target::Print | Target::Cover => Origin::PressPages,
    }
}

/// What the outputs are made from: as much as is needed for those that are asked for.
struct Materials<'a> {
    edition: Edition,
    theme: &'a Theme,
    pages: Option<Pages>,
    pdf: Option<Vec<u8>>,
    press: Option<PressPages>,
    /// A cover for an EPUB that has none.
    cover: Option<Drawing>,
}

impl Run<'_> {
    /// Makes what is asked for of an edition; nothing where its pages have errors. If nothing is asked for, the pages
    /// are set all the same, for what is to be reported of them.
    pub(super) fn outputs(
        &mut self,
        files: &dyn Files,
        edition: Edition,
        theme: &Theme,
    ) -> Option<Made> {
        let mut materials = self.materials(files, edition, theme).ok()?;
        let mut outputs = Vec::new();
        for target in self.options.targets.iter() {
            if let Some(bytes) = self.output(target, &mut materials) {
                outputs.push(Output { target, bytes });
            }
        }
        let pages = materials.pages.map(|pages| pages.report);
        let report = pages.or_else(|| materials.press.map(|press| press.pages.report));
        Some(Made { report, outputs })
    }

    fn output(&mut self, target: Target, materials: &mut Materials<'_>) -> Option<Vec<u8>> {
        let (edition, theme) = (&mut materials.edition, materials.theme);
        match target {
            Target::Epub => {
                let cover = materials.cover.take();
                self.epub(edition, cover, materials.pages.as_ref(), theme)
            }
            Target::Pdf => materials.pdf.clone(),
            Target::Sheets => self.impose(materials.pdf.as_deref()?),
            Target::Print => self.press(edition, theme, materials.press.as_ref()?, Part::Inside),
            Target::Cover => self.press(edition, theme, materials.press.as_ref()?, Part::Cover),
        }
    }

    fn materials<'t>(
        &mut self,
        files: &dyn Files,
        edition: Edition,
        theme: &'t Theme,
    ) -> Result<Materials<'t>, Reported> {
        let options = self.options;
        let targets = &options.targets;
        let any = |wanted: fn(Origin) -> bool| targets.iter().any(|target| wanted(origin(target)));
        let from_pages = any(|origin| matches!(origin, Origin::Pages));
        let for_press = any(|origin| matches!(origin, Origin::PressPages));
        let epub = targets.contains(Target::Epub);
        let listed = epub && options.page_list == PageList::Printed;
        let drawn = epub && options.epub_cover == EpubCover::Drawn;
        let drawn = drawn && edition.document.meta.cover.is_none();
        // The cover's picture takes about as long as the pages of an article.
        let (paper, cover) = rayon::join(
            || -> Result<(Option<Pages>, Option<Vec<u8>>), Reported> {
                if !(targets.is_empty() || from_pages || listed) {
                    return Ok((None, None));
                }
                let pages = self.pages(&edition, theme)?;
                let pdf = from_pages.then(|| self.pdf(&edition, &pages, theme));
                Ok((Some(pages), pdf.flatten()))
            },
            || drawn.then(|| cover::draw(&edition.document.meta, theme, &options.fonts)),
        );
        let (pages, pdf) = paper?;
        let press = match for_press {
            true => Some(self.press_pages(files, &edition, theme)?),
            false => None,
        };
        Ok(Materials {
            edition,
            theme,
            pages,
            pdf,
            press,
            cover,
        })
    }

    /// The pages, checked by the rules of the stores.
    fn pages(&mut self, edition: &Edition, theme: &Theme) -> Result<Pages, Reported> {
        let pages = self.set_pages(edition, theme)?;
        for &store in &self.options.stores {
            let found = preflight::check(edition, &pages.report, theme, store);
            self.diagnostics.extend(found);
        }
        Ok(pages)
    }
}
