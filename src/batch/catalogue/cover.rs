//! Thumbnails of covers: that in the EPUB, or one drawn from the metadata.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageReader, Limits};
use zip::ZipArchive;

use super::{CatalogueError, Manifest, TAG};
use crate::batch::record::Record;
use crate::batch::write::write_tagged;
use crate::compile::Options;
use crate::cover;
use crate::document::{Contributor, Metadata, Relator};
use crate::output::Target;
use crate::style::Theme;

/// The folder of thumbnails.
pub(super) const FOLDER: &str = "covers";
/// The box that a thumbnail fits into, in pixels.
const BOX: (u32, u32) = (360, 540);
/// The largest picture that is read, in bytes and in pixels along a side.
const MAX_BYTES: u64 = 64 << 20;
const MAX_SIDE: u32 = 12_000;
const QUALITY: u8 = 82;

/// Adds a thumbnail to each work; those of works that are gone are deleted.
pub(super) fn add_thumbnails(
    folder: &Path,
    manifest: &mut Manifest,
    options: &Options,
) -> Result<(), CatalogueError> {
    let covers = folder.join(FOLDER);
    let mut kept = BTreeSet::new();
    for work in &mut manifest.works {
        let Some(digest) = work.record.files.first().and_then(|f| f.sha256.get(..12)) else {
            continue;
        };
        // A thumbnail is named by what it is made from, so one that is there is the right one.
        let name = format!("{}-{digest}.jpg", work.record.name);
        if !covers.join(&name).is_file() {
            let picture = from_epub(folder, &work.record).or_else(|| drawn(&work.record, options));
            let Some(bytes) = picture.and_then(|picture| thumbnail(&picture)) else {
                continue;
            };
            write_tagged(&covers, &[(name.clone(), &bytes)], TAG)?;
        }
        work.cover = Some(format!("{FOLDER}/{name}"));
        kept.insert(name);
    }
    let entries = std::fs::read_dir(&covers).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_thumbnail(&name) && !kept.contains(&name) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// True for a name of the form that [`add_thumbnails`] gives.
fn is_thumbnail(name: &str) -> bool {
    name.strip_suffix(".jpg")
        .and_then(|stem| stem.rsplit_once('-'))
        .is_some_and(|(_, digest)| {
            digest.len() == 12 && digest.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    reader.limits(limits);
    reader.decode().ok()
}

/// The cover picture of a work's EPUB.
fn from_epub(folder: &Path, record: &Record) -> Option<DynamicImage> {
    let mut files = record.files.iter();
    let file = files.find(|file| record.target(file) == Some(Target::Epub))?;
    let bytes = std::fs::read(folder.join(&file.name)).ok()?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut read = |name: &str| {
        let entry = zip.by_name(name).ok()?;
        let mut bytes = Vec::new();
        entry.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let package_path = "OEBPS/content.opf";
    let package = String::from_utf8(read(package_path)?).ok()?;
    let package = roxmltree::Document::parse(&package).ok()?;
    let href = package
        .descendants()
        .find(|node| {
            let properties = node.attribute("properties").unwrap_or_default();
            properties.split(' ').any(|p| p == "cover-image")
        })?
        .attribute("href")?;
    decode(&read(&format!("OEBPS/{href}"))?)
}

/// A cover drawn from the metadata.
fn drawn(record: &Record, options: &Options) -> Option<DynamicImage> {
    let meta = Metadata {
        title: record.title.clone(),
        subtitle: record.subtitle.clone(),
        slug: record.name.clone(),
        contributors: record
            .authors
            .iter()
            .map(|name| Contributor {
                name: name.clone(),
                file_as: None,
                role: Relator::AUTHOR,
            })
            .collect(),
        ..Metadata::default()
    };
    let theme = Theme::named("literary")?;
    let art = cover::draw(&meta, theme, &options.fonts).ok()??;
    decode(&art.png)
}

fn thumbnail(picture: &DynamicImage) -> Option<Vec<u8>> {
    let small = picture.resize(BOX.0, BOX.1, FilterType::Triangle).to_rgb8();
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    small.write_with_encoder(encoder).ok()?;
    Some(bytes)
}
