//! The parts of a document as XML, by local names: the two editions of the standard (ECMA-376, transitional and
//! strict) differ in namespaces only.

use roxmltree::{Document, Node, ParsingOptions};

/// How deep a part may nest.
const MAX_DEPTH: usize = 200;
/// How many nodes a part may have.
const MAX_NODES: u32 = 6_000_000;

/// Parses a part.
pub(in crate::import) fn parse<'t>(text: &'t str, name: &str) -> Result<Document<'t>, String> {
    if crate::document::xml_depth(text).is_none_or(|depth| depth > MAX_DEPTH) {
        return Err(format!("`{name}` in it nests deeper than {MAX_DEPTH}"));
    }
    let options = ParsingOptions {
        // A document type that declares nothing is harmless; others were refused above.
        allow_dtd: true,
        nodes_limit: MAX_NODES,
    };
    Document::parse_with_options(text, options)
        .map_err(|error| format!("`{name}` in it is no whole XML: {error}"))
}

/// The first child of a local name.
pub(in crate::import) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children()
        .find(|child| child.tag_name().name() == name)
}

/// The first node below of a local name.
pub(in crate::import) fn below<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants()
        .find(|child| child.tag_name().name() == name)
}

/// An attribute by its local name.
pub(in crate::import) fn attr<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// `w:val` of a child.
pub(in crate::import) fn val<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| attr(child, "val"))
}

/// A property that is on where it stands, unless it says that it is off (ECMA-376-1, 17.17.4).
pub(in crate::import) fn is_on(node: Node<'_, '_>, name: &str) -> Option<bool> {
    let value = attr(child(node, name)?, "val");
    Some(!matches!(value, Some("0" | "false" | "off" | "none")))
}
