use super::{read_entry, read_markdown, report, snapshots};
use crate::document::{BlockKind, plain_text};
use crate::manuscript::Entry;
use crate::world::MemoryFiles;

snapshots! {
    inlines: "*a* **b** ~~c~~ `d` [e](f \"g\") <https://h.i> a^2^ H~2~O\\\nline\nsoft $x$ &amp; \\*";
    escapes_stay_straight: "\\\"q\\\" don\\'t 1\\-2 a\\.b \\* \\\\\"";
    bracketed_spans: "[평양]{lang=ko} [a *b* [c]{.x}]{.y #id} \\[no]{.x} [no\\]{.x} [x] {.no} [z]{lang=bad-}";
    attributes_after_inlines: "`x`{.rust} [l](u){.c #l}, ![a](dot.png){width=60%} `y` {.no} $m${#eq} `z`{onclick=1 style=x}";
    addresses: "See https://example.org/a_b. [https://no.example](u) www.x.org (me@b.org) `http://c.d`\n\n*http://e.f* <http://g.h>";
    block_attributes: "{.lead}\nFirst.\n\n{#two lang=fa dir=rtl}\n\nSecond.\n\nmiddle\n{.no}\ntext\n\n```\n{.no}\n```\n\n{.x}\n> {.y}\n> quote\n\n{.list}\n3. a\n4. {.item}\n   b\n\n{#t}\n| a |\n|---|\n| b |\n\n{#h}\nTitle\n=====\n\n{.k}\n```rust {.numbered}\nx\n```\n\n{.last}";
    lists: "- tight\n- b\n\n1) loose\n\n2) b\n\n- [x] done\n- [ ] open\n  1. nested\n";
    tables: "| a | b | c |\n|:--|:-:|--:|\n| 1 |\n| `x\\|y` | **2** | 3 | 4 |\n";
    table_captions: "| a |\n|---|\n| b |\n\nTable: The *caption* {#tab .wide}\n\ntext\n\nTable: Before\n\n| c |\n|---|\n| d |\n";
    notes: "a[^1] b[^n] c[^none]\n\n[^1]: one\n\n    two\n\n    - list\n\n[^N]: self[^n]\n\n[^unused]: x\n[^1]: again\n";
    figures: "![alt *text*](dot.png \"Caption with *emph* and[^1]\"){width=60% #fig}\n\ntext ![in line](dot.png)\n\n![](dot.png)\n\n![](dot.png){.ornament}\n\n[^1]: note\n";
    definitions: "Term\nOther\n: one\n: two\n\n  more\n\nNext\n\n: three\n";
    alerts: "> [!NOTE]\n> a\n\n> [!caution]\n> b\n\n> [!OTHER]\n> c\n";
    code: "```rust,ignore {#id .numbered}\na\n```\n\n~~~ {.py .x}\nb\n~~~\n\n    indented\n\n```\"><script>\nc\n```\n";
    math: "a $x$ b\n\n$$\ny\n$$ {#eq}\n\ntext $$z$$ after\n";
    headings: "# One {#a .b lang=de}\n\n## *Two* `c` {.unnumbered}\n\nThree\n---\n\n#\n";
    verse: "{.verse}\nline *a\nb*\nc\n\n{.verse}\n> d\n> e\n";
    roles: "{.verse .blue}\na\nb\n\n{.verse .epigraph .pagebreak}\n> c\n> d\n\n{.lead}\ne\n\n{.author}\nf\n\n{.subtitle}\ng\n\n[nato]{.smallcaps} [h]{.literal} `i`{.kbd} <kbd>j</kbd> $k${.display}\n\n<aside>\n\nl\n\n</aside>\n\n<div class=verse>\n\nm\nn\n\n</div>\n";
    breaks: "a\n\n***\n\nb  \nc\n";
    unsafe_links: "[a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](data:text/html,x) [d](vbscript:x) [e](<java\tscript:x>) [f](mailto:a@b.c) <x@y.z> [g](02-next.md#id)";
    characters: "a\u{1}b\u{c}c `d\u{8}` &#1; &#0; \u{fffe}";
}

#[test]
fn spans_point_at_what_was_read() {
    let (read, sources) = read_markdown(
        "A *b* [c]{.x} ![d](dot.png){.y}\n\n> q\n\n- [ ] é `f`\n\n| g |\n|---|\n| h |\n\n<p>i <b>j</b></p>\n",
    );
    let mut document = read.value;
    document.meta = crate::document::Metadata::default();
    insta::assert_snapshot!(document.dump_with_spans(&sources));
}

#[test]
fn every_span_lies_in_the_body() {
    let markdown = "# H\n\n*a* [b]{.c} <b>d</b>\n\n<ul><li>x</ul>\n\n- e\n\nTable: t\n\n| f |\n|--|\n\n[^1]: g\n";
    let (read, sources) = read_markdown(markdown);
    for chapter in &read.value.chapters {
        let source = sources.get(chapter.source).expect("a source");
        crate::document::visit_blocks(&chapter.blocks, &mut |block| {
            let text = source.text().get(block.span.range());
            assert!(text.is_some(), "{block:?}");
            crate::document::visit_inlines(block.inlines(), &mut |inline| {
                let text = source.text().get(inline.span.range());
                assert!(text.is_some(), "{inline:?}");
                if let crate::document::InlineKind::Text(own) = &inline.kind {
                    assert_eq!(text, Some(own.as_str()));
                }
            });
        });
    }
}

#[test]
fn chapters_have_titles_and_notes_of_their_own() {
    let files = MemoryFiles::default()
        .with("book.toml", "title = 'B'\n")
        .with("1-first-steps.md", "a[^1]\n\n[^1]: of one\n")
        .with("2.md", "# *Two*\n\nb[^1]\n\n[^1]: of two\n")
        .with("3.md", "---\ntitle: Three\nlanguage: de\n---\nc\n");
    let (read, sources) = read_entry(&files, &Entry::Folder(String::new()));
    assert_eq!(report(&read, &sources), "");
    let titles: Vec<String> = read
        .value
        .chapters
        .iter()
        .map(|chapter| plain_text(&chapter.title))
        .collect();
    assert_eq!(titles, ["First steps", "Two", "Three"]);
    assert!(read.value.chapters[2].lang.is_some());
    let notes: Vec<(usize, String)> = read
        .value
        .notes
        .iter()
        .map(|note| (note.chapter, plain_text(note.blocks[0].inlines())))
        .collect();
    assert_eq!(notes, [(0, "of one".to_owned()), (1, "of two".to_owned())]);
    let BlockKind::Paragraph(content) = &read.value.chapters[1].blocks[1].kind else {
        panic!("a paragraph");
    };
    assert_eq!(
        content[1].kind,
        crate::document::InlineKind::NoteRef(crate::document::NoteId(1))
    );
}

#[test]
fn a_caption_may_stand_next_to_its_table() {
    let markdown = "| a |\n|---|\n| b |\nTable: After *x* {#i}\n\nTable: Before\n| c |\n|---|\n";
    insta::assert_snapshot!(super::shown(markdown));
}
