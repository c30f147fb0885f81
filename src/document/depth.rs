//! How deep XML nests, found without recursion, for parsers that recurse.

/// A bound of how deep the elements of an XML text nest: never less than it is, so that a parser
/// that calls itself for each level can be kept from running out of stack. `None` where a document
/// type declares something of its own, with which anything could be hidden.
pub(crate) fn xml_depth(text: &str) -> Option<usize> {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let skip = |end: &str| after.split_once(end).map_or("", |(_, after)| after);
        rest = if after.starts_with("!--") {
            // The comment may be `<!-->` to one parser and end later to another; XML has no such.
            skip("-->")
        } else if after.starts_with("![CDATA[") {
            skip("]]>")
        } else if after.starts_with('?') {
            skip("?>")
        } else if after.starts_with('!') {
            let declaration = tag(after);
            if declaration.contains('[') {
                return None;
            }
            after.get(declaration.len()..).unwrap_or_default()
        } else {
            let tag = tag(after);
            if tag.starts_with('/') {
                depth = depth.saturating_sub(1);
            } else {
                deepest = deepest.max(depth + 1);
                if !tag.ends_with('/') {
                    depth += 1;
                }
            }
            after.get(tag.len()..).unwrap_or_default()
        };
    }
    Some(deepest)
}

/// A tag up to its `>`, which does not count within quotes.
fn tag(text: &str) -> &str {
    let mut quote = None;
    let end = text.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::xml_depth;

    #[test]
    fn nothing_hides_depth() {
        for (open, depth) in [
            ("<g>", 100),
            ("<g a='/>'>", 100),
            ("<g><!--</g>-->", 100),
            ("<g>/>", 100),
            ("<g><![CDATA[<!--</g>]]>", 100),
            ("<g><?x <!-- </g> ?>", 100),
            ("<g/>", 1),
            ("<g a='>'></g>", 1),
        ] {
            let text = format!("<svg>{}", open.repeat(100));
            assert_eq!(xml_depth(&text), Some(depth + 1), "{open}");
        }
        assert_eq!(xml_depth("<!DOCTYPE svg SYSTEM '><!--'><svg>"), Some(1));
        assert_eq!(
            xml_depth("<!DOCTYPE svg [<!NOTATION n SYSTEM '<!--'>]><svg>"),
            None
        );
    }
}
