//! Figures on the quality of the setting.

/// What can be counted of a set edition.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Report {
    /// Pages.
    pub pages: u32,
    /// Lines of paragraphs.
    pub lines: u32,
    /// Lines that end in a hyphen made by us.
    pub hyphenated: u32,
    /// Mean of the adjustment ratios' absolute values over justified lines (1: spaces stretched as far as they may).
    pub mean_looseness: f64,
    /// The largest adjustment ratio of a justified line.
    pub worst_looseness: f64,
    /// Rivers: word spaces that stand one below the other over three lines or more of a justified paragraph.
    #[serde(default)]
    pub rivers: u32,
    /// Lines wider than their measure.
    pub overfull: u32,
    /// Last lines of a paragraph alone at the head of a page.
    pub widows: u32,
    /// First lines of a paragraph alone at the foot of a page.
    pub orphans: u32,
    /// Headings at the foot of a page, parted from their text.
    pub stranded_headings: u32,
    /// Pages that run short by a line or more although their chapter goes on.
    #[serde(default)]
    pub short_pages: u32,
    /// Paragraphs set a line longer or shorter than is best for them, for the sake of their pages.
    #[serde(default)]
    pub reset_paragraphs: u32,
}
