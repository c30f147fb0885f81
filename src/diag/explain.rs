//! What each kind of diagnostic means. The texts lie in `explain/`, one file a kind; this module puts them
//! together, for the command line and for the page of the documentation.

use super::Code;

/// The head of the page of the documentation.
const PAGE_HEAD: &str = "---
title: Messages explained
kind: article
language: en
description: What each kind of message means, and what to do about it.
contents: true
---

Each message has a code in brackets, such as `error[dead-link]`. `bindery explain dead-link` prints what stands here about it, and
`bindery explain` lists all codes. The examples are run by a test: each gives the message that it is about, and no other. `map.png` and
its like are sound pictures that lie beside the manuscript, `torn.png` is the first half of one.
";

/// A kind by its name: what it is in a sentence, then what to do about it, with an example. As Markdown.
pub fn explain(code: Code) -> String {
    format!("{code}: {}\n\n{}", code.summary(), code.explanation())
}

/// All kinds, each on a line with what it is.
pub fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max();
    let width = width.unwrap_or_default();
    let line = |code: &Code| format!("{:width$}  {}\n", code.as_str(), code.summary());
    Code::ALL.iter().map(line).collect()
}

/// The page of the documentation that explains all kinds, in the order of their names.
pub fn page() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.as_str());
    let sections = codes
        .iter()
        .map(|code| format!("\n## `{code}`\n\n{}", code.explanation()));
    PAGE_HEAD.to_owned() + &sections.collect::<String>()
}

/// The kind whose name is nearest to one that is none, if one is near enough to be meant.
pub fn nearest(name: &str) -> Option<Code> {
    let names = Code::ALL.iter().map(|code| code.as_str());
    crate::text::nearest(name, names).and_then(Code::from_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_explained_by_sentences_and_an_example() {
        for code in Code::ALL {
            let summary = code.summary();
            assert!(
                summary.len() > 15 && summary.ends_with('.'),
                "{code}: {summary}"
            );
            let (text, example) = code
                .explanation()
                .split_once("\n\n```")
                .unwrap_or_else(|| panic!("{code} has no example"));
            assert!(text.len() > 100 && text.contains(". "), "{code}: {text}");
            assert!(example.trim_end().ends_with("\n```"), "{code}: {example}");
            assert!(!text.contains("\n\n"), "{code} has more than a paragraph");
        }
    }

    #[test]
    fn names_are_found_and_guessed() {
        assert_eq!(Code::from_name("dead-link"), Some(Code::DeadLink));
        assert_eq!(Code::from_name("dead_link"), None);
        assert_eq!(nearest("ded-link"), Some(Code::DeadLink));
        assert_eq!(nearest("missing-picture"), None);
        let line = list();
        let line = line.lines().find(|line| line.starts_with("dead-link "));
        assert!(line.is_some_and(|line| line.ends_with(Code::DeadLink.summary())));
    }
}
