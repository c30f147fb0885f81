//! The theme's types.

use serde::{Deserialize, Serialize};

use super::geometry::Geometry;
use crate::units::Length;

/// A theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The family of running text, such as `EB Garamond`.
    pub body_family: String,
    /// The family of headings and tables where their style says so.
    pub heading_family: String,
    /// The family of code.
    pub mono_family: String,
    /// The text of paragraphs.
    pub body: TextStyle,
    /// The indent of a paragraph that follows another.
    pub indent: Length,
    /// Space between paragraphs; zero where the indent keeps them apart.
    pub paragraph_space: Length,
    /// Headings of level 1 to 6.
    pub headings: Vec<BlockStyle>,
    /// The title of the work.
    pub title: BlockStyle,
    /// Its subtitle.
    pub subtitle: BlockStyle,
    /// The line that names the authors.
    pub author: BlockStyle,
    /// An article's standfirst.
    pub standfirst: BlockStyle,
    /// Quotations set as blocks.
    pub quote: BlockStyle,
    /// Epigraphs.
    pub epigraph: BlockStyle,
    /// Verse.
    pub verse: BlockStyle,
    /// Code blocks.
    pub code: BlockStyle,
    /// Code in the line, relative to the text around it: a factor on its size.
    pub inline_code_scale: f64,
    /// Cells of tables.
    pub table: BlockStyle,
    /// Heads of tables.
    pub table_head: BlockStyle,
    /// Captions of figures and tables.
    pub caption: BlockStyle,
    /// Footnotes.
    pub note: BlockStyle,
    /// Alerts.
    pub alert: BlockStyle,
    /// Lists: the left indent is that of an item's text.
    pub list: BlockStyle,
    /// Terms of definition lists.
    pub term: BlockStyle,
    /// Running heads.
    pub running_head: TextStyle,
    /// Folios.
    pub folio: TextStyle,
    /// Lines of the list of contents.
    pub contents: BlockStyle,
    /// The imprint (copyright page).
    pub imprint: BlockStyle,
    /// The sign set for a scene break.
    pub scene_break: String,
    /// Whether chapters start on a recto.
    pub chapters_recto: bool,
    /// Whether a chapter's first paragraph starts with a drop capital of this many lines; 0 for none.
    pub drop_capital_lines: u8,
    /// How many words at the start of a chapter or an article are set in small capitals; after a drop capital, at
    /// least the word that it begins.
    pub opening_words: u8,
    /// How far below the head of the text the title of a chapter stands, in books.
    pub chapter_sink: Length,
    /// The weight of thin rules.
    pub rule: Length,
    /// The ground of code blocks: from 0, black, to 1, white (none).
    pub code_ground: f32,
    /// Where the running head stands.
    pub running_head_place: HeadPlace,
    /// Where the folio stands.
    pub folio_place: FolioPlace,
    /// How the lines of the title page are aligned.
    pub title_page_align: Align,
    /// How a cover is drawn for a manuscript that brings none.
    #[serde(default)]
    pub cover: CoverDesign,
    /// The proportions of the page.
    pub geometry: Geometry,
}

/// The layout of a drawn cover.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum CoverDesign {
    /// Light on dark, in the middle, within a frame.
    #[default]
    Framed,
    /// Bold on dark above a light panel, from the start of the line.
    Panel,
    /// Dark on light below a dark band, from the start of the line.
    Band,
}

/// Where the running head stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeadPlace {
    /// In the middle of the measure.
    Center,
    /// At the fore-edge.
    Outer,
}

/// Where the folio stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FolioPlace {
    /// In the line of the running head, at the fore-edge.
    Head,
    /// Below the text, at the fore-edge.
    Foot,
}

/// How text is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextStyle {
    /// The family's role.
    pub family: FamilyRole,
    /// The size.
    pub size: Length,
    /// The distance of baselines.
    pub leading: Length,
    /// Bold.
    #[serde(default)]
    pub bold: bool,
    /// Italic.
    #[serde(default)]
    pub italic: bool,
    /// Small capitals for lower-case letters.
    #[serde(default)]
    pub small_caps: bool,
    /// All in capitals.
    #[serde(default)]
    pub uppercase: bool,
    /// Space added to each letter, in em.
    #[serde(default)]
    pub letter_space: f64,
    /// Which figures.
    #[serde(default)]
    pub figures: Figures,
    /// From 0, black, to 1, white.
    #[serde(default)]
    pub gray: f32,
}

impl TextStyle {
    /// Where the baseline stands in the height of a line: the same share for all families, so that
    /// lines of one leading stand on one grid.
    pub fn baseline(&self) -> Length {
        self.leading / 2 + self.size.scale(0.27)
    }
}

/// The role of a family in a theme.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FamilyRole {
    /// [`Theme::body_family`].
    Body,
    /// [`Theme::heading_family`].
    Heading,
    /// [`Theme::mono_family`].
    Mono,
}

/// Which figures a style uses.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    /// Old-style, proportional: for text.
    #[default]
    OldStyle,
    /// Lining, proportional: with capitals.
    Lining,
    /// Lining, tabular: for columns.
    Tabular,
}

/// How lines are aligned.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Justified.
    #[default]
    Justify,
    /// Ranged at the start of the line.
    Start,
    /// Centred.
    Center,
    /// Ranged at the end of the line.
    End,
}

/// How a block is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlockStyle {
    /// Its text.
    pub text: TextStyle,
    /// How its lines are aligned.
    #[serde(default)]
    pub align: Align,
    /// Whether words may be hyphenated.
    #[serde(default)]
    pub hyphenate: bool,
    /// Space above.
    #[serde(default)]
    pub above: Length,
    /// Space below.
    #[serde(default)]
    pub below: Length,
    /// Indent at the start of lines.
    #[serde(default)]
    pub indent_start: Length,
    /// Indent at the end of lines.
    #[serde(default)]
    pub indent_end: Length,
}

/// The margins of a page; inner is at the spine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Margins {
    /// From the head of the page to the first line's ascenders.
    pub top: Length,
    /// From the last line's baseline to the foot of the page.
    pub bottom: Length,
    /// At the spine.
    pub inner: Length,
    /// At the fore-edge.
    pub outer: Length,
}
