//! Paragraphs to blocks: items to lists, lines to code, captions to what they belong to.

use super::Reader;
use super::paragraph::{Item, ListPlace, Para};
use super::styles::Role;
use crate::document::{
    self, Block, BlockKind, Caption, DefinitionItem, Inline, InlineKind, ListItem, NumberDelim,
    OrderedList,
};
use crate::import::html::convert::id_name;
use crate::import::html::tighten;
use crate::import::make::{block, is_blank, seen};
use crate::source::Span;

/// A list that may get more items.
struct Open {
    place: ListPlace,
    items: Vec<ListItem>,
    span: Span,
}

/// Gathers blocks.
#[derive(Default)]
struct Gathered {
    out: Vec<Block>,
    lists: Vec<Open>,
    caption: Option<Vec<Inline>>,
}

impl Reader<'_, '_> {
    /// The blocks of paragraphs and tables.
    pub(super) fn assemble(&mut self, items: Vec<Item>) -> Vec<Block> {
        let mut gathered = Gathered::default();
        for item in items {
            match item {
                Item::Block(block) => gathered.block(*block),
                Item::Para(para) => self.para(*para, &mut gathered),
            }
        }
        gathered.close_lists(0);
        gathered.drop_caption();
        gathered.out
    }

    fn para(&mut self, mut para: Para, gathered: &mut Gathered) {
        let span = para.span;
        if para.role == Role::Contents {
            if !is_blank(&para.inlines) {
                self.contents.get_or_insert(span);
            }
            return;
        }
        let ids: Vec<String> = para.ids.iter().map(|id| id_name(id)).collect();
        let named = |mut block: Block| {
            block.attr.id = ids.first().cloned();
            block
        };
        let blank = is_blank(&para.inlines);
        if para.role == Role::Code {
            gathered.code(&para);
            return;
        }
        if blank
            && !para
                .inlines
                .iter()
                .any(|i| matches!(i.kind, InlineKind::Image(_)))
        {
            if para.ruled && !gathered.out.is_empty() {
                gathered.block(block(BlockKind::Break, span));
            }
            return;
        }
        if let Some(place) = para.list.take_if(|place| place.mark.continues) {
            let block = block(BlockKind::Paragraph(para.inlines.clone()), span);
            if gathered.goes_on(place.level, block) {
                return;
            }
        }
        if let Some(place) = para.list.take() {
            gathered.item(
                place,
                named(block(BlockKind::Paragraph(para.inlines), span)),
            );
            return;
        }
        if para.role == Role::Continued && gathered.continued(&para) {
            return;
        }
        let is_picture = |inline: &Inline| match &inline.kind {
            InlineKind::Image(_) => true,
            InlineKind::Link { content, .. } => content
                .iter()
                .all(|i| matches!(i.kind, InlineKind::Image(_))),
            _ => false,
        };
        let pictures = para.inlines.iter().any(is_picture)
            && para
                .inlines
                .iter()
                .all(|i| is_picture(i) || is_blank(std::slice::from_ref(i)));
        if pictures {
            for inline in para.inlines {
                for (image, _) in crate::import::html::pictures(inline) {
                    let kind = BlockKind::Figure {
                        image,
                        caption: Caption::default(),
                        placement: crate::document::FigurePlacement::InText,
                    };
                    gathered.block(named(block(kind, span)));
                }
            }
            return;
        }
        match para.role {
            Role::Heading(level) => {
                let kind = BlockKind::Heading {
                    level: level.min(6),
                    content: para.inlines,
                };
                gathered.block(named(block(kind, span)));
            }
            Role::Caption => gathered.caption(para),
            Role::Quote | Role::Epigraph => {
                let role = (para.role == Role::Epigraph).then_some(document::Role::Epigraph);
                let paragraph = block(BlockKind::Paragraph(para.inlines), span);
                gathered.close_lists(0);
                if let Some(last) = gathered.out.last_mut()
                    && last.role == role
                    && let BlockKind::Quote(blocks) = &mut last.kind
                {
                    blocks.push(paragraph);
                } else {
                    let mut quote = named(block(BlockKind::Quote(vec![paragraph]), span));
                    quote.role = role;
                    gathered.block(quote);
                }
            }
            Role::Verse => gathered.verse(para),
            Role::Term => gathered.term(para),
            Role::Definition => gathered.definition(para),
            _ if para.display => gathered.formulas(para),
            _ if is_stars(&seen(&para.inlines)) => gathered.block(block(BlockKind::Break, span)),
            _ => gathered.block(named(block(BlockKind::Paragraph(para.inlines), span))),
        }
    }
}

impl Gathered {
    fn block(&mut self, mut block: Block) {
        self.close_lists(0);
        if let Some(caption) = self.caption.take() {
            match &mut block.kind {
                BlockKind::Table(table) if table.caption.is_empty() => {
                    table.caption.content = caption;
                }
                BlockKind::Figure { caption: place, .. } if place.is_empty() => {
                    place.content = caption;
                }
                _ => {
                    self.caption = Some(caption);
                    self.drop_caption();
                }
            }
        }
        self.out.push(block);
    }

    /// A caption goes to the picture before it, else to what comes next, else to the table before it.
    fn caption(&mut self, para: Para) {
        self.close_lists(0);
        self.drop_caption();
        let caption = crate::import::make::without_label(para.inlines, para.numbered);
        if is_blank(&caption) {
            return;
        }
        if let Some(BlockKind::Figure { caption: place, .. }) =
            self.out.last_mut().map(|b| &mut b.kind)
            && place.is_empty()
        {
            place.content = caption;
            return;
        }
        self.caption = Some(caption);
    }

    fn drop_caption(&mut self) {
        let Some(caption) = self.caption.take() else {
            return;
        };
        match self.out.last_mut().map(|b| &mut b.kind) {
            Some(BlockKind::Table(table)) if table.caption.is_empty() => {
                table.caption.content = caption;
            }
            _ => {
                let span = caption.first().map(|i| i.span).unwrap_or_default();
                self.out.push(block(BlockKind::Paragraph(caption), span));
            }
        }
    }

    fn item(&mut self, place: ListPlace, paragraph: Block) {
        self.drop_caption();
        let span = paragraph.span;
        while self
            .lists
            .last()
            .is_some_and(|open| open.place.level > place.level)
        {
            self.close_lists(self.lists.len() - 1);
        }
        let item = ListItem {
            blocks: vec![paragraph],
            task: None,
            span,
        };
        if let Some(open) = self.lists.last_mut()
            && open.place.level == place.level
        {
            let same = open.place.list == place.list
                || open.place.mark == place.mark && !place.mark.ordered;
            if same {
                open.items.push(item);
                return;
            }
            self.close_lists(self.lists.len() - 1);
        }
        self.lists.push(Open {
            place,
            items: vec![item],
            span,
        });
    }

    /// A paragraph that goes on with the item above it.
    fn continued(&mut self, para: &Para) -> bool {
        let Some(item) = self.lists.last_mut().and_then(|open| open.items.last_mut()) else {
            return false;
        };
        item.blocks
            .push(block(BlockKind::Paragraph(para.inlines.clone()), para.span));
        true
    }

    /// Puts a block behind the item of a level.
    fn goes_on(&mut self, level: u8, block: Block) -> bool {
        while self
            .lists
            .last()
            .is_some_and(|open| open.place.level > level)
        {
            self.close_lists(self.lists.len() - 1);
        }
        match self.lists.last_mut().and_then(|open| open.items.last_mut()) {
            Some(item) => {
                item.blocks.push(block);
                true
            }
            None => false,
        }
    }

    fn term(&mut self, para: Para) {
        self.close_lists(0);
        let term = block(BlockKind::Plain(para.inlines), para.span);
        match self.out.last_mut().map(|b| &mut b.kind) {
            Some(BlockKind::Definitions(items)) => match items.last_mut() {
                Some(item) if item.definitions.is_empty() => item.terms.push(term),
                _ => items.push(item_of(term)),
            },
            _ => self.block(block(
                BlockKind::Definitions(vec![item_of(term)]),
                para.span,
            )),
        }
    }

    fn definition(&mut self, para: Para) {
        self.close_lists(0);
        let paragraph = block(BlockKind::Paragraph(para.inlines), para.span);
        if let Some(BlockKind::Definitions(items)) = self.out.last_mut().map(|b| &mut b.kind)
            && let Some(item) = items.last_mut()
        {
            match item.definitions.last_mut() {
                Some(blocks) => blocks.push(paragraph),
                None => item.definitions.push(vec![paragraph]),
            }
            return;
        }
        self.block(paragraph);
    }

    /// Closes lists down to a depth; each becomes a block of the item above it, or of the text.
    fn close_lists(&mut self, depth: usize) {
        while self.lists.len() > depth {
            let Some(mut open) = self.lists.pop() else {
                break;
            };
            let mark = open.place.mark;
            let tight = tighten(&mut open.items);
            let kind = BlockKind::List {
                ordered: mark.ordered.then_some(OrderedList {
                    start: mark.start,
                    delim: if mark.bracket {
                        NumberDelim::Paren
                    } else {
                        NumberDelim::Period
                    },
                }),
                tight,
                items: open.items,
            };
            let list = block(kind, open.span);
            match self
                .lists
                .last_mut()
                .and_then(|above| above.items.last_mut())
            {
                Some(item) => item.blocks.push(list),
                None => self.out.push(list),
            }
        }
    }

    fn code(&mut self, para: &Para) {
        self.close_lists(0);
        let mut line = String::new();
        lines_of(&para.inlines, &mut line);
        line.push('\n');
        if let Some(BlockKind::Code { text, .. }) = self.out.last_mut().map(|b| &mut b.kind) {
            text.push_str(&line);
        } else if !line.trim().is_empty() {
            self.block(block(
                BlockKind::Code {
                    language: None,
                    text: line,
                },
                para.span,
            ));
        }
    }

    fn verse(&mut self, para: Para) {
        self.close_lists(0);
        if let Some(last) = self.out.last_mut()
            && last.role == Some(document::Role::Verse)
            && let BlockKind::Paragraph(content) = &mut last.kind
        {
            content.push(crate::import::make::inline(
                InlineKind::LineBreak,
                para.span,
            ));
            content.extend(para.inlines);
            return;
        }
        let mut verse = block(BlockKind::Paragraph(para.inlines), para.span);
        verse.role = Some(document::Role::Verse);
        self.block(verse);
    }

    /// Formulas on lines of their own, with the text around them.
    fn formulas(&mut self, para: Para) {
        let mut text: Vec<Inline> = Vec::new();
        for inline in para.inlines {
            if let InlineKind::Math(math) = inline.kind {
                if !is_blank(&text) {
                    self.block(block(
                        BlockKind::Paragraph(std::mem::take(&mut text)),
                        para.span,
                    ));
                }
                self.block(block(BlockKind::Math(math), para.span));
            } else {
                text.push(inline);
            }
        }
        if !is_blank(&text) {
            self.block(block(BlockKind::Paragraph(text), para.span));
        }
    }
}

fn item_of(term: Block) -> DefinitionItem {
    DefinitionItem {
        terms: vec![term],
        definitions: Vec::new(),
    }
}

/// The text of code, its line ends kept.
fn lines_of(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::LineBreak => out.push('\n'),
            _ => {
                for content in inline.children() {
                    lines_of(content, out);
                }
            }
        }
    }
}

fn is_stars(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(signs.as_slice(), ['⁂' | '❦' | '#'])
        || (signs.len() >= 3
            && signs
                .iter()
                .all(|c| matches!(c, '*' | '•' | '·' | '⁂' | '—' | '_' | '~')))
}
