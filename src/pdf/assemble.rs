//! printpdf's document, and what is done to it afterwards.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use super::error::PdfError;
use super::font::FontSet;
use super::image::Pictures;
use super::navigation::{self, Destinations};
use super::object::{deflated, dict};
use super::pagecontent::PageContent;
use super::string::{bytes, name, text};
use super::tags::{Annotation, Marked, Tags};
use super::{icc, links, metadata, pagetree};
use crate::document::{AssetId, Metadata, TextDirection};
use crate::font::{FontBook, FontId};
use crate::typeset::page::{Page, Pages};
use crate::units::Size;

/// The object tree as printpdf leaves it, with what is of use in it.
pub(super) struct Skeleton {
    pub(super) doc: Document,
    pub(super) page_ids: Vec<ObjectId>,
    /// The images and forms.
    pub(super) pictures: BTreeMap<AssetId, ObjectId>,
}

/// A page for printpdf.
pub(super) struct Draft {
    /// Its whole size.
    pub(super) size: Size,
    /// Its links.
    pub(super) links: Vec<printpdf::Op>,
}

impl Draft {
    /// A page as it is.
    pub(super) fn of(page: &Page) -> Self {
        Self {
            size: page.size,
            links: links::operations(page),
        }
    }
}

/// All that the finishing pass puts into the tree.
pub(super) struct Parts<'a> {
    pub(super) pages: &'a Pages,
    pub(super) meta: &'a Metadata,
    pub(super) contents: Vec<PageContent>,
    pub(super) fonts: FontSet,
    pub(super) tags: &'a Tags<'a>,
}

/// Has printpdf make the page tree, the images and the annotations, and frees it of what is written
/// anew.
pub(super) fn skeleton(drafts: impl Iterator<Item = Draft>, mut pictures: Pictures) -> Skeleton {
    let mut draft = PdfDocument::new("");
    draft.pages = drafts
        .map(|page| {
            let [width, height] = [page.size.width, page.size.height].map(|l| Mm(l.to_mm() as f32));
            PdfPage::new(width, height, page.links)
        })
        .collect();
    pictures.add_images(&mut draft.resources.xobjects.map);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        ..PdfSaveOptions::default()
    };
    // The warnings are about operators, and there are none.
    let mut doc = draft.to_lopdf_document(&options, &mut Vec::new());
    drop(draft);
    let page_ids: Vec<ObjectId> = doc.page_iter().collect();
    let mut found = BTreeMap::new();
    let mut superfluous = Vec::new();
    for id in &page_ids {
        let Ok(page) = doc.get_dictionary(*id) else {
            continue;
        };
        let refers_to = |dict: &Dictionary, key: &str| {
            dict.get(key.as_bytes()).and_then(Object::as_reference).ok()
        };
        superfluous.extend(refers_to(page, "Contents"));
        let Some(resources) = refers_to(page, "Resources") else {
            continue;
        };
        superfluous.push(resources);
        let Ok(resources) = doc.get_dictionary(resources) else {
            continue;
        };
        for key in ["Font", "XObject", "ExtGState", "Shading"] {
            superfluous.extend(refers_to(resources, key));
        }
        if found.is_empty()
            && let Some(Ok(images)) =
                refers_to(resources, "XObject").map(|id| doc.get_dictionary(id))
        {
            found = images
                .iter()
                .filter_map(|(resource, id)| {
                    let number = std::str::from_utf8(resource.get(1..)?).ok()?;
                    Some((AssetId(number.parse().ok()?), id.as_reference().ok()?))
                })
                .collect();
        }
    }
    for id in superfluous {
        doc.objects.remove(&id);
    }
    pagetree::balance(&mut doc, &page_ids);
    found.extend(pictures.import_forms(&mut doc));
    Skeleton {
        doc,
        page_ids,
        pictures: found,
    }
}

/// The finishing pass.
pub(super) fn finish(
    skeleton: Skeleton,
    parts: Parts<'_>,
    book: &FontBook,
) -> Result<Document, PdfError> {
    let Skeleton {
        mut doc,
        page_ids,
        pictures,
    } = skeleton;
    let Parts {
        pages,
        meta,
        mut contents,
        fonts,
        tags,
    } = parts;
    doc.version = "1.7".to_owned();
    let fonts: BTreeMap<FontId, ObjectId> = fonts.write(&mut doc, book).into_iter().collect();
    let destinations = Destinations::new(pages, &page_ids);
    let mut annotations = Vec::new();
    let numbered = (0u32..).zip(pages.pages.iter().zip(&page_ids).zip(&mut contents));
    for (number, ((page, id), content)) in numbered {
        let resources = resources(content, &fonts, &pictures);
        let stream = std::mem::replace(
            &mut content.stream,
            Stream::new(Dictionary::new(), Vec::new()),
        );
        let stream = Object::Reference(doc.add_object(stream));
        let drafts = take_annotations(&mut doc, *id);
        let mut on_page = Vec::new();
        for ((index, link), draft) in links::areas(page).zip(drafts) {
            let key = (pages.pages.len() + annotations.len()) as i64;
            if let Some(dict) = links::finish(draft, link, &destinations, key) {
                let object = doc.add_object(dict);
                on_page.push(Object::Reference(object));
                annotations.push(Annotation {
                    object,
                    page: number,
                    index,
                    element: link.element,
                    key,
                });
            }
        }
        if let Ok(dict) = doc.get_dictionary_mut(*id) {
            finish_page(dict, page, i64::from(number));
            dict.set("Resources", resources);
            dict.set("Contents", stream);
            if on_page.is_empty() {
                dict.remove(b"Annots");
            } else {
                dict.set("Annots", Object::Array(on_page));
            }
        }
    }
    let structure = tags.write(
        &mut doc,
        &Marked {
            pages: &pages.pages,
            contents: &contents,
            page_ids: &page_ids,
            annotations: &annotations,
        },
    )?;
    finish_catalog(&mut doc, pages, meta, destinations, structure);
    Ok(doc)
}

/// The resources that the page uses, and no others.
pub(super) fn resources(
    content: &PageContent,
    fonts: &BTreeMap<FontId, ObjectId>,
    pictures: &BTreeMap<AssetId, ObjectId>,
) -> Dictionary {
    let mut resources = Dictionary::new();
    let used = content.fonts.iter().filter_map(|id| {
        let object = fonts.get(id)?;
        Some((format!("F{}", id.0), Object::Reference(*object)))
    });
    let fonts = Dictionary::from_iter(used);
    if !fonts.is_empty() {
        resources.set("Font", fonts);
    }
    let used = content.pictures.iter().filter_map(|id| {
        let object = pictures.get(id)?;
        Some((format!("X{}", id.0), Object::Reference(*object)))
    });
    let pictures = Dictionary::from_iter(used);
    if !pictures.is_empty() {
        resources.set("XObject", pictures);
    }
    resources
}

/// Takes printpdf's annotations off a page.
fn take_annotations(doc: &mut Document, page: ObjectId) -> Vec<Dictionary> {
    let annotations = doc
        .get_dictionary_mut(page)
        .ok()
        .and_then(|dict| dict.remove(b"Annots"));
    match annotations {
        Some(Object::Array(annotations)) => annotations
            .into_iter()
            .filter_map(|annotation| match annotation {
                Object::Dictionary(dict) => Some(dict),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn finish_page(dict: &mut Dictionary, page: &Page, number: i64) {
    let [width, height] = [page.size.width, page.size.height].map(|length| {
        let points = (length.to_pt() * 1000.0).round() / 1000.0;
        Object::Real(points as f32)
    });
    let whole = Object::Array(vec![0.into(), 0.into(), width, height]);
    dict.set("MediaBox", whole.clone());
    dict.set("TrimBox", whole);
    dict.remove(b"CropBox");
    dict.set("Tabs", name("S"));
    dict.set("StructParents", number);
}

fn finish_catalog(
    doc: &mut Document,
    pages: &Pages,
    meta: &Metadata,
    destinations: Destinations<'_>,
    structure: ObjectId,
) {
    let outline = navigation::outline(doc, &pages.outline, &destinations);
    let destinations = destinations.write(doc);
    let labels = navigation::page_labels(doc, &pages.pages, &meta.lang);
    let packet = dict! { "Type" => name("Metadata"), "Subtype" => name("XML") };
    // Not compressed, so that programs that know no PDF can find it (ISO 19005-2, 6.6.2.1).
    let packet = doc.add_object(Stream::new(packet, metadata::xmp(meta)));
    let profile = doc.add_object(deflated(dict! { "N" => 3 }, &icc::srgb()));
    let intent = dict! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => bytes("sRGB"),
        "Info" => bytes("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference(profile),
    };
    let mut preferences = dict! { "DisplayDocTitle" => true };
    if meta.lang.direction() == TextDirection::Rtl {
        preferences.set("Direction", name("R2L"));
    }
    if let Ok(info) = doc.trailer.get(b"Info").and_then(Object::as_reference) {
        doc.set_object(info, metadata::info(meta));
    }
    let Ok(catalog) = doc.catalog_mut() else {
        return;
    };
    catalog.remove(b"PageLayout");
    catalog.set("Lang", text(meta.lang.as_str()));
    catalog.set("MarkInfo", dict! { "Marked" => true });
    catalog.set("StructTreeRoot", Object::Reference(structure));
    catalog.set("ViewerPreferences", preferences);
    catalog.set("Metadata", Object::Reference(packet));
    catalog.set("OutputIntents", Object::Array(vec![intent.into()]));
    catalog.set("PageLabels", labels);
    if let Some(destinations) = destinations {
        catalog.set("Names", dict! { "Dests" => destinations });
    }
    let mode = match outline {
        Some(outline) => {
            catalog.set("Outlines", Object::Reference(outline));
            "UseOutlines"
        }
        None => "UseNone",
    };
    catalog.set("PageMode", name(mode));
}
