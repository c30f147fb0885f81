//! A scholarly series: dark ink on paper below a band that names the series or the publisher.

use super::setter::{Cut, Face};
use super::{Cover, MARGIN, Sheet, Tone, authors};
use crate::document::Metadata;
use crate::style::Align;
use crate::units::{Length, Rect};

/// The height of the band, as a share of the whole.
const BAND: f64 = 0.16;

pub(super) fn compose(mut cover: Cover<'_>) -> Option<Sheet> {
    let pt = Length::pt;
    let (width, height) = (cover.sheet.size.width, cover.sheet.size.height);
    let (meta, theme) = (cover.meta, cover.theme);
    let face = |family, size, cut| Face::new(family, size, cut, Align::Start);
    let (body, heading) = (theme.body_family.as_str(), theme.heading_family.as_str());
    let band = height.scale(BAND);
    let dark = Rect::new(Length::ZERO, Length::ZERO, width, band);
    cover.shape(dark, Tone::Ink);
    let line = Rect::new(Length::ZERO, band, width, pt(7.0));
    cover.shape(line, Tone::Accent);
    let publisher = meta.publisher.clone();
    // A series comes before its publisher, who then stands at the foot.
    let (head, foot) = match series(meta) {
        Some(series) => (Some(series), publisher),
        None => (publisher, None),
    };
    if let Some(head) = cover.set(head.as_deref(), face(body, 14.0, Cut::SmallCaps)) {
        cover.place_above(head, band - pt(16.0), Tone::Ground);
    }
    let mut bottom = height - pt(MARGIN);
    if let Some(foot) = cover.set(foot.as_deref(), face(body, 11.0, Cut::SmallCaps)) {
        bottom = cover.place_above(foot, bottom, Tone::Ink) - pt(14.0);
    }
    if let Some(authors) = cover.set(authors(meta).as_deref(), face(body, 21.0, Cut::Roman)) {
        bottom = cover.place_above(authors, bottom, Tone::Ink) - pt(16.0);
        let measure = width - pt(MARGIN) * 2;
        let rule = Rect::new(pt(MARGIN), bottom, measure, pt(0.75));
        cover.shape(rule, Tone::Ink);
    }
    let title = face(heading, 63.0, Cut::Roman);
    let subtitle = face(body, 19.0, Cut::Italic);
    let top = band + height.scale(0.1);
    let (title, subtitle) = cover.titles((title, subtitle), 0.44, |title| {
        bottom - top - title.height - pt(20.0)
    })?;
    let y = cover.place(title, top, Tone::Ink) + pt(12.0);
    if let Some(subtitle) = subtitle {
        cover.place(subtitle, y, Tone::Ink);
    }
    Some(cover.sheet)
}

fn series(meta: &Metadata) -> Option<String> {
    let series = meta.series.as_ref()?;
    Some(match &series.position {
        Some(position) => format!("{} · {position}", series.name),
        None => series.name.clone(),
    })
}
