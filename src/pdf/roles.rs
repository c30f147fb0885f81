//! Structure types and their names.

use crate::typeset::structure::{StructElement, StructTree, Tag};

/// Our own structure types and the standard ones that they stand for.
pub(super) const ROLES: [(&str, &str); 3] = [("Em", "Span"), ("Strong", "Span"), ("Title", "P")];

/// True for a picture that nothing is said of. Content without a text for it may not be tagged as a
/// figure (ISO 14289-1, 7.3); it is an artifact.
pub(super) fn is_ornament(element: &StructElement) -> bool {
    let said = element.alt.as_deref().unwrap_or_default();
    element.tag == Tag::Figure && said.trim().is_empty()
}

/// Each element's tag. A picture that nothing is said of, but which has a caption, only holds that.
/// Headings' levels are such that the first is 1 and none is skipped (ISO 14289-1, 7.4.2), whatever the
/// manuscript's are: a heading's level is how many headings it lies under, and one.
pub(super) fn tags(tree: &StructTree) -> Vec<Tag> {
    let mut tags: Vec<Tag> = tree
        .elements
        .iter()
        .map(|element| match element.tag {
            _ if is_ornament(element) => Tag::Div,
            tag => tag,
        })
        .collect();
    // In the order of reading, which need not be that of the numbers.
    let mut waiting = vec![0usize];
    let mut above: Vec<u8> = Vec::new();
    while let Some(index) = waiting.pop() {
        let Some(element) = tree.elements.get(index) else {
            continue;
        };
        if let Tag::H(level) = element.tag {
            while above.last().is_some_and(|outer| *outer >= level) {
                above.pop();
            }
            above.push(level);
            if let Some(tag) = tags.get_mut(index) {
                *tag = Tag::H(above.len().min(6) as u8);
            }
        }
        let children = element.children.iter().rev();
        waiting.extend(children.map(|child| child.0 as usize));
    }
    tags
}

/// The name of a structure type.
pub(super) fn tag_name(tag: Tag) -> &'static str {
    match tag {
        Tag::Document => "Document",
        Tag::Sect => "Sect",
        Tag::Div => "Div",
        Tag::H(0 | 1) => "H1",
        Tag::H(2) => "H2",
        Tag::H(3) => "H3",
        Tag::H(4) => "H4",
        Tag::H(5) => "H5",
        Tag::H(_) => "H6",
        Tag::P => "P",
        Tag::L(_) => "L",
        Tag::Li => "LI",
        Tag::Lbl => "Lbl",
        Tag::LBody => "LBody",
        Tag::Table => "Table",
        Tag::THead => "THead",
        Tag::TBody => "TBody",
        Tag::Tr => "TR",
        Tag::Th | Tag::ThRow => "TH",
        Tag::Td => "TD",
        Tag::Caption => "Caption",
        Tag::Figure => "Figure",
        Tag::Formula => "Formula",
        Tag::Note => "Note",
        Tag::Reference => "Reference",
        Tag::Link => "Link",
        Tag::BlockQuote => "BlockQuote",
        Tag::Code => "Code",
        Tag::Toc => "TOC",
        Tag::Toci => "TOCI",
        Tag::Span => "Span",
        Tag::Ruby => "Ruby",
        Tag::Rb => "RB",
        Tag::Rt => "RT",
        Tag::Rp => "RP",
        Tag::Em => "Em",
        Tag::Strong => "Strong",
        Tag::Title => "Title",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::structure::StructId;

    #[test]
    fn no_level_is_skipped() {
        let element = |tag, parent, children: &[u32]| StructElement {
            tag,
            parent,
            children: children.iter().map(|id| StructId(*id)).collect(),
            lang: None,
            alt: None,
            id: None,
        };
        let root = Some(StructId(0));
        let headings = [2, 4, 3, 2, 1, 6];
        let mut elements = vec![element(Tag::Document, None, &[1, 2, 3, 4, 5, 6])];
        elements.extend(headings.map(|level| element(Tag::H(level), root, &[])));
        let levels: Vec<Tag> = tags(&StructTree { elements }).split_off(1);
        assert_eq!(levels, [1, 2, 2, 1, 1, 2].map(Tag::H));
    }
}
