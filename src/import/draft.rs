//! What an import found, before it is written as Markdown.

/// A manuscript as found in a foreign file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The date, in ISO 8601.
    pub date: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The standfirst.
    pub description: Option<String>,
    /// The text.
    pub blocks: Vec<DraftBlock>,
    /// What is said of the author, in plain text.
    pub bio: Option<String>,
}

/// A block of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftBlock {
    /// A heading of a level from 2.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A quotation set off from the text, a paragraph each.
    Quote(Vec<String>),
    /// An item of a list with its sign, `-` or `1.`.
    Item(String, String),
    /// A break between scenes.
    Break,
}

impl Draft {
    /// The draft as Markdown with front matter.
    pub fn to_markdown(&self) -> String {
        let mut out = String::from("---\n");
        let mut key = |name: &str, value: &str| {
            out.push_str(name);
            out.push_str(": ");
            out.push_str(&quoted(value));
            out.push('\n');
        };
        key("title", &self.title);
        if let Some(subtitle) = &self.subtitle {
            key("subtitle", subtitle);
        }
        if let Some(language) = &self.language {
            key("language", language);
        }
        if let Some(description) = &self.description {
            key("description", description);
        }
        if !self.authors.is_empty() {
            out.push_str("authors:\n");
            for author in &self.authors {
                out.push_str("  - ");
                out.push_str(&quoted(author));
                out.push('\n');
            }
        }
        if let Some(date) = &self.date {
            out.push_str("date: ");
            out.push_str(date);
            out.push('\n');
        }
        out.push_str("---\n");
        let mut previous_item = false;
        for block in &self.blocks {
            let item = matches!(block, DraftBlock::Item(..));
            if !(item && previous_item) {
                out.push('\n');
            }
            previous_item = item;
            push_block(block, &mut out);
        }
        if let Some(bio) = &self.bio {
            out.push_str("\n---\n\n");
            out.push_str(&escaped(bio));
            out.push('\n');
        }
        out
    }
}

fn push_block(block: &DraftBlock, out: &mut String) {
    match block {
        DraftBlock::Heading(level, text) => {
            out.push_str(&"#".repeat(usize::from(*level)));
            out.push(' ');
            out.push_str(&escaped(text));
            out.push('\n');
        }
        DraftBlock::Paragraph(text) => {
            out.push_str(&escaped(text));
            out.push('\n');
        }
        DraftBlock::Quote(paragraphs) => {
            for (n, paragraph) in paragraphs.iter().enumerate() {
                out.push_str(if n == 0 { "> " } else { ">\n> " });
                out.push_str(&escaped(paragraph));
                out.push('\n');
            }
        }
        DraftBlock::Item(sign, text) => {
            out.push_str(sign);
            out.push(' ');
            out.push_str(&escaped(text));
            out.push('\n');
        }
        DraftBlock::Break => out.push_str("* * *\n"),
    }
}

/// A YAML string in double quotes (YAML 1.2, 7.3.1).
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Text in which no character has a meaning in Markdown: escaped only where it would have one.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '$' | '~' | '^' | '{' | '|'
        ) || (c == '&' && text.contains(';'))
        {
            out.push('\\');
        }
        out.push(c);
    }
    escape_start(&mut out);
    out
}

/// Escapes what would open a block at the start of a line.
fn escape_start(line: &mut String) {
    let first = line.chars().next();
    if matches!(first, Some('#' | '>' | '+' | '-' | '=' | ':')) {
        line.insert(0, '\\');
        return;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')')) {
        line.insert(digits, '\\');
    }
}
