//! The small commands: what is there, and how to begin.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindery::batch::catalogue::{self, Heading};
use bindery::compile::Options;
use bindery::diag::render::TextRenderer;
use bindery::diag::{Code, Severity, explain};
use bindery::font::{FontBook, FontFolder};
use bindery::source::SourceMap;
use bindery::style::Theme;
use bindery::world::DiskFiles;
use clap::CommandFactory as _;

use super::args::{Catalogue, Cli, Fonts, New};
use super::terminal::{cannot_run, terminal_look, write_text};
use super::values::SchemaOf;
use super::{coverage, json, scaffold};

fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    cannot_run(&mut std::io::stderr().lock(), error)
}

fn print(text: &str) -> ExitCode {
    write_text(&mut std::io::stdout().lock(), text);
    ExitCode::SUCCESS
}

/// `bindery catalogue`.
pub(crate) fn catalogue(args: &Catalogue) -> ExitCode {
    let options = match Options::new() {
        Ok(options) => options,
        Err(error) => return failed(&error),
    };
    let mut heading = Heading::new(args.title.as_str());
    heading.description.clone_from(&args.description);
    heading.url.clone_from(&args.url);
    match catalogue::merge(&args.folder, &heading, &options) {
        Ok(left_out) => {
            let mut err = std::io::stderr().lock();
            for name in &left_out {
                let text = format!(
                    "warning: the files of `{name}` are not as they were built; it is left out\n"
                );
                write_text(&mut err, &text);
            }
            print(&format!("{}\n", args.folder.join("index.html").display()))
        }
        Err(error) => failed(&error),
    }
}

/// `bindery new`.
pub(crate) fn new(args: &New) -> ExitCode {
    let made = if args.book {
        scaffold::book(&args.name)
    } else {
        scaffold::article(&args.name)
    };
    match made {
        Ok(path) => print(&format!(
            "{}\nBuild it with: bindery build {}\n",
            path.display(),
            path.display()
        )),
        Err(error) => failed(&error),
    }
}

/// `bindery explain`: a code, or a list of all.
pub(crate) fn explain(name: Option<&str>) -> ExitCode {
    let Some(name) = name else {
        return print(&explain::list());
    };
    if let Some(code) = Code::from_name(name) {
        return print(&explain::explain(code));
    }
    let hint = match explain::nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`bindery explain` lists all".to_owned(),
    };
    failed(&format!("there is no code `{name}`; {hint}"))
}

/// `bindery themes`.
pub(crate) fn themes() -> ExitCode {
    let mut out = String::new();
    for (index, theme) in Theme::names().filter_map(Theme::named).enumerate() {
        let default = if index == 0 { " (the default)" } else { "" };
        out.push_str(&format!(
            "{}{default}\n    text: {} {} on {}\n    headings: {}\n    code: {}\n",
            theme.name,
            theme.body_family,
            theme.body.size,
            theme.body.leading,
            theme.heading_family,
            theme.mono_family,
        ));
    }
    print(&out)
}

/// `bindery fonts`.
pub(crate) fn fonts(args: &Fonts) -> ExitCode {
    let bundled = match FontBook::bundled() {
        Ok(book) => book,
        Err(error) => return failed(&error),
    };
    let mut disks = Vec::new();
    let beside = PathBuf::from("fonts");
    for folder in args.fonts.iter().chain(beside.is_dir().then_some(&beside)) {
        match DiskFiles::new(folder) {
            Ok(files) => disks.push((files, format!("{}/", folder.display()))),
            Err(error) => return failed(&error),
        }
    }
    let folders: Vec<FontFolder<'_>> = disks
        .iter()
        .map(|(files, shown)| FontFolder {
            files,
            path: "",
            shown,
        })
        .collect();
    let (book, added) = bundled.with_folders(&folders);
    let renderer = TextRenderer::new(terminal_look(), Severity::Warning);
    let findings = renderer.render(&added.diagnostics, &SourceMap::default(), "");
    write_text(&mut std::io::stderr().lock(), &findings);
    print(&match &args.text {
        Some(text) => coverage::of_text(&book, text, &args.language),
        None => coverage::of_families(&book),
    })
}

/// `bindery schema`.
pub(crate) fn schema(of: SchemaOf) -> ExitCode {
    let schema = match of {
        SchemaOf::Project => bindery::manuscript::schema::project(),
        SchemaOf::Metadata => bindery::manuscript::schema::metadata(),
        SchemaOf::Theme => bindery::style::schema(),
        SchemaOf::Messages => json::schema(),
    };
    print(&format!("{schema:#}\n"))
}

/// `bindery completions`.
pub(crate) fn completions(shell: clap_complete::Shell) -> ExitCode {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "bindery", &mut bytes);
    print(&String::from_utf8_lossy(&bytes))
}

/// `bindery man`.
pub(crate) fn man(folder: Option<&Path>) -> ExitCode {
    let result = match folder {
        Some(folder) => std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), folder)),
        None => {
            let mut bytes = Vec::new();
            clap_mangen::Man::new(Cli::command())
                .render(&mut bytes)
                .and_then(|()| std::io::stdout().lock().write_all(&bytes))
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}
