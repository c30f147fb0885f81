//! What characters are to the rules of quotes and spaces.

/// What stands beside a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The start or end of the block.
    Edge,
    /// A space or line end.
    Space,
    /// A letter or digit, code, a picture.
    Word,
    /// An opening bracket or mark.
    Open,
    /// A dash, hyphen or slash: a quote may open after it and close before it.
    Dash,
    /// Any other: stops, closing brackets and marks.
    Other,
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        '(' | '[' | '{' | '<' | '¿' | '¡' | '«' | '‹' | '„' | '‚' | '“' | '‘' | '「' | '『'
        | '（' | '【' | '《' | '〈' => Class::Open,
        '-' | '\u{2010}'..='\u{2015}' | '/' | '=' | '+' | '|' | '~' => Class::Dash,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Class::Other,
        c if c.is_alphanumeric() => Class::Word,
        c if c.is_whitespace() => Class::Space,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '_' => Class::Word,
        c if is_indic_mark(c) => Class::Word,
        _ => Class::Other,
    }
}

fn is_indic_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{eb1}'..='\u{ebc}')
}

/// Letters of scripts in which a quote may stand between two letters, and no apostrophe does.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

pub(super) fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{5d0}'..='\u{5ea}' | '\u{5f0}'..='\u{5f2}')
}
