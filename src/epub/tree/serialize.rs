//! Tree → XHTML.

use super::{Element, Node};
use crate::epub::markup::Markup;

/// The elements that have no content by their definition. Others are never written `<span/>`, which a reading
/// system that takes XHTML for HTML would not close.
const VOID: [&str; 5] = ["br", "hr", "img", "link", "meta"];

/// The text of an XHTML file.
pub(in crate::epub) fn to_xhtml(root: &Element) -> String {
    let mut markup = Markup::new();
    markup.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n");
    write(root, &mut markup);
    markup.line();
    markup.finish()
}

/// Writes an element. Text is nested no deeper than [`limits`](crate::epub::limits) allows, so the recursion ends.
fn write(element: &Element, markup: &mut Markup) {
    let mut tag = markup.tag(element.name);
    for (name, value) in &element.attributes {
        tag = tag.attr(name, value);
    }
    if VOID.contains(&element.name) {
        tag.void();
        return;
    }
    tag.open();
    for child in &element.children {
        match child {
            Node::Element(element) => write(element, markup),
            Node::Text(text) => markup.text(text),
            Node::Formula(formula) => markup.raw(&formula.mathml),
        }
    }
    markup.close();
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Formula};
    use super::*;

    #[test]
    fn a_tree_is_written_as_it_was_built() {
        let mut builder = Builder::new();
        builder.tag("html").attr("lang", "en").open();
        builder.line();
        builder
            .tag("p")
            .maybe("id", None)
            .attr("class", "a b")
            .open();
        builder.text("1 < 2");
        builder.text(" & ");
        builder.tag("br").empty();
        builder.tag("span").attr("title", "\"").empty();
        builder.formula(Formula {
            mathml: "<math><mi>x</mi></math>".to_owned(),
            text: "x".to_owned(),
        });
        builder.close_line();
        let root = builder.finish();
        assert_eq!(
            to_xhtml(&root),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html lang=\"en\">\n\
             <p class=\"a b\">1 &lt; 2 &amp; <br/><span title=\"&quot;\"></span><math><mi>x</mi></math></p>\n</html>\n"
        );
        let Some(Node::Element(p)) = root.children().get(1) else {
            panic!("{root:?}");
        };
        assert_eq!(p.name(), "p");
        assert_eq!(p.attribute("class"), Some("a b"));
        assert_eq!(p.classes().collect::<Vec<_>>(), ["a", "b"]);
        let texts = p.children().iter().filter(|c| matches!(c, Node::Text(_)));
        assert_eq!(texts.count(), 1, "texts are joined");
    }
}
