//! `bindery explain`.

use std::process::ExitCode;

use bindery::diag::{Code, explain};

use super::run::{cannot_run, put};

/// Explains a code, or lists all.
pub(crate) fn run(name: Option<&str>) -> ExitCode {
    let text = match name.map(|name| (name, Code::from_name(name))) {
        None => explain::list(),
        Some((_, Some(code))) => explain::explain(code),
        Some((name, None)) => {
            let hint = match explain::nearest(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`bindery explain` lists all".to_owned(),
            };
            let error = format!("there is no code `{name}`; {hint}");
            return cannot_run(&mut std::io::stderr().lock(), &error);
        }
    };
    put(&mut std::io::stdout().lock(), &text);
    ExitCode::SUCCESS
}
