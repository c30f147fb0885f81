//! A first look at the tags of a page: bounds, and a mark on each element that says where it stood.
//!
//! The tree of a page is built by HTML's own rules, which keep no places. So each start tag of a block is
//! given an attribute with its offset before that.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// The attribute with the offset.
pub(super) const MARK: &str = "data-at";
/// How many elements a page may have.
const MAX_ELEMENTS: usize = 400_000;
/// How deep elements may nest.
const MAX_DEPTH: usize = 400;
/// How many elements that only change letters may be open; more change nothing, so they are left out.
const MAX_FORMATTING: usize = 32;

/// A page with marks.
#[derive(Debug)]
pub(super) struct Scanned {
    /// The page.
    pub(super) html: String,
    /// How many elements it has.
    pub(super) elements: usize,
}

/// A page with marks, or what is too much in it.
pub(super) fn scan(source: &str) -> Result<Scanned, String> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let mut html = String::with_capacity(source.len() + source.len() / 4);
    let mut copied = 0;
    let (mut elements, mut depth, mut formatting, mut foreign) =
        (0_usize, 0_usize, 0_usize, 0_usize);
    let tokens = Tokenizer::new_with_emitter(source, emitter);
    for token in tokens {
        let Ok(token): Result<Token<usize>, std::convert::Infallible> = token;
        match token {
            Token::StartTag(tag) => {
                elements += 1;
                if elements > MAX_ELEMENTS {
                    return Err(format!("the page has more than {MAX_ELEMENTS} elements"));
                }
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let name_end = tag.span.start + 1 + name.len();
                if is_formatting(&name) {
                    formatting += 1;
                    if formatting > MAX_FORMATTING {
                        html.push_str(source.get(copied..tag.span.start).unwrap_or_default());
                        copied = tag.span.end.max(copied);
                    }
                } else if source.as_bytes().get(tag.span.start) == Some(&b'<')
                    && tag.span.start >= copied
                    && let Some(before) = source.get(copied..name_end)
                {
                    html.push_str(before);
                    html.push_str(&format!(" {MARK}=\"{}\"", tag.span.start));
                    copied = name_end;
                }
                let closes_itself = is_void(&name) || (tag.self_closing && foreign > 0);
                if matches!(name.as_str(), "svg" | "math") && !tag.self_closing {
                    foreign += 1;
                }
                if !closes_itself
                    && (foreign > 0 || !ends_by_itself(&name))
                    && !is_formatting(&name)
                {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        return Err(format!("elements nest deeper than {MAX_DEPTH}"));
                    }
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if is_formatting(&name) {
                    formatting = formatting.saturating_sub(1);
                } else if foreign > 0 || !ends_by_itself(&name) {
                    depth = depth.saturating_sub(1);
                }
                if matches!(name.as_ref(), "svg" | "math") {
                    foreign = foreign.saturating_sub(1);
                }
            }
            _ => {}
        }
    }
    html.push_str(source.get(copied..).unwrap_or_default());
    Ok(Scanned { html, elements })
}

/// The elements that HTML opens again after a block that was closed across them (HTML, 13.2.4.3).
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// The elements that end where another of their kind begins (HTML, 13.1.2.4), so that they nest no deeper than
/// what they stand in.
fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "optgroup"
            | "colgroup"
            | "rt"
            | "rp"
            | "html"
            | "head"
            | "body"
    )
}

/// The elements that hold nothing.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
