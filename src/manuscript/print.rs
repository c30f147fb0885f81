//! `print`: what the printer asks for, checked.

use super::check::Checker;
use super::raw::{RawInks, RawPrint, RawStandard, Text};
use crate::diag::Code;
use crate::document::{Inks, Paper, PressProfile, Print, PrintPreset, PrintStandard, PrinterMarks};
use crate::text::nearest;
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
            None if print.profile.is_some() => Inks::Cmyk,
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
            "color" | "colour" => Some(Paper::Color.thickness()),
            _ => self.length(text, MAX_PAGE_MM),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Gutter, Inks, PageSize, Print, PrintStandard, PrinterMarks};
    use crate::manuscript::{Entry, Loaded, load};
    use crate::units::Length;
    use crate::world::MemoryFiles;

    fn read(print: &str) -> Loaded {
        let text = format!("---\ntitle: T\nprint: {print}\n---\nText.\n");
        let files = MemoryFiles::default().with("a.md", text);
        load(&files, &Entry::File("a.md".to_owned()))
    }

    fn print(text: &str) -> Print {
        let loaded = read(text);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        loaded.manuscript.expect("a manuscript").meta.print
    }

    #[test]
    fn a_preset_is_what_it_says_save_what_is_changed() {
        let ingram = print("{preset: ingram-6x9, multiple: 4, paper: cream}");
        assert_eq!(ingram.page, Some(PageSize::TRADE_6X9));
        assert_eq!(ingram.standard, PrintStandard::X1a);
        assert_eq!(ingram.gutter, Gutter::Ingram);
        assert_eq!((ingram.multiple, ingram.inks), (4, Inks::Black));
        assert_eq!(ingram.page_thickness, Length::inch(0.0025));
        let offset = print("{preset: a5-offset, bleed: 5mm, marks: false, profile: press.icc}");
        assert_eq!(offset.bleed, Length::mm(5.0));
        assert_eq!(offset.marks, PrinterMarks::None);
        assert_eq!(offset.inks, Inks::Cmyk, "a profile is for colours");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, expected) in [
            (
                "{preset: kdp-6x8}",
                "there is no preset `kdp-6x8` for printing",
            ),
            ("{bleed: 30cm}", "this length is not between 0mm and 25mm"),
            (
                "{multiple: 0}",
                "the multiple of pages is a number from 1 to 128",
            ),
            ("{trim: a5}", "unknown key `trim`"),
            ("{standard: x-3}", "unknown value `x-3`"),
        ] {
            let loaded = read(text);
            let messages: Vec<&str> = loaded
                .diagnostics
                .iter()
                .map(|d| d.message.as_str())
                .collect();
            assert_eq!(messages, [expected]);
        }
    }
}
