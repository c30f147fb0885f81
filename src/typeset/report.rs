//! Figures on the quality of the setting.

/// What can be counted of a set edition.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// Lines wider than their measure.
    pub overfull: u32,
    /// Last lines of a paragraph alone at the head of a page.
    pub widows: u32,
    /// First lines of a paragraph alone at the foot of a page.
    pub orphans: u32,
    /// Headings at the foot of a page, parted from their text.
    pub stranded_headings: u32,
}
