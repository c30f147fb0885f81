//! The attributes of tags that may stay.

use std::ops::Range;

use html5gum::StartTag;

use super::names::is_block;
use crate::document::Attr;
use crate::reader::attributes::language;
use crate::reader::build::Builder;
use crate::reader::clean::clean;

/// Attributes of a tag that have a meaning of their own.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub(super) href: Option<String>,
    pub(super) src: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) title: Option<String>,
    pub(super) start: Option<u64>,
}

impl Builder<'_, '_, '_> {
    /// The attributes of a tag that may stay.
    pub(super) fn attributes(
        &mut self,
        name: &str,
        tag: &StartTag<usize>,
        range: &Range<usize>,
    ) -> (Attr, Own) {
        let span = self.span(range.clone());
        let mut attr = Attr::default();
        let mut own = Own::default();
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).to_ascii_lowercase();
            let value = String::from_utf8_lossy(&value.value);
            let value = clean(value).into_owned();
            let one_line = || value.split_whitespace().collect::<Vec<_>>().join(" ");
            match (key.as_str(), name) {
                ("id", _) | ("name", "a") => {
                    let id = one_line();
                    if !id.is_empty() {
                        attr.id = Some(id);
                    }
                }
                ("class", _) => attr
                    .classes
                    .extend(value.split_whitespace().map(str::to_owned)),
                ("lang" | "xml:lang", _) => {
                    attr.lang = language(&value, span, &mut self.report).or(attr.lang);
                }
                ("href", "a") => own.href = Some(value),
                ("src", "img") => own.src = Some(value),
                ("alt", "img") => own.alt = Some(one_line()),
                ("title", "a" | "img") => own.title = Some(one_line()),
                ("start", "ol") => own.start = value.trim().parse().ok(),
                ("dir", _) if matches!(value.as_str(), "ltr" | "rtl" | "auto") => {
                    attr.pairs.push((key, value));
                }
                ("width" | "height", "img") | ("title", _) | ("role", _) | ("datetime", "time") => {
                    attr.pairs.push((key, one_line()));
                }
                ("align", _) if is_block(name) || name == "img" => {
                    let side = value.to_ascii_lowercase();
                    if matches!(side.as_str(), "left" | "right" | "center") {
                        attr.classes.push(side);
                    }
                }
                _ if key.starts_with("aria-") => attr.pairs.push((key, one_line())),
                // Without effect on what is printed.
                ("target" | "rel" | "loading" | "border" | "cellpadding" | "cellspacing", _) => {}
                // Each head cell of the model is given its scope by the backends.
                ("scope", "th") if value.trim().eq_ignore_ascii_case("col") => {}
                _ => {
                    let shown: String = key.chars().take(40).collect();
                    self.dropped(
                        format!("the attribute `{shown}` of `<{name}>` was left out"),
                        range.clone(),
                    );
                }
            }
        }
        match name {
            "kbd" | "samp" | "small" | "abbr" | "cite" | "dfn" | "var" => {
                attr.classes.insert(0, name.to_owned());
            }
            "aside" | "section" => attr.classes.insert(0, name.to_owned()),
            "center" => attr.classes.push("center".to_owned()),
            _ => {}
        }
        (attr, own)
    }
}
