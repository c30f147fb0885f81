//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use bindery::compile::{Formats, Stage};
use bindery::document::PagePreset;
use bindery::pdf::Scheme;
use bindery::theme::Theme;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Compiles Markdown manuscripts into EPUBs for e-readers and PDFs for print.
#[derive(Debug, Parser)]
#[command(name = "bindery", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build manuscripts
    ///
    /// A manuscript is a Markdown file with its metadata as YAML front matter, or a folder of Markdown
    /// chapters with a `book.toml` or `book.yaml`. A folder of manuscripts builds them all.
    ///
    /// Exit status: 0 when all is built, 1 when a manuscript has errors (the others are built all
    /// the same), 2 when the command line makes no sense.
    Build(Build),
    /// Check manuscripts as `build` does, and write nothing
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) common: Common,

    /// What to make
    #[arg(long, value_enum, default_value_t = Format::All)]
    pub(crate) format: Format,

    /// Lay the PDF's pages on sheets, too: booklet, 2up, or signature:N for booklets of N pages
    #[arg(long, value_name = "SCHEME")]
    pub(crate) impose: Option<Scheme>,

    /// The folder that outputs are written to
    #[arg(long, short, value_name = "DIR", default_value = "build")]
    pub(crate) output: PathBuf,

    /// Make an EPUB without the page numbers of the printed edition; on its own, its pages are not set
    #[arg(long)]
    pub(crate) no_page_list: bool,

    /// Make an EPUB without fonts in it; readers show their own
    #[arg(long)]
    pub(crate) no_epub_fonts: bool,

    /// Print figures on the pages: lines, hyphens, widows and so on
    #[arg(long)]
    pub(crate) report: bool,

    /// Print a form between two stages instead of building (for looking into Bindery itself)
    #[arg(long, value_enum, value_name = "STAGE", hide = true)]
    pub(crate) emit: Option<Emit>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Manuscripts, or folders of them
    #[arg(value_name = "PATH", default_value = "manuscript")]
    pub(crate) paths: Vec<PathBuf>,

    /// How many manuscripts to build at once [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// The page instead of that in the metadata: a5, a4, letter, 6x9 or 5x8
    #[arg(long, value_name = "PRESET")]
    pub(crate) page: Option<PagePreset>,

    /// The theme instead of that in the metadata
    #[arg(long, value_name = "NAME", value_parser = theme)]
    pub(crate) theme: Option<String>,

    /// A folder of fonts to use before those in `fonts/` beside a manuscript and Bindery's own; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(crate) fonts: Vec<PathBuf>,

    /// Show notes on what is as it should be, too
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// Show errors only
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The name of a theme that there is.
fn theme(name: &str) -> Result<String, String> {
    if Theme::named(name).is_some() {
        return Ok(name.to_owned());
    }
    let names: Vec<&str> = Theme::names().collect();
    Err(format!("there are {}", names.join(", ")))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The EPUB
    Epub,
    /// The PDF
    Pdf,
    /// Both
    All,
    /// The inside pages as a PDF for a press, as `print` in the metadata asks
    Print,
    /// The cover as a PDF for a press: back, spine and front
    Cover,
}

impl From<Format> for Formats {
    fn from(format: Format) -> Self {
        match format {
            Format::Epub => Self::Epub,
            Format::Pdf => Self::Pdf,
            Format::All => Self::All,
            Format::Print => Self::Print,
            Format::Cover => Self::Cover,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    Document,
    Edition,
    Galley,
    Pages,
}

impl From<Emit> for Stage {
    fn from(emit: Emit) -> Self {
        match emit {
            Emit::Document => Self::Document,
            Emit::Edition => Self::Edition,
            Emit::Galley => Self::Galley,
            Emit::Pages => Self::Pages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn defaults_do_the_main_job() {
        let cli = Cli::try_parse_from(["bindery", "build"]).expect("valid");
        let Command::Build(build) = cli.command else {
            panic!("a build");
        };
        assert_eq!(build.common.paths, [PathBuf::from("manuscript")]);
        assert_eq!(build.output, PathBuf::from("build"));
        assert_eq!(build.format, Format::All);
        assert!(Cli::try_parse_from(["bindery", "build", "--page", "a9"]).is_err());
        assert!(Cli::try_parse_from(["bindery", "build", "--jobs", "0"]).is_err());
    }
}
