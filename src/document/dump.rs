//! Stable text form of documents and editions, for snapshots and for looking at what was read.
//!
//! One line to a node, indented by its depth: its kind, `key=value` for what it has, `#id`, `.class`
//! and `@lang`. Text stands in quotes with its control characters escaped.

use std::fmt::Write as _;

use super::{
    Attr, Block, BlockKind, Document, FigurePlacement, Flags, Image, Inline, InlineKind,
    LinkTarget, Metadata, NodeId, Number, Placement, Role,
};
use crate::source::{SourceMap, Span};

impl Document {
    /// The text form of the document, without places.
    pub fn dump(&self) -> String {
        Dumper::new(None).document(self)
    }

    /// The text form of the document, each node with the line and column of its start and end.
    pub fn dump_with_spans(&self, sources: &SourceMap) -> String {
        Dumper::new(Some(sources)).document(self)
    }
}

/// Writes lines that are indented by the depth of what they show.
pub(crate) struct Dumper<'a> {
    pub(crate) out: String,
    depth: usize,
    sources: Option<&'a SourceMap>,
}

impl<'a> Dumper<'a> {
    pub(crate) fn new(sources: Option<&'a SourceMap>) -> Self {
        Self {
            out: String::new(),
            depth: 0,
            sources,
        }
    }

    pub(crate) fn line(&mut self, text: std::fmt::Arguments<'_>) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        // Writing to a string can't fail.
        let _ = self.out.write_fmt(text);
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    fn place(&self, span: Span) -> String {
        let Some(source) = self.sources.and_then(|sources| sources.get(span.source)) else {
            return String::new();
        };
        let (start, end) = (source.location(span.start), source.location(span.end));
        format!(
            " {}:{}-{}:{}",
            start.line, start.column, end.line, end.column
        )
    }

    fn node(&mut self, name: &str, attr: &Attr, node: NodeId, span: Span) {
        let number = if node == NodeId::UNSET {
            String::new()
        } else {
            format!(" node={}", node.0)
        };
        let (attr, place) = (attributes(attr), self.place(span));
        self.line(format_args!("{name}{number}{attr}{place}"));
    }

    fn document(mut self, document: &Document) -> String {
        self.meta(&document.meta);
        for asset in &document.assets {
            self.line(format_args!(
                "asset {:?} {:?} {}x{} bytes={}",
                asset.path,
                asset.format,
                asset.width,
                asset.height,
                asset.bytes.len()
            ));
        }
        for chapter in &document.chapters {
            let lang = chapter
                .lang
                .as_ref()
                .map_or_else(String::new, |lang| format!(" @{lang}"));
            let placement = placement(chapter.placement);
            self.line(format_args!(
                "chapter {:?} title={:?}{lang}{placement}",
                chapter.path,
                super::plain_text(&chapter.title)
            ));
            self.within(|dumper| dumper.blocks(&chapter.blocks));
        }
        for (index, note) in document.notes.iter().enumerate() {
            let place = self.place(note.span);
            self.line(format_args!(
                "note {index} label={:?} chapter={}{place}",
                note.label, note.chapter
            ));
            self.within(|dumper| dumper.blocks(&note.blocks));
        }
        self.out
    }

    pub(crate) fn within(&mut self, content: impl FnOnce(&mut Self)) {
        self.depth += 1;
        content(self);
        self.depth -= 1;
    }

    fn meta(&mut self, meta: &Metadata) {
        if *meta == Metadata::default() {
            return;
        }
        self.line(format_args!(
            "meta {:?} {:?} slug={}",
            meta.kind, meta.title, meta.slug
        ));
        self.depth += 1;
        let optional = [
            ("subtitle", &meta.subtitle),
            ("description", &meta.description),
            ("publisher", &meta.publisher),
            ("rights", &meta.rights),
            ("theme", &meta.theme),
            ("isbn", &meta.identifiers.isbn),
            ("doi", &meta.identifiers.doi),
            ("urn", &meta.identifiers.urn),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                self.line(format_args!("{key} {value:?}"));
            }
        }
        self.line(format_args!("uuid {}", meta.identifiers.uuid));
        for person in &meta.contributors {
            let file_as = person
                .file_as
                .as_ref()
                .map_or_else(String::new, |name| format!(" file-as={name:?}"));
            self.line(format_args!(
                "{} {:?}{file_as}",
                person.role.code(),
                person.name
            ));
        }
        if let Some(date) = &meta.date {
            self.line(format_args!("date {date}"));
        }
        if !meta.subjects.is_empty() {
            self.line(format_args!("subjects {:?}", meta.subjects));
        }
        if let Some(series) = &meta.series {
            self.line(format_args!(
                "series {:?} {:?}",
                series.name, series.position
            ));
        }
        if let Some(source) = &meta.source {
            self.line(format_args!("{source:?}"));
        }
        if let Some(cover) = &meta.cover {
            self.line(format_args!(
                "cover asset={} alt={:?}",
                cover.asset.0, cover.alt
            ));
        }
        self.line(format_args!(
            "language={} page={} contents={} number-headings={}",
            meta.lang, meta.page, meta.contents, meta.number_headings
        ));
        self.depth -= 1;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let name = match &block.kind {
            BlockKind::Heading { level, .. } => format!("heading {level}"),
            BlockKind::Paragraph(_) => "paragraph".to_owned(),
            BlockKind::Plain(_) => "plain".to_owned(),
            BlockKind::Quote(_) => "quote".to_owned(),
            BlockKind::Alert { alert, label, .. } if label.is_empty() => format!("alert {alert:?}"),
            BlockKind::Alert { alert, label, .. } => format!("alert {alert:?} {label:?}"),
            BlockKind::List { ordered, tight, .. } => {
                let spacing = if *tight { "tight" } else { "loose" };
                match ordered {
                    Some(list) => {
                        format!("list {spacing} start={} {:?}", list.start, list.delim)
                    }
                    None => format!("list {spacing}"),
                }
            }
            BlockKind::Definitions(_) => "definitions".to_owned(),
            BlockKind::Code { language, text } => format!(
                "code {}{text:?}",
                language
                    .as_ref()
                    .map_or_else(String::new, |name| format!("{name} "))
            ),
            BlockKind::Table(table) => format!("table {:?}", table.columns),
            BlockKind::Figure {
                image, placement, ..
            } => {
                let placement = match placement {
                    FigurePlacement::InText => "",
                    FigurePlacement::FullBleed => " full-bleed",
                };
                format!("figure {}{placement}", picture(image))
            }
            BlockKind::Math(math) => format!("math {:?}", math.tex),
            BlockKind::Break => "break".to_owned(),
            BlockKind::Group(_) => "group".to_owned(),
        };
        let name = name + &number(block.number.as_ref()) + &role(block.role, block.flags);
        self.node(&name, &block.attr, block.node, block.span);
        self.within(|dumper| dumper.content(block));
    }

    fn content(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Quote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Group(blocks) => {
                self.blocks(blocks);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    let task = match item.task {
                        None => "",
                        Some(true) => " task=done",
                        Some(false) => " task=open",
                    };
                    let place = self.place(item.span);
                    self.line(format_args!("item{task}{place}"));
                    self.within(|dumper| dumper.blocks(&item.blocks));
                }
            }
            BlockKind::Definitions(items) => {
                for item in items {
                    self.line(format_args!("terms"));
                    self.within(|dumper| dumper.blocks(&item.terms));
                    for definition in &item.definitions {
                        self.line(format_args!("definition"));
                        self.within(|dumper| dumper.blocks(definition));
                    }
                }
            }
            BlockKind::Table(table) => {
                if !table.caption.is_empty() {
                    self.line(format_args!("caption"));
                    self.within(|dumper| dumper.inlines(&table.caption.content));
                }
                for (part, rows) in [("head-row", &table.head), ("row", &table.body)] {
                    for row in rows {
                        self.line(format_args!("{part}"));
                        self.depth += 1;
                        for cell in row {
                            self.line(format_args!("cell"));
                            self.within(|dumper| dumper.blocks(&cell.blocks));
                        }
                        self.depth -= 1;
                    }
                }
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Figure { .. }
            | BlockKind::Code { .. }
            | BlockKind::Math(_)
            | BlockKind::Break => self.inlines(block.inlines()),
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        let name = match &inline.kind {
            InlineKind::Text(text) => format!("{text:?}"),
            InlineKind::Emph(_) => "emph".to_owned(),
            InlineKind::Strong(_) => "strong".to_owned(),
            InlineKind::Strike(_) => "strike".to_owned(),
            InlineKind::Superscript(_) => "superscript".to_owned(),
            InlineKind::Subscript(_) => "subscript".to_owned(),
            InlineKind::Underline(_) => "underline".to_owned(),
            InlineKind::Mark(_) => "mark".to_owned(),
            InlineKind::Span(_) => "span".to_owned(),
            InlineKind::Code(text) => format!("code {text:?}"),
            InlineKind::Ruby { .. } => "ruby".to_owned(),
            InlineKind::Link { target, title, .. } => {
                let target = match target {
                    LinkTarget::Unresolved(to) => format!("{to:?}"),
                    LinkTarget::Internal(id) => format!("internal {id:?}"),
                    LinkTarget::External(to) => format!("external {to:?}"),
                    LinkTarget::Dead => "dead".to_owned(),
                };
                if title.is_empty() {
                    format!("link {target}")
                } else {
                    format!("link {target} title={title:?}")
                }
            }
            InlineKind::Image(image) => format!("image {}", picture(image)),
            InlineKind::Math(math) => format!("math {:?}", math.tex),
            InlineKind::NoteRef(note) => format!("note-ref {}", note.0),
            InlineKind::SoftBreak => "soft-break".to_owned(),
            InlineKind::LineBreak => "line-break".to_owned(),
        };
        let name = match inline.role {
            Some(role) => format!("{name} role={}", role.class()),
            None => name,
        };
        self.node(&name, &inline.attr, NodeId::UNSET, inline.span);
        self.depth += 1;
        if let InlineKind::Ruby { base, reading } = &inline.kind {
            for (part, content) in [("base", base), ("reading", reading)] {
                self.line(format_args!("{part}"));
                self.within(|dumper| dumper.inlines(content));
            }
        } else {
            for content in inline.children() {
                self.inlines(content);
            }
        }
        self.depth -= 1;
    }
}

fn placement(placement: Placement) -> String {
    let mut out = String::new();
    if let Some(work) = placement.work {
        out.push_str(&format!(" work={work}"));
    }
    if placement.depth > 0 {
        out.push_str(&format!(" depth={}", placement.depth));
    }
    if placement.is_part {
        out.push_str(" part");
    }
    out
}

fn number(number: Option<&Number>) -> String {
    number.map_or_else(String::new, |number| format!(" number={:?}", number.label))
}

fn role(role: Option<Role>, flags: Flags) -> String {
    let mut out = role.map_or_else(String::new, |role| format!(" role={}", role.class()));
    let Flags {
        unnumbered,
        new_page,
        keeps_lines,
    } = flags;
    for (name, is_set) in [
        (" unnumbered", unnumbered),
        (" new-page", new_page),
        // Said by the role of verse.
        (" keeps-lines", keeps_lines && role != Some(Role::Verse)),
    ] {
        if is_set {
            out.push_str(name);
        }
    }
    out
}

fn picture(image: &Image) -> String {
    let asset = image
        .asset
        .map_or_else(|| "none".to_owned(), |asset| asset.0.to_string());
    format!("{:?} asset={asset} alt={:?}", image.destination, image.alt)
}

fn attributes(attr: &Attr) -> String {
    let mut out = String::new();
    if let Some(id) = &attr.id {
        out.push_str(&format!(" #{id}"));
    }
    for class in &attr.classes {
        out.push_str(&format!(" .{class}"));
    }
    if let Some(lang) = &attr.lang {
        out.push_str(&format!(" @{lang}"));
    }
    for (key, value) in &attr.pairs {
        out.push_str(&format!(" {key}={value:?}"));
    }
    out
}
