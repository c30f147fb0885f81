//! Parts of a batch, for several machines.

use sha2::{Digest as _, Sha256};

/// One of several parts of a batch, each built by a command of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub index: u32,
    /// How many parts there are.
    pub count: u32,
}

impl Shard {
    /// True when a manuscript is of this part. That depends on its name alone, so that parts stay the same when
    /// others are added.
    pub fn has(self, name: &str) -> bool {
        let digest = Sha256::digest(name.as_bytes());
        let number = digest
            .iter()
            .take(8)
            .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        number % u64::from(self.count.max(1)) == u64::from(self.index.saturating_sub(1))
    }

    /// The part as a part of file names.
    pub(crate) fn tag(shard: Option<Self>) -> String {
        shard.map_or_else(String::new, |s| format!("-{}-of-{}", s.index, s.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manuscript_stays_in_its_shard_from_version_to_version() {
        let names = [
            "a.md",
            "b.md",
            "articles/on-margins.md",
            "articles/2026-11-24.md",
            "books/small",
            "manuscript/specimen",
            "manuscript/여백.md",
            "bindery.toml#yearbook",
            "../elsewhere/a.md",
            "",
        ];
        let part = |index| -> Vec<&str> {
            let shard = Shard { index, count: 3 };
            names.into_iter().filter(|name| shard.has(name)).collect()
        };
        assert_eq!(
            part(1),
            [
                "b.md",
                "manuscript/specimen",
                "manuscript/여백.md",
                "bindery.toml#yearbook",
                "../elsewhere/a.md",
            ]
        );
        assert_eq!(part(2), ["articles/2026-11-24.md", ""]);
        assert_eq!(part(3), ["a.md", "articles/on-margins.md", "books/small"]);
    }

    #[test]
    fn shards_are_a_partition() {
        let names: Vec<String> = (0..100).map(|i| format!("m/{i}.md")).collect();
        let mut sizes = Vec::new();
        for index in 1..=3 {
            let shard = Shard { index, count: 3 };
            sizes.push(names.iter().filter(|name| shard.has(name)).count());
        }
        assert_eq!(sizes.iter().sum::<usize>(), 100);
        assert!(
            sizes.iter().all(|size| (20..=50).contains(size)),
            "{sizes:?}"
        );
    }
}
