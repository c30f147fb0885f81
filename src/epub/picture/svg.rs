//! SVG made safe: no scripts, no event handlers, no foreign content, nothing from outside of the file.
//!
//! Elements are those of a list; everything else is left out with its content.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::Prepared;
use crate::document::AssetFormat;
use crate::epub::markup::{Markup, Tag};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// More nodes than any drawing for a page has.
const MAX_NODES: u32 = 500_000;

/// Deeper than any drawing; the parser calls itself for each level.
const MAX_DEPTH: usize = 200;

/// The elements that are kept: those of SVG 1.1 that draw, name or define something. No `script`,
/// `foreignObject`, `a`, `animate`, `set`, `handler`, `metadata`, `view`, `cursor` or fonts.
const ELEMENTS: &[&str] = &[
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
];

/// Why an SVG cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum SvgError {
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error(transparent)]
    Xml(#[from] roxmltree::Error),
    #[error("its outermost element is not `svg`")]
    NotSvg,
    #[error("its elements are nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("its document type declaration holds markup")]
    MarkupInDoctype,
}

/// What keeps a picture from being used.
pub(super) fn make_safe(bytes: &[u8]) -> Result<Prepared, image::ImageError> {
    let (svg, dropped) = rewrite(bytes).map_err(|cause| {
        image::ImageError::Decoding(image::error::DecodingError::new(
            image::error::ImageFormatHint::Name("SVG".to_owned()),
            cause,
        ))
    })?;
    Ok(Prepared {
        format: AssetFormat::Svg,
        bytes: svg.into_bytes(),
        animated: false,
        change: (dropped > 0).then(|| {
            "is written without its scripts, animations and references to other files".to_owned()
        }),
    })
}

enum Step<'a, 'i> {
    Enter(Node<'a, 'i>),
    Leave,
}

/// The safe text of an SVG and how many things that do something were left out.
fn rewrite(bytes: &[u8]) -> Result<(String, usize), SvgError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SvgError::NotUtf8)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    check_depth(text)?;
    let options = ParsingOptions {
        // Drawing programs define entities for namespaces; the parser bounds their expansion.
        allow_dtd: true,
        nodes_limit: MAX_NODES,
    };
    let document = Document::parse_with_options(text, options)?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !matches!(root.tag_name().namespace(), None | Some(SVG)) {
        return Err(SvgError::NotSvg);
    }
    let mut m = Markup::new();
    m.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let mut dropped = 0;
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Leave => {
                m.close();
                continue;
            }
            Step::Enter(node) => node,
        };
        match node.node_type() {
            NodeType::Text => m.text(node.text().unwrap_or_default()),
            NodeType::Element => {
                let Some(name) = element_name(node, &mut dropped) else {
                    continue;
                };
                let mut tag = m.tag(name);
                if node == root {
                    tag = tag.attr("xmlns", SVG).attr("xmlns:xlink", XLINK);
                }
                attributes(tag, node, &mut dropped).open();
                steps.push(Step::Leave);
                if name == "style" {
                    let css: String = node.children().filter_map(|child| child.text()).collect();
                    m.text(&safe_css(&css, &mut dropped));
                } else {
                    let children: Vec<Node<'_, '_>> = node.children().collect();
                    steps.extend(children.into_iter().rev().map(Step::Enter));
                }
            }
            NodeType::Root | NodeType::Comment | NodeType::PI => {}
        }
    }
    m.line();
    Ok((m.finish(), dropped))
}

/// Bounds the nesting before the text is parsed, by counting tags. A document type declaration may only
/// hold entities of plain text, as drawing programs write them for namespaces.
fn check_depth(text: &str) -> Result<(), SvgError> {
    let mut depth: usize = 0;
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let skip = |end: &str| after.split_once(end).map_or("", |(_, after)| after);
        rest = if after.starts_with("!--") {
            skip("-->")
        } else if after.starts_with('?') {
            skip("?>")
        } else if after.starts_with("![CDATA[") {
            skip("]]>")
        } else if after.starts_with("!DOCTYPE") {
            after_doctype(after)?
        } else if after.starts_with('!') {
            return Err(SvgError::MarkupInDoctype);
        } else {
            let end = tag_end(after);
            let tag = after.get(..end).unwrap_or_default();
            if tag.starts_with('/') {
                depth = depth.saturating_sub(1);
            } else if !tag.ends_with('/') {
                depth += 1;
            }
            after.get(end..).unwrap_or_default()
        };
        if depth > MAX_DEPTH {
            return Err(SvgError::TooDeep);
        }
    }
    Ok(())
}

/// What follows a document type declaration.
fn after_doctype(text: &str) -> Result<&str, SvgError> {
    let (head, after) = text.split_once('>').unwrap_or((text, ""));
    if !head.contains('[') {
        return Ok(after);
    }
    let (subset, after) = text.split_once(']').ok_or(SvgError::MarkupInDoctype)?;
    let declarations = subset.matches("<!ENTITY").count();
    let plain = subset.matches('<').count() == declarations;
    if !plain || subset.contains("&#") || subset.contains('%') {
        return Err(SvgError::MarkupInDoctype);
    }
    after
        .trim_start()
        .strip_prefix('>')
        .ok_or(SvgError::MarkupInDoctype)
}

/// Where a tag ends; a `>` in an attribute's value does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The element's name as it is written; `None` where it is left out.
fn element_name(node: Node<'_, '_>, dropped: &mut usize) -> Option<&'static str> {
    if !matches!(node.tag_name().namespace(), None | Some(SVG)) {
        // Data of drawing programs.
        return None;
    }
    let name = node.tag_name().name();
    if name == "a" {
        // A link does nothing in a picture; what it holds is drawn.
        return Some("g");
    }
    if name == "metadata" {
        return None;
    }
    let kept = ELEMENTS.iter().find(|known| **known == name).copied();
    let kept = kept.filter(|name| *name != "image" || href(node).is_some_and(is_embedded_picture));
    if kept.is_none() {
        *dropped += 1;
    }
    kept
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href")
        .or_else(|| node.attribute((XLINK, "href")))
}

/// True for pixels that are part of the file.
fn is_embedded_picture(href: &str) -> bool {
    let href = href.trim_start();
    [
        "data:image/png;base64,",
        "data:image/jpeg;base64,",
        "data:image/jpg;base64,",
        "data:image/gif;base64,",
    ]
    .iter()
    .any(|start| {
        href.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}

fn attributes<'m>(mut tag: Tag<'m>, node: Node<'_, '_>, dropped: &mut usize) -> Tag<'m> {
    let linked = node.tag_name().name() == "a";
    for attribute in node.attributes() {
        let name = attribute.name();
        let value = attribute.value();
        match attribute.namespace() {
            Some(XLINK) if name != "href" => {}
            None | Some(XLINK) if name == "href" => {
                let local = value.trim_start().starts_with('#') || is_embedded_picture(value);
                if linked {
                } else if local {
                    tag = tag.attr("xlink:href", value.trim());
                } else {
                    *dropped += 1;
                }
            }
            Some(XML) if matches!(name, "lang" | "space") => {
                tag = tag.attr(&format!("xml:{name}"), value);
            }
            None if linked && matches!(name, "target" | "download" | "rel" | "type" | "ping") => {}
            None if name.len() > 2
                && name
                    .get(..2)
                    .is_some_and(|on| on.eq_ignore_ascii_case("on")) =>
            {
                *dropped += 1;
            }
            None if matches!(name, "src" | "externalResourcesRequired" | "baseProfile") => {}
            None if name == "style" => {
                let css = safe_css(value, dropped);
                if !css.trim().is_empty() {
                    tag = tag.attr(name, css.trim());
                }
            }
            None => {
                if is_safe_value(value) {
                    tag = tag.attr(name, value);
                } else {
                    *dropped += 1;
                }
            }
            Some(_) => {}
        }
    }
    tag
}

/// False for a value that fetches or runs something: every `url()` must lead to a part of the file.
fn is_safe_value(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let local = lower.split("url(").skip(1).all(|after| {
        after
            .trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'')
            .starts_with('#')
    });
    // A backslash can hide any of these in CSS.
    local
        && ![
            "javascript:",
            "expression(",
            "@import",
            "@font-face",
            "image(",
            "image-set(",
            "src(",
            "-moz-binding",
        ]
        .iter()
        .any(|word| lower.contains(word))
        && !(lower.contains('\\'))
}

/// Style rules without the declarations and at-rules that fetch something.
fn safe_css(css: &str, dropped: &mut usize) -> String {
    if is_safe_value(css) {
        return css.to_owned();
    }
    let mut out = String::new();
    for piece in css.split_inclusive([';', '{', '}']) {
        let body = piece.trim_end_matches([';', '{', '}']);
        if is_safe_value(body) {
            out.push_str(piece);
        } else {
            *dropped += 1;
            // What opens and closes a block stays, so that the rest keeps its meaning.
            out.extend(piece.chars().last().filter(|c| matches!(c, '{' | '}')));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(svg: &str) -> String {
        let (text, _) = rewrite(svg.as_bytes()).expect("an SVG");
        let text = text
            .split_once('\n')
            .expect("two lines")
            .1
            .trim_end()
            .to_owned();
        assert!(Document::parse(&text).is_ok(), "{text}");
        text
    }

    #[test]
    fn nothing_runs_or_is_fetched() {
        let svg = safe(
            r##"<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>
<svg xmlns="&ns;" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="urn:i" onload="x()" viewBox="0 0 9 9" i:z="1">
<script>alert(1)</script><foreignObject><p>x</p></foreignObject>
<style>@import url(http://x/a.css); .a { fill: url(#g); background: url("http://x/b") } .b{fill:red}</style>
<a xlink:href="javascript:x()" target="_top"><rect onclick="x()" style="fill:url('http://x');stroke:red" width="1"/></a>
<image href="http://x/p.png"/><image xlink:href="data:image/png;base64,AA=="/><image href="data:image/svg+xml;base64,AA=="/>
<use href="other.svg#a"/><use href="#a"/><set attributeName="href" to="javascript:x()"/>
<circle fill="url(http://x)" r="1"/><i:data/><text xml:space="preserve">a &amp; b</text></svg>"##,
        );
        insta::assert_snapshot!(svg, @r##"
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">

        <style> .a { fill: url(#g);} .b{fill:red}</style>
        <g><rect style="stroke:red" width="1"></rect></g>
        <image xlink:href="data:image/png;base64,AA=="></image>
        <use></use><use xlink:href="#a"></use>
        <circle r="1"></circle><text xml:space="preserve">a &amp; b</text></svg>
        "##);
    }

    #[test]
    fn deep_and_large_files_are_bounded() {
        let deep = format!(
            "<svg xmlns=\"{SVG}\">{}{}</svg>",
            "<g>".repeat(20_000),
            "</g>".repeat(20_000)
        );
        assert!(matches!(rewrite(deep.as_bytes()), Err(SvgError::TooDeep)));
        let hidden = deep.replace("<g>", "<g a='/>'>");
        assert!(matches!(rewrite(hidden.as_bytes()), Err(SvgError::TooDeep)));
        let entity = "<!DOCTYPE svg [<!ENTITY a \"<g/>\">]><svg>&a;</svg>";
        assert!(matches!(
            rewrite(entity.as_bytes()),
            Err(SvgError::MarkupInDoctype)
        ));
        let laughs = "<!DOCTYPE svg [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&f;&f;&f;</text></svg>";
        assert!(rewrite(laughs.as_bytes()).map_or(0, |(svg, _)| svg.len()) < 1_000_000);
        assert!(rewrite(b"<html/>").is_err());
    }
}
