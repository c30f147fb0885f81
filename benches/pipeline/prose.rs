//! Plain prose without end, made of sentences of our own in an order that a small generator of
//! numbers gives: the same on every machine.

use std::fmt::Write as _;

use bindery::world::MemoryFiles;

/// What a sentence is about.
const SUBJECTS: &[&str] = &[
    "The printer",
    "An old bookbinder in the lower town",
    "Every compositor who had learned the trade before the war",
    "My grandmother",
    "The woman who kept the ferry",
    "Whoever had marked the proofs in green ink",
    "A pupil of the second year",
    "The harbour master",
    "Nobody at the press",
    "The younger of the two sisters",
    "A reader from the coast",
    "The archivist",
];

/// What is done in it.
const VERBS: &[&str] = &[
    "remembered",
    "had never quite understood",
    "wrote a long and not altogether friendly letter about",
    "laughed at",
    "refused to speak of",
    "carried a drawing of",
    "was asked to describe",
    "found, between two sheets of blotting paper,",
    "insisted on correcting",
    "kept a careful account of",
    "dreamt of",
    "had sold",
];

/// What it is done to.
const OBJECTS: &[&str] = &[
    "the difference between a good page and a merely tolerable one",
    "the narrow staircase behind the warehouse",
    "a catalogue of instruments that had belonged to the observatory",
    "the arrangement of the windows",
    "three hundred sheets of handmade paper",
    "the winter in which the river froze",
    "the inconvenience of travelling by night",
    "an extraordinarily complicated system of signatures and catchwords",
    "the lamp",
    "the correspondence of a forgotten mathematician",
    "a map on which the islands were missing",
    "the custom of reading aloud while others worked",
];

/// How it ends.
const ENDINGS: &[&str] = &[
    "",
    ", though the evidence was slight",
    " – and that was the end of it",
    "; the rest can be imagined",
    ", as people in that street still do",
    " until the bells had stopped",
    ", which surprised “everyone but the apprentice”",
    " without so much as a word of explanation",
    ", or so the neighbours’ children said",
];

/// Numbers that look like chance (Marsaglia's xorshift, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }
}

/// A paragraph of two to eight sentences.
fn paragraph(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..2 + numbers.below(7) {
        if !text.is_empty() {
            text.push(' ');
        }
        let (subject, verb) = (numbers.pick(SUBJECTS), numbers.pick(VERBS));
        let (object, ending) = (numbers.pick(OBJECTS), numbers.pick(ENDINGS));
        let _ = write!(text, "{subject} {verb} {object}{ending}.");
    }
    text
}

/// So many paragraphs.
pub(crate) fn paragraphs(count: usize) -> Vec<String> {
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    (0..count).map(|_| paragraph(&mut numbers)).collect()
}

/// The files of a book of so many chapters of eighty paragraphs each: its metadata, then a file for
/// each chapter. Sixteen chapters make about four hundred pages of six by nine inches.
pub(crate) fn book(chapters: usize) -> MemoryFiles {
    let meta = "title = \"The Press by the River\"\nlanguage = \"en\"\npage = \"6x9\"\n\n[[authors]]\nname = \"Nobody in Particular\"\n";
    let mut files = MemoryFiles::default().with("prose/book.toml", meta);
    let all = paragraphs(chapters * 80);
    for (index, chapter) in all.chunks(80).enumerate() {
        let mut text = format!("# Chapter {}\n", index + 1);
        for paragraph in chapter {
            let _ = write!(text, "\n{paragraph}\n");
        }
        files = files.with(&format!("prose/{:03}.md", index + 1), text);
    }
    files
}
