//! The parts of a package (ECMA-376-2), as text and with their relationships.

use std::collections::{BTreeMap, HashMap, HashSet};

use roxmltree::Node;

use super::{MAX_PART, Part, Relations, run};
use crate::import::archive::Archive;
use crate::import::{address, charset, xml};

/// The parts as text, for their trees to borrow from.
pub(super) struct Texts {
    pub(super) document: String,
    pub(super) footnotes: Option<String>,
    pub(super) endnotes: Option<String>,
    pub(super) comments: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) numbering: Option<String>,
    pub(super) core: Option<String>,
    /// The main part's name.
    pub(super) main: String,
    pub(super) relations: HashMap<Part, Relations>,
}

impl Texts {
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Self, String> {
        let package = relations(archive, "")?;
        let main = package
            .iter()
            .find(|(_, (kind, _, _))| kind == "officeDocument")
            .map(|(_, (_, target, _))| target.trim_start_matches('/').to_owned())
            .unwrap_or_else(|| "word/document.xml".to_owned());
        let document = text(archive, &main)?.ok_or("it holds no document")?;
        let of_main = relations(archive, &main)?;
        let named = |kind: &str| -> Option<String> {
            let (_, target, _) = of_main
                .values()
                .find(|(own, _, outside)| own == kind && !outside)?;
            address::beside(&main, target)
        };
        let names: Vec<Option<String>> =
            ["footnotes", "endnotes", "comments", "styles", "numbering"]
                .iter()
                .map(|kind| named(kind))
                .collect();
        let mut read = |at: usize| -> Result<Option<String>, String> {
            match names.get(at).and_then(Option::as_deref) {
                Some(name) => text(archive, name),
                None => Ok(None),
            }
        };
        let (footnotes, endnotes, comments) = (read(0)?, read(1)?, read(2)?);
        let (styles, numbering) = (read(3)?, read(4)?);
        let core = package
            .values()
            .find(|(kind, _, _)| kind == "core-properties")
            .map(|(_, target, _)| target.trim_start_matches('/').to_owned());
        let core = match core {
            Some(name) => text(archive, &name)?,
            None => None,
        };
        let mut all = HashMap::new();
        let places = [
            (Part::Document, Some(&main)),
            (Part::Footnotes, names.first().and_then(Option::as_ref)),
            (Part::Endnotes, names.get(1).and_then(Option::as_ref)),
        ];
        for (part, name) in places {
            if let Some(name) = name {
                let own = relations(archive, name)?;
                all.insert(
                    part,
                    own.into_iter()
                        .map(|(id, (_, target, outside))| (id, (target, outside)))
                        .collect(),
                );
            }
        }
        Ok(Self {
            document,
            footnotes,
            endnotes,
            comments,
            styles,
            numbering,
            core,
            main,
            relations: all,
        })
    }
}

/// The relationships of a part (ECMA-376-2, 6.5): kind, target and whether it is outside, by id.
pub(super) fn relations(
    archive: &mut Archive<'_>,
    part: &str,
) -> Result<BTreeMap<String, (String, String, bool)>, String> {
    let (folder, file) = part
        .rsplit_once('/')
        .map_or(("", part), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let mut out = BTreeMap::new();
    let Some(text) = text(archive, &name)? else {
        return Ok(out);
    };
    let tree = xml::parse(&text, &name)?;
    for node in tree.root_element().children().filter(Node::is_element) {
        let (Some(id), Some(target)) = (xml::attr(node, "Id"), xml::attr(node, "Target")) else {
            continue;
        };
        let kind = xml::attr(node, "Type")
            .unwrap_or_default()
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let outside = xml::attr(node, "TargetMode") == Some("External");
        out.insert(id.to_owned(), (kind.to_owned(), target.to_owned(), outside));
    }
    Ok(out)
}

pub(super) fn text(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, String> {
    let Some(bytes) = archive.read(name, MAX_PART)? else {
        return Ok(None);
    };
    let decoded = charset::decode(&bytes);
    match decoded.damaged {
        true => Err(format!("`{name}` in it is no text")),
        false => Ok(Some(decoded.text)),
    }
}

/// The bookmarks that links lead to.
pub(super) fn wanted(root: Node<'_, '_>) -> HashSet<String> {
    let mut out = HashSet::new();
    for node in root.descendants() {
        match node.tag_name().name() {
            "hyperlink" => out.extend(xml::attr(node, "anchor").map(str::to_owned)),
            "instrText" => {
                let text = node.text().unwrap_or_default();
                out.extend(
                    text.split(['"', ' '])
                        .filter(|word| !word.is_empty())
                        .map(str::to_owned),
                );
            }
            "fldSimple" => {
                let text = xml::attr(node, "instr").unwrap_or_default();
                out.extend(
                    text.split(['"', ' '])
                        .filter(|word| !word.is_empty())
                        .map(str::to_owned),
                );
            }
            _ => {}
        }
    }
    // Those of lists of contents lead nowhere once the list is gone.
    out.retain(|name| !name.starts_with("_Toc"));
    out
}

pub(super) fn read_comments(root: Node<'_, '_>) -> HashMap<String, (String, String)> {
    root.children()
        .filter(|node| node.tag_name().name() == "comment")
        .filter_map(|node| {
            let author = xml::attr(node, "author").unwrap_or_default().to_owned();
            Some((
                xml::attr(node, "id")?.to_owned(),
                (author, run::text_of(node)),
            ))
        })
        .collect()
}

/// The language of most of the text.
pub(super) fn most_used(root: Node<'_, '_>, default: Option<&str>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for run in root
        .descendants()
        .filter(|node| node.tag_name().name() == "r")
    {
        let own = xml::child(run, "rPr")
            .and_then(|p| xml::child(p, "lang"))
            .and_then(|lang| xml::attr(lang, "val"));
        let length: usize = run
            .children()
            .filter(|n| n.tag_name().name() == "t")
            .filter_map(|n| n.text())
            .map(str::len)
            .sum();
        if let Some(lang) = own.or(default) {
            *counts.entry(lang.to_owned()).or_default() += length;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(lang, _)| lang);
    let most = most.or_else(|| default.map(str::to_owned))?;
    crate::document::Lang::new(&most)
        .ok()
        .map(|lang| lang.as_str().to_owned())
}
