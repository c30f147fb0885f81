//! The parts of a work that the theme has a style for: the one table from which both formats take them.

use super::{BlockStyle, FamilyRole, Theme};
use crate::document::{Block, BlockKind, Role};

/// A part of a work that has a style of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// The title of the work.
    Title,
    /// Its subtitle.
    Subtitle,
    /// The line that names the authors, and the publisher's.
    Author,
    /// An article's standfirst, and a paragraph before the text that leads to it.
    Standfirst,
    /// A quotation set as a block.
    Quote,
    /// An epigraph.
    Epigraph,
    /// Verse.
    Verse,
    /// A code block.
    Code,
    /// The cells of a table.
    Table,
    /// The head of a table.
    TableHead,
    /// The caption of a figure or a table.
    Caption,
    /// A note.
    Note,
    /// An alert.
    Alert,
    /// A list.
    List,
    /// A term of a list of definitions.
    Term,
    /// A line of the list of contents.
    Contents,
    /// A line of the imprint.
    Imprint,
}

impl Part {
    /// The part that a block is by itself; `None` for one that is set in the style of what it stands in.
    pub fn of(block: &Block) -> Option<Self> {
        match &block.kind {
            BlockKind::Heading { level, .. } => Some(Self::Heading(*level)),
            BlockKind::Paragraph(_) if block.role == Some(Role::Verse) => Some(Self::Verse),
            BlockKind::Paragraph(_) => Self::of_line(block.role?),
            BlockKind::Quote(_) => Some(match block.role {
                Some(Role::Epigraph) => Self::Epigraph,
                Some(Role::Verse) => Self::Verse,
                _ => Self::Quote,
            }),
            BlockKind::Alert { .. } => Some(Self::Alert),
            BlockKind::List { .. } => Some(Self::List),
            BlockKind::Code { .. } => Some(Self::Code),
            BlockKind::Table(_) => Some(Self::Table),
            BlockKind::Plain(_)
            | BlockKind::Definitions(_)
            | BlockKind::Figure { .. }
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::Group(_) => None,
        }
    }

    /// The part that a line of a role is, where it has a style that no other text has: those between a title and
    /// the text.
    pub fn of_line(role: Role) -> Option<Self> {
        match role {
            Role::Lead => Some(Self::Standfirst),
            Role::Byline => Some(Self::Author),
            Role::Subtitle => Some(Self::Subtitle),
            Role::Epigraph | Role::Verse | Role::Aside | Role::Caption | Role::Ornament => None,
        }
    }
}

impl Theme {
    /// The style of a part. A heading deeper than the theme knows has that of its deepest.
    pub fn style(&self, part: Part) -> &BlockStyle {
        match part {
            Part::Heading(level) => {
                let index = usize::from(level.max(1)) - 1;
                let headings = &self.headings;
                // A theme has a style for headings; it is refused otherwise.
                headings
                    .get(index)
                    .or(headings.last())
                    .unwrap_or(&self.title)
            }
            Part::Title => &self.title,
            Part::Subtitle => &self.subtitle,
            Part::Author => &self.author,
            Part::Standfirst => &self.standfirst,
            Part::Quote => &self.quote,
            Part::Epigraph => &self.epigraph,
            Part::Verse => &self.verse,
            Part::Code => &self.code,
            Part::Table => &self.table,
            Part::TableHead => &self.table_head,
            Part::Caption => &self.caption,
            Part::Note => &self.note,
            Part::Alert => &self.alert,
            Part::List => &self.list,
            Part::Term => &self.term,
            Part::Contents => &self.contents,
            Part::Imprint => &self.imprint,
        }
    }

    /// The family of a role.
    pub fn family(&self, role: FamilyRole) -> &str {
        match role {
            FamilyRole::Body => &self.body_family,
            FamilyRole::Heading => &self.heading_family,
            FamilyRole::Mono => &self.mono_family,
        }
    }

    /// A role as far as it differs from others: that of headings is that of running text where both have one family.
    pub fn distinct_role(&self, role: FamilyRole) -> FamilyRole {
        match role {
            FamilyRole::Heading if self.heading_family == self.body_family => FamilyRole::Body,
            role => role,
        }
    }
}
