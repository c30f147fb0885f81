//! Runs: what stands in a paragraph (ECMA-376-1, 17.3.2, 17.3.3, 17.16 for fields).

use roxmltree::Node;

use super::look::{Piece, nested};
use super::paragraph::Para;
use super::styles::RunLook;
use super::{Part, Reader};
use crate::diag::{Code, Diagnostic};
use crate::document::{Image, InlineKind, LinkTarget, NoteId};
use crate::import::make::inline;
use crate::import::xml::{attr, below, child, val};

/// A field whose end has not come yet.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    in_result: bool,
    kind: FieldKind,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
enum FieldKind {
    #[default]
    Plain,
    /// A link to this.
    Link(String),
    /// A number in a caption.
    Sequence,
    /// A list of contents, an index: made anew.
    Dropped,
}

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph, a link, an insertion. As deep as the XML, which is bounded.
    pub(super) fn runs(&mut self, node: Node<'_, '_>, para: &mut Para) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "r" => self.run(child, para),
                "hyperlink" => self.hyperlink(child, para),
                "ins" | "moveTo" => {
                    self.tracked.0 += 1;
                    self.runs(child, para);
                }
                "del" | "moveFrom" => {
                    self.tracked.1 += 1;
                    self.deleted(child, para);
                }
                "fldSimple" => {
                    let kind = self.field_kind(attr(child, "instr").unwrap_or_default());
                    self.fields.push(Field {
                        instruction: String::new(),
                        in_result: true,
                        kind: kind.clone(),
                    });
                    let outer = std::mem::take(&mut para.pieces);
                    self.runs(child, para);
                    self.end_field(outer, para);
                }
                "sdt" => {
                    if let Some(content) = crate::import::xml::child(child, "sdtContent") {
                        self.runs(content, para);
                    }
                }
                "smartTag" | "customXml" | "dir" | "bdo" => self.runs(child, para),
                "bookmarkStart" => {
                    if let Some(name) = attr(child, "name")
                        && self.wanted.contains(name)
                    {
                        para.ids.push(name.to_owned());
                    }
                }
                "oMath" | "oMathPara" => self.formula(child, para),
                _ => {}
            }
        }
    }

    /// True where what is read is wanted: not the code of a field, nor what is made anew.
    fn is_wanted(&self) -> bool {
        self.fields
            .iter()
            .all(|field| field.in_result && field.kind != FieldKind::Dropped)
    }

    fn run(&mut self, run: Node<'_, '_>, para: &mut Para) {
        let properties = child(run, "rPr");
        let mut look = properties.map(RunLook::read).unwrap_or_default();
        if let Some(style) = properties.and_then(|p| val(p, "rStyle")) {
            let of_style = self.styles.look(style);
            look = look.over(&of_style);
            if style.eq_ignore_ascii_case("hyperlink") || style.eq_ignore_ascii_case("internetlink")
            {
                look.underline = None;
            }
        }
        if para.links > 0 {
            look.underline = None;
        }
        look.lang = look.lang.filter(|lang| self.is_other(lang));
        if look.hidden == Some(true) {
            let hidden: String = text_of(run);
            if !hidden.trim().is_empty() && self.is_wanted() {
                self.left_out(para, &hidden, "hidden text");
            }
            // Fields may be hidden, and end all the same.
            for node in run.children().filter(|n| n.tag_name().name() == "fldChar") {
                self.field_char(node, para);
            }
            return;
        }
        for node in run.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "t" => {
                    let content: String = node.text().unwrap_or_default().to_owned();
                    self.push(para, &look, InlineKind::Text(content));
                }
                "tab" | "ptab" => {
                    let sign = if para.is_code() { "\t" } else { " " };
                    self.push(para, &look, InlineKind::Text(sign.to_owned()));
                }
                "br" => match attr(node, "type") {
                    None | Some("textWrapping") => self.push(para, &look, InlineKind::LineBreak),
                    // Where pages end is decided anew.
                    _ => {}
                },
                "cr" => self.push(para, &look, InlineKind::LineBreak),
                "noBreakHyphen" => self.push(para, &look, InlineKind::Text("\u{2011}".to_owned())),
                "softHyphen" => self.push(para, &look, InlineKind::Text("\u{AD}".to_owned())),
                "sym" => self.symbol(node, &look, para),
                "footnoteReference" => self.note_ref(node, Part::Footnotes, para),
                "endnoteReference" => self.note_ref(node, Part::Endnotes, para),
                "commentReference" => self.comment(node, para),
                "fldChar" => self.field_char(node, para),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                        field.instruction.push_str(node.text().unwrap_or_default());
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(node, para),
                "AlternateContent" => {
                    let choice = child(node, "Choice").or_else(|| child(node, "Fallback"));
                    let drawings = choice
                        .into_iter()
                        .flat_map(|choice| choice.children().collect::<Vec<_>>());
                    for drawing in
                        drawings.filter(|n| matches!(n.tag_name().name(), "drawing" | "pict"))
                    {
                        self.drawing(drawing, para);
                    }
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, para: &mut Para, look: &RunLook, kind: InlineKind) {
        if self.is_wanted() {
            para.pieces.push(Piece {
                look: look.clone(),
                inline: inline(kind, para.span),
            });
        }
    }

    fn plain(&mut self, para: &mut Para, kind: InlineKind) {
        self.push(para, &RunLook::default(), kind);
    }

    fn hyperlink(&mut self, node: Node<'_, '_>, para: &mut Para) {
        let target = match (attr(node, "id"), attr(node, "anchor")) {
            (Some(id), anchor) => self.external(id).map(|url| match anchor {
                Some(anchor) if !url.contains('#') => format!("{url}#{anchor}"),
                _ => url,
            }),
            (None, Some(anchor)) => Some(format!("#{anchor}")),
            (None, None) => None,
        };
        let outer = std::mem::take(&mut para.pieces);
        para.links += 1;
        self.runs(node, para);
        para.links -= 1;
        self.close_link(outer, target, para);
    }

    /// Puts a link around the pieces read since it began.
    fn close_link(&mut self, outer: Vec<Piece>, target: Option<String>, para: &mut Para) {
        let inner = std::mem::replace(&mut para.pieces, outer);
        let target = target.and_then(|target| self.link_target(&target));
        match target {
            Some(target) if !inner.is_empty() => {
                let content = nested(inner);
                let kind = match crate::import::make::is_blank(&content) {
                    true => InlineKind::Text(" ".to_owned()),
                    false => InlineKind::Link {
                        target: LinkTarget::Unresolved(target),
                        title: String::new(),
                        content,
                    },
                };
                self.plain(para, kind);
            }
            _ => para.pieces.extend(inner),
        }
    }

    fn field_kind(&self, instruction: &str) -> FieldKind {
        let words = words(instruction);
        let argument = words.get(1).filter(|word| !word.starts_with('\\')).cloned();
        let switch = |name: &str| {
            let at = words
                .iter()
                .position(|word| word.eq_ignore_ascii_case(name))?;
            words.get(at + 1).cloned()
        };
        match words
            .first()
            .map(|word| word.to_ascii_uppercase())
            .as_deref()
        {
            Some("HYPERLINK") => match (argument, switch("\\l")) {
                (Some(url), Some(anchor)) => FieldKind::Link(format!("{url}#{anchor}")),
                (Some(url), None) => FieldKind::Link(url),
                (None, Some(anchor)) => FieldKind::Link(format!("#{anchor}")),
                (None, None) => FieldKind::Plain,
            },
            Some("REF" | "PAGEREF" | "NOTEREF")
                if words.iter().any(|word| word.eq_ignore_ascii_case("\\h")) =>
            {
                argument.map_or(FieldKind::Plain, |name| FieldKind::Link(format!("#{name}")))
            }
            Some("SEQ") => FieldKind::Sequence,
            Some("TOC" | "INDEX" | "TOA" | "XE" | "TC" | "PAGE" | "NUMPAGES") => FieldKind::Dropped,
            _ => FieldKind::Plain,
        }
    }

    fn field_char(&mut self, node: Node<'_, '_>, para: &mut Para) {
        match attr(node, "fldCharType") {
            Some("begin") if self.fields.len() < 50 => {
                self.fields.push(Field::default());
                para.outer.push(std::mem::take(&mut para.pieces));
            }
            Some("separate") => {
                let instruction = self.fields.last().map(|field| field.instruction.clone());
                let kind = self.field_kind(&instruction.unwrap_or_default());
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.kind = kind;
                }
            }
            Some("end") => {
                let outer = para.outer.pop().unwrap_or_default();
                if self.fields.is_empty() {
                    para.pieces.splice(0..0, outer);
                } else {
                    self.end_field(outer, para);
                }
            }
            _ => {}
        }
    }

    fn end_field(&mut self, outer: Vec<Piece>, para: &mut Para) {
        match self.fields.pop().map(|field| field.kind) {
            Some(FieldKind::Link(target)) => self.close_link(outer, Some(target), para),
            Some(FieldKind::Sequence) => {
                // `Figure 1`: captions are numbered anew, so the label goes with the number.
                para.numbered = true;
                para.pieces.clear();
            }
            _ => {
                let inner = std::mem::replace(&mut para.pieces, outer);
                para.pieces.extend(inner);
            }
        }
    }

    fn symbol(&mut self, node: Node<'_, '_>, look: &RunLook, para: &mut Para) {
        let code = attr(node, "char").and_then(|hex| u32::from_str_radix(hex, 16).ok());
        // Fonts of symbols use a private area of Unicode for their own 256 places.
        let sign = match code {
            Some(code @ 0xF000..=0xF0FF) => known_symbol(code & 0xFF),
            Some(code) => char::from_u32(code),
            None => None,
        };
        match sign {
            Some(sign) => self.push(para, look, InlineKind::Text(sign.to_string())),
            None => {
                let font = attr(node, "font").unwrap_or("a font of symbols").to_owned();
                self.left_out(para, &font, "a sign of this font");
            }
        }
    }

    fn note_ref(&mut self, node: Node<'_, '_>, part: Part, para: &mut Para) {
        if let Some(id) = attr(node, "id").and_then(|id| id.parse::<i64>().ok()) {
            let next = u32::try_from(self.note_numbers.len()).unwrap_or(u32::MAX);
            let number = *self.note_numbers.entry((part, id)).or_insert(next);
            self.plain(para, InlineKind::NoteRef(NoteId(number)));
        }
    }

    fn comment(&mut self, node: Node<'_, '_>, para: &mut Para) {
        let found = attr(node, "id")
            .and_then(|id| self.comments.get(id))
            .cloned();
        if let Some((author, words)) = found {
            let by = if author.is_empty() {
                "a comment".to_owned()
            } else {
                format!("a comment by {author}")
            };
            self.left_out(para, &words, &by);
        }
    }

    /// The pictures of a drawing, and the text of its boxes.
    fn drawing(&mut self, node: Node<'_, '_>, para: &mut Para) {
        let boxes: Vec<Node<'_, '_>> = node
            .descendants()
            .filter(|n| n.tag_name().name() == "txbxContent")
            .collect();
        if !boxes.is_empty() {
            for content in boxes {
                let words = text_of(content);
                if words.trim().is_empty() {
                    continue;
                }
                self.diagnostics.push(
                    Diagnostic::info(
                        Code::ImportLeftOut,
                        format!(
                            "`{}`: a text box was put behind the paragraph that it stood at",
                            crate::import::make::start_of(&words)
                        ),
                    )
                    .at(para.span),
                );
                let mut items = self.flow(content);
                para.boxes.append(&mut items);
            }
            return;
        }
        let described = node
            .descendants()
            .find(|n| matches!(n.tag_name().name(), "docPr" | "shape"));
        let alt = described
            .and_then(|n| attr(n, "descr").or_else(|| attr(n, "alt")))
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let mut any = false;
        for blip in node
            .descendants()
            .filter(|n| matches!(n.tag_name().name(), "blip" | "imagedata"))
        {
            // A vector picture is an extension of the one for older programs.
            let vector = below(blip, "svgBlip").and_then(|svg| attr(svg, "embed"));
            let id = vector
                .or_else(|| attr(blip, "embed"))
                .or_else(|| attr(blip, "id"));
            let linked = attr(blip, "link");
            any = true;
            if let Some(destination) = self.picture(id, linked, para) {
                let image = Image {
                    asset: None,
                    destination,
                    alt: alt.clone(),
                };
                self.plain(para, InlineKind::Image(image));
            }
        }
        if !any && self.is_wanted() {
            let what = match below(node, "chart").is_some() {
                true => "a chart",
                false => "a drawing",
            };
            self.left_out(para, &alt, what);
        }
    }

    /// What was deleted is not read, but fields may end in it.
    fn deleted(&mut self, node: Node<'_, '_>, para: &mut Para) {
        for field in node
            .descendants()
            .filter(|n| n.tag_name().name() == "fldChar")
        {
            self.field_char(field, para);
        }
    }

    fn formula(&mut self, node: Node<'_, '_>, para: &mut Para) {
        let tex = super::math::tex(node);
        if tex.trim().is_empty() {
            return;
        }
        self.plain(
            para,
            InlineKind::Math(crate::document::Math {
                tex: tex.trim().to_owned(),
            }),
        );
        para.display |= node.tag_name().name() == "oMathPara";
    }

    /// Says that something in a paragraph was left out.
    pub(super) fn left_out(&mut self, para: &Para, words: &str, what: &str) {
        let message = match words.trim().is_empty() {
            true => format!("{what} was left out"),
            false => format!(
                "`{}`: {what} was left out",
                crate::import::make::start_of(words)
            ),
        };
        self.diagnostics
            .push(Diagnostic::info(Code::ImportLeftOut, message).at(para.span));
    }
}

/// All text below a node.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match node.tag_name().name() {
            "t" => out.push_str(node.text().unwrap_or_default()),
            "tab" | "br" | "p" => out.push(' '),
            _ => {}
        }
    }
    out
}

/// The words of a field's instruction; those in quotation marks are one.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in instruction.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Signs of Wingdings and Symbol that texts have.
fn known_symbol(code: u32) -> Option<char> {
    Some(match code {
        0xE0 => '→',
        0xDF => '←',
        0xA7 | 0x6E => '▪',
        0xFC => '✓',
        0xFB => '✗',
        0xA8 => '◻',
        0xFE => '☑',
        0xD8 => '➢',
        0xB7 => '•',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB4 => '×',
        0xA3 => '≤',
        0xB3 => '≥',
        0xB9 => '≠',
        0xA5 => '∞',
        0x61 => 'α',
        0x62 => 'β',
        0x67 => 'γ',
        0x64 => 'δ',
        0x6D => 'μ',
        0x70 => 'π',
        0x4A => '☺',
        _ => return None,
    })
}
