//! How a table fits the page: at its size, a little smaller, or turned by a quarter.

use super::columns::{self, Need};
use super::{Ctx, Draft, Flow, Place, gap};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::typeset::paragraph::TextEngine;
use crate::units::Length;

/// Sizes tried until a table fits.
const SCALES: [f64; 5] = [1.0, 0.95, 0.9, 0.85, 0.8];
/// A table set smaller than this is turned instead, when its rows are that high.
const SMALL: f64 = 0.95;
/// Rows of more lines, in the mean, show that the columns are too narrow.
const HIGH_ROWS: f64 = 1.8;
/// No table is set smaller than this.
const SMALLEST: f64 = 0.55;

/// Which way a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    /// As the text does.
    Upright,
    /// Turned by a quarter, on pages of its own.
    Turned,
}

/// How a table is set.
pub(super) struct Fit {
    /// Which way it stands.
    pub(super) orientation: Orientation,
    /// The widths of its columns.
    pub(super) widths: Vec<Length>,
}

/// What the cells of a table need.
struct Needs {
    columns: Vec<Need>,
    /// What each cell of each row wants on one line.
    rows: Vec<Vec<Length>>,
    gap: Length,
}

/// A size, and the widths of columns at it.
struct Setting {
    factor: f64,
    widths: Vec<Length>,
    /// The mean of the lines of a row, as estimated.
    lines: f64,
}

impl Needs {
    /// The room of the columns at a size.
    fn room(&self, measure: Length, factor: f64) -> Length {
        let gaps = i64::try_from(self.columns.len().saturating_sub(1)).unwrap_or_default();
        measure - self.gap.scale(factor) * gaps
    }

    /// At a smaller size, there is more room by the measure of the full one.
    fn at(&self, measure: Length, factor: f64) -> Option<Setting> {
        let room = self.room(measure, factor).scale(1.0 / factor);
        let widths = columns::widths(&self.columns, room, &self.rows)?;
        let lines = columns::lines(&self.rows, &widths);
        Some(Setting {
            factor,
            lines: lines as f64 / self.rows.len().max(1) as f64,
            widths: widths.iter().map(|width| width.scale(factor)).collect(),
        })
    }

    /// The largest size at which the table fits, of those that are easily read.
    fn readable(&self, measure: Length) -> Option<Setting> {
        SCALES
            .into_iter()
            .find_map(|factor| self.at(measure, factor))
    }

    /// The size at which the least widths fit, if that is not too small.
    fn least(&self, measure: Length) -> Setting {
        let least: Length = self.columns.iter().map(|need| need.min).sum();
        // The columns and the gaps between them become smaller alike.
        let whole = least + measure - self.room(measure, 1.0);
        let factor = (measure.ratio(whole) * 0.999).clamp(SMALLEST, 0.8);
        self.at(measure, factor).unwrap_or_else(|| {
            // Even the smallest size is too wide: words will be torn or run over.
            let share = self.room(measure, factor).ratio(least);
            Setting {
                factor,
                lines: 1.0,
                widths: self
                    .columns
                    .iter()
                    .map(|need| need.min.scale(share))
                    .collect(),
            }
        })
    }
}

/// Finds how the table is set, scales its text to that and reports it.
pub(super) fn fit_table(
    flow: &mut Flow<'_>,
    ctx: &Ctx<'_>,
    draft: &mut Draft<'_>,
    place: Place,
) -> Fit {
    let needs = table_needs(&mut flow.engine, draft);
    let upright = needs.readable(ctx.measure);
    let good = |setting: &Setting| setting.factor >= SMALL || setting.lines <= HIGH_ROWS;
    let (orientation, setting) = match upright {
        Some(setting) if ctx.depth > 0 || good(&setting) => (Orientation::Upright, setting),
        None if ctx.depth > 0 => (Orientation::Upright, needs.least(ctx.measure)),
        upright => {
            let length = ctx.layout.height();
            match (upright, needs.readable(length)) {
                // Turning must gain something.
                (Some(upright), Some(turned)) if turned.factor <= upright.factor => {
                    (Orientation::Upright, upright)
                }
                (Some(upright), None) => (Orientation::Upright, upright),
                (_, Some(turned)) => (Orientation::Turned, turned),
                (None, None) => (Orientation::Turned, needs.least(length)),
            }
        }
    };
    let factor = setting.factor;
    report_width(&mut flow.findings.diagnostics, orientation, factor, place);
    if factor < 1.0 {
        for style in [&mut draft.head_style, &mut draft.body_style] {
            style.text.size = style.text.size.scale(factor);
            style.text.leading = style.text.leading.scale(factor);
        }
        for cell in draft.head.iter_mut().chain(&mut draft.body).flatten() {
            cell.scale(factor);
        }
    }
    Fit {
        orientation,
        widths: setting.widths,
    }
}

fn table_needs(engine: &mut TextEngine<'_>, draft: &Draft<'_>) -> Needs {
    let mut needs = Needs {
        columns: vec![Need::default(); draft.columns],
        rows: Vec::with_capacity(draft.head.len() + draft.body.len()),
        gap: gap(&draft.body_style),
    };
    let rows = [
        (&draft.head, &draft.head_style),
        (&draft.body, &draft.body_style),
    ];
    for (rows, style) in rows {
        for row in rows {
            let mut cells = Vec::with_capacity(row.len());
            for (need, cell) in needs.columns.iter_mut().zip(row) {
                let own = cell.need(engine, style);
                need.min = need.min.max(own.min);
                need.max = need.max.max(own.max);
                cells.push(own.max);
            }
            needs.rows.push(cells);
        }
    }
    needs
}

fn report_width(
    diagnostics: &mut Diagnostics,
    orientation: Orientation,
    factor: f64,
    place: Place,
) {
    let percent = factor * 100.0;
    let at_size = format!("set at {percent:.0} % of its size");
    let diagnostic = match orientation {
        Orientation::Upright if factor >= SMALL => return,
        Orientation::Upright => format!("the table is wider than the page and is {at_size}"),
        Orientation::Turned if factor >= SMALL => {
            "the table is wider than the page and is turned by a quarter, on a page of its own"
                .to_owned()
        }
        Orientation::Turned => format!(
            "the table is wider than the page and is turned by a quarter, on a page of its own, and {at_size}"
        ),
    };
    // What can still be read is as good as can be had.
    let diagnostic = if factor < 0.8 {
        Diagnostic::warning(Code::WideTable, diagnostic)
    } else {
        Diagnostic::info(Code::WideTable, diagnostic)
    };
    diagnostics.push(
        diagnostic
            .at(place.span)
            .help("give it fewer or shorter columns, or the edition a larger page"),
    );
}
