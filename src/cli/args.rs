//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use bindery::batch::Shard;
use bindery::document::{Lang, PageSize};
use bindery::manuscript::name::Template;
use bindery::pdf::Scheme;
use bindery::units::Length;
use clap::{Args, Parser, Subcommand};

use super::values::{
    Emit, Format, MessageFormat, SchemaOf, StoreName, language, shard, template, theme,
};

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
    /// chapters with a `book.toml` or `book.yaml`. A folder of manuscripts builds them all. Without a
    /// path, the manuscripts of `bindery.toml` are built, or those in `manuscript`.
    ///
    /// Exit status: 0 when all is built, 1 when a manuscript has errors (the others are built all
    /// the same), 2 when the command line makes no sense.
    Build(Build),
    /// Check manuscripts as `build` does, and write nothing
    Check(Check),
    /// Build, and build again whenever something changes
    Watch(Watch),
    /// Watch, and show the catalogue and previews that reload in a browser, on this machine alone
    Serve(Serve),
    /// Write the catalogue of an output folder: a page, feeds for readers' apps, checksums
    ///
    /// The manifests (`build.json`) that builds with `--catalogue` left in the folder are merged, those of
    /// shards too.
    Catalogue(Catalogue),
    /// Begin a manuscript that builds as it is
    New(New),
    /// Make a manuscript of a pasted text, a web page, a Word document or an EPUB
    ///
    /// The title, the authors and what else the file says of itself become the metadata. What is no part of the
    /// text (menus, share buttons, teasers of other articles) is left out, and each such thing is reported with
    /// its place. Nothing is fetched: pictures of a page are taken from beside it.
    ///
    /// Exit status: 0 when the manuscript is written, 1 when the file cannot be imported, 2 when the command line
    /// makes no sense or a manuscript of that name is there already.
    Import(Import),
    /// Explain a code of a message, such as `dead-link`, with an example; without one, list all codes
    Explain(Explain),
    /// List the themes
    Themes,
    /// List the fonts and the scripts that they cover
    Fonts(Fonts),
    /// Print the JSON schema of a file that authors write
    Schema(SchemaArgs),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page, or write one for each command to a folder
    Man(Man),
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) common: Common,

    #[command(flatten)]
    pub(crate) options: BuildOptions,

    /// Print a form between two stages instead of building (for looking into Bindery itself)
    #[arg(long, value_enum, value_name = "STAGE", hide = true)]
    pub(crate) emit: Option<Emit>,
}

/// What is made, how, and where to: the options that `build`, `watch` and `serve` share. `Job` applies each.
#[derive(Debug, Clone, Args)]
pub(crate) struct BuildOptions {
    /// What to make [default: all, or as the project file says]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// The folder that outputs are written to [default: build, or as the project file says]
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// How outputs are named, such as '{date}-{slug}' [default: {slug}, or as the project file says]
    #[arg(long, value_name = "TEMPLATE", value_parser = template)]
    pub(crate) names: Option<Template>,

    /// Build what is up to date, too
    #[arg(long)]
    pub(crate) force: bool,

    /// Build one of several parts of a batch, such as 2/5; the parts together are the whole
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub(crate) shard: Option<Shard>,

    /// Write a catalogue of all that was built: a page, feeds, checksums
    #[arg(long)]
    pub(crate) catalogue: bool,

    /// Lay the PDF's pages on sheets, too: booklet, 2up, or signature:N for booklets of N pages
    #[arg(long, value_name = "SCHEME")]
    pub(crate) impose: Option<Scheme>,

    /// The thickness of those sheets, such as 0.1mm: pages of inner sheets move towards the fold
    #[arg(long, value_name = "LENGTH", requires = "impose")]
    pub(crate) creep: Option<Length>,

    /// Put marks for cutting, folding and the order of signatures on those sheets
    #[arg(long, requires = "impose")]
    pub(crate) sheet_marks: bool,

    /// Make an EPUB without the page numbers of the printed edition; on its own, its pages are not set
    #[arg(long)]
    pub(crate) no_page_list: bool,

    /// Make an EPUB without fonts in it; readers show their own
    #[arg(long)]
    pub(crate) no_epub_fonts: bool,

    /// Make an EPUB without a cover where the manuscript brings none, instead of drawing one
    #[arg(long)]
    pub(crate) no_cover: bool,

    /// Begin the PDF with the cover: the manuscript's, or one that is drawn
    #[arg(long)]
    pub(crate) pdf_cover: bool,

    /// Print figures on the pages: lines, hyphens, widows and so on
    #[arg(long)]
    pub(crate) report: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) common: Common,

    #[command(flatten)]
    pub(crate) options: BuildOptions,

    /// Look at the files every second, where the system reports no changes (network folders, containers)
    #[arg(long)]
    pub(crate) poll: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) watch: Watch,

    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 4242)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) common: Common,

    /// Check against what a store or a printer asks for; may be repeated
    #[arg(long = "for", value_enum, value_name = "STORE")]
    pub(crate) stores: Vec<StoreName>,
}

#[derive(Debug, Args)]
pub(crate) struct Catalogue {
    /// The output folder
    #[arg(value_name = "DIR", default_value = "build")]
    pub(crate) folder: PathBuf,

    /// The title of the page and the feeds
    #[arg(long, default_value = "Catalogue")]
    pub(crate) title: String,

    /// What the catalogue is, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,

    /// The address that the folder is published at; the feeds' links are absolute then
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The manuscript's name; its title and its file are named by it
    pub(crate) name: String,

    /// A book: a folder of chapters with a `book.toml`
    #[arg(long)]
    pub(crate) book: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file: plain text, HTML, .docx or .epub; `-` for text or HTML on the standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The folder that the manuscript is written to, or its file, ending in .md [default: manuscript]
    #[arg(long, short, value_name = "DIR|FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Replace a manuscript of that name, a folder with all that it holds
    #[arg(long)]
    pub(crate) force: bool,

    /// How what happens is reported: for people, or as lines of JSON on the standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,

    /// Show errors only
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The code, as it stands in the brackets of a message
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Fonts {
    /// Show which font sets each character of a text
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,

    /// The language of the text: Chinese characters are not drawn alike in Japan, Korea and China
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    pub(crate) language: Lang,

    /// A folder of fonts to use before Bindery's own; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(crate) fonts: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which file
    #[arg(value_enum, default_value_t = SchemaOf::Project)]
    pub(crate) of: SchemaOf,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The folder to write the pages to
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Manuscripts, or folders of them [default: those of the project file, or `manuscript`]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// The project file [default: bindery.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,

    /// How many manuscripts to build at once [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Go on when a manuscript has errors (as is done without this, too)
    #[arg(long, overrides_with = "fail_fast")]
    pub(crate) keep_going: bool,

    /// Begin no other manuscript when one has errors
    #[arg(long)]
    pub(crate) fail_fast: bool,

    /// Take warnings for errors
    #[arg(long)]
    pub(crate) strict: bool,

    #[arg(long, value_name = "SIZE", help = page_help())]
    pub(crate) page: Option<PageSize>,

    /// The theme instead of that in the metadata
    #[arg(long, value_name = "NAME", value_parser = theme)]
    pub(crate) theme: Option<String>,

    /// A folder of fonts to use before those in `fonts/` beside a manuscript and Bindery's own; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(crate) fonts: Vec<PathBuf>,

    /// How what happens is reported: for people, or as lines of JSON on the standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,

    /// Show notes on what is as it should be, too
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// Show errors only
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// What `--help` says of `--page`.
fn page_help() -> String {
    let names: Vec<&str> = PageSize::names().collect();
    format!(
        "The page instead of that in the metadata: {}, or a size such as 170x240mm",
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    /// The options of a command, by their names.
    fn options_of(command: &str) -> Vec<String> {
        let cli = Cli::command();
        let command = cli.find_subcommand(command).expect("a command");
        let options = command.get_arguments();
        options.map(|option| option.get_id().to_string()).collect()
    }

    #[test]
    fn watch_and_serve_have_every_option_of_build() {
        for command in ["watch", "serve"] {
            let own = options_of(command);
            let missing: Vec<String> = options_of("build")
                .into_iter()
                .filter(|option| !own.contains(option))
                .collect();
            // What is between the stages is looked at once.
            assert_eq!(missing, ["emit"], "{command}");
        }
    }

    #[test]
    fn defaults_do_the_main_job() {
        let cli = Cli::try_parse_from(["bindery", "build"]).expect("valid");
        let Command::Build(build) = cli.command else {
            panic!("a build");
        };
        assert!(build.common.paths.is_empty() && build.options.output.is_none());
        for shard in ["0/2", "3/2", "1", "a/b", "1/0"] {
            let arguments = ["bindery", "build", "--shard", shard];
            assert!(Cli::try_parse_from(arguments).is_err(), "{shard}");
        }
        assert!(Cli::try_parse_from(["bindery", "build", "--page", "a9"]).is_err());
        assert!(Cli::try_parse_from(["bindery", "build", "--jobs", "0"]).is_err());
    }
}
