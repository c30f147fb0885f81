//! What is written is read back as it was.

use std::path::{Path, PathBuf};

use super::write;
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, Note, NoteId, visit_blocks_mut,
};
use crate::manuscript::{Entry, load};
use crate::reader::read;
use crate::world::{DiskFiles, Files, MemoryFiles};

fn read_entry(files: &dyn Files, entry: &Entry) -> Option<Document> {
    let loaded = load(files, entry);
    Some(read(&loaded.manuscript?, files).value)
}

fn read_markdown(markdown: &str) -> Document {
    let files = MemoryFiles::default().with("t.md", format!("---\ntitle: T\n---\n{markdown}"));
    read_entry(&files, &Entry::File("t.md".to_owned())).expect("a manuscript")
}

/// The model without what Markdown may say in more than one way: line ends in the source, texts cut in
/// pieces, numbers of notes.
fn usual(mut blocks: Vec<Block>, notes: &[Note]) -> String {
    visit_blocks_mut(&mut blocks, &mut |block| {
        block.attr.pairs.sort();
        match &mut block.kind {
            BlockKind::Figure { image, .. } => image.asset = None,
            BlockKind::Code { text, .. } => text.truncate(text.trim_end_matches('\n').len()),
            BlockKind::Math(math) => {
                math.tex = math.tex.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            _ => {}
        }
        if let Some(inlines) = block.inlines_mut() {
            join(inlines);
        }
    });
    let mut notes: Vec<Note> = notes.to_vec();
    for note in &mut notes {
        visit_blocks_mut(&mut note.blocks, &mut |block| {
            if let Some(inlines) = block.inlines_mut() {
                join(inlines);
            }
        });
    }
    let mut document = read_markdown("x\n");
    document.meta = crate::document::Metadata::default();
    document.chapters[0].blocks = blocks;
    document.chapters[0].title.clear();
    document.notes = notes;
    document
        .dump()
        .lines()
        .filter(|line| !line.trim_start().starts_with("chapter"))
        .map(|line| line.replace(" dropped", "") + "\n")
        .collect()
}

fn join(inlines: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::new();
    let mut waiting: Vec<Inline> = inlines.drain(..).rev().collect();
    while let Some(mut inline) = waiting.pop() {
        for content in inline.children_mut() {
            join(content);
        }
        if inline.is_bare()
            && let InlineKind::Span(content) = &mut inline.kind
        {
            waiting.extend(content.drain(..).rev());
            continue;
        }
        if inline.kind == InlineKind::SoftBreak {
            inline.kind = InlineKind::Text(" ".to_owned());
        }
        match &mut inline.kind {
            InlineKind::Image(image) => image.asset = None,
            InlineKind::Math(math) => math.tex = math.tex.replace('\n', " "),
            _ => {}
        }
        if let (InlineKind::Text(text), Some(InlineKind::Text(last))) =
            (&inline.kind, out.last_mut().map(|last| &mut last.kind))
        {
            last.push_str(text);
            continue;
        }
        out.push(inline);
    }
    for inline in &mut out {
        if let InlineKind::Text(text) = &mut inline.kind {
            let words: Vec<&str> = text.split(' ').collect();
            let mut joined = String::new();
            for (at, word) in words.iter().enumerate() {
                if at > 0 && !joined.ends_with(' ') {
                    joined.push(' ');
                }
                joined.push_str(word);
            }
            *text = joined;
        }
    }
    *inlines = out;
}

/// Notes of a chapter alone, numbered from 0.
fn own_notes(document: &Document, chapter: usize) -> (Vec<Block>, Vec<Note>) {
    let mut blocks = document.chapters[chapter].blocks.clone();
    let places: Vec<usize> = (0..document.notes.len())
        .filter(|&at| document.notes[at].chapter == chapter)
        .collect();
    let mut notes: Vec<Note> = places
        .iter()
        .map(|&at| document.notes[at].clone())
        .collect();
    let renumber = |inline: &mut Inline| {
        if let InlineKind::NoteRef(id) = &mut inline.kind
            && let Some(at) = places.iter().position(|&place| place == id.0 as usize)
        {
            *id = NoteId(at as u32);
        }
    };
    let mut all = |block: &mut Block| {
        if let Some(inlines) = block.inlines_mut() {
            crate::document::visit_inlines_mut(inlines, &mut { renumber });
        }
    };
    visit_blocks_mut(&mut blocks, &mut all);
    for note in &mut notes {
        note.chapter = 0;
        visit_blocks_mut(&mut note.blocks, &mut all);
    }
    (blocks, notes)
}

/// What differs after writing and reading, with the Markdown.
fn differs(document: &Document, chapter: usize) -> Option<String> {
    let (blocks, notes) = own_notes(document, chapter);
    let markdown = write(&blocks, &notes);
    let again = read_markdown(&markdown);
    let (blocks_again, notes_again) = own_notes(&again, 0);
    let (was, is) = (usual(blocks, &notes), usual(blocks_again, &notes_again));
    if was == is {
        return None;
    }
    let line = was
        .lines()
        .zip(is.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let around = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(line.saturating_sub(2)).take(5).collect();
        lines.join("\n")
    };
    Some(format!(
        "{}\n--- was\n{}\n--- is\n{}\n",
        markdown,
        around(&was),
        around(&is)
    ))
}

#[test]
fn each_kind_of_block_and_inline_is_read_back() {
    for text in [
        "# A #hash \\#\n\n## B {#b .x}\n\ntext\n",
        "*a* **b** ***c*** *a **b** c* **a *b* c** ~~d~~ `e` ``f`g`` H~2~O x^2^",
        "a*b*c, **\"x\"**y, (*x*) «*x*», *a*—*b*, *a***b**",
        "1. one\n2. two\n   - a\n   - b\n\n     more\n3. three\n\n7) seven\n",
        "- [ ] a\n- [x] b\n",
        "> quote\n>\n> more\n\n> [!NOTE]\n> x\n",
        "{.epigraph}\n> x\n\n{#p lang=de}\nAbsatz\n",
        "Term\n: One\n: Two\n\n  more\n\nOther\nThird\n: Three\n",
        "```rust {#code}\nfn main() {}\n```\n\n```\n\n  x\n```\n",
        "Table: Of *x* {#t}\n\n| a | b |\n|:-:|--:|\n| 1 | `x\\|y` |\n",
        "<table>\n<tr><td>a</td><td>b</td></tr>\n</table>\n",
        "![An alt](x.png \"A *caption*\"){#fig width=50%}\n\nIn a ![dot](y.png) line\n",
        "[a *b*](https://x.org/?a=b&copy=1 \"tip\") [](#b) <https://x.org>\n",
        "[평양]{lang=ko} [Abc]{.smallcaps} <u>u</u> <mark>m</mark> <ruby>漢<rt>kan</rt></ruby>\n",
        "a\\\nb\n\n* * *\n\n$x^2$ and\n\n$$\ny\n$$\n",
        "a[^1] b[^n]\n\n[^1]: one\n\n    more\n[^n]: two\n",
        "<div class=\"x\">\n\na\n\n</div>\n",
        "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n: e\n\na | b\n\n\\`c\\` \\*d\\* \\_e\\_ \\[f\\] \\<g> h\\_ \\$i\\$ \\~j\\~ \\^k\\^ \\{.l} m\\!\n",
        "- a\n\n<!-- -->\n\n- b\n\n<!-- -->\n\n1. c\n",
        "[a]{lang=de}*b*[c]{lang=fr}**d**`e`{.x}\n",
    ] {
        let document = read_markdown(text);
        if let Some(difference) = differs(&document, 0) {
            panic!("{text}\n=====\n{difference}");
        }
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect()
}

#[test]
fn the_manuscripts_are_read_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for path in files_below(&root.join("manuscript")) {
        let text = std::fs::read_to_string(&path).expect("readable");
        let body = match text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
        {
            Some((_, body)) => body,
            None => &text,
        };
        let document = read_markdown(body);
        if let Some(difference) = differs(&document, 0) {
            panic!("{}\n{difference}", path.display());
        }
        count += 1;
    }
    assert!(count > 3, "{count}");
}

#[test]
fn public_texts_are_read_back() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut bad = Vec::new();
    let mut count = 0;
    for path in files_below(&corpus) {
        let folder = path.parent().expect("a folder");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let Ok(files) = DiskFiles::new(folder) else {
            continue;
        };
        let Some(document) = read_entry(&files, &Entry::File(name)) else {
            continue;
        };
        count += 1;
        if let Some(difference) = differs(&document, 0) {
            bad.push(format!(
                "{}\n{}",
                path.display(),
                difference.split("--- was").nth(1).unwrap_or_default()
            ));
        }
    }
    assert!(
        bad.is_empty(),
        "{} of {count}:\n{}",
        bad.len(),
        bad.iter().take(40).cloned().collect::<String>()
    );
}
