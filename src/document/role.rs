//! What a block or an inline is for, beyond its kind: verse, an epigraph, the keys of a keyboard.
//!
//! Authors ask for most roles by a class: `{.verse}`. The reader takes such classes out of the
//! [attributes](Attr) once, by [`Block::read_classes`] and [`Inline::read_classes`]; what is left among the
//! classes means nothing to Bindery. The other roles are given by the program itself, and no class leads to them.

use std::borrow::Cow;

use super::{Attr, Block, BlockKind, Inline, InlineKind};

/// What a block is for, beyond its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// A quotation that opens what follows it.
    Epigraph,
    /// Verse, whose lines end where the author ends them.
    Verse,
    /// A paragraph that leads into a text; the standfirst of a work in a volume.
    Lead,
    /// The subtitle of a work in a volume.
    Subtitle,
    /// The authors of a work in a volume.
    Byline,
    /// A box beside the text.
    Aside,
    /// The caption of a figure that holds more than one picture.
    Caption,
    /// A picture that decorates and has nothing to say.
    Ornament,
}

impl Role {
    /// The roles that authors ask for by a class; where two fit a block, the first of them here is its role.
    const FOR_AUTHORS: [Self; 5] = [
        Self::Epigraph,
        Self::Verse,
        Self::Lead,
        Self::Aside,
        Self::Ornament,
    ];

    /// The class that stands for the role in Markdown and in XHTML.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Epigraph => "epigraph",
            Self::Verse => "verse",
            Self::Lead => "lead",
            Self::Subtitle => "subtitle",
            Self::Byline => "author",
            Self::Aside => "aside",
            Self::Caption => "caption",
            Self::Ornament => "ornament",
        }
    }

    /// Whether a block of this kind may have the role.
    pub const fn fits(self, kind: &BlockKind) -> bool {
        match self {
            Self::Epigraph => matches!(kind, BlockKind::Quote(_)),
            Self::Verse => matches!(
                kind,
                BlockKind::Paragraph(_)
                    | BlockKind::Plain(_)
                    | BlockKind::Quote(_)
                    | BlockKind::Group(_)
            ),
            Self::Lead => matches!(kind, BlockKind::Paragraph(_) | BlockKind::Plain(_)),
            Self::Subtitle | Self::Byline | Self::Caption => {
                matches!(kind, BlockKind::Paragraph(_))
            }
            Self::Aside => matches!(kind, BlockKind::Group(_)),
            Self::Ornament => matches!(kind, BlockKind::Figure { .. }),
        }
    }
}

/// What an author may ask of a block of any kind and role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags {
    /// The block takes no number, and a heading's sections neither.
    pub unnumbered: bool,
    /// It begins on a new page.
    pub new_page: bool,
    /// The lines of its text end where they end in the source. Verse does so, and so does an epigraph that is verse.
    pub keeps_lines: bool,
}

impl Flags {
    /// The class of [`Flags::unnumbered`].
    const UNNUMBERED: &'static str = "unnumbered";
    /// The class of [`Flags::new_page`].
    const NEW_PAGE: &'static str = "pagebreak";
}

/// What an inline is for, beyond its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InlineRole {
    /// Input from a keyboard.
    Keyboard,
    /// Text in small capitals.
    SmallCaps,
    /// A picture that decorates and has nothing to say.
    Ornament,
    /// Signs that the author escaped, so that they stay as they are.
    Literal,
    /// A formula that asks for lines of its own.
    Display,
}

impl InlineRole {
    /// The roles that authors ask for by a class; where two fit an inline, the first of them here is its role.
    const FOR_AUTHORS: [Self; 3] = [Self::Keyboard, Self::SmallCaps, Self::Ornament];

    /// The class that stands for the role in Markdown and in XHTML.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Keyboard => "kbd",
            Self::SmallCaps => "smallcaps",
            Self::Ornament => "ornament",
            Self::Literal => "literal",
            Self::Display => "display",
        }
    }

    /// Whether an inline of this kind may have the role.
    pub const fn fits(self, kind: &InlineKind) -> bool {
        match self {
            Self::Keyboard => matches!(kind, InlineKind::Code(_) | InlineKind::Span(_)),
            Self::SmallCaps => true,
            Self::Ornament => matches!(kind, InlineKind::Image(_)),
            Self::Literal => matches!(kind, InlineKind::Span(_)),
            Self::Display => matches!(kind, InlineKind::Math(_)),
        }
    }
}

impl Block {
    /// Takes the classes that mean something out of the attributes and makes them the role and the flags.
    pub fn read_classes(&mut self) {
        if self.attr.classes.is_empty() {
            return;
        }
        for role in Role::FOR_AUTHORS {
            if self.role.is_none() && role.fits(&self.kind) && self.attr.take_class(role.class()) {
                self.role = Some(role);
            }
        }
        let is_verse = self.role == Some(Role::Verse)
            || Role::Verse.fits(&self.kind) && self.attr.take_class(Role::Verse.class());
        self.flags.keeps_lines |= is_verse;
        self.flags.unnumbered |= self.attr.take_class(Flags::UNNUMBERED);
        self.flags.new_page |= self.attr.take_class(Flags::NEW_PAGE);
    }

    /// The attributes with the role and the flags among the classes: for formats that know of classes only.
    pub fn attr_with_classes(&self) -> Cow<'_, Attr> {
        let verse = self.flags.keeps_lines && self.role != Some(Role::Verse);
        self.attr.with_classes(
            [
                self.role.map(Role::class),
                verse.then_some(Role::Verse.class()),
                self.is_full_bleed().then_some(super::FULL_BLEED),
                self.flags.unnumbered.then_some(Flags::UNNUMBERED),
                self.flags.new_page.then_some(Flags::NEW_PAGE),
            ]
            .into_iter()
            .flatten(),
        )
    }

    /// True when neither an attribute nor a role nor a flag is set.
    pub fn is_bare(&self) -> bool {
        self.attr.is_empty() && self.role.is_none() && self.flags == Flags::default()
    }
}

impl Inline {
    /// Takes the classes that mean something out of the attributes and makes them the role.
    pub fn read_classes(&mut self) {
        if self.attr.classes.is_empty() {
            return;
        }
        for role in InlineRole::FOR_AUTHORS {
            if self.role.is_none() && role.fits(&self.kind) && self.attr.take_class(role.class()) {
                self.role = Some(role);
            }
        }
    }

    /// The attributes with the role among the classes: for formats that know of classes only.
    pub fn attr_with_classes(&self) -> Cow<'_, Attr> {
        self.attr
            .with_classes(self.role.map(InlineRole::class).into_iter())
    }

    /// True when neither an attribute nor a role is set.
    pub fn is_bare(&self) -> bool {
        self.attr.is_empty() && self.role.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn block(kind: BlockKind, classes: &[&str]) -> Block {
        let mut block = Block::new(kind, Span::default());
        block.attr.classes = classes.iter().map(|class| (*class).to_owned()).collect();
        block.read_classes();
        block
    }

    #[test]
    fn classes_that_mean_something_become_the_role() {
        let verse = block(BlockKind::Paragraph(Vec::new()), &["blue", "verse"]);
        assert_eq!(verse.role, Some(Role::Verse));
        assert_eq!(verse.attr.classes, ["blue"]);
        assert!(verse.flags.keeps_lines);
        assert_eq!(verse.attr_with_classes().classes, ["verse", "blue"]);
    }

    #[test]
    fn an_epigraph_may_be_verse() {
        let quote = block(
            BlockKind::Quote(Vec::new()),
            &["verse", "epigraph", "pagebreak"],
        );
        assert_eq!(quote.role, Some(Role::Epigraph));
        assert!(quote.flags.keeps_lines && quote.flags.new_page);
        assert!(quote.attr.classes.is_empty());
        assert_eq!(
            quote.attr_with_classes().classes,
            ["epigraph", "verse", "pagebreak"]
        );
    }

    #[test]
    fn what_does_not_fit_and_what_is_ours_stays_a_class() {
        for class in ["epigraph", "author", "subtitle", "caption", "display"] {
            let paragraph = block(BlockKind::Paragraph(Vec::new()), &[class]);
            assert_eq!(paragraph.role, None, "{class}");
            assert_eq!(paragraph.attr.classes, [class]);
        }
        let mut span = Inline::new(InlineKind::Span(Vec::new()), Span::default());
        span.attr.classes = vec!["literal".to_owned(), "smallcaps".to_owned()];
        span.read_classes();
        assert_eq!(span.role, Some(InlineRole::SmallCaps));
        assert_eq!(span.attr.classes, ["literal"]);
    }
}
