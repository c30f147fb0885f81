//! The source files as modules, and which names which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::paths::{Named, declared, paths};
use super::scan::scan;

/// A source file.
pub(super) struct File {
    /// Below `src`, with `/`.
    pub(super) path: String,
    /// `["typeset", "flow", "list"]`; empty for `lib.rs`, `["main"]` for `main.rs`.
    pub(super) module: Vec<String>,
    pub(super) text: String,
    pub(super) named: Vec<Named>,
    /// The modules that it declares.
    children: Vec<String>,
}

impl File {
    /// The top module that it belongs to.
    pub(super) fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// A path that it names, from the root of the crate on; `None` where it leads out of the crate, or is the name of
    /// something in the file.
    pub(super) fn resolve(&self, named: &Named) -> Option<Vec<String>> {
        let mut within = self.module.clone();
        within.extend(named.inline.iter().cloned());
        let (first, mut rest) = named.path.split_first()?;
        match first.as_str() {
            // The command is a crate of its own, which names the library.
            "crate" | "bindery" => within.clear(),
            "self" => {}
            "super" => {
                within.pop();
                while let Some((next, after)) = rest.split_first() {
                    if next != "super" {
                        break;
                    }
                    within.pop();
                    rest = after;
                }
            }
            child if named.inline.is_empty() && self.children.iter().any(|c| c == child) => {
                within.push(child.to_owned());
            }
            _ => return None,
        }
        within.extend(rest.iter().cloned());
        Some(within)
    }
}

/// All source files that are not tests, in the order of their paths.
pub(super) fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    list(&root, &mut found);
    found.sort();
    let mut files = Vec::new();
    let mut tests = BTreeSet::new();
    for path in found {
        let text = std::fs::read_to_string(&path).expect("UTF-8 source");
        let relative = path.strip_prefix(&root).expect("below src");
        let module = module_of(relative);
        let scanned = scan(&text);
        for name in scanned.test_modules {
            let mut test = module.clone();
            test.push(name.to_owned());
            tests.insert(test);
        }
        let named = paths(&scanned.tokens);
        let children = declared(&scanned.tokens);
        files.push(File {
            path: relative
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/"),
            named,
            children: children.into_iter().map(str::to_owned).collect(),
            module,
            text,
        });
    }
    // Unit tests may reach across, to see their part at work in the whole.
    files.retain(|file| !(1..=file.module.len()).any(|n| tests.contains(&file.module[..n])));
    files
}

fn list(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            list(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn module_of(relative: &Path) -> Vec<String> {
    let mut module: Vec<String> = relative
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if module
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        module.pop();
    }
    module
}

/// For each file the files that it names, but for those of the modules around it: a file belongs to its own `mod.rs`,
/// which gathers what it and its sisters offer.
pub(super) fn graph(files: &[File]) -> BTreeMap<usize, BTreeSet<usize>> {
    let by_module: BTreeMap<&[String], usize> = files
        .iter()
        .enumerate()
        .map(|(index, file)| (file.module.as_slice(), index))
        .collect();
    let mut graph = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let mut names = BTreeSet::new();
        for named in &file.named {
            let Some(path) = file.resolve(named) else {
                continue;
            };
            let target = (0..=path.len())
                .rev()
                .find_map(|length| by_module.get(&path[..length]));
            let Some(&target) = target else { continue };
            if !file.module.starts_with(&files[target].module) {
                names.insert(target);
            }
        }
        graph.insert(index, names);
    }
    graph
}

/// The circles of a graph: its strongly connected parts of more than one member.
pub(super) fn circles(graph: &BTreeMap<usize, BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
    let reach = |from: usize| {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<usize> = graph[&from].iter().copied().collect();
        while let Some(at) = waiting.pop() {
            if seen.insert(at) {
                waiting.extend(&graph[&at]);
            }
        }
        seen
    };
    let reached: BTreeMap<usize, BTreeSet<usize>> =
        graph.keys().map(|at| (*at, reach(*at))).collect();
    let circles: BTreeSet<BTreeSet<usize>> = graph
        .keys()
        .filter(|at| reached[at].contains(at))
        .map(|at| {
            let back = |other: &&usize| reached[*other].contains(at);
            reached[at].iter().filter(back).copied().collect()
        })
        .collect();
    circles.into_iter().collect()
}

#[test]
fn circles_are_found() {
    let graph = [
        (0, vec![1]),
        (1, vec![2]),
        (2, vec![0, 3]),
        (3, vec![4]),
        (4, vec![]),
    ];
    let graph = graph
        .map(|(from, to)| (from, to.into_iter().collect()))
        .into();
    assert_eq!(circles(&graph), [BTreeSet::from([0, 1, 2])]);
}
