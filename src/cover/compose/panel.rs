//! A poster: the title large and bold above a panel of paper, which names the authors.

use super::setter::{Cut, Face};
use super::{Cover, MARGIN, Sheet, Tone, authors};
use crate::style::Align;
use crate::units::{Length, Rect};

/// Where the panel begins, as a share of the height.
const PANEL: f64 = 0.64;

pub(super) fn compose(mut cover: Cover<'_>) -> Option<Sheet> {
    let pt = Length::pt;
    let (width, height) = (cover.sheet.size.width, cover.sheet.size.height);
    let (meta, theme) = (cover.meta, cover.theme);
    let face = |family, size, cut| Face::new(family, size, cut, Align::Start);
    let (body, heading) = (theme.body_family.as_str(), theme.heading_family.as_str());
    let panel = height.scale(PANEL);
    let paper = Rect::new(Length::ZERO, panel, width, height - panel);
    cover.shape(paper, Tone::Ink);
    let bar = pt(72.0);
    let x = match cover.setter.is_rtl() {
        true => width - pt(MARGIN) - bar,
        false => pt(MARGIN),
    };
    let bar = Rect::new(x, panel - pt(4.0), bar, pt(8.0));
    cover.shape(bar, Tone::Accent);
    let title = face(heading, 88.0, Cut::Bold);
    let title = cover.setter.title(&meta.title, title, PANEL - 0.14)?;
    cover.place_above(title, panel - pt(26.0), Tone::Ink);
    let mut foot = height - pt(MARGIN);
    let publisher = face(body, 12.0, Cut::Roman);
    if let Some(publisher) = cover.set(meta.publisher.as_deref(), publisher) {
        foot = cover.place_above(publisher, foot, Tone::Ground) - pt(8.0);
    }
    let names = face(body, 20.0, Cut::Bold);
    if let Some(authors) = cover.set(authors(meta).as_deref(), names) {
        foot = cover.place_above(authors, foot, Tone::Ground) - pt(16.0);
    }
    let y = panel + pt(32.0);
    let subtitle = face(body, 20.0, Cut::Roman);
    if let Some(subtitle) = cover.fitted(meta.subtitle.as_deref(), subtitle, foot - y) {
        cover.place(subtitle, y, Tone::Ground);
    }
    Some(cover.sheet)
}
