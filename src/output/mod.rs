//! What Bindery makes of a manuscript: the targets, and the bytes that are made for one.
//!
//! All that the rest of the program knows of a target (how it is named on the command line, what its files are
//! called, who it is for) stands in one table below. A new output has its row here, a module that writes it, and an
//! arm in `compile::outputs`.

mod targets;

pub use targets::Targets;

/// Who a target is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Audience {
    /// Those who read it, on a screen or on paper of their own: it is listed in feeds.
    Readers,
    /// Those who print it.
    Printers,
}

/// A row of the table of targets.
struct Row {
    /// The name on the command line and in project files.
    name: &'static str,
    /// What a reader of a catalogue sees.
    label: &'static str,
    /// What follows the work's name in the file's.
    suffix: &'static str,
    media_type: &'static str,
    audience: Audience,
    /// What `--format` says of it; `None` where another option asks for it.
    format_help: Option<&'static str>,
}

macro_rules! targets {
    ($($(#[doc = $doc:literal])+ $variant:ident { $($field:ident: $value:expr,)+ })+) => {
        /// One of the things that Bindery makes of a manuscript. Their order is that in which files are listed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Target {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Target {
            /// All targets, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$variant => &Row { $($field: $value,)+ },)+
                }
            }
        }
    };
}

targets! {
    /// The EPUB, for e-readers.
    Epub {
        name: "epub",
        label: "EPUB",
        suffix: ".epub",
        media_type: "application/epub+zip",
        audience: Audience::Readers,
        format_help: Some("The EPUB"),
    }
    /// The PDF to read and to keep.
    Pdf {
        name: "pdf",
        label: "PDF",
        suffix: ".pdf",
        media_type: "application/pdf",
        audience: Audience::Readers,
        format_help: Some("The PDF"),
    }
    /// The PDF's pages laid on sheets to be folded.
    Sheets {
        name: "sheets",
        label: "Sheets to fold",
        suffix: "-sheets.pdf",
        media_type: "application/pdf",
        audience: Audience::Printers,
        format_help: None,
    }
    /// The inside pages for a press, as a PDF.
    Print {
        name: "print",
        label: "Print PDF",
        suffix: "-print.pdf",
        media_type: "application/pdf",
        audience: Audience::Printers,
        format_help: Some("The inside pages as a PDF for a press, as `print` in the metadata asks"),
    }
    /// The cover for a press, as a PDF: back, spine and front.
    Cover {
        name: "cover",
        label: "Cover wrap",
        suffix: "-cover.pdf",
        media_type: "application/pdf",
        audience: Audience::Printers,
        format_help: Some("The cover as a PDF for a press: back, spine and front"),
    }
}

impl Target {
    /// The name on the command line and in project files: `epub`.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What a reader of a catalogue sees: `EPUB`.
    pub const fn label(self) -> &'static str {
        self.row().label
    }

    /// What follows the work's name in the file's: `.epub`, `-print.pdf`.
    pub const fn suffix(self) -> &'static str {
        self.row().suffix
    }

    /// The extension of its files, without the dot: `pdf`.
    pub fn extension(self) -> &'static str {
        self.suffix().rsplit('.').next().unwrap_or_default()
    }

    /// The media type of its files.
    pub const fn media_type(self) -> &'static str {
        self.row().media_type
    }

    /// Who it is made for.
    pub const fn audience(self) -> Audience {
        self.row().audience
    }

    /// Whether it is for reading, rather than for a printer.
    pub const fn is_for_readers(self) -> bool {
        matches!(self.row().audience, Audience::Readers)
    }

    /// What it is, in the words of `--format`; `None` where `--format` does not ask for it.
    pub const fn format_help(self) -> Option<&'static str> {
        self.row().format_help
    }

    /// The target of a name on the command line or in a project file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|target| target.name() == name)
    }

    /// The name of its file for a work.
    pub fn file_name(self, work: &str) -> String {
        format!("{work}{}", self.suffix())
    }

    /// The target that a work's file is of: by what follows the work's name in the file's, else by the extension.
    pub fn of_file(work: &str, file: &str) -> Option<Self> {
        let suffix = file.strip_prefix(work).unwrap_or_default();
        let mut all = Self::ALL.iter().copied();
        all.find(|target| target.suffix() == suffix)
            .or_else(|| Self::of_extension(file))
    }

    /// The first target whose files have the extension of this one.
    pub fn of_extension(file: &str) -> Option<Self> {
        let (_, extension) = file.rsplit_once('.')?;
        let mut all = Self::ALL.iter().copied();
        all.find(|target| target.extension() == extension)
    }
}

/// What was made for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The target.
    pub target: Target,
    /// The content of its file.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_targets_can_be_mistaken_for_each_other() {
        for (index, target) in Target::ALL.iter().enumerate() {
            assert_eq!(Target::named(target.name()), Some(*target));
            assert_eq!(
                Target::of_file("a-print", &target.file_name("a-print")),
                Some(*target),
                "whatever the work is called"
            );
            for other in &Target::ALL[..index] {
                assert!(other < target, "{other:?} {target:?}");
                assert_ne!(other.suffix(), target.suffix());
                assert_ne!(other.label(), target.label());
            }
        }
    }

    #[test]
    fn a_file_of_another_name_is_known_by_its_extension() {
        assert_eq!(Target::of_file("a", "b.epub"), Some(Target::Epub));
        assert_eq!(Target::of_file("a", "b-cover.pdf"), Some(Target::Pdf));
        assert_eq!(Target::of_file("a", "a.html"), None);
        assert_eq!(Target::of_extension("epub"), None);
    }
}
