//! No two manuscripts write the same file.

use std::collections::BTreeMap;

use super::Planned;
use crate::diag::{Code, Diagnostic};
use crate::output::Targets;

/// For each manuscript, the diagnostic that says which earlier or later one writes the same files.
pub(super) fn clashes(
    manuscripts: &[Planned],
    names: &[String],
    targets: &Targets,
) -> Vec<Option<Diagnostic>> {
    // Where nothing is written, it is checked that what is usually asked for could be.
    let usual = Targets::for_readers();
    let targets = if targets.is_empty() { &usual } else { targets };
    let files = |name: &str| -> Vec<String> {
        let targets = targets.iter();
        targets.map(|target| target.file_name(name)).collect()
    };
    // Some file systems take no notice of case.
    let mut writers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (planned, name) in manuscripts.iter().zip(names) {
        for file in files(name) {
            let writers = writers.entry(file.to_lowercase()).or_default();
            writers.push(&planned.name);
        }
    }
    names
        .iter()
        .map(|name| {
            let (file, writers) = files(name)
                .into_iter()
                .filter_map(|file| {
                    let writers = writers.get(&file.to_lowercase())?;
                    Some((file, writers))
                })
                .find(|(_, writers)| writers.len() > 1)?;
            let quoted: Vec<String> = writers.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("{} would all be written to `{file}`", quoted.join(", "));
            Some(
                Diagnostic::error(Code::OutputClash, message)
                    .help("rename all but one, name outputs by a template (`names` in `bindery.toml`), or build them into different folders"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Entry;
    use crate::output::Target;

    fn planned(name: &str) -> Planned {
        Planned {
            name: name.to_owned(),
            base: String::new(),
            root: std::path::PathBuf::new(),
            entry: Entry::File(name.to_owned()),
        }
    }

    #[test]
    fn two_manuscripts_never_write_the_same_file() {
        let manuscripts = [planned("x/a.md"), planned("b.md"), planned("a.md")];
        let names = ["a", "b", "A"].map(str::to_owned);
        let mut targets = Targets::for_readers();
        let found = clashes(&manuscripts, &names, &targets);
        assert!(found[0].is_some() && found[1].is_none() && found[2].is_some());

        let manuscripts = [planned("x.md"), planned("x-sheets.md")];
        let names = ["x", "x-sheets"].map(str::to_owned);
        let found = clashes(&manuscripts, &names, &targets);
        assert!(found.iter().all(Option::is_none));
        targets.insert(Target::Sheets);
        let found = clashes(&manuscripts, &names, &targets);
        let message = found[0].as_ref().map(|d| d.message.as_str());
        let both = "`x.md`, `x-sheets.md` would all be written to `x-sheets.pdf`";
        assert_eq!(message, Some(both));
        assert!(found[1].is_some());
    }
}
