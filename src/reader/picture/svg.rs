//! SVG: that it is well-formed XML without entities, neither too deep nor too large, and its size.
//! The file itself is passed on as it is; each backend makes it safe for itself.

use super::{Facts, Refusal, check_size};
use crate::diag::Code;
use crate::document::{AssetFormat, xml_depth};
use crate::limits::Limits;
use usvg::roxmltree::{Document, Node, ParsingOptions};

/// The namespace of SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// How deep elements may nest.
const MAX_DEPTH: usize = 200;
/// How many nodes there may be.
const MAX_NODES: u32 = 500_000;
/// The largest file, in bytes.
const MAX_FILE: usize = 16 << 20;
/// How many elements there may be when each `use` is drawn out.
const MAX_DRAWN: u64 = 1_000_000;

/// Whether a file is SVG by its content.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with('<') && (head.contains("<svg") || head.contains("<!DOCTYPE svg"))
}

/// Checks an SVG.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Facts, Refusal> {
    let bad = |message: &str| Refusal::new(Code::BadImage, message);
    if bytes.len() > MAX_FILE {
        return Err(Refusal::new(
            Code::LimitExceeded,
            format!("an SVG may have {MAX_FILE} bytes"),
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| bad("the SVG is not UTF-8"))?;
    if text.contains("<!ENTITY") {
        return Err(Refusal {
            help: Some("save it without entities".to_owned()),
            ..bad("the SVG declares entities")
        });
    }
    let Some(depth) = xml_depth(text) else {
        return Err(Refusal {
            help: Some("save it without a document type".to_owned()),
            ..bad("the SVG's document type declares something")
        });
    };
    if depth > MAX_DEPTH {
        return Err(Refusal::new(
            Code::LimitExceeded,
            format!("the SVG is nested more than {MAX_DEPTH} deep"),
        ));
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MAX_NODES,
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| bad(&format!("the SVG is not well-formed: {error}")))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(bad("the file is no SVG"));
    }
    // One without a namespace is given that of SVG; in another it is no drawing.
    if root
        .tag_name()
        .namespace()
        .is_some_and(|found| found != NAMESPACE)
    {
        return Err(Refusal {
            help: Some(format!("write `<svg xmlns=\"{NAMESPACE}\" …>`")),
            ..bad("the drawing is not in the namespace of SVG")
        });
    }
    if drawn(&document) > MAX_DRAWN {
        return Err(Refusal::new(
            Code::LimitExceeded,
            format!("the SVG draws more than {MAX_DRAWN} elements"),
        ));
    }
    let (width, height) = size(root);
    let pixels = |length: f64| length.ceil().clamp(0.0, f64::from(u32::MAX)) as u32;
    let (width, height) = (pixels(width), pixels(height));
    check_size(width, height, limits)?;
    Ok(Facts {
        format: AssetFormat::Svg,
        width,
        height,
    })
}

/// How many elements are drawn when each `use` is replaced by what it refers to; a `use` within
/// what it refers to counts as endless.
fn drawn(document: &Document<'_>) -> u64 {
    let uses: Vec<Node<'_, '_>> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "use")
        .collect();
    if uses.is_empty() {
        return document.descendants().count() as u64;
    }
    let by_id: std::collections::BTreeMap<&str, Node<'_, '_>> = document
        .descendants()
        .filter_map(|node| Some((node.attribute("id")?, node)))
        .collect();
    let target = |node: Node<'_, '_>| {
        let href = node
            .attribute(("http://www.w3.org/1999/xlink", "href"))
            .or_else(|| node.attribute("href"))?;
        by_id
            .get(href.trim().strip_prefix('#')?)
            .map(|node| node.id().get_usize())
    };
    // Nodes are numbered in document order. A round sums up from the leaves; uses that refer to
    // uses need more rounds, as many as they are deep, and a loop needs no end.
    let nodes: Vec<Node<'_, '_>> = document.descendants().collect();
    let mut counts = vec![1u64; nodes.len()];
    for _ in 0..32 {
        let before = counts.clone();
        for (index, node) in nodes.iter().enumerate().rev() {
            let own = target(*node)
                .and_then(|at| before.get(at))
                .copied()
                .filter(|_| node.tag_name().name() == "use")
                .unwrap_or(0);
            let children: u64 = node
                .children()
                .filter_map(|child| counts.get(child.id().get_usize()))
                .fold(0, |sum, count| sum.saturating_add(*count));
            if let Some(count) = counts.get_mut(index) {
                *count = children.saturating_add(own).saturating_add(1);
            }
        }
        if counts == before {
            return counts.first().copied().unwrap_or(0);
        }
        if counts.first().is_some_and(|count| *count > MAX_DRAWN) {
            break;
        }
    }
    u64::MAX
}

/// The size in CSS pixels: of `width` and `height`, else of the view box, else 300 × 150.
fn size(root: Node<'_, '_>) -> (f64, f64) {
    let view: Vec<f64> = root
        .attribute("viewBox")
        .map(|view| {
            view.split([' ', ',', '\t', '\n'])
                .filter(|part| !part.is_empty())
                .filter_map(|part| part.parse().ok())
                .collect()
        })
        .unwrap_or_default();
    let view = match view.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    };
    let width = root.attribute("width").and_then(length);
    let height = root.attribute("height").and_then(length);
    match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(view)) => view,
        (width, height, None) => (width.unwrap_or(300.0), height.unwrap_or(150.0)),
    }
}

/// A length in CSS pixels; a share of what is around it is none.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit_at = text
        .find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c)))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    // `1em` was split after the `e`.
    let (number, unit) = match number.strip_suffix(['e', 'E']) {
        Some(number) => (number, "em"),
        None => (number, unit),
    };
    let number: f64 = number.parse().ok()?;
    let scale = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" => 16.0,
        "ex" => 8.0,
        _ => return None,
    };
    (number.is_finite() && number >= 0.0).then_some(number * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(attributes: &str, content: &str) -> Result<Facts, Refusal> {
        check(
            format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{content}</svg>")
                .as_bytes(),
            &Limits::default(),
        )
    }

    fn dimensions(attributes: &str) -> (u32, u32) {
        let facts = of(attributes, "").expect("fine");
        (facts.width, facts.height)
    }

    #[test]
    fn sizes() {
        assert_eq!(dimensions("width='10' height='20px'"), (10, 20));
        assert_eq!(dimensions("width='1in' height='2.54cm'"), (96, 96));
        assert_eq!(dimensions("viewBox='0 0 30 40'"), (30, 40));
        assert_eq!(dimensions("width='60' viewBox='0 0 30 40'"), (60, 80));
        assert_eq!(
            dimensions("width='100%' height='100%' viewBox='0 0 3 4'"),
            (3, 4)
        );
        assert_eq!(dimensions("width='2em' height='1'"), (32, 1));
        assert_eq!(dimensions(""), (300, 150));
        assert!(of("width='0' height='1'", "").is_err());
        assert!(of("width='1e9' height='1'", "").is_err());
    }

    #[test]
    fn drawings_of_another_namespace_are_refused() {
        let of = |root: &str| {
            let drawing = format!("{root} width='9' height='9'><path d='M0 0h9v9z'/></svg>");
            check(drawing.as_bytes(), &Limits::default())
        };
        assert!(of("<svg").is_ok());
        let refusal = of("<svg xmlns='http://www.w3.org/1000/svg'").expect_err("refused");
        assert!(refusal.message.contains("namespace"), "{}", refusal.message);
    }

    #[test]
    fn bombs_are_refused() {
        let deep = format!("{}{}", "<g>".repeat(50_000), "</g>".repeat(50_000));
        assert!(of("", &deep).is_err());
        let hidden = format!("{}{}", "<g id='/>'>".repeat(50_000), "</g>".repeat(50_000));
        assert!(of("", &hidden).is_err());
        let loop_ = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
        assert!(of("", loop_).is_err());
        let doubling: String = (1..25)
            .map(|n| {
                let m = n - 1;
                format!("<g id='n{n}'><use href='#n{m}'/><use href='#n{m}'/></g>")
            })
            .collect();
        assert!(of("", &format!("<rect id='n0'/>{doubling}")).is_err());
        assert!(of("", "<rect id='a'/><use href='#a'/><use href='#none'/>").is_ok());
        let entity = "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>";
        assert!(check(entity.as_bytes(), &Limits::default()).is_err());
        assert!(check(b"<svg", &Limits::default()).is_err());
        assert!(check(b"<html><svg/></html>", &Limits::default()).is_err());
    }
}
