//! Pictures, films and sounds of HTML.

use super::convert::{Convert, Picture};
use super::tree::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::document::{Image, Inline, InlineKind};
use crate::import::make::{inline, link_to};

impl Convert<'_> {
    pub(super) fn image(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let tree = self.tree();
        let class = tree.attr(id, "class").unwrap_or_default();
        if class.contains("mwe-math-fallback") {
            return;
        }
        let tiny = |key| {
            matches!(
                tree.attr(id, key).map(str::trim),
                Some("0" | "1" | "1px" | "0px")
            )
        };
        if tiny("width") && tiny("height") {
            return;
        }
        // Pages that load pictures late name them elsewhere.
        let source = tree
            .attr(id, "src")
            .filter(|src| !src.is_empty() && !is_placeholder(src));
        let late = [
            "data-src",
            "data-original",
            "data-lazy-src",
            "xlink:href",
            "href",
        ];
        let late = late
            .iter()
            .find_map(|key| tree.attr(id, key))
            .filter(|src| !src.is_empty());
        let listed = ["srcset", "data-srcset"]
            .iter()
            .find_map(|key| tree.attr(id, key))
            .and_then(largest);
        let Some(address) = source
            .map(str::to_owned)
            .or(late.map(str::to_owned))
            .or(listed)
        else {
            return;
        };
        let alt = tree
            .attr(id, "alt")
            .map(|alt| alt.split_whitespace().collect::<Vec<_>>().join(" "));
        let width = tree
            .attr(id, "width")
            .filter(|w| w.ends_with('%'))
            .map(str::to_owned);
        let span = self.span(id);
        let (picture, diagnostic) = self.outside.picture(self.doc, address.trim(), span);
        if let Some(diagnostic) = diagnostic {
            self.diagnostics.push(diagnostic);
        }
        let alt_text = alt.clone().unwrap_or_default();
        match picture {
            Picture::Taken(destination) => {
                let image = Image {
                    asset: None,
                    destination,
                    alt: alt_text,
                };
                let mut picture = inline(InlineKind::Image(image), span);
                if alt.as_deref() == Some("") {
                    picture
                        .attr
                        .pairs
                        .push(("role".to_owned(), "presentation".to_owned()));
                }
                if let Some(width) = width {
                    picture.attr.pairs.push(("width".to_owned(), width));
                }
                out.push(picture);
            }
            Picture::Remote(url) => {
                let shown = match alt_text.is_empty() {
                    true => url.rsplit('/').next().unwrap_or(&url).to_owned(),
                    false => alt_text,
                };
                out.push(link_to(url, shown, span));
            }
            Picture::Missing => {}
        }
    }

    /// Film and sound: a link leads to it.
    pub(super) fn medium(&mut self, id: NodeId, out: &mut Vec<Inline>) {
        let tree = self.tree();
        let address = ["src", "data"]
            .iter()
            .find_map(|key| tree.attr(id, key))
            .or_else(|| {
                tree.first(id, "source")
                    .and_then(|source| tree.attr(source, "src"))
            })
            .unwrap_or_default()
            .to_owned();
        let title = tree
            .attr(id, "title")
            .or_else(|| tree.attr(id, "aria-label"))
            .map(str::to_owned);
        let span = self.span(id);
        let kind = match self.name(id).as_str() {
            "video" => "a film",
            "audio" => "a sound",
            "iframe" => "a page within the page",
            _ => "an embedded object",
        };
        let url = self
            .outside
            .link(&address)
            .filter(|url| url.starts_with("http"));
        self.diagnostics.push(
            Diagnostic::info(
                Code::ImportLeftOut,
                match &url {
                    Some(url) => format!("{kind} was left out; a link leads to {url}"),
                    None => format!("{kind} was left out"),
                },
            )
            .at(span),
        );
        if let Some(url) = url {
            let shown = title
                .filter(|t| !t.trim().is_empty())
                .unwrap_or_else(|| url.clone());
            out.push(link_to(url, shown, span));
        }
    }
}

fn is_placeholder(src: &str) -> bool {
    // An inline picture of a few bytes stands in for one that comes late.
    src.starts_with("data:") && src.len() < 200
}

/// The address of the largest picture of a list of such.
fn largest(list: &str) -> Option<String> {
    list.split(", ")
        .filter_map(|entry| {
            let mut parts = entry.split_whitespace();
            let address = parts.next()?;
            let size = parts
                .next()
                .and_then(|s| s.trim_end_matches(['w', 'x', ',']).parse::<f64>().ok());
            Some((size.unwrap_or(1.0), address))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, address)| address.to_owned())
}
