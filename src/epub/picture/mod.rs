//! Pictures in the forms that reading systems take.

mod raster;
mod svg;

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{AssetFormat, AssetId};
use crate::edition::Edition;

/// The pictures of a book.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    files: BTreeMap<AssetId, Picture>,
}

/// A picture file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its name.
    pub(super) file: String,
    /// What it is.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Whether it moves.
    pub(super) animated: bool,
}

impl Pictures {
    /// The name of a picture's file, if it can be shown.
    pub(super) fn file(&self, asset: AssetId) -> Option<&str> {
        self.files.get(&asset).map(|picture| picture.file.as_str())
    }

    /// All pictures, with their assets.
    pub(super) fn iter(&self) -> impl Iterator<Item = (AssetId, &Picture)> {
        self.files.iter().map(|(id, picture)| (*id, picture))
    }
}

/// The bytes of a picture as they go into the EPUB.
struct Prepared {
    format: AssetFormat,
    bytes: Vec<u8>,
    animated: bool,
    /// What was done to it, as the end of a sentence that starts with its name.
    change: Option<String>,
}

/// Makes all pictures that the edition shows ready.
pub(super) fn prepare(edition: &Edition, diagnostics: &mut Diagnostics) -> Pictures {
    let mut files = BTreeMap::new();
    for (id, span) in edition.document.shown_pictures() {
        let Some(asset) = edition.document.assets.get(id.0 as usize) else {
            continue;
        };
        let prepared = match asset.format {
            AssetFormat::Svg => svg::make_safe(&asset.bytes),
            _ => raster::make_fit(asset),
        };
        let notice = |diagnostic: Diagnostic| diagnostic.at(span);
        match prepared {
            Ok(prepared) => {
                if let Some(change) = &prepared.change {
                    diagnostics.push(notice(Diagnostic::info(
                        Code::ConvertedImage,
                        format!("`{}` {change}", asset.path),
                    )));
                }
                let (extension, media_type) = file_type(prepared.format);
                files.insert(
                    id,
                    Picture {
                        file: format!("images/image-{}.{extension}", id.0 + 1),
                        media_type,
                        bytes: prepared.bytes,
                        animated: prepared.animated,
                    },
                );
            }
            Err(cause) => diagnostics.push(notice(
                Diagnostic::warning(
                    Code::BadImage,
                    format!("`{}` can't be shown in the EPUB: {cause}", asset.path),
                )
                .help("its alternative text stands for it"),
            )),
        }
    }
    Pictures { files }
}

fn file_type(format: AssetFormat) -> (&'static str, &'static str) {
    match format {
        AssetFormat::Png => ("png", "image/png"),
        AssetFormat::Jpeg => ("jpg", "image/jpeg"),
        AssetFormat::Gif => ("gif", "image/gif"),
        AssetFormat::WebP => ("webp", "image/webp"),
        AssetFormat::Svg => ("svg", "image/svg+xml"),
    }
}
