use proptest::prelude::*;

use crate::document::{Inline, InlineKind, InlineRole, Lang, plain_text};
use crate::edition::resolve::testing::{emph, inline, link, note_ref, span_lang, text};

fn lang(tag: &str) -> Lang {
    Lang::new(tag).expect("a language")
}

fn smart(tag: &str, typed: &str) -> String {
    let mut content = typed.to_owned();
    super::plain(&mut content, &lang(tag));
    content
}

fn inlines(tag: &str, mut content: Vec<Inline>) -> String {
    super::inlines(&mut content, &lang(tag));
    plain_text(&content)
}

#[track_caller]
fn check(tag: &str, cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        let visible = |s: &str| s.replace('\u{a0}', "~").replace('\u{202f}', "_");
        assert_eq!(visible(&smart(tag, typed)), *expected, "{tag}: {typed}");
    }
}

#[test]
fn english_quotes() {
    check(
        "en",
        &[
            (r#""Hello," she said."#, "“Hello,” she said."),
            (r#"He said "yes"."#, "He said “yes”."),
            (r#"("yes")"#, "(“yes”)"),
            (
                r#""He said 'no' twice," I said."#,
                "“He said ‘no’ twice,” I said.",
            ),
            (r#"'He said "no"'"#, "‘He said “no”’"),
            (
                r#""'Yes,' he said," she said."#,
                "“‘Yes,’ he said,” she said.",
            ),
            (r#""She said 'yes'""#, "“She said ‘yes’”"),
            (r#""outer "inner" outer""#, "“outer ‘inner’ outer”"),
            (r#"he said---"no"---and"#, "he said—“no”—and"),
            (r#""But I---" she began."#, "“But I—” she began."),
            (r#""Wait"--he ran."#, "“Wait”–he ran."),
            (r#"a pre-"war" time"#, "a pre-“war” time"),
            (r#"either/"or""#, "either/“or”"),
            (
                r#""Never closed, as in speech"#,
                "“Never closed, as in speech",
            ),
            (r#"closed from before.""#, "closed from before.”"),
            (r#""a" "b" "c""#, "“a” “b” “c”"),
            (r#""Why?" "Because!""#, "“Why?” “Because!”"),
            (r#""…and so on""#, "“…and so on”"),
            (r#""...and so on""#, "“…and so on”"),
            (r#""(well)""#, "“(well)”"),
        ],
    );
}

#[test]
fn apostrophes_and_primes() {
    check(
        "en",
        &[
            ("dog's, dogs' and don't", "dog’s, dogs’ and don’t"),
            ("'Tis the season, 'twas", "’Tis the season, ’twas"),
            (r#""'Tis true""#, "“’Tis true”"),
            ("the '90s and '80s", "the ’90s and ’80s"),
            ("in the 1990s' end", "in the 1990s’ end"),
            ("the summer of '68.", "the summer of ’68."),
            ("rock 'n' roll", "rock ’n’ roll"),
            ("rock 'n roll", "rock ’n roll"),
            ("get 'em, boys", "get ’em, boys"),
            ("the word 'em' alone", "the word ‘em’ alone"),
            ("'the dogs' tails'", "‘the dogs’ tails’"),
            ("'yes' and 'no'", "‘yes’ and ‘no’"),
            (r#""the dogs' tails""#, "“the dogs’ tails”"),
            ("O'Brien's 'shop'", "O’Brien’s ‘shop’"),
            ("fo'c's'le", "fo’c’s’le"),
            (r#"5'10" tall"#, "5′10″ tall"),
            (r#"a 6" nail"#, "a 6″ nail"),
            (r#""he is 5'10" tall""#, "“he is 5′10″ tall”"),
            (r#""in 1990""#, "“in 1990”"),
            ("'Unclosed, at the start", "‘Unclosed, at the start"),
        ],
    );
    check("nl", &[("'s avonds in 't huis", "’s avonds in ’t huis")]);
    check("de", &[("Hans' Haus, 's ist", "Hans’ Haus, ’s ist")]);
    check("uk", &[("з'їзд", "з’їзд")]);
}

#[test]
fn marks_of_other_languages() {
    let typed = r#"X "a 'b' c" x"#;
    for (tag, expected) in [
        ("en-GB", "X “a ‘b’ c” x"),
        ("de", "X „a ‚b‘ c“ x"),
        ("de-CH", "X «a ‹b› c» x"),
        ("fr", "X «_a “b” c_» x"),
        ("fr-CH", "X «_a ‹_b_› c_» x"),
        ("fr-CA", "X «~a “b” c~» x"),
        ("es", "X «a “b” c» x"),
        ("es-MX", "X “a ‘b’ c” x"),
        ("it", "X «a “b” c» x"),
        ("pt", "X “a ‘b’ c” x"),
        ("pt-BR", "X “a ‘b’ c” x"),
        ("pt-PT", "X «a “b” c» x"),
        ("nl", "X “a ‘b’ c” x"),
        ("ru", "X «a „b“ c» x"),
        ("uk", "X «a „b“ c» x"),
        ("pl", "X „a «b» c” x"),
        ("cs", "X „a ‚b‘ c“ x"),
        ("hu", "X „a »b« c” x"),
        ("sv", "X ”a ’b’ c” x"),
        ("fi", "X ”a ’b’ c” x"),
        ("da", "X “a ‘b’ c” x"),
        ("nb", "X «a ‘b’ c» x"),
        ("el", "X «a “b” c» x"),
        ("tr", "X “a ‘b’ c” x"),
        ("fa", "X «a ‹b› c» x"),
        ("ar", "X «a ”b“ c» x"),
        ("he", "X ”a ’b’ c” x"),
        ("ja", "X 「a 『b』 c」 x"),
        ("zh", "X “a ‘b’ c” x"),
        ("zh-Hant", "X 「a 『b』 c」 x"),
        ("ko", "X “a ‘b’ c” x"),
        ("tlh", "X “a ‘b’ c” x"),
    ] {
        check(tag, &[(typed, expected)]);
    }
}

#[test]
fn scripts_without_spaces_between_quote_and_word() {
    check(
        "zh",
        &[(
            "他说\"你好\"然后走了---真的...",
            "他说“你好”然后走了——真的……",
        )],
    );
    check("ja", &[("彼は\"はい\"と言った", "彼は「はい」と言った")]);
    check(
        "ko",
        &[
            ("\"평양\"은 '수도'이다", "“평양”은 ‘수도’이다"),
            ("그는 '예'라고 했다", "그는 ‘예’라고 했다"),
        ],
    );
    check(
        "he",
        &[("צה\"ל אמר \"שלום\" לג'ורג'", "צה״ל אמר ”שלום” לג׳ורג׳")],
    );
}

#[test]
fn dashes_and_dots() {
    check(
        "en",
        &[
            ("1990--1995", "1990–1995"),
            ("a --- b -- c", "a — b – c"),
            ("---- and -", "---- and -"),
            ("<-- and -->", "<-- and -->"),
            ("wait...", "wait…"),
            ("gone....", "gone…."),
            ("..... and ..", "..... and .."),
            ("../x and .../y", "../x and .../y"),
        ],
    );
}

#[test]
fn french_spaces() {
    check(
        "fr",
        &[
            ("Quoi? Oui!", "Quoi_? Oui_!"),
            ("Quoi ? Oui ; non : si", "Quoi_? Oui_; non~: si"),
            ("Ah!? Oh!!", "Ah_!? Oh_!!"),
            ("« Oui »", "«_Oui_»"),
            ("«Oui»", "«_Oui_»"),
            ("\" Oui ? \" dit-il", "«_Oui_?_» dit-il"),
            ("\"Oui\"", "«_Oui_»"),
            ("l'\"ami\" d'hier", "l’«_ami_» d’hier"),
            ("12:30, a::b, (?)", "12:30, a::b, (?)"),
            ("Bien :) oui", "Bien :) oui"),
            ("50 % et 3 €", "50_% et 3~€"),
            ("aujourd'hui", "aujourd’hui"),
        ],
    );
    check("fr-CA", &[("Quoi? Oui : non", "Quoi? Oui~: non")]);
    check("en", &[("What ? No : yes", "What ? No : yes")]);
}

#[test]
fn spaces_that_do_not_break() {
    check(
        "en",
        &[
            ("J. R. R. Tolkien", "J.~R.~R.~Tolkien"),
            ("as I. The end", "as I. The end"),
            ("5 % of 10 km", "5~% of 10 km"),
            ("§ 5", "§~5"),
            ("End. The next.", "End. The next."),
        ],
    );
    check("de", &[("z. B. so", "z._B. so")]);
    check("cs", &[("v domě a s ním", "v~domě a~s~ním")]);
    check("ru", &[("Слово -- дело, и я", "Слово~– дело, и~я")]);
}

#[test]
fn the_state_runs_over_inlines() {
    let cases = [
        (
            vec![text("\""), emph(vec![text("Never")]), text(",\" he said")],
            "“Never,” he said",
        ),
        (vec![emph(vec![text("\"a")]), text("\" b")], "“a” b"),
        (vec![text("l'"), emph(vec![text("x")])], "l’x"),
        (
            vec![text("\"yes\""), note_ref(0), text(" \"no\"")],
            "“yes”\u{fffc} “no”",
        ),
        (
            vec![text("see \""), link("#a", Vec::new()), text("\" there")],
            "see “” there",
        ),
        (
            vec![
                text("the \""),
                inline(InlineKind::Code("a\"b".to_owned())),
                text("\" x"),
            ],
            "the “a\"b” x",
        ),
        (
            vec![text("\"a"), inline(InlineKind::SoftBreak), text("b\"")],
            "“a b”",
        ),
    ];
    for (content, expected) in cases {
        assert_eq!(inlines("en", content), expected);
    }
    // A piece of code is not a word of one letter.
    let code = inline(InlineKind::Code("master".to_owned()));
    let content = vec![text("в ветке "), code, text(" ещё и в")];
    assert_eq!(inlines("ru", content), "в\u{a0}ветке master ещё и\u{a0}в");
}

#[test]
fn each_language_has_its_own_marks() {
    let content = vec![
        text("\"He said "),
        span_lang("de", vec![text("\"nein\"")]),
        text("\""),
    ];
    assert_eq!(inlines("en", content), "“He said ‚nein‘”");
    let content = vec![text("\""), span_lang("fr", vec![text("Oui!\"")])];
    assert_eq!(inlines("en", content), "“Oui\u{202f}!”");
}

#[test]
fn escaped_characters_and_addresses_stay() {
    let mut escaped = inline(InlineKind::Span(vec![text("\"")]));
    escaped.role = Some(InlineRole::Literal);
    assert_eq!(
        inlines("en", vec![text("a "), escaped, text("b\" \"c\"")]),
        "a \"b” “c”"
    );
    // A class of the author's is none of ours.
    let mut classed = inline(InlineKind::Span(vec![text("it's")]));
    classed.attr.classes.push("literal".to_owned());
    assert_eq!(inlines("en", vec![classed]), "it’s");
    let address = "https://a.org/x--y?a='b'";
    assert_eq!(
        inlines("fr", vec![link(address, vec![text(address)])]),
        address
    );
}

/// What no rule may change: all but spaces, quotes, dashes and dots.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .filter(|c| !"\"'“”‘’„‚«»‹›「」『』′″״׳-–—.…".contains(*c))
        .collect()
}

proptest! {
    #[test]
    fn nothing_else_changes(
        typed in r#"[ a-zA-Z0-9"'.,;:!?«»()§%אבㅏ가漢é\u{301}-]{0,60}|.{0,30}"#,
        tag in prop::sample::select(vec!["en", "de", "fr", "fr-CA", "ru", "he", "zh", "ja", "cs"]),
    ) {
        let converted = smart(tag, &typed);
        prop_assert_eq!(bare(&converted), bare(&typed));
    }

    #[test]
    fn inlines_keep_their_number_and_order(
        parts in prop::collection::vec(r#"[ a-z"'.,!-]{0,8}"#, 0..8),
    ) {
        let mut content: Vec<Inline> = parts
            .iter()
            .enumerate()
            .map(|(i, part)| if i % 2 == 0 { text(part) } else { emph(vec![text(part)]) })
            .collect();
        super::inlines(&mut content, &lang("fr"));
        prop_assert_eq!(content.len(), parts.len());
        for (inline, part) in content.iter().zip(&parts) {
            prop_assert_eq!(bare(&plain_text(std::slice::from_ref(inline))), bare(part));
        }
    }
}

#[test]
fn time_is_linear_on_quotes_alone() {
    for typed in ["\"", "'", "\" ", "\"a ", "'a ", "-", ".", " '"] {
        let long = typed.repeat(200_000);
        assert!(!smart("fr", &long).is_empty());
    }
}
