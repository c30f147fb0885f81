//! A bookbinder's cloth: everything in the middle, within a double frame.

use super::setter::{Block, Cut, Face};
use super::{Cover, Sheet, Tone, authors};
use crate::style::Align;
use crate::units::{Length, Rect};

pub(super) fn compose(mut cover: Cover<'_>) -> Option<Sheet> {
    let pt = Length::pt;
    let (width, height) = (cover.sheet.size.width, cover.sheet.size.height);
    let (meta, theme) = (cover.meta, cover.theme);
    let face = |family, size, cut| Face::new(family, size, cut, Align::Center);
    let (body, heading) = (theme.body_family.as_str(), theme.heading_family.as_str());
    frame(&mut cover);
    let mut foot = height - pt(64.0);
    let publisher = face(body, 11.0, Cut::SmallCaps);
    if let Some(publisher) = cover.set(meta.publisher.as_deref(), publisher) {
        foot = cover.place_above(publisher, foot, Tone::Ink) - pt(26.0);
    }
    let names = face(body, 18.0, Cut::SmallCaps);
    if let Some(authors) = cover.set(authors(meta).as_deref(), names) {
        foot = cover.place_above(authors, foot, Tone::Ink) - pt(20.0);
    }
    // The optical centre of a title lies above the middle; a long one is allowed to sink.
    let top = |title: &Block| {
        let top = height.scale(0.25).min(height / 2 - title.height / 2);
        top.max(pt(64.0))
    };
    let title = face(heading, 74.0, Cut::Roman);
    let subtitle = face(body, 17.0, Cut::Italic);
    let (title, subtitle) = cover.titles((title, subtitle), 0.48, |title| {
        foot - top(title) - title.height - pt(40.0)
    })?;
    let top = top(&title);
    let y = cover.place(title, top, Tone::Ink) + pt(18.0);
    if let Some(subtitle) = subtitle {
        let rule = pt(48.0);
        let rule = Rect::new((width - rule) / 2, y, rule, pt(1.0));
        cover.shape(rule, Tone::Accent);
        cover.place(subtitle, y + pt(22.0), Tone::Ink);
    }
    Some(cover.sheet)
}

fn frame(cover: &mut Cover<'_>) {
    let size = cover.sheet.size;
    for (inset, weight, tone) in [(20.0, 1.5, Tone::Ink), (25.0, 0.5, Tone::Accent)] {
        let (inset, weight) = (Length::pt(inset), Length::pt(weight));
        let (w, h) = (size.width - inset * 2, size.height - inset * 2);
        cover.shape(Rect::new(inset, inset, w, weight), tone);
        cover.shape(Rect::new(inset, inset + h - weight, w, weight), tone);
        cover.shape(Rect::new(inset, inset, weight, h), tone);
        cover.shape(Rect::new(inset + w - weight, inset, weight, h), tone);
    }
}
