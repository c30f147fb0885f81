//! Examples of GitHub's extensions, in the form of CommonMark's.

use super::Example;

/// Where Bindery differs on purpose.
pub(super) const EXCEPTIONS: &[(usize, &str)] = &[(
    17,
    "addresses are looked for in text whose entities are characters already",
)];

/// Markdown and HTML in turns.
const EXAMPLES: &[(&str, &str)] = &[
    // Tables
    (
        "| ink | use |\n| --- | --- |\n| iron | letters |\n",
        "<table><thead><tr><th>ink</th><th>use</th></tr></thead><tbody><tr><td>iron</td><td>letters</td></tr></tbody></table>",
    ),
    (
        "a | b\n:-: | --:\nc | d\n",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    ),
    (
        "| sign \\| stroke |\n| --- |\n| `x \\| y` **p \\| q** |\n",
        "<table><thead><tr><th>sign | stroke</th></tr></thead><tbody><tr><td><code>x | y</code> <strong>p | q</strong></td></tr></tbody></table>",
    ),
    (
        "| a | b |\n| --- | --- |\n| c | d |\n> after\n",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table><blockquote><p>after</p></blockquote>",
    ),
    (
        "| a | b |\n| --- | --- |\n| c | d |\ne\n\nf\n",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr><tr><td>e</td><td></td></tr></tbody></table><p>f</p>",
    ),
    (
        "| a | b |\n| --- |\n| c |\n",
        "<p>| a | b | | --- | | c |</p>",
    ),
    (
        "| a | b |\n| --- | --- |\n| c |\n| d | e | f |\n",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td></td></tr><tr><td>d</td><td>e</td></tr></tbody></table>",
    ),
    (
        "| a |\n| --- |\n",
        "<table><thead><tr><th>a</th></tr></thead></table>",
    ),
    // Tasks
    (
        "- [ ] fold\n- [x] cut\n",
        "<ul><li>\u{2610} fold</li><li>\u{2611} cut</li></ul>",
    ),
    (
        "- [x] print\n  - [ ] black\n  - [x] red\n- [ ] bind\n",
        "<ul><li>\u{2611} print<ul><li>\u{2610} black</li><li>\u{2611} red</li></ul></li><li>\u{2610} bind</li></ul>",
    ),
    // Struck text
    ("~~wrong~~ right\n", "<p><del>wrong</del> right</p>"),
    (
        "one ~~two\n\nthree~~ four\n",
        "<p>one ~~two</p><p>three~~ four</p>",
    ),
    ("not ~~~struck~~~ so\n", "<p>not ~~~struck~~~ so</p>"),
    // Links without brackets
    (
        "see www.example.org/press now\n",
        "<p>see <a href=\"http://www.example.org/press\">www.example.org/press</a> now</p>",
    ),
    (
        "Go to www.example.org/a.b.\n",
        "<p>Go to <a href=\"http://www.example.org/a.b\">www.example.org/a.b</a>.</p>",
    ),
    (
        "(www.example.org/x(y)) and (www.example.org/z)\n",
        "<p>(<a href=\"http://www.example.org/x(y)\">www.example.org/x(y)</a>) and (<a href=\"http://www.example.org/z\">www.example.org/z</a>)</p>",
    ),
    (
        "www.example.org/a?b=c&copy; end\n",
        "<p><a href=\"http://www.example.org/a?b=c\">www.example.org/a?b=c</a>© end</p>",
    ),
    (
        "https://example.org/paper?p=1 and http://example.org\n",
        "<p><a href=\"https://example.org/paper?p=1\">https://example.org/paper?p=1</a> and <a href=\"http://example.org\">http://example.org</a></p>",
    ),
    (
        "write to printer@example.org.\n",
        "<p>write to <a href=\"mailto:printer@example.org\">printer@example.org</a>.</p>",
    ),
    (
        "a.b-c_d@example.org_ is none\n",
        "<p>a.b-c_d@example.org_ is none</p>",
    ),
    // Raw HTML that is not let through
    ("before <xmp>x</xmp> after\n", "<p>before after</p>"),
    // Alerts
    ("> [!NOTE]\n> Ink dries.\n", "<p>Note</p><p>Ink dries.</p>"),
    (
        "> [!ODD]\n> Ink.\n",
        "<blockquote><p>[!ODD] Ink.</p></blockquote>",
    ),
];

/// The examples with numbers.
pub(super) fn examples() -> Vec<Example> {
    EXAMPLES
        .iter()
        .enumerate()
        .map(|(index, (markdown, html))| Example {
            number: index + 1,
            markdown: (*markdown).to_owned(),
            html: (*html).to_owned(),
        })
        .collect()
}
