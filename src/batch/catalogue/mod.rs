//! The catalogue of an output folder: a page to download from, feeds that readers' apps subscribe to,
//! checksums, and a manifest.
//!
//! The manifest, `build.json`, comes first; all else is made from it. A shard of a batch writes the
//! manifest of its part alone, and [`merge`] makes the catalogue of all parts.

mod cover;
mod opds;
mod page;

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::inputs::sha256;
use super::lock::Lock;
use super::record::Record;
use super::write::{WriteError, write_tagged};
use super::{Outcome, Settings, Shard};
use crate::compile::Options;
use crate::text::percent_encode_path;

/// The largest manifest that is read, in bytes.
const MAX_MANIFEST: u64 = 256 << 20;
/// The tag of what is half written; see `write`.
const TAG: &str = "-catalogue";

/// The files of a catalogue beside the covers.
pub const FILES: [&str; 5] = [
    "build.json",
    "SHA256SUMS",
    "opds.xml",
    "opds.json",
    "index.html",
];

/// What stands at the head of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Heading {
    /// The title.
    pub title: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<String>,
    /// The address that the output folder is published at, where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
}

impl Heading {
    /// A heading with a title alone.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: None,
            url: None,
        }
    }
}

/// The manifest of a batch, or of a part of one: `build.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "build.json")]
#[non_exhaustive]
pub struct Manifest {
    /// The program that wrote it.
    pub generator: String,
    /// The head of the catalogue.
    pub heading: Heading,
    /// The works, in order.
    pub works: Vec<Work>,
}

/// A work in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Work {
    /// Its place in the whole batch, from 0.
    pub position: u32,
    /// What is known of it.
    #[serde(flatten)]
    pub record: Record,
    /// The path of its cover's thumbnail.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cover: Option<String>,
}

/// Why a catalogue could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// A file could not be written.
    #[error("{0}")]
    Write(String),
    /// The folder cannot be read.
    #[error("`{0}` cannot be read: {1}")]
    Read(String, std::io::Error),
    /// There is nothing to make it from.
    #[error("`{0}` holds no manifest `build*.json`; build with `--catalogue` first")]
    Nothing(String),
    /// The fonts that covers are drawn with cannot be read.
    #[error(transparent)]
    Fonts(#[from] crate::font::FontError),
}

impl From<WriteError> for CatalogueError {
    fn from(error: WriteError) -> Self {
        Self::Write(error.to_string())
    }
}

/// Writes the catalogue of what was built, or the manifest of a shard.
///
/// # Errors
/// When a file cannot be written.
pub fn after_build(
    outcomes: &[Outcome],
    settings: &Settings,
    heading: &Heading,
) -> Result<(), CatalogueError> {
    let works = outcomes.iter().filter_map(|outcome| {
        Some(Work {
            position: outcome.position,
            record: outcome.record.clone()?,
            cover: None,
        })
    });
    let mut manifest = Manifest::new(heading.clone(), works.collect());
    if let Some(shard) = settings.shard {
        let name = format!("build{}.json", Shard::tag(Some(shard)));
        let bytes = manifest.to_json();
        let _lock = Lock::acquire(&settings.output, TAG);
        write_tagged(&settings.output, &[(name, bytes.as_bytes())], TAG)?;
        return Ok(());
    }
    write(&settings.output, &mut manifest, &settings.options)
}

/// Makes the catalogue of a folder from the manifests in it. Works whose files are not as a manifest says are
/// left out, and named in the answer.
///
/// # Errors
/// When there is no manifest, or a file cannot be read or written.
pub fn merge(
    folder: &Path,
    heading: &Heading,
    options: &Options,
) -> Result<Vec<String>, CatalogueError> {
    let shown = folder.display().to_string();
    let read = |error| CatalogueError::Read(shown.clone(), error);
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map_err(read)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("build") && name.ends_with(".json"))
        .collect();
    // The parts, `build-1-of-2.json`, come before the whole, which may be of an earlier batch.
    names.sort_unstable();
    let mut works: Vec<Work> = Vec::new();
    let mut left_out = Vec::new();
    let mut found = false;
    for name in names {
        let path = folder.join(&name);
        let small = std::fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= MAX_MANIFEST);
        let bytes = small.then(|| std::fs::read(&path).ok()).flatten();
        let manifest = bytes.and_then(|b| serde_json::from_slice::<Manifest>(&b).ok());
        let Some(manifest) = manifest else { continue };
        found = true;
        for work in manifest.works {
            if works
                .iter()
                .any(|known| known.record.name == work.record.name)
            {
                continue;
            }
            if is_whole(folder, &work.record) {
                works.push(work);
            } else if !left_out.contains(&work.record.name) {
                left_out.push(work.record.name);
            }
        }
    }
    if !found {
        return Err(CatalogueError::Nothing(shown));
    }
    left_out.retain(|name| !works.iter().any(|work| work.record.name == *name));
    works.sort_by(|a, b| {
        let (left, right) = (&a.record.manuscript, &b.record.manuscript);
        a.position.cmp(&b.position).then_with(|| left.cmp(right))
    });
    let mut manifest = Manifest::new(heading.clone(), works);
    write(folder, &mut manifest, options)?;
    Ok(left_out)
}

/// True when the files of a work lie in the folder as its record says.
fn is_whole(folder: &Path, record: &Record) -> bool {
    !record.files.is_empty()
        && record.files.iter().all(|file| {
            let plain = !file.name.contains(['/', '\\']) && !file.name.starts_with('.');
            let path = folder.join(&file.name);
            plain
                && std::fs::metadata(&path).is_ok_and(|m| m.len() == file.size)
                && std::fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == file.sha256)
        })
}

impl Manifest {
    fn new(heading: Heading, works: Vec<Work>) -> Self {
        Self {
            generator: concat!("Bindery ", env!("CARGO_PKG_VERSION")).to_owned(),
            heading,
            works,
        }
    }

    fn to_json(&self) -> String {
        // Strings, numbers and lists of them always have a JSON form.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Where a file of the folder is found: below the address of the whole where that is known, else
    /// from the feed itself.
    fn address(&self, path: &str) -> String {
        match &self.heading.url {
            Some(url) => format!(
                "{}/{}",
                url.trim_end_matches('/'),
                percent_encode_path(path)
            ),
            None => percent_encode_path(path),
        }
    }

    /// The day of the latest work: a catalogue changes with its works, not with the clock.
    fn updated(&self) -> String {
        let latest = self.works.iter().filter_map(|w| w.record.date.as_deref());
        rfc3339(latest.max().unwrap_or("1970"))
    }
}

/// A date as a time of RFC 3339.
fn rfc3339(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-01-01T00:00:00Z"),
        7 => format!("{date}-01T00:00:00Z"),
        _ => format!("{date}T00:00:00Z"),
    }
}

fn write(folder: &Path, manifest: &mut Manifest, options: &Options) -> Result<(), CatalogueError> {
    // What a killed command left half written goes.
    let lock = Lock::acquire(folder, TAG);
    lock.clean(&folder.join(cover::FOLDER));
    cover::add_thumbnails(folder, manifest, options)?;
    let mut sums = String::new();
    for file in manifest.works.iter().flat_map(|work| &work.record.files) {
        sums.push_str(&format!("{}  {}\n", file.sha256, file.name));
    }
    let texts = [
        manifest.to_json(),
        sums,
        opds::atom(manifest),
        opds::json(manifest),
        page::html(manifest),
    ];
    let outputs: Vec<(String, &[u8])> = FILES
        .iter()
        .zip(&texts)
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes()))
        .collect();
    write_tagged(folder, &outputs, TAG)?;
    Ok(())
}

/// A size as people read it.
fn readable_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests;
