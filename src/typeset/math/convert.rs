//! The parser's terms in ours.

use pulldown_latex::event::{Dimension, DimensionUnit, EnvironmentFlow, Font, Style as TexStyle};

use super::alphabet::mapped;
use super::tree::{Class, Measure, Node, Style, Symbol};

/// Why a list ended.
#[derive(Debug, PartialEq)]
pub(super) enum Stop {
    Eof,
    End,
    Cell,
    Row {
        extra: Option<Measure>,
        rules: usize,
    },
    Rules(usize),
}

impl Stop {
    /// How a list ends at an event of an environment.
    pub(super) fn of(flow: &EnvironmentFlow) -> Self {
        match flow {
            EnvironmentFlow::Alignment => Self::Cell,
            EnvironmentFlow::NewLine {
                spacing,
                horizontal_lines,
            } => Self::Row {
                extra: spacing.map(|s| measure(Some(s))),
                rules: horizontal_lines.len(),
            },
            EnvironmentFlow::StartLines { lines } => Self::Rules(lines.len()),
        }
    }
}

/// A sign in a font, as an atom of a class.
pub(super) fn symbol(c: char, font: Option<Font>, class: Class) -> Node {
    let plain = match c {
        // The micro sign is not the Greek letter.
        '\u{b5}' => 'μ',
        '*' => '∗',
        c => c,
    };
    Node::Symbol(Symbol {
        set: mapped(plain, font),
        plain,
        class,
    })
}

/// A size of TeX's in ours.
pub(super) fn style_of(style: TexStyle) -> Style {
    match style {
        TexStyle::Display => Style::Display,
        TexStyle::Text => Style::Text,
        TexStyle::Script => Style::Script,
        TexStyle::ScriptScript => Style::ScriptScript,
    }
}

/// TeX's units in terms of ours; at most 1,000 ems either way.
pub(super) fn measure(dimension: Option<Dimension>) -> Measure {
    let Some(Dimension { value, unit }) = dimension else {
        return Measure::Em(0.0);
    };
    let value = if value.is_finite() {
        f64::from(value).clamp(-1000.0, 1000.0)
    } else {
        0.0
    };
    let point = 72.0 / 72.27;
    match unit {
        DimensionUnit::Em => Measure::Em(value),
        DimensionUnit::Mu => Measure::Em(value / 18.0),
        DimensionUnit::Ex => Measure::Ex(value),
        DimensionUnit::Pt => Measure::Pt(value * point),
        DimensionUnit::Pc => Measure::Pt(value * point * 12.0),
        DimensionUnit::In => Measure::Pt(value * 72.0),
        DimensionUnit::Bp => Measure::Pt(value),
        DimensionUnit::Cm => Measure::Pt(value * 72.0 / 2.54),
        DimensionUnit::Mm => Measure::Pt(value * 72.0 / 25.4),
        DimensionUnit::Dd => Measure::Pt(value * point * 1238.0 / 1157.0),
        DimensionUnit::Cc => Measure::Pt(value * point * 12.0 * 1238.0 / 1157.0),
        DimensionUnit::Sp => Measure::Pt(value * point / 65_536.0),
    }
}
