//! Crop marks, registration marks and a bar of tints, beside the page.

use lopdf::{Document, Object, ObjectId};

use crate::pdf::ink::Inks;
use crate::pdf::number::push_real;
use crate::pdf::object::dict;
use crate::pdf::string::name;
use crate::units::{Length, Size};

/// The name of the colour space that is on every plate.
pub(super) const SPACE: &str = "All";

/// How far from the trimmed edge marks begin: beyond the usual bleed of 3 mm.
pub(super) const OFFSET: Length = Length::from_sp(11 * 65_536);

/// How far they reach from there, with room.
pub(super) const SLUG: Length = Length::from_sp(19 * 65_536);

/// The length of a crop mark.
const LENGTH: f64 = 16.0;

/// The width of the lines.
const WIDTH: f64 = 0.25;

/// The radius of a registration mark.
const RADIUS: f64 = 4.0;

/// The side of a patch of the bar.
const PATCH: f64 = 10.0;

/// Adds the colour space of what is on every plate (ISO 32000-1, 8.6.6.4).
pub(super) fn space(doc: &mut Document, inks: &Inks) -> ObjectId {
    let (alternate, none, full) = match inks {
        Inks::Cmyk(_) => ("DeviceCMYK", vec![0; 4], vec![1; 4]),
        _ => ("DeviceGray", vec![1], vec![0]),
    };
    let numbers = |values: Vec<i64>| Object::Array(values.into_iter().map(Into::into).collect());
    let function = dict! {
        "FunctionType" => 2,
        "Domain" => numbers(vec![0, 1]),
        "C0" => numbers(none),
        "C1" => numbers(full),
        "N" => 1,
    };
    let function = Object::Reference(doc.add_object(function));
    doc.add_object(Object::Array(vec![
        name("Separation"),
        name("All"),
        name(alternate),
        function,
    ]))
}

/// Draws the marks around a trimmed page whose lower left corner is the origin.
pub(super) fn draw(out: &mut Vec<u8>, size: Size, inks: &Inks) {
    let (width, height) = (size.width.to_pt(), size.height.to_pt());
    let offset = OFFSET.to_pt();
    out.extend_from_slice(b"q /All CS 1 SCN ");
    push(out, &[WIDTH], "w\n");
    for x in [0.0, width] {
        line(out, [x, -offset, x, -offset - LENGTH]);
        line(out, [x, height + offset, x, height + offset + LENGTH]);
    }
    for y in [0.0, height] {
        line(out, [-offset, y, -offset - LENGTH, y]);
        line(out, [width + offset, y, width + offset + LENGTH, y]);
    }
    let away = offset + LENGTH / 2.0;
    for (x, y) in [
        (width / 2.0, -away),
        (width / 2.0, height + away),
        (-away, height / 2.0),
        (width + away, height / 2.0),
    ] {
        target(out, x, y);
    }
    bar(out, width, -away - PATCH / 2.0, inks);
    out.extend_from_slice(b"Q\n");
}

/// A cross in a circle of four curves.
fn target(out: &mut Vec<u8>, x: f64, y: f64) {
    let reach = RADIUS * 1.6;
    line(out, [x - reach, y, x + reach, y]);
    line(out, [x, y - reach, x, y + reach]);
    // The length of a handle for a quarter of a circle.
    let handle = RADIUS * 0.5523;
    push(out, &[x + RADIUS, y], "m\n");
    let mut from = (RADIUS, 0.0);
    for _ in 0..4 {
        let to = (-from.1, from.0);
        let (ux, uy) = (handle / RADIUS, handle / RADIUS);
        let first = (from.0 + to.0 * ux, from.1 + to.1 * uy);
        let second = (to.0 + from.0 * ux, to.1 + from.1 * uy);
        push(
            out,
            &[
                x + first.0,
                y + first.1,
                x + second.0,
                y + second.1,
                x + to.0,
                y + to.1,
            ],
            "c\n",
        );
        from = to;
    }
    out.extend_from_slice(b"s\n");
}

/// Tints of black and, where there are four inks, each of them in full, to the right of the middle.
fn bar(out: &mut Vec<u8>, width: f64, y: f64, inks: &Inks) {
    let mut patches: Vec<(Vec<f64>, &str)> = [0.0, 0.25, 0.5, 0.75]
        .map(|level| (vec![level], "g "))
        .to_vec();
    if let Inks::Cmyk(_) = inks {
        for ink in 0..3 {
            let mut levels = vec![0.0; 4];
            if let Some(level) = levels.get_mut(ink) {
                *level = 1.0;
            }
            patches.push((levels, "k "));
        }
    }
    // Between the registration mark and the corner, and no wider than there is room.
    let start = width / 2.0 + 16.0;
    let room = (width - start) / PATCH;
    for (place, (levels, operator)) in patches.iter().enumerate() {
        if place as f64 + 1.0 > room {
            break;
        }
        push(out, levels, operator);
        push(
            out,
            &[start + place as f64 * PATCH, y, PATCH, PATCH],
            "re f\n",
        );
    }
}

fn line(out: &mut Vec<u8>, [x0, y0, x1, y1]: [f64; 4]) {
    push(out, &[x0, y0], "m ");
    push(out, &[x1, y1], "l S\n");
}

fn push(out: &mut Vec<u8>, numbers: &[f64], operator: &str) {
    for number in numbers {
        push_real(out, *number, 3);
        out.push(b' ');
    }
    out.extend_from_slice(operator.as_bytes());
}
