//! A project file on disk, and the manuscripts that its patterns name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::find::{Plan, Planned, find, shown_path};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::manuscript::Entry;
use crate::manuscript::collection::{Collection, Description, Section};
use crate::manuscript::project::{LoadedProject, MAX_PROJECT, Project, load_project};
use crate::text;
use crate::world::{DiskFiles, Files as _};

/// The name of project files.
pub const FILE: &str = "bindery.toml";
/// How many files and folders of a project are looked at.
const MAX_NAMES: usize = 1_000_000;

/// Reads a project file.
///
/// # Errors
/// When it cannot be read. What is wrong in it is among its diagnostics.
pub fn load(path: &Path) -> Result<LoadedProject, crate::world::FileError> {
    let files = DiskFiles::new(folder(path))?;
    let name = path.file_name().and_then(|name| name.to_str());
    let bytes = files.read(name.unwrap_or(FILE), MAX_PROJECT)?;
    Ok(load_project(&path.display().to_string(), bytes))
}

/// The folder of a project file.
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The manuscripts of a project, in the order of its patterns, those of a pattern by their names; then
/// its collections.
pub fn plan(project: &Project, file: &Path) -> Plan {
    let mut plan = manuscripts(project, folder(file));
    let volumes = volumes(project, file);
    plan.manuscripts.extend(volumes.manuscripts);
    plan.diagnostics.extend(volumes.diagnostics);
    plan
}

/// The collections of a project.
pub fn volumes(project: &Project, file: &Path) -> Plan {
    let folder = folder(file);
    let mut plan = Plan::default();
    for (index, description) in project.collections.iter().enumerate() {
        let mut diagnostics = Diagnostics::new();
        let sections = sections(description, folder, &mut diagnostics);
        if diagnostics.has_errors() {
            plan.diagnostics.extend(diagnostics);
            continue;
        }
        plan.diagnostics.extend(diagnostics);
        let shown = shown_path(file);
        let name = shown.rsplit('/').next().unwrap_or(FILE);
        plan.manuscripts.push(Planned {
            name: format!("{shown}#{}", description.name),
            base: shown.strip_suffix(name).unwrap_or_default().to_owned(),
            root: folder.to_owned(),
            entry: Entry::Collection(Arc::new(Collection {
                name: description.name.clone(),
                file: name.to_owned(),
                text: Arc::clone(&project.text),
                index,
                sections,
            })),
        });
    }
    plan
}

fn manuscripts(project: &Project, folder: &Path) -> Plan {
    if project.manuscripts.is_empty() {
        let usual = join(folder, "manuscript");
        // A project may have nothing but collections.
        if !project.collections.is_empty() && !usual.exists() {
            return Plan::default();
        }
        return find(&[usual]);
    }
    let mut diagnostics = Diagnostics::new();
    let excluded = glob_set(&project.exclude, &mut diagnostics);
    let mut paths = Vec::new();
    for pattern in &project.manuscripts {
        let found = matches(pattern, folder, &excluded, &mut diagnostics);
        if found.is_empty() {
            diagnostics.push(nothing_matches(pattern, Severity::Warning));
        }
        paths.extend(found);
    }
    let mut plan = find(&paths);
    diagnostics.extend(plan.diagnostics);
    plan.diagnostics = diagnostics;
    plan
}

fn nothing_matches(pattern: &str, severity: Severity) -> Diagnostic {
    let message = format!("no manuscript matches `{pattern}`");
    Diagnostic::new(severity, Code::EmptyManuscript, message)
        .help("patterns are relative to the project file: `articles/*.md`, `**/*.md`")
}

/// The pieces of a collection, each once, as paths within the project.
fn sections(
    description: &Description,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Vec<Section<Entry>> {
    let mut seen = BTreeSet::new();
    let none = GlobSet::empty();
    let real = folder.canonicalize().unwrap_or_default();
    let mut sections = Vec::with_capacity(description.sections.len());
    for section in &description.sections {
        let mut pieces = Vec::new();
        for pattern in &section.pieces {
            // A collection of half of its pieces is not to be had.
            let paths = matches(pattern, folder, &none, diagnostics);
            if paths.is_empty() {
                let missing = nothing_matches(pattern, Severity::Error);
                let message = format!(
                    "{} of the collection `{}`",
                    missing.message, description.name
                );
                diagnostics.push(Diagnostic { message, ..missing });
            }
            let found = find(&paths);
            diagnostics.extend(found.diagnostics);
            for planned in found.manuscripts {
                match entry_within(&real, &planned) {
                    Some(entry) if seen.insert(entry.clone()) => pieces.push(entry),
                    Some(_) => {}
                    None => diagnostics.push(Diagnostic::error(
                        Code::PathEscapes,
                        format!("`{}` lies outside the project folder", planned.name),
                    )),
                }
            }
        }
        sections.push(Section {
            title: section.title.clone(),
            pieces,
        });
    }
    sections
}

/// A manuscript's entry as seen from the project's folder.
fn entry_within(project: &Path, planned: &Planned) -> Option<Entry> {
    let folder = planned.root.strip_prefix(project).ok()?.to_str()?;
    let folder = folder.replace('\\', "/");
    Some(match &planned.entry {
        Entry::File(name) => Entry::File(text::join(&folder, name)),
        Entry::Folder(name) => Entry::Folder(text::join(&folder, name)),
        Entry::Collection(_) => return None,
    })
}

fn join(folder: &Path, path: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(path)
    } else {
        folder.join(path)
    }
}

/// The part of a pattern before its first sign.
fn fixed_part(pattern: &str) -> &str {
    let Some(at) = pattern.find(['*', '?', '[', '{']) else {
        return pattern;
    };
    pattern[..at]
        .rsplit_once('/')
        .map_or("", |(fixed, _)| fixed)
}

fn matches(
    pattern: &str,
    folder: &Path,
    excluded: &GlobSet,
    diagnostics: &mut Diagnostics,
) -> Vec<PathBuf> {
    let patterns = [pattern.to_owned()];
    let wanted = glob_set(&patterns, diagnostics);
    let mut start = join(folder, fixed_part(pattern));
    if start == Path::new("") {
        start = PathBuf::from(".");
    }
    let mut found: Vec<String> = Vec::new();
    let walk = walkdir::WalkDir::new(&start)
        .follow_links(false)
        .max_depth(32);
    let shown = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in walk
        .into_iter()
        .filter_entry(shown)
        .take(MAX_NAMES)
        .flatten()
    {
        let path = entry.path();
        let relative = match path.strip_prefix(folder) {
            Ok(relative) => relative,
            // Paths in the folder that one is in have no folder before them.
            Err(_) if folder == Path::new(".") => path,
            Err(_) => continue,
        };
        let readme = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.eq_ignore_ascii_case("README.md"));
        let markdown = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("md"));
        let kind = entry.file_type();
        let fits = kind.is_dir() || (kind.is_file() && markdown && !readme);
        if fits
            && wanted.is_match(relative)
            && !excluded.is_match(relative)
            && let Some(text) = relative.to_str()
        {
            found.push(text.to_owned());
        }
    }
    found.sort_by(|a, b| natord::compare(a, b).then_with(|| a.cmp(b)));
    found.iter().map(|path| join(folder, path)).collect()
}

/// A set of patterns; those that make no sense are reported.
fn glob_set(patterns: &[String], diagnostics: &mut Diagnostics) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        // `*` stays within one folder, as in a shell.
        match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => {
                builder.add(glob);
            }
            Err(error) => diagnostics.push(Diagnostic::error(
                Code::BadMetadata,
                format!("`{pattern}` is no pattern: {}", error.kind()),
            )),
        }
    }
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_manuscripts_in_order() {
        let temp = tempfile::tempdir().expect("a folder");
        for path in [
            "a/10.md",
            "a/2.md",
            "a/x.md",
            "a/in/3.md",
            "a/README.md",
            "b/one/1.md",
            "b/two/1.md",
        ] {
            let path = temp.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, "# T").expect("written");
        }
        let project = Project {
            manuscripts: vec!["b/*".to_owned(), "a/*.md".to_owned(), "none/*".to_owned()],
            exclude: vec!["**/x.md".to_owned()],
            ..Project::default()
        };
        let plan = plan(&project, &temp.path().join(FILE));
        let names: Vec<&str> = plan
            .manuscripts
            .iter()
            .filter_map(|m| m.name.strip_prefix(&format!("{}/", temp.path().display())))
            .collect();
        assert_eq!(names, ["b/one", "b/two", "a/2.md", "a/10.md"]);
        assert_eq!(plan.diagnostics.len(), 1);
    }
}
