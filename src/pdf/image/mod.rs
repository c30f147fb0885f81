//! Pictures: each file once, as an image or a form.

mod guard;
mod import;
mod jpeg;
mod orientation;
mod predict;
mod raster;
mod recolor;
mod svg;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document as Pdf, ObjectId};
use printpdf::{ExternalXObject, XObject, XObjectId};
use rayon::prelude::*;

use self::orientation::Orientation;
use self::raster::Raster;
use super::error::PdfError;
use super::fit::proportions;
use super::ink::Inks;
use crate::document::{Asset, AssetFormat, AssetId, Document};
use crate::font::FontBook;
use crate::typeset::page::{Page, PageItem};
use crate::units::Size;

/// The pictures that the pages show.
pub(super) struct Pictures {
    pictures: BTreeMap<AssetId, Picture>,
}

/// One picture, ready for the file.
pub(super) struct Picture {
    /// The resource name: `X3`.
    pub(super) resource: String,
    /// How it is to be turned when shown.
    pub(super) orientation: Orientation,
    /// Its proportions, as it is shown.
    pub(super) size: Size,
    data: Data,
}

enum Data {
    Raster(Box<Raster>),
    Vector(Box<recolor::Form>),
}

impl Pictures {
    /// Decodes or takes over all pictures that the pages show, in parallel.
    pub(super) fn load<'p>(
        pages: impl IntoIterator<Item = &'p Page>,
        document: &Document,
        fonts: &FontBook,
        inks: &Inks,
    ) -> Result<Self, PdfError> {
        let shown: BTreeSet<AssetId> = pages
            .into_iter()
            .flat_map(|page| &page.items)
            .filter_map(|item| match item {
                PageItem::Image(image) => Some(image.asset),
                _ => None,
            })
            .collect();
        let assets: Vec<(AssetId, &Asset)> = shown
            .into_iter()
            .map(|id| {
                let asset = document.assets.get(id.0 as usize);
                asset
                    .map(|asset| (id, asset))
                    .ok_or(PdfError::UnknownAsset(id))
            })
            .collect::<Result<_, _>>()?;
        let has_vectors = assets.iter().any(|(_, a)| a.format == AssetFormat::Svg);
        let options = has_vectors.then(|| svg::Setup::new(fonts));
        let pictures = assets
            .into_par_iter()
            .map(|(id, asset)| Ok((id, Picture::load(id, asset, options.as_ref(), inks)?)))
            .collect::<Result<_, PdfError>>()?;
        Ok(Self { pictures })
    }

    /// A picture that is shown.
    pub(super) fn get(&self, id: AssetId) -> Result<&Picture, PdfError> {
        self.pictures.get(&id).ok_or(PdfError::UnknownAsset(id))
    }

    /// Hands the images to printpdf. Forms are added afterwards by [`Pictures::import_forms`].
    pub(super) fn add_images(&mut self, to: &mut BTreeMap<XObjectId, XObject>) {
        for picture in self.pictures.values_mut() {
            if let Data::Raster(raster) = &mut picture.data {
                let external = ExternalXObject {
                    stream: raster.take_stream(),
                    width: None,
                    height: None,
                    dpi: None,
                };
                to.insert(
                    XObjectId(picture.resource.clone()),
                    XObject::External(external),
                );
            }
        }
    }

    /// Adds the forms, and returns them by picture.
    pub(super) fn import_forms(self, pdf: &mut Pdf) -> BTreeMap<AssetId, ObjectId> {
        let mut importer = import::Importer::default();
        self.pictures
            .into_iter()
            .filter_map(|(id, picture)| match picture.data {
                Data::Vector(form) => Some((id, importer.import(pdf, *form))),
                Data::Raster(_) => None,
            })
            .collect()
    }
}

impl Picture {
    fn load(
        id: AssetId,
        asset: &Asset,
        setup: Option<&svg::Setup>,
        inks: &Inks,
    ) -> Result<Self, PdfError> {
        let error = |reason: String| PdfError::Image {
            asset: id,
            path: asset.path.clone(),
            reason,
        };
        let (orientation, data) = match asset.format {
            AssetFormat::Jpeg => {
                let (raster, orientation) = jpeg::take_over(&asset.bytes, inks).map_err(error)?;
                (orientation, Data::Raster(Box::new(raster)))
            }
            AssetFormat::Png | AssetFormat::Gif | AssetFormat::WebP => {
                let (raster, orientation) = raster::decode(&asset.bytes, inks).map_err(error)?;
                (orientation, Data::Raster(Box::new(raster)))
            }
            AssetFormat::Svg => {
                let setup = setup.ok_or_else(|| error("it came unexpected".to_owned()))?;
                let data = match setup.draw(&asset.bytes, inks).map_err(error)? {
                    svg::Drawn::Form(form) => Data::Vector(form),
                    svg::Drawn::Pixels(raster) => Data::Raster(raster),
                };
                (Orientation::default(), data)
            }
        };
        Ok(Self {
            resource: format!("X{}", id.0),
            orientation,
            size: proportions(asset),
            data,
        })
    }
}
