//! `print`: what the printer asks for, checked.

use super::check::Checker;
use super::near::nearest;
use super::raw::{RawInks, RawPrint, RawStandard, Text};
use crate::diag::Code;
use crate::document::{Inks, Paper, PressProfile, Print, PrintPreset, PrintStandard, PrinterMarks};
use crate::units::Length;

/// The widest bleed; more is a slip of the pen.
const MAX_BLEED_MM: f64 = 25.0;
/// The thickest page.
const MAX_PAGE_MM: f64 = 1.0;
/// The largest signature.
const MAX_MULTIPLE: u32 = 128;

impl Checker<'_> {
    /// The preset with what the author changes of it.
    pub(super) fn print(&mut self, raw: RawPrint) -> Print {
        let preset = raw.preset.and_then(|name| self.preset(&name));
        let mut print = preset.map(PrintPreset::print).unwrap_or_default();
        print.standard = match raw.standard {
            Some(RawStandard::X4) => PrintStandard::X4,
            Some(RawStandard::X1a) => PrintStandard::X1a,
            None => print.standard,
        };
        if let Some(bleed) = raw.bleed.and_then(|text| self.length(&text, MAX_BLEED_MM)) {
            print.bleed = bleed;
        }
        print.marks = match raw.marks {
            Some(true) => PrinterMarks::Crop,
            Some(false) => PrinterMarks::None,
            None => print.marks,
        };
        print.profile = raw.profile.and_then(|path| {
            let span = path.span;
            let path = self.line(path)?;
            Some(PressProfile { path, span })
        });
        print.condition = raw.condition.and_then(|text| self.line(text));
        print.inks = match raw.color {
            Some(RawInks::Black) => Inks::Black,
            Some(RawInks::Cmyk) => Inks::Cmyk,
            None => print.inks,
        };
        if let Some(multiple) = raw.multiple.and_then(|text| self.multiple(&text)) {
            print.multiple = multiple;
        }
        if let Some(thickness) = raw.paper.and_then(|text| self.paper(&text)) {
            print.page_thickness = thickness;
        }
        print
    }

    fn preset(&mut self, text: &Text) -> Option<PrintPreset> {
        let name = text.value.trim();
        let found = PrintPreset::ALL
            .into_iter()
            .find(|preset| preset.name().eq_ignore_ascii_case(name));
        if found.is_none() {
            let names = PrintPreset::ALL.map(PrintPreset::name);
            let help = match nearest(name, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            let shown: String = name.chars().take(60).collect();
            let message = format!("there is no preset `{shown}` for printing");
            self.error(Code::BadMetadata, message, text.span, &help);
        }
        found
    }

    fn length(&mut self, text: &Text, limit_mm: f64) -> Option<Length> {
        let within = Length::ZERO..=Length::mm(limit_mm);
        match text.value.parse::<Length>() {
            Ok(length) if within.contains(&length) => Some(length),
            Ok(_) => {
                let message = format!("this length is not between 0mm and {limit_mm}mm");
                self.error(Code::BadMetadata, message, text.span, "write one that is");
                None
            }
            Err(error) => {
                let help = "write it like `3mm` or `0.125in`";
                self.error(Code::BadMetadata, error.to_string(), text.span, help);
                None
            }
        }
    }

    fn multiple(&mut self, text: &Text) -> Option<u32> {
        let number = text.value.trim().parse::<u32>().ok();
        let number = number.filter(|n| (1..=MAX_MULTIPLE).contains(n));
        if number.is_none() {
            let message = format!("the multiple of pages is a number from 1 to {MAX_MULTIPLE}");
            let help = "write `2` for an even count, `4`, or the pages of a signature";
            self.error(Code::BadMetadata, message, text.span, help);
        }
        number
    }

    fn paper(&mut self, text: &Text) -> Option<Length> {
        match text.value.trim() {
            "white" => Some(Paper::White.thickness()),
            "cream" => Some(Paper::Cream.thickness()),
            _ => self.length(text, MAX_PAGE_MM),
        }
    }
}
