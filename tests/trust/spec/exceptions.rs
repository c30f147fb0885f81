//! Where Bindery differs from CommonMark on purpose, by the number of the example.

/// The number of an example and why its XHTML is another than the specification's HTML.
pub(super) const COMMONMARK: &[(usize, &str)] = &[
    (144, "a language has letters in its name; `;` is none"),
    (
        148,
        "a `pre` of HTML becomes a block of code, which Markdown after an empty line ends",
    ),
    (
        167,
        "an inline element of HTML does not reach over paragraphs",
    ),
    (
        191,
        "text of a table outside of its rows gets a row, so that no text is lost",
    ),
    (
        508,
        "quotes within quotes are the inner ones of the language",
    ),
    (606, "bare addresses are links, as in GitHub's Markdown"),
    (608, "bare addresses are links, as in GitHub's Markdown"),
    (611, "bare addresses are links, as in GitHub's Markdown"),
    (612, "bare addresses are links, as in GitHub's Markdown"),
];
