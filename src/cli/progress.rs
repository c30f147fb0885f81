//! How far a batch is: a bar on a terminal, a line for each manuscript elsewhere.

use std::io::{IsTerminal as _, Write as _};

use bindery::batch::{Progress, Status};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub(crate) enum Bar {
    /// Nothing is shown.
    None,
    /// On a terminal.
    Drawn(ProgressBar),
    /// In a file or a pipe.
    Lines,
}

impl Bar {
    pub(crate) fn new(hidden: impl Into<Hidden>) -> Self {
        if hidden.into().0 {
            return Self::None;
        }
        if !std::io::stderr().is_terminal() {
            return Self::Lines;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        Self::Drawn(bar)
    }

    /// A manuscript is finished. One alone needs no line.
    pub(crate) fn step(&self, progress: &Progress<'_>) {
        let Progress {
            outcome,
            done,
            total,
            ..
        } = progress;
        let status = outcome.status.as_str();
        match self {
            Self::None => {}
            Self::Drawn(bar) => {
                bar.set_length(*total as u64);
                bar.set_message(format!("{status} {}", outcome.name));
                bar.inc(1);
            }
            // What is as it was is counted at the end.
            Self::Lines if *total > 1 && outcome.status != Status::Unchanged => {
                let mut err = std::io::stderr().lock();
                let _ = writeln!(err, "[{done}/{total}] {status} {}", outcome.name);
            }
            Self::Lines => {}
        }
    }

    pub(crate) fn finish(&self) {
        if let Self::Drawn(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// Whether progress is hidden.
pub(crate) struct Hidden(bool);

impl From<bool> for Hidden {
    fn from(hidden: bool) -> Self {
        Self(hidden)
    }
}
