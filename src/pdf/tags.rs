//! The structure tree: what a tagged PDF says of its content (ISO 32000-1, 14.7 and 14.8).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::attributes::{Ids, attributes};
use super::error::PdfError;
use super::headers;
use super::object::dict;
use super::pagecontent::PageContent;
use super::roles::{self, ROLES, tag_name};
use super::string::name;
use super::tree;
use crate::document::Lang;
use crate::typeset::page::{Page, PageItem, turned};
use crate::typeset::structure::{StructElement, StructId, StructTree, Tag};
use crate::units::{Length, Rect, Size};

/// A structure tree that is known to be one, with each element's language.
pub(super) struct Tags<'a> {
    tree: &'a StructTree,
    tags: Vec<Tag>,
    langs: Vec<&'a Lang>,
}

/// A link's annotation and where it belongs.
pub(super) struct Annotation {
    /// The annotation.
    pub(super) object: ObjectId,
    /// Its page, from 0.
    pub(super) page: u32,
    /// The index of its item on the page.
    pub(super) index: u32,
    /// Its element.
    pub(super) element: StructId,
    /// Its key in the parent tree.
    pub(super) key: i64,
}

/// What the content holds for the tree.
pub(super) struct Marked<'a> {
    /// The pages.
    pub(super) pages: &'a [Page],
    /// Their content.
    pub(super) contents: &'a [PageContent],
    /// Their objects.
    pub(super) page_ids: &'a [ObjectId],
    /// The links; their keys start after those of the pages, which are their numbers from 0.
    pub(super) annotations: &'a [Annotation],
}

/// Something in an element: where it first appears, and what it is.
type Kid = ((u32, u32), Leaf);

/// A leaf of the tree.
#[derive(Clone, Copy)]
enum Leaf {
    /// Marked content: its page and id.
    Content(u32, usize),
    /// An annotation and its page.
    Annotation(u32, ObjectId),
}

/// After everything that is on a page.
const NOWHERE: (u32, u32) = (u32::MAX, u32::MAX);

impl<'a> Tags<'a> {
    /// Checks that parents stand before their children and finds each element's language.
    pub(super) fn new(tree: &'a StructTree, lang: &'a Lang) -> Result<Self, PdfError> {
        let mut langs: Vec<&Lang> = Vec::with_capacity(tree.elements.len());
        for (index, element) in (0u32..).zip(&tree.elements) {
            let broken = PdfError::UnknownElement(StructId(index));
            let outer = match element.parent {
                None if index == 0 => lang,
                None => return Err(broken),
                Some(StructId(parent)) => langs.get(parent as usize).ok_or(broken)?,
            };
            langs.push(element.lang.as_ref().unwrap_or(outer));
            if let Some(child) = element.children.iter().find(|child| {
                let known = tree.elements.get(child.0 as usize);
                known.is_none_or(|known| known.parent != Some(StructId(index)))
            }) {
                return Err(PdfError::UnknownElement(*child));
            }
        }
        let tags = roles::tags(tree);
        Ok(Self { tree, tags, langs })
    }

    /// The name that an element's marked content goes by.
    pub(super) fn name(&self, id: StructId) -> Result<&'static str, PdfError> {
        let tag = self.tags.get(id.0 as usize);
        tag.map(|tag| tag_name(*tag))
            .ok_or(PdfError::UnknownElement(id))
    }

    /// True for a picture that nothing is said of.
    pub(super) fn is_ornament(&self, id: StructId) -> bool {
        let element = self.tree.elements.get(id.0 as usize);
        element.is_some_and(roles::is_ornament)
    }

    /// The language of an element: its own, or that of what it lies in.
    pub(super) fn lang(&self, id: StructId) -> Option<&Lang> {
        self.langs.get(id.0 as usize).copied()
    }

    /// Writes the tree and returns its root.
    pub(super) fn write(
        &self,
        doc: &mut Document,
        marked: &Marked<'_>,
    ) -> Result<ObjectId, PdfError> {
        let elements = &self.tree.elements;
        let mut leaves = self.leaves(marked)?;
        let (first, kept) = self.extents(&leaves);
        let boxes = self.boxes(marked);
        let root = doc.new_object_id();
        // An element whose link needs one of its own: see `wraps`.
        let ids: Vec<ObjectId> = elements.iter().map(|_| doc.new_object_id()).collect();
        let mut holders = ids.clone();
        let mut notes = Ids::default();
        let heads = headers::of_cells(self.tree);
        let named: BTreeSet<usize> = heads.values().flatten().copied().collect();
        for (index, element) in elements.iter().enumerate() {
            let (Some(id), Some(true)) = (ids.get(index), kept.get(index)) else {
                continue;
            };
            let parent = element.parent.and_then(|p| ids.get(p.0 as usize));
            let mut dict = dict! {
                "S" => name(self.tags.get(index).map_or("Div", |tag| tag_name(*tag))),
                "P" => Object::Reference(*parent.unwrap_or(&root)),
            };
            let own = leaves
                .get_mut(index)
                .map(std::mem::take)
                .unwrap_or_default();
            let wraps = wraps(element, &own);
            let mut kids = Kids::new(marked.page_ids, &own);
            for child in &element.children {
                let child = child.0 as usize;
                if let (Some(id), Some(first), Some(true)) =
                    (ids.get(child), first.get(child), kept.get(child))
                {
                    kids.element(*id, *first);
                }
            }
            let (kids, page) = kids.finish();
            if wraps {
                let link = doc.new_object_id();
                let mut inner = dict! { "S" => name("Link"), "P" => Object::Reference(*id) };
                set_kids(&mut inner, kids, page);
                doc.set_object(link, inner);
                dict.set("K", Object::Reference(link));
                if let Some(holder) = holders.get_mut(index) {
                    *holder = link;
                }
            } else {
                set_kids(&mut dict, kids, page);
            }
            let heads = heads.get(&index).map_or(&[][..], Vec::as_slice);
            attributes(
                &mut dict,
                element,
                boxes.get(index).copied().flatten(),
                heads,
            );
            if named.contains(&index) {
                dict.set("ID", notes.cell(index, *id));
            }
            if element.tag == Tag::Note {
                dict.set("ID", notes.add(element, index, *id));
            }
            doc.set_object(*id, dict);
        }
        let parents = parent_tree(marked, &holders);
        let parents = tree::add(doc, "Nums", parents);
        let mut dict = dict! {
            "Type" => name("StructTreeRoot"),
            "K" => ids.first().map_or(Object::Array(Vec::new()), |id| Object::Reference(*id)),
            "ParentTree" => Object::Reference(doc.add_object(parents)),
            "ParentTreeNextKey" => (marked.page_ids.len() + marked.annotations.len()) as i64,
            "RoleMap" => ROLES.iter().fold(Dictionary::new(), |mut map, (own, standard)| {
                map.set(*own, name(standard));
                map
            }),
        };
        if let Some(ids) = notes.tree(doc) {
            dict.set("IDTree", ids);
        }
        doc.set_object(root, dict);
        Ok(root)
    }

    /// The leaves of each element in the order of the pages.
    fn leaves(&self, marked: &Marked<'_>) -> Result<Vec<Vec<Kid>>, PdfError> {
        let mut leaves: Vec<Vec<Kid>> = vec![Vec::new(); self.tree.elements.len()];
        let mut add = |element: StructId, kid: Kid| {
            leaves
                .get_mut(element.0 as usize)
                .ok_or(PdfError::UnknownElement(element))
                .map(|leaves| leaves.push(kid))
        };
        for (page, content) in (0u32..).zip(marked.contents) {
            for (mcid, (element, index)) in content.marks.iter().enumerate() {
                add(*element, ((page, *index), Leaf::Content(page, mcid)))?;
            }
        }
        for a in marked.annotations {
            add(
                a.element,
                ((a.page, a.index), Leaf::Annotation(a.page, a.object)),
            )?;
        }
        for leaves in &mut leaves {
            leaves.sort_by_key(|(place, _)| *place);
        }
        Ok(leaves)
    }

    /// For each element, where it or anything in it first appears, and whether it is kept: an element
    /// with nothing in it says nothing, but a table needs all its cells.
    fn extents(&self, leaves: &[Vec<Kid>]) -> (Vec<(u32, u32)>, Vec<bool>) {
        let elements = &self.tree.elements;
        let mut first: Vec<(u32, u32)> = leaves
            .iter()
            .map(|leaves| leaves.first().map_or(NOWHERE, |(place, _)| *place))
            .collect();
        let mut kept: Vec<bool> = elements
            .iter()
            .zip(leaves)
            .map(|(element, leaves)| {
                !leaves.is_empty()
                    || matches!(element.tag, Tag::Document | Tag::Td | Tag::Th | Tag::ThRow)
            })
            .collect();
        // From the last: every element comes after its parent.
        for index in (0..elements.len()).rev() {
            let parent = elements.get(index).and_then(|element| element.parent);
            let Some(parent) = parent.map(|parent| parent.0 as usize) else {
                continue;
            };
            let place = first.get(index).copied().unwrap_or(NOWHERE);
            if let Some(outer) = first.get_mut(parent) {
                *outer = place.min(*outer);
            }
            let keep = kept.get(index).copied().unwrap_or_default();
            if let Some(outer) = kept.get_mut(parent) {
                *outer |= keep;
            }
        }
        (first, kept)
    }

    /// The box of each figure that stands on one page, from the page's foot.
    fn boxes(&self, marked: &Marked<'_>) -> Vec<Option<[Length; 4]>> {
        let mut boxes: Vec<Option<(usize, [Length; 4])>> = vec![None; self.tree.elements.len()];
        let mut split = BTreeSet::new();
        for (number, page) in marked.pages.iter().enumerate() {
            let mut about = None;
            for item in &page.items {
                let image = match item {
                    PageItem::Image(image) => image,
                    PageItem::Turned(point) => {
                        about = Some(*point);
                        continue;
                    }
                    PageItem::Upright => {
                        about = None;
                        continue;
                    }
                    _ => continue,
                };
                let rect = about.map_or(image.rect, |about| turned(image.rect, about));
                let crate::typeset::page::Mark::Content(id) = image.mark else {
                    continue;
                };
                let new = sides(&rect, page.size);
                match boxes.get_mut(id.0 as usize) {
                    Some(slot @ None) => *slot = Some((number, new)),
                    Some(Some((at, old))) if *at == number => {
                        *old = [
                            old[0].min(new[0]),
                            old[1].min(new[1]),
                            old[2].max(new[2]),
                            old[3].max(new[3]),
                        ];
                    }
                    _ => {
                        split.insert(id.0 as usize);
                    }
                }
            }
        }
        let boxes = boxes.into_iter().enumerate();
        boxes
            .map(|(index, found)| found.filter(|_| !split.contains(&index)))
            .map(|found| found.map(|(_, sides)| sides))
            .collect()
    }
}

/// True when an annotation belongs to an element that is no link: then a `Link` is put between it and
/// its content, for only a `Link` may hold a link's annotation (ISO 14289-1, 7.18.5).
fn wraps(element: &StructElement, leaves: &[Kid]) -> bool {
    element.tag != Tag::Link
        && leaves
            .iter()
            .any(|(_, leaf)| matches!(leaf, Leaf::Annotation(..)))
}

/// Collects what is in an element, in reading order.
struct Kids<'a> {
    page_ids: &'a [ObjectId],
    /// The element's own leaves that are still to come.
    leaves: std::iter::Peekable<std::slice::Iter<'a, Kid>>,
    /// The page that marked content is on unless it says otherwise.
    page: Option<u32>,
    kids: Vec<Object>,
}

impl<'a> Kids<'a> {
    fn new(page_ids: &'a [ObjectId], leaves: &'a [Kid]) -> Self {
        let page = leaves.iter().find_map(|(_, leaf)| match leaf {
            Leaf::Content(page, _) => Some(*page),
            Leaf::Annotation(..) => None,
        });
        Self {
            page_ids,
            leaves: leaves.iter().peekable(),
            page,
            kids: Vec::new(),
        }
    }

    /// Adds a child, after the leaves that come before it.
    fn element(&mut self, id: ObjectId, first: (u32, u32)) {
        // A child that appears nowhere stays beside its elder.
        while first != NOWHERE
            && let Some((_, leaf)) = self.leaves.next_if(|(place, _)| *place < first)
        {
            self.leaf(*leaf);
        }
        self.kids.push(Object::Reference(id));
    }

    fn leaf(&mut self, leaf: Leaf) {
        let page_id = |page: u32| {
            self.page_ids
                .get(page as usize)
                .map_or(Object::Null, |id| Object::Reference(*id))
        };
        let kid = match leaf {
            Leaf::Content(page, mcid) if self.page == Some(page) => Object::Integer(mcid as i64),
            Leaf::Content(page, mcid) => Object::Dictionary(dict! {
                "Type" => name("MCR"),
                "Pg" => page_id(page),
                "MCID" => mcid as i64,
            }),
            Leaf::Annotation(page, object) => Object::Dictionary(dict! {
                "Type" => name("OBJR"),
                "Pg" => page_id(page),
                "Obj" => Object::Reference(object),
            }),
        };
        self.kids.push(kid);
    }

    fn finish(mut self) -> (Vec<Object>, Option<Object>) {
        while let Some((_, leaf)) = self.leaves.next() {
            self.leaf(*leaf);
        }
        let page = self.page.and_then(|page| self.page_ids.get(page as usize));
        (self.kids, page.map(|id| Object::Reference(*id)))
    }
}

fn set_kids(dict: &mut Dictionary, mut kids: Vec<Object>, page: Option<Object>) {
    if let Some(page) = page {
        dict.set("Pg", page);
    }
    match kids.len() {
        0 => {}
        1 => dict.set("K", kids.pop().unwrap_or(Object::Null)),
        _ => dict.set("K", Object::Array(kids)),
    }
}

/// For each page the elements of its marked content, and for each annotation its element.
fn parent_tree(marked: &Marked<'_>, holders: &[ObjectId]) -> Vec<(Object, Object)> {
    let holder = |element: StructId| {
        holders
            .get(element.0 as usize)
            .map_or(Object::Null, |id| Object::Reference(*id))
    };
    let pages = (0i64..).zip(marked.contents).map(|(key, content)| {
        let parents = content.marks.iter().map(|(element, _)| holder(*element));
        (Object::Integer(key), Object::Array(parents.collect()))
    });
    let annotations = marked
        .annotations
        .iter()
        .map(|a| (Object::Integer(a.key), holder(a.element)));
    pages.chain(annotations).collect()
}

/// Left, bottom, right and top of what is seen, from the page's foot.
fn sides(rect: &Rect, page: Size) -> [Length; 4] {
    [
        rect.origin.x.max(Length::ZERO),
        (page.height - rect.bottom()).max(Length::ZERO),
        rect.right().min(page.width),
        (page.height - rect.origin.y).min(page.height),
    ]
}
