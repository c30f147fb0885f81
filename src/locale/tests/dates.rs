//! Dates in each language that has names of months.

use super::super::Date;
use super::of;

#[test]
fn dates_are_in_the_language() {
    let date = |month, day| Date {
        year: 2026,
        month,
        day,
    };
    for (tag, first, later, month, year) in [
        (
            "en-GB",
            "1 January 2026",
            "24 November 2026",
            "May 2026",
            "2026",
        ),
        (
            "en-US",
            "January 1, 2026",
            "November 24, 2026",
            "May 2026",
            "2026",
        ),
        ("ar", "١ يناير ٢٠٢٦", "٢٤ نوفمبر ٢٠٢٦", "مايو ٢٠٢٦", "٢٠٢٦"),
        ("ar-MA", "1 يناير 2026", "24 نونبر 2026", "ماي 2026", "2026"),
        (
            "ar-TN",
            "1 جانفي 2026",
            "24 نوفمبر 2026",
            "ماي 2026",
            "2026",
        ),
        (
            "ar-SY",
            "١ كانون الثاني ٢٠٢٦",
            "٢٤ تشرين الثاني ٢٠٢٦",
            "أيار ٢٠٢٦",
            "٢٠٢٦",
        ),
        (
            "ca",
            "1 de gener del 2026",
            "24 de novembre del 2026",
            "maig del 2026",
            "2026",
        ),
        (
            "cs",
            "1. ledna 2026",
            "24. listopadu 2026",
            "květen 2026",
            "2026",
        ),
        (
            "da",
            "1. januar 2026",
            "24. november 2026",
            "maj 2026",
            "2026",
        ),
        (
            "de",
            "1. Januar 2026",
            "24. November 2026",
            "Mai 2026",
            "2026",
        ),
        (
            "de-AT",
            "1. Jänner 2026",
            "24. November 2026",
            "Mai 2026",
            "2026",
        ),
        (
            "el",
            "1η Ιανουαρίου 2026",
            "24 Νοεμβρίου 2026",
            "Μάιος 2026",
            "2026",
        ),
        (
            "es",
            "1 de enero de 2026",
            "24 de noviembre de 2026",
            "mayo de 2026",
            "2026",
        ),
        ("fa", "۱ ژانویهٔ ۲۰۲۶", "۲۴ نوامبر ۲۰۲۶", "مه ۲۰۲۶", "۲۰۲۶"),
        (
            "fi",
            "1. tammikuuta 2026",
            "24. marraskuuta 2026",
            "toukokuu 2026",
            "2026",
        ),
        (
            "fr",
            "1er janvier 2026",
            "24 novembre 2026",
            "mai 2026",
            "2026",
        ),
        ("he", "1 בינואר 2026", "24 בנובמבר 2026", "מאי 2026", "2026"),
        (
            "hu",
            "2026. január 1.",
            "2026. november 24.",
            "2026. május",
            "2026",
        ),
        (
            "it",
            "1º gennaio 2026",
            "24 novembre 2026",
            "maggio 2026",
            "2026",
        ),
        (
            "ja",
            "2026年1月1日",
            "2026年11月24日",
            "2026年5月",
            "2026年",
        ),
        (
            "ko",
            "2026년 1월 1일",
            "2026년 11월 24일",
            "2026년 5월",
            "2026년",
        ),
        (
            "nb",
            "1. januar 2026",
            "24. november 2026",
            "mai 2026",
            "2026",
        ),
        (
            "nn",
            "1. januar 2026",
            "24. november 2026",
            "mai 2026",
            "2026",
        ),
        (
            "nl",
            "1 januari 2026",
            "24 november 2026",
            "mei 2026",
            "2026",
        ),
        (
            "no",
            "1. januar 2026",
            "24. november 2026",
            "mai 2026",
            "2026",
        ),
        (
            "pl",
            "1 stycznia 2026",
            "24 listopada 2026",
            "maj 2026",
            "2026",
        ),
        ("prs", "۱ جنوری ۲۰۲۶", "۲۴ نومبر ۲۰۲۶", "می ۲۰۲۶", "۲۰۲۶"),
        (
            "pt",
            "1º de janeiro de 2026",
            "24 de novembro de 2026",
            "maio de 2026",
            "2026",
        ),
        (
            "pt-PT",
            "1 de janeiro de 2026",
            "24 de novembro de 2026",
            "maio de 2026",
            "2026",
        ),
        (
            "ru",
            "1 января 2026\u{a0}г.",
            "24 ноября 2026\u{a0}г.",
            "май 2026\u{a0}г.",
            "2026",
        ),
        (
            "sv",
            "1 januari 2026",
            "24 november 2026",
            "maj 2026",
            "2026",
        ),
        ("tr", "1 Ocak 2026", "24 Kasım 2026", "Mayıs 2026", "2026"),
        (
            "uk",
            "1 січня 2026\u{a0}р.",
            "24 листопада 2026\u{a0}р.",
            "травень 2026\u{a0}р.",
            "2026",
        ),
        (
            "zh",
            "2026年1月1日",
            "2026年11月24日",
            "2026年5月",
            "2026年",
        ),
        (
            "zh-TW",
            "2026年1月1日",
            "2026年11月24日",
            "2026年5月",
            "2026年",
        ),
        // Figures where we do not know the months.
        ("tlh", "2026-01-01", "2026-11-24", "2026-05", "2026"),
        ("th", "2026-01-01", "2026-11-24", "2026-05", "2026"),
    ] {
        let locale = of(tag);
        assert_eq!(locale.date(date(Some(1), Some(1))), first, "{tag}");
        assert_eq!(locale.date(date(Some(11), Some(24))), later, "{tag}");
        assert_eq!(locale.date(date(Some(5), None)), month, "{tag}");
        assert_eq!(locale.date(date(None, None)), year, "{tag}");
    }
}
