//! A set of targets: what a build is asked for.

use std::collections::{BTreeSet, btree_set};

use super::Target;

/// What is to be made, each target once. Nothing is made of an empty set: the manuscript is only checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Targets(BTreeSet<Target>);

impl Targets {
    /// Nothing: the manuscript is checked to the last stage.
    pub const fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// All that is made for readers, which is what is usually asked for.
    pub fn for_readers() -> Self {
        let all = Target::ALL.iter().copied();
        all.filter(|target| target.is_for_readers()).collect()
    }

    /// Whether a target is asked for.
    pub fn contains(&self, target: Target) -> bool {
        self.0.contains(&target)
    }

    /// Asks for a target, too.
    pub fn insert(&mut self, target: Target) {
        self.0.insert(target);
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The targets in their order.
    pub fn iter(&self) -> impl Iterator<Item = Target> {
        self.0.iter().copied()
    }
}

impl From<Target> for Targets {
    fn from(target: Target) -> Self {
        Self::from([target])
    }
}

impl<const N: usize> From<[Target; N]> for Targets {
    fn from(targets: [Target; N]) -> Self {
        Self(BTreeSet::from(targets))
    }
}

impl FromIterator<Target> for Targets {
    fn from_iter<I: IntoIterator<Item = Target>>(targets: I) -> Self {
        Self(targets.into_iter().collect())
    }
}

impl IntoIterator for Targets {
    type Item = Target;
    type IntoIter = btree_set::IntoIter<Target>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_get_the_epub_and_the_pdf() {
        let targets = Targets::for_readers();
        assert_eq!(targets, Targets::from([Target::Pdf, Target::Epub]));
        assert!(!targets.contains(Target::Sheets) && !targets.is_empty());
        assert!(Targets::none().is_empty());
    }
}
