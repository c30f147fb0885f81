//! Package → bytes. `epub-builder` assembles the files; then its archive is taken apart, our package
//! documents and the pictures are put in place of its drafts, and an archive is written that is the same
//! on every machine.
//!
//! The drafts are not shipped because they are not valid (equal ids of language and creator, empty
//! landmarks) and can't say most of what the package has to. `epub_builder::Zip`, through which
//! they could be replaced on their way, is a public trait in a private module: nobody else can implement it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::EpubError;
use super::files::Files;
use super::names::{NAV, NCX};
use super::package::Package;
use super::tree::to_xhtml;
use crate::document::Metadata;

/// The folder of the package and the package document's name in it, which are `epub-builder`'s.
const FOLDER: &str = "OEBPS/";
const OPF: &str = "content.opf";
const MIMETYPE: &str = "mimetype";

/// Assembles the files of a package into an EPUB.
pub(super) fn archive(
    package: &Package,
    files: &Files<'_>,
    meta: &Metadata,
) -> Result<Vec<u8>, EpubError> {
    let draft = assemble(files, meta).map_err(|error| EpubError::Assemble(error.into()))?;
    let mut finished: BTreeMap<String, &[u8]> = BTreeMap::new();
    for (name, text) in [
        (OPF, &package.opf),
        (NAV, &package.nav),
        (NCX, &package.ncx),
    ] {
        finished.insert(format!("{FOLDER}{name}"), text.as_bytes());
    }
    for (_, picture) in files.pictures.iter() {
        finished.insert(format!("{FOLDER}{}", picture.file), &picture.bytes);
    }
    for font in &files.faces.files {
        finished.insert(format!("{FOLDER}{}", font.file), &font.bytes);
    }
    finish(&draft, &finished).map_err(|error| EpubError::Archive(error.into()))
}

/// What `epub-builder` makes of the files.
fn assemble(files: &Files<'_>, meta: &Metadata) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(meta.title.as_str());
    builder.add_language(meta.lang.as_str());
    builder.set_authors(meta.authors().map(|author| author.name.clone()).collect());
    if let Ok(uuid) = meta.identifiers.uuid.parse() {
        builder.set_uuid(uuid);
    }
    builder.stylesheet(files.stylesheet.as_bytes())?;
    for page in &files.text.pages {
        let xhtml = to_xhtml(&page.root);
        let content = EpubContent::new(page.file.as_str(), xhtml.as_bytes());
        builder.add_content(content.title(page.title.as_str()))?;
    }
    // Pictures get their bytes at the end, so that they are not deflated to be inflated again.
    let cover = meta.cover.as_ref().map(|cover| cover.asset);
    for (asset, picture) in files.pictures.iter() {
        let (file, none) = (picture.file.as_str(), &b""[..]);
        if cover == Some(asset) {
            builder.add_cover_image(file, none, picture.media_type)?;
        } else {
            builder.add_resource(file, none, picture.media_type)?;
        }
    }
    for font in &files.faces.files {
        builder.add_resource(font.file.as_str(), &b""[..], font.media_type)?;
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes)?;
    Ok(bytes)
}

/// Writes the files of a draft anew, in a fixed order and with a fixed time stamp; those in `finished`
/// with the bytes given there.
fn finish(draft: &[u8], finished: &BTreeMap<String, &[u8]>) -> ZipResult<Vec<u8>> {
    let mut draft = ZipArchive::new(Cursor::new(draft))?;
    let mut files = BTreeMap::new();
    for index in 0..draft.len() {
        let mut entry = draft.by_index(index)?;
        let name = entry.name().to_owned();
        let bytes = match finished.get(&name) {
            Some(bytes) => bytes.to_vec(),
            None => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                bytes
            }
        };
        files.insert(name, bytes);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let deflated = stored.compression_method(CompressionMethod::Deflated);
    // The first file, as it is and without extra fields, so that its bytes show what the archive is.
    if let Some(bytes) = files.remove(MIMETYPE) {
        zip.start_file(MIMETYPE, stored)?;
        zip.write_all(&bytes)?;
    }
    for (name, bytes) in files {
        // Pictures are compressed already.
        let packed = [".png", ".jpg", ".gif", ".woff"]
            .iter()
            .any(|end| name.ends_with(end));
        zip.start_file(name, if packed { stored } else { deflated })?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
