//! Ids: only those that links lead to are kept, and no link leads to nothing.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::convert::{Convert, id_name};
use crate::document::{
    Block, Inline, InlineKind, LinkTarget, visit_blocks, visit_blocks_mut, visit_inlines,
};

impl Convert<'_> {
    /// Finds the ids that links lead to, and names each so that it is the only one of its name.
    pub(in crate::import) fn find_ids(&mut self) {
        let mut wanted: BTreeSet<(usize, String)> = BTreeSet::new();
        for (at, doc) in self.docs.iter().enumerate() {
            let tree = &doc.tree;
            for link in doc.kept("a") {
                if self.note_links.contains_key(&(at, link))
                    || self.back_links.contains(&(at, link))
                {
                    continue;
                }
                let Some(href) = tree.attr(link, "href") else {
                    continue;
                };
                let Some((target, name)) = self.outside.place(at, href) else {
                    continue;
                };
                if !name.is_empty()
                    && self
                        .docs
                        .get(target)
                        .is_some_and(|doc| doc.ids.contains_key(&name))
                {
                    wanted.insert((target, name));
                }
            }
        }
        let mut used: HashSet<String> = HashSet::new();
        for (doc, id) in wanted {
            let plain = id_name(&id);
            let mut name = plain.clone();
            let mut number = 1;
            while !used.insert(name.clone()) {
                number += 1;
                name = format!("{plain}-{number}");
            }
            self.wanted.insert((doc, id), name);
        }
    }
}

/// Takes away the links to ids that did not come along; their text stays. Each chapter comes with its file name.
pub(in crate::import) fn drop_dead(chapters: &mut [(&mut Vec<Block>, &str)]) {
    let mut ids: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
    for (blocks, file) in chapters.iter() {
        let ids = ids.entry(*file).or_default();
        visit_blocks(blocks, &mut |block| {
            ids.extend(block.attr.id.clone());
            visit_inlines(block.inlines(), &mut |inline| {
                ids.extend(inline.attr.id.clone())
            });
        });
    }
    for (blocks, file) in chapters {
        let is_dead = |target: &str| match target.split_once('#') {
            Some((chapter, id)) if !target.contains("://") => {
                let chapter = if chapter.is_empty() { *file } else { chapter };
                !ids.get(chapter).is_some_and(|ids| ids.contains(id))
            }
            _ => false,
        };
        visit_blocks_mut(blocks, &mut |block| {
            if let Some(inlines) = block.inlines_mut() {
                unlink(inlines, &is_dead);
            }
        });
    }
}

/// As deep as inlines nest, which importers bound.
fn unlink(inlines: &mut Vec<Inline>, is_dead: &impl Fn(&str) -> bool) {
    let mut out = Vec::with_capacity(inlines.len());
    for mut inline in inlines.drain(..) {
        for content in inline.children_mut() {
            unlink(content, is_dead);
        }
        match inline.kind {
            InlineKind::Link {
                target: LinkTarget::Unresolved(ref target),
                ref mut content,
                ..
            } if is_dead(target) => out.append(content),
            _ => out.push(inline),
        }
    }
    *inlines = out;
}
