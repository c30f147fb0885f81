//! The figures of `--report`, as a table.

use std::fmt::Write as _;

use bindery::batch::Outcome;
use bindery::typeset::report::Report;

/// A column: its head, and a manuscript's figure in it.
type Column = (&'static str, fn(&Report) -> String);

const COLUMNS: [Column; 12] = [
    ("pages", |r| r.pages.to_string()),
    ("lines", |r| r.lines.to_string()),
    ("hyphenated", |r| {
        let share = if r.lines == 0 {
            0.0
        } else {
            100.0 * f64::from(r.hyphenated) / f64::from(r.lines)
        };
        format!("{} ({share:.1} %)", r.hyphenated)
    }),
    ("looseness", |r| format!("{:.2}", r.mean_looseness)),
    ("worst", |r| format!("{:.2}", r.worst_looseness)),
    ("rivers", |r| r.rivers.to_string()),
    ("overfull", |r| r.overfull.to_string()),
    ("widows", |r| r.widows.to_string()),
    ("orphans", |r| r.orphans.to_string()),
    ("stranded heads", |r| r.stranded_headings.to_string()),
    ("short pages", |r| r.short_pages.to_string()),
    ("set again", |r| r.reset_paragraphs.to_string()),
];

/// One line for each manuscript whose pages were set.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let mut rows = vec![
        std::iter::once("manuscript".to_owned())
            .chain(COLUMNS.iter().map(|(head, _)| (*head).to_owned()))
            .collect::<Vec<String>>(),
    ];
    for outcome in outcomes {
        if let Some(report) = &outcome.report {
            rows.push(
                std::iter::once(outcome.name.clone())
                    .chain(COLUMNS.iter().map(|(_, figure)| figure(report)))
                    .collect(),
            );
        }
    }
    let widths: Vec<usize> = (0..=COLUMNS.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in &rows {
        for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = if index == 0 {
                write!(out, "{cell:<width$}")
            } else {
                write!(out, "  {cell:>width$}")
            };
        }
        out.push('\n');
    }
    out
}

/// The sums of a run of several manuscripts, with a line for each that failed.
pub(crate) fn summary(outcomes: &[Outcome]) -> String {
    use bindery::batch::Status;
    if outcomes.len() < 2 {
        return String::new();
    }
    let mut out = String::new();
    for outcome in outcomes {
        if outcome.status == Status::Failed {
            let _ = writeln!(out, "failed  {}", outcome.name);
        }
    }
    let parts: Vec<String> = [
        Status::Built,
        Status::Unchanged,
        Status::Failed,
        Status::Skipped,
    ]
    .into_iter()
    .filter_map(|status| {
        let count = outcomes.iter().filter(|o| o.status == status).count();
        (count > 0).then(|| format!("{count} {}", status.as_str()))
    })
    .collect();
    let pages: u32 = outcomes
        .iter()
        .filter_map(|outcome| outcome.report.as_ref())
        .map(|report| report.pages)
        .sum();
    let _ = writeln!(
        out,
        "{} manuscripts: {}; {pages} pages",
        outcomes.len(),
        parts.join(", ")
    );
    out
}
