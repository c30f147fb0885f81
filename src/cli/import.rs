//! `bindery import`.

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindery::diag::render::TextRenderer;
use bindery::diag::{Diagnostic, Severity, Warned};
use bindery::import::write::{Existing, WriteError, write};
use bindery::import::{Found, Imported, LIMIT, Request, import};
use bindery::source::SourceMap;
use bindery::world::{DiskFiles, Files, MemoryFiles};

use super::args::Import;
use super::json;
use super::terminal::{HAS_ERRORS, cannot_run, terminal_look, write_text};
use super::values::MessageFormat;

/// Imports a file, writes the manuscript, and reports what was found and what was left out.
pub(crate) fn run(args: &Import) -> ExitCode {
    let mut err = io::stderr().lock();
    let bytes = match read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => return cannot_run(&mut err, &error),
    };
    let stdin = args.file == Path::new("-");
    let (folder, slug) = match place(args.output.as_deref()) {
        Ok(place) => place,
        Err(error) => return cannot_run(&mut err, &error),
    };
    let shown = args.file.display().to_string();
    let request = Request {
        name: &shown,
        slug: slug.as_deref(),
    };
    // Pictures are read from beside the file, and from nowhere else.
    let beside = args
        .file
        .parent()
        .filter(|parent| *parent != Path::new(""))
        .unwrap_or(Path::new("."));
    let files: Box<dyn Files> = match DiskFiles::new(beside) {
        Ok(files) if !stdin => Box::new(files),
        _ => Box::new(MemoryFiles::default()),
    };
    let Warned {
        value: imported,
        diagnostics,
    } = import(&request, &bytes, files.as_ref());
    let existing = match args.force {
        true => Existing::Replace,
        false => Existing::Keep,
    };
    let written = match diagnostics.has_errors() {
        true => Ok(Vec::new()),
        false => write(&folder, &imported.files, existing),
    };
    let written = match written {
        Ok(written) => written,
        Err(error @ WriteError::Exists(_)) => return cannot_run(&mut err, &error),
        Err(error) => {
            write_text(&mut err, &format!("error: {error}\n"));
            return ExitCode::from(HAS_ERRORS);
        }
    };
    let all: Vec<&Diagnostic> = diagnostics.iter().collect();
    if args.message_format == MessageFormat::Json {
        let text = json::import(&shown, &all, &imported, &written);
        write_text(&mut io::stdout().lock(), &text);
    } else {
        let least = if args.quiet {
            Severity::Error
        } else {
            Severity::Info
        };
        write_text(&mut err, &diagnostics_text(&all, &imported.sources, least));
        let mut out = io::stdout().lock();
        for path in &written {
            write_text(&mut out, &format!("{}\n", path.display()));
        }
        if !args.quiet && !written.is_empty() {
            write_text(
                &mut err,
                &summary(
                    &imported,
                    all.iter().filter(|d| d.severity == Severity::Info).count(),
                ),
            );
        }
    }
    match diagnostics.has_errors() {
        true => ExitCode::from(HAS_ERRORS),
        false => ExitCode::SUCCESS,
    }
}

/// The bytes of a file, or of the standard input.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let cannot = |error: io::Error| format!("`{}` cannot be read: {error}", path.display());
    if path == Path::new("-") {
        io::stdin()
            .lock()
            .take(LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(cannot)?;
    } else {
        // To open a named pipe is to wait for its writer.
        let metadata = std::fs::metadata(path).map_err(cannot)?;
        if metadata.is_dir() {
            return Err(format!(
                "`{}` is a folder; import its files one by one",
                path.display()
            ));
        }
        let file = std::fs::File::open(path).map_err(cannot)?;
        file.take(LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(cannot)?;
    }
    if bytes.len() as u64 > LIMIT {
        return Err(format!(
            "`{}` has more than {} MiB",
            path.display(),
            LIMIT >> 20
        ));
    }
    Ok(bytes)
}

/// The folder to write to, and the manuscript's name where the output is a file.
fn place(output: Option<&Path>) -> Result<(PathBuf, Option<String>), String> {
    let Some(output) = output else {
        return Ok((PathBuf::from("manuscript"), None));
    };
    let is_file = output
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("md"));
    if !is_file {
        return Ok((output.to_owned(), None));
    }
    let stem = output.file_stem().and_then(|stem| stem.to_str());
    let stem = stem.ok_or_else(|| format!("`{}` is no name for a manuscript", output.display()))?;
    let folder = output
        .parent()
        .filter(|parent| *parent != Path::new(""))
        .unwrap_or(Path::new("."));
    Ok((folder.to_owned(), Some(stem.to_owned())))
}

/// Errors and warnings with their lines; what was left out, a line each.
fn diagnostics_text(all: &[&Diagnostic], sources: &SourceMap, least: Severity) -> String {
    let renderer = TextRenderer::new(terminal_look(), least.max(Severity::Warning));
    let mut heavy = bindery::diag::Diagnostics::new();
    let mut out = String::new();
    for diagnostic in all {
        if diagnostic.severity > Severity::Info {
            heavy.push((*diagnostic).clone());
        } else if least == Severity::Info {
            let place = diagnostic
                .span
                .map(|span| sources.describe(span))
                .unwrap_or_default();
            let _ = writeln!(out, "{place}: {}", diagnostic.message);
        }
    }
    out.push_str(&renderer.render(&heavy, sources, ""));
    out
}

/// One line on what was found.
fn summary(imported: &Imported, left_out: usize) -> String {
    let Found {
        kind,
        title,
        authors,
        sections,
        notes,
        pictures,
        ..
    } = &imported.found;
    let mut out = format!(
        "{}: “{title}”",
        kind.map_or("text", bindery::import::FileKind::name)
    );
    if !authors.is_empty() {
        let _ = write!(out, " by {}", authors.join(", "));
    }
    let is_book = imported
        .files
        .iter()
        .any(|file| file.path.ends_with("/book.yaml"));
    let part = if is_book { "chapter" } else { "section" };
    for (count, word) in [(*sections, part), (*notes, "note"), (*pictures, "picture")] {
        if count > 0 {
            let _ = write!(out, ", {count} {word}{}", if count == 1 { "" } else { "s" });
        }
    }
    if left_out > 0 {
        let _ = write!(
            out,
            "; {left_out} {}",
            if left_out == 1 {
                "remark above"
            } else {
                "remarks above"
            }
        );
    }
    out.push('\n');
    out
}
