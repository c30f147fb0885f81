//! Bounds on what drawing an SVG may cost. The crates that draw it recurse over its elements and take
//! the memory that it asks for.

use std::io::Cursor;

use crate::document::xml_depth;
use image::ImageReader;
use svg2pdf::usvg::{self, Group, ImageKind, Node, Options};

/// The deepest nesting that is drawn.
const MAX_DEPTH: usize = 10_000;

/// Stack for a small picture, and for each level of a deep one.
const STACK: usize = 8 << 20;
const STACK_PER_LEVEL: usize = 16 << 10;

/// Pixels of an image within a picture.
const MAX_IMAGE: u64 = 64 << 20;

/// Pixels that filters within a vector picture may take together.
const MAX_FILTERED: f32 = (16 << 20) as f32;

/// Bytes that the layers of a picture drawn as pixels may take together.
const MAX_LAYERS: f32 = (1 << 30) as f32;

/// Layers within each other in a vector picture: each becomes a form within a form, and of 200 of them
/// MuPDF runs out of stack and poppler draws nothing.
const MAX_NESTED: usize = 24;

/// How far beyond the picture's edges resvg draws, as areas.
const MAX_SPREAD: f32 = 25.0;

/// The stack that a picture needs; `None` if it is nested too deeply.
///
/// No element can lie within itself, so nothing is deeper than there are elements; and each reference
/// can add no more than the depth of what is written.
pub(super) fn stack_size(svg: &str) -> Option<usize> {
    let deepest = xml_depth(svg)?;
    let bytes = svg.as_bytes();
    let opens = |pair: &&[u8]| matches!(pair, [b'<', next] if !matches!(next, b'/' | b'!' | b'?'));
    let elements = bytes.windows(2).filter(opens).count();
    // `href="#a"`, `url(#a)`, and entities; `fill="#abc"` is none.
    let named = ["href", "url("].map(|name| svg.matches(name).count());
    let references = named[0] + named[1] + bytes.iter().filter(|b| **b == b'&').count();
    let levels = elements.min(deepest.saturating_mul(references + 1));
    (levels <= MAX_DEPTH).then(|| STACK + levels * STACK_PER_LEVEL)
}

/// Takes images that are within the picture if they are of pixels, and not of too many.
pub(super) fn resolver<'a>() -> usvg::ImageHrefResolver<'a> {
    let default = usvg::ImageHrefResolver::default_data_resolver();
    usvg::ImageHrefResolver {
        resolve_data: Box::new(move |mime: &str, data, options: &Options<'_>| {
            let reader = ImageReader::new(Cursor::new(data.as_slice()));
            let (width, height) = reader.with_guessed_format().ok()?.into_dimensions().ok()?;
            if u64::from(width) * u64::from(height) > MAX_IMAGE {
                return None;
            }
            // Not a picture of vectors that goes by another name.
            default(mime, data, options).filter(|kind| !matches!(kind, ImageKind::SVG(_)))
        }),
        // Neither files nor addresses.
        resolve_string: Box::new(|_, _| None),
    }
}

/// True when the filters, which become pixels even in a vector picture, stay within bounds.
pub(super) fn filters_are_small(group: &Group, scale: f32) -> bool {
    filtered(group, scale) <= MAX_FILTERED
}

fn filtered(group: &Group, scale: f32) -> f32 {
    let own = if group.filters().is_empty() {
        0.0
    } else {
        let area = group
            .layer_bounding_box()
            .transform(group.transform())
            .map_or(f32::INFINITY, |area| area.width() * area.height());
        area * scale * scale
    };
    own + groups(group)
        .map(|child| filtered(child, scale))
        .sum::<f32>()
}

/// The most pixels that a picture may be drawn in, given how many layers lie over each other.
pub(super) fn max_pixels(tree: &usvg::Tree) -> f32 {
    let bounds = tree.root().abs_layer_bounding_box();
    let canvas = tree.size().width() * tree.size().height();
    let spread = (bounds.width() * bounds.height() / canvas).clamp(1.0, MAX_SPREAD);
    let layers = layers(tree.root()) as f32 + 2.0;
    MAX_LAYERS / (4.0 * spread * layers)
}

/// True when no more layers lie within each other than PDF readers can follow.
pub(super) fn is_shallow(group: &Group) -> bool {
    layers(group) <= MAX_NESTED
}

/// How many groups that need a layer lie within each other. A mask or a filter takes several.
fn layers(group: &Group) -> usize {
    let own = usize::from(group.should_isolate())
        + 2 * usize::from(group.mask().is_some() || group.clip_path().is_some())
        + 4 * usize::from(!group.filters().is_empty());
    own + groups(group).map(layers).max().unwrap_or(0)
}

fn groups(group: &Group) -> impl Iterator<Item = &Group> {
    group.children().iter().filter_map(|node| match node {
        Node::Group(group) => Some(&**group),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_seen_before_anything_recurses() {
        let nested = |n: usize| format!("<svg>{}{}</svg>", "<g>".repeat(n), "</g>".repeat(n));
        assert!(stack_size(&nested(100)).is_some());
        assert!(stack_size(&nested(MAX_DEPTH)).is_none());
        // Wide is not deep.
        assert!(stack_size(&format!("<svg>{}</svg>", "<a/><b></b>".repeat(MAX_DEPTH))).is_some());
        // A chain of references is.
        let chain: String = (0..MAX_DEPTH)
            .map(|i| format!("<g id='a{i}'><use href='#a{}'/></g>", i + 1))
            .collect();
        assert!(stack_size(&format!("<svg>{chain}</svg>")).is_none());
    }
}
