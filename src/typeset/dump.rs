//! Pages as stable text, for snapshots: a line for each baseline, rule, picture and link.

use std::fmt::Write as _;

use super::glyphs::Mark;
use super::page::{Fit, LinkDest, Page, PageItem, Pages};
use crate::units::Length;

impl Pages {
    /// All pages, the outline and the page map.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for (index, page) in self.pages.iter().enumerate() {
            let _ = writeln!(out, "page {index} [{}]", page.label);
            dump_page(page, &mut out);
        }
        for at in &self.page_map.breaks {
            let _ = writeln!(
                out,
                "break {} at {}:{}",
                at.label, at.position.node.0, at.position.offset
            );
        }
        out
    }
}

/// A line of text while its runs are gathered.
struct Line {
    x: Length,
    y: Length,
    text: String,
}

fn dump_page(page: &Page, out: &mut String) {
    let mut line: Option<Line> = None;
    for item in &page.items {
        if let PageItem::Glyphs(run) = item {
            let text = run.actual_text.as_ref().unwrap_or(&run.text);
            match &mut line {
                Some(open) if open.y == run.origin.y && run.origin.x >= open.x => {
                    open.text.push_str(text);
                }
                _ => {
                    flush(&mut line, out);
                    line = Some(Line {
                        x: run.origin.x,
                        y: run.origin.y,
                        text: text.to_string(),
                    });
                }
            }
            continue;
        }
        if let PageItem::Link(link) = item {
            flush(&mut line, out);
            let target = match &link.target {
                LinkDest::Anchor(anchor) => format!("#{anchor}"),
                LinkDest::Uri(uri) => uri.to_string(),
            };
            let _ = writeln!(out, "  link {:?} to {target}", link.contents);
            continue;
        }
        flush(&mut line, out);
        let (what, rect, mark) = match item {
            PageItem::Rule(rule) => ("rule", rule.rect, rule.mark),
            PageItem::Image(image) => {
                let what = match image.fit {
                    Fit::Exact => "picture",
                    Fit::Cover => "picture over all",
                };
                (what, image.rect, image.mark)
            }
            PageItem::Turned(about) => {
                let _ = writeln!(out, "  turned about {},{}", short(about.x), short(about.y));
                continue;
            }
            PageItem::Upright => {
                out.push_str("  upright\n");
                continue;
            }
            PageItem::Glyphs(_) | PageItem::Link(_) => continue,
        };
        let read = if matches!(mark, Mark::Content(_)) {
            " read"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "  {what} {},{} {}×{}{read}",
            short(rect.origin.x),
            short(rect.origin.y),
            short(rect.size.width),
            short(rect.size.height)
        );
    }
    flush(&mut line, out);
}

fn flush(line: &mut Option<Line>, out: &mut String) {
    if let Some(line) = line.take() {
        let _ = writeln!(out, "  {},{} {:?}", short(line.x), short(line.y), line.text);
    }
}

/// Points with one decimal.
fn short(length: Length) -> f64 {
    let points = (length.to_pt() * 10.0).round() / 10.0;
    if points == 0.0 { 0.0 } else { points }
}
