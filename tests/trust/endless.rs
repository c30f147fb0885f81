//! Tries changed seeds for as long as it is told, with a stable compiler: a plain stand-in for the fuzz
//! targets, which it shares its assertions and seeds with.

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "the library of another crate")]
mod targets;

/// What is put into texts.
const PIECES: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "\n    ",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "^",
    "`",
    "```\n",
    "$",
    "$$",
    "[",
    "]",
    "](",
    ")",
    "![",
    "![x](a.svg)",
    "[^1]",
    "[^1]: ",
    "{.a}",
    "{#i}",
    "{lang=he}",
    "{",
    "}",
    "> ",
    "- ",
    "1. ",
    "[ ] ",
    "# ",
    "## ",
    "***\n",
    "---\n",
    "| a | b |\n|---|---|\n",
    "|",
    "Table: ",
    ": ",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<table>",
    "<td>",
    "<ul>",
    "<li>",
    "<p>",
    "<br>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<script>",
    "</script>",
    "<ruby>",
    "<rt>",
    "<figure>",
    "<img src=a.svg>",
    "&amp;",
    "&#0;",
    "&#x202e;",
    "\\",
    "\\\n",
    "\"",
    "'",
    "--",
    "...",
    "https://a.b/",
    "c@d.e",
    "\u{1}<svg xmlns='http://www.w3.org/2000/svg'>",
    "<g id='a'>",
    "</g>",
    "<use href='#a'/>",
    "<path d='M0 0L9 9'/>",
    "<text>x</text>",
    "</svg>",
    "width='9'",
    "\u{200f}",
    "ש",
    "م",
    "漢",
    "한",
    "ก",
    "e\u{301}",
    "\u{ad}",
    "\u{a0}",
    "\u{200b}",
    "\u{fffc}",
    "😀",
    "\\frac{",
    "}",
    "\\left(",
    "&",
    "\\\\",
    "\\begin{matrix}",
    "\\end{matrix}",
    "title: ",
    "authors: [",
    "- name: ",
    "date: 2026-13-40\n",
    "&x ",
    "*x",
    "!!",
    "|\n  ",
    "<w:p>",
    "</w:p>",
    "<w:r><w:t>",
    "</w:t></w:r>",
    "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>",
    "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='2'/></w:numPr>",
    "<w:tbl><w:tr><w:tc>",
    "<w:footnoteReference w:id='1'/>",
    "\nBy A B\n",
    "1 Jan 2026\n",
    "chapters = [",
    "[[",
    "= \"",
    "{name = ",
];

/// What is tried with a text.
type Check = fn(&str);

/// A generator of numbers (xorshift64*, Vigna 2016).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap_or(0) % end.max(1)
    }

    /// A place between characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn stretch(&mut self, text: &str) -> std::ops::Range<usize> {
        let (one, other) = (self.place(text), self.place(text));
        one.min(other)..one.max(other)
    }

    fn change(&mut self, text: &mut String, others: &[String]) {
        let at = self.place(text);
        match self.below(10) {
            0..=3 => text.insert_str(at, PIECES[self.below(PIECES.len())]),
            4 => {
                let count = 1 + self.below(40);
                text.insert_str(at, &PIECES[self.below(PIECES.len())].repeat(count));
            }
            5 | 6 => {
                let start = self.place(text);
                let end = text[start..].char_indices().nth(self.below(12));
                let end = end.map_or(text.len(), |(n, _)| start + n);
                text.replace_range(start..end, "");
            }
            7 => {
                let stretch = self.stretch(text);
                let copy = text[stretch].chars().take(200).collect::<String>();
                text.insert_str(at, &copy);
            }
            8 => {
                let other = &others[self.below(others.len())];
                let stretch = self.stretch(other);
                text.insert_str(at, &other[stretch]);
            }
            _ => {
                let stretch = self.stretch(text);
                text.replace_range(stretch, "");
            }
        }
    }
}

fn seeds(target: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("seeds")
        .map(|entry| entry.expect("a seed").path())
        .collect();
    paths.sort();
    let read = |path| std::fs::read_to_string(path).expect("UTF-8");
    paths.into_iter().map(read).collect()
}

/// Runs a target for a time; gives how often, the slowest, and what failed by its message.
fn run(target: &str, check: Check, time: Duration, seed: u64) -> (usize, Duration) {
    let mut pool = seeds(target);
    let mut numbers = Numbers(seed | 1);
    let started = Instant::now();
    let (mut count, mut slowest) = (0, Duration::ZERO);
    let mut failures: BTreeMap<String, String> = BTreeMap::new();
    while started.elapsed() < time {
        let mut text = pool[numbers.below(pool.len())].clone();
        for _ in 0..=numbers.below(8) {
            numbers.change(&mut text, &pool);
        }
        if text.len() > 6_000 {
            continue;
        }
        let before = Instant::now();
        if let Err(panic) = catch_unwind(|| check(&text)) {
            let cause = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            let shortest = failures
                .entry(cause.unwrap_or_default())
                .or_insert_with(|| text.clone());
            if text.len() < shortest.len() {
                shortest.clone_from(&text);
            }
        }
        let took = before.elapsed();
        if took > slowest {
            slowest = took;
            if took > Duration::from_secs(2) {
                println!("{target} took {took:?} for {text:?}");
            }
        }
        count += 1;
        // What was changed is changed further.
        if numbers.below(20) == 0 {
            let at = numbers.below(200);
            if at < pool.len() && pool.len() >= 200 {
                pool[at] = text;
            } else if pool.len() < 200 {
                pool.push(text);
            }
        }
    }
    assert!(failures.is_empty(), "{target}, seed {seed}: {failures:#?}");
    (count, slowest)
}

fn all(seconds: f64, seed: u64) {
    let targets: [(&str, Check, f64); 5] = [
        ("front_matter", targets::front_matter, 0.1),
        ("import", targets::imported, 0.2),
        ("reader", targets::markdown, 0.2),
        ("epub", targets::to_epub, 0.2),
        ("pdf", targets::to_pdf, 0.3),
    ];
    std::thread::Builder::new()
        .stack_size(16 << 20)
        .spawn(move || {
            for (name, check, share) in targets {
                let time = Duration::from_secs_f64(seconds * share);
                let (count, slowest) = run(name, check, time, seed);
                println!("{name}: {count} runs, the slowest {slowest:?}");
            }
        })
        .expect("a thread")
        .join()
        .expect("nothing failed");
}

#[test]
fn some_changed_seeds_are_survived() {
    all(4.0, 7);
}

/// `BINDERY_FUZZ_SECONDS` and `BINDERY_FUZZ_SEED` say how long and with which numbers.
#[test]
#[ignore = "runs as long as it is told"]
fn endless() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    all(
        number("BINDERY_FUZZ_SECONDS").unwrap_or(60.0),
        number("BINDERY_FUZZ_SEED").unwrap_or(1.0) as u64,
    );
}
