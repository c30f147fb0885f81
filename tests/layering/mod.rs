//! Reads the sources and fails when they are not built as the architecture says:
//!
//! - a room (a top module) names only those rooms that [`rooms`] lists for it;
//! - no files name each other in a circle, in a room or across. That a file names its own `mod.rs`, which offers its
//!   name to others, is none. What two files need of each other belongs under both, or is handed from one to the other;
//! - a crate that is bound to a room is named there alone;
//! - no file is longer than one can keep in mind.

mod files;
mod paths;
mod rooms;
mod scan;

use std::collections::BTreeSet;

use files::{File, circles, files, graph};
use rooms::{HOMES, ROOMS};

/// The most lines of a file.
const LONGEST: usize = 500;

fn row(room: &str) -> Option<&'static rooms::Row> {
    ROOMS.iter().find(|(name, ..)| *name == room)
}

/// The rooms that a file names, `None` among them for what the root of the crate offers by itself.
fn named_rooms<'f>(file: &File, all: &[&'f str]) -> BTreeSet<Option<&'f str>> {
    let paths = file.named.iter().filter_map(|named| file.resolve(named));
    paths
        .filter_map(|path| {
            let first = path.first()?;
            let room = all.iter().find(|room| *room == first).copied();
            (room != Some(file.room())).then_some(room)
        })
        .collect()
}

#[test]
fn rooms_name_only_what_the_architecture_says() {
    let files = files();
    let all: BTreeSet<&str> = files.iter().map(File::room).collect();
    let all: Vec<&str> = all.into_iter().collect();
    let mut faults = Vec::new();
    // The root of the library is its façade and may name all.
    for file in files.iter().filter(|file| file.room() != "lib") {
        let Some((_, may, _)) = row(file.room()) else {
            faults.push(format!("{} is in a room that is not listed", file.path));
            continue;
        };
        for named in named_rooms(file, &all) {
            match named {
                Some(room) if may.contains(&room) => {}
                Some(room) => faults.push(format!("{} names {room}", file.path)),
                // The command is another crate, and may use the façade.
                None if file.room() == "cli" => {}
                None => faults.push(format!("{} names what the façade offers", file.path)),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rooms_stand_on_those_above_them_in_the_list() {
    for (index, (room, may, _)) in ROOMS.iter().enumerate() {
        for other in *may {
            let above = ROOMS[..index].iter().any(|(name, ..)| name == other);
            assert!(above, "{room} names {other}, which does not stand above it");
        }
    }
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let files = files();
    let graph = graph(&files);
    let faults: Vec<String> = circles(&graph)
        .iter()
        .map(|circle| {
            let paths: Vec<&str> = circle.iter().map(|at| files[*at].path.as_str()).collect();
            format!("a circle: {}", paths.join(", "))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn crates_stay_in_their_homes() {
    let mut faults = Vec::new();
    for file in files() {
        for (name, home) in HOMES {
            let used = file
                .named
                .iter()
                .any(|named| named.path.first().is_some_and(|first| first == name));
            if used && !home.contains(&file.room()) {
                faults.push(format!("{} names {name}", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_grows_without_limit() {
    let faults: Vec<String> = files()
        .into_iter()
        .filter_map(|file| {
            let lines = file.text.lines().count();
            (lines > LONGEST).then(|| format!("{} has {lines} lines", file.path))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
