//! Manuscripts made of choices: every kind of block, with words that each occur once.

use std::fmt::Write as _;

/// Makes a manuscript of a list of choices; equal choices make equal manuscripts.
pub(super) fn manuscript(choices: &[u16], page: &str) -> String {
    let mut maker = Maker {
        choices,
        at: 0,
        words: 0,
        notes: Vec::new(),
        out: format!("---\ntitle: Zz\npage: {page}\n---\n\n"),
    };
    while maker.at < choices.len() {
        maker.block(0, "");
    }
    let notes = std::mem::take(&mut maker.notes);
    for (index, text) in notes.iter().enumerate() {
        let _ = write!(maker.out, "\n[^{index}]: {text}\n");
    }
    maker.out
}

struct Maker<'c> {
    choices: &'c [u16],
    at: usize,
    words: usize,
    notes: Vec<String>,
    out: String,
}

impl Maker<'_> {
    /// The next choice among so many.
    fn choose(&mut self, among: usize) -> usize {
        let choice = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % among.max(1)
    }

    /// A word that no other place has, of syllables that can be divided.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ta", "men", "ro", "ver", "sig", "la", "por", "den", "mi", "cal", "tur", "on", "fi",
            "ster", "gra", "pel",
        ];
        self.words += 1;
        let mut rest = self.words;
        let mut word = String::from("k");
        while rest > 0 {
            word += SYLLABLES[rest % 16];
            rest /= 16;
        }
        word
    }

    fn words(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| self.word())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Running text with marks in it.
    fn text(&mut self, pieces: usize) -> String {
        let mut out = self.word();
        for _ in 0..pieces {
            out.push(' ');
            let count = 1 + self.choose(6);
            let words = self.words(count);
            match self.choose(16) {
                0 => write!(out, "*{words}*"),
                1 => write!(out, "**{words}**"),
                2 => write!(out, "~~{words}~~"),
                3 => write!(out, "`{words}`"),
                4 => write!(out, "[{words}](https://example.org/)"),
                5 => write!(out, "\"{words}\""),
                6 => write!(out, "({words}) -- "),
                7 => write!(out, "[{words}]{{.smallcaps}}"),
                8 => writeln!(out, "{words}\\"),
                9 => write!(out, "{words}H~2~O x^th^"),
                10 => {
                    let note = self.note();
                    write!(out, "{words}[^{note}]")
                }
                11 => write!(out, "**{words} *{}***", self.words(1)),
                12 => write!(out, "{}", "-".repeat(3) + &words),
                _ => write!(out, "{words}"),
            }
            .expect("a string takes all");
        }
        out
    }

    fn note(&mut self) -> usize {
        let count = 3 + self.choose(90);
        let text = self.words(count);
        self.notes.push(text);
        self.notes.len() - 1
    }

    /// A block, each of its lines after the first with a prefix.
    fn block(&mut self, depth: usize, prefix: &str) {
        let kinds = if depth < 3 { 14 } else { 6 };
        match self.choose(kinds) {
            0..=2 => {
                let pieces = self.choose(40);
                let text = self.text(pieces);
                self.lines(&text, prefix);
            }
            3 => {
                let level = 2 + self.choose(3);
                let words = self.words(2);
                self.lines(&format!("{} {words}", "#".repeat(level)), prefix);
            }
            4 => {
                let lines: Vec<String> = (0..=self.choose(60)).map(|_| self.words(3)).collect();
                self.lines(&format!("```rust\n{}\n```", lines.join("\n")), prefix);
            }
            5 => self.table(prefix),
            6 | 7 => self.list(depth, prefix, "- "),
            8 => self.list(depth, prefix, "1. "),
            9 => self.list(depth, prefix, "- [x] "),
            10 => self.nested(depth, prefix, "> "),
            11 => {
                self.lines("> [!TIP]", prefix);
                self.out.truncate(self.out.trim_end().len());
                let _ = writeln!(self.out);
                let text = self.text(4).replace('\n', "\n> ");
                let _ = write!(self.out, "{prefix}> ");
                self.lines(&text, prefix);
            }
            12 => {
                let (term, text) = (self.word(), self.words(9));
                self.lines(&format!("{term}\n: {text}"), prefix);
            }
            _ => {
                let caption = self.words(5);
                self.lines(&format!("![x](dot.png \"{caption}\")"), prefix);
            }
        }
    }

    fn table(&mut self, prefix: &str) {
        let columns = 1 + self.choose(4);
        let rows = 1 + self.choose(50);
        let mut text = String::new();
        for row in 0..=rows {
            text.push('|');
            for _ in 0..columns {
                let count = 1 + self.choose(4);
                let words = self.words(count);
                let _ = write!(text, " {words} |");
            }
            text.push('\n');
            if row == 0 {
                let _ = writeln!(text, "|{}", ":--|".repeat(columns));
            }
        }
        let caption = self.words(4);
        let _ = write!(text, "\nTable: {caption}");
        self.lines(&text, prefix);
    }

    fn list(&mut self, depth: usize, prefix: &str, sign: &str) {
        let inner = format!("{prefix}{}", " ".repeat(if sign == "1. " { 3 } else { 2 }));
        for _ in 0..=self.choose(5) {
            let text = self.text(3);
            let _ = write!(self.out, "{sign}");
            self.lines(&text, &inner);
            if self.choose(3) == 0 {
                let _ = write!(self.out, "{}", inner.trim_start_matches(prefix));
                self.block(depth + 1, &inner);
            }
            let _ = write!(self.out, "");
        }
        self.lines("<!-- -->", prefix);
    }

    fn nested(&mut self, depth: usize, prefix: &str, sign: &str) {
        let inner = format!("{prefix}{sign}");
        let _ = write!(self.out, "{sign}");
        self.block(depth + 1, &inner);
        self.block(depth + 1, &inner);
        self.lines("x", &inner);
        let keep = self.out.trim_end_matches(['>', ' ', '\n']).len();
        self.out.truncate(keep);
        let _ = write!(self.out, "\n{}\n{prefix}", prefix.trim_end());
    }

    /// A text of lines and an empty line, after which the next block starts.
    fn lines(&mut self, text: &str, prefix: &str) {
        self.out += &text.replace('\n', &format!("\n{prefix}"));
        let _ = write!(self.out, "\n{}\n{prefix}", prefix.trim_end());
    }
}
