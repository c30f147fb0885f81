//! Reads the files of all languages, and looks at what they hold.

mod dates;

use std::collections::BTreeSet;

use toml::Value;

use super::load::{read_all, read_table, tags};
use super::{Digits, Lang, Locale, Stops, Terms, TextDirection};

fn of(tag: &str) -> &'static Locale {
    Locale::of(&Lang::new(tag).expect("a language"))
}

/// Each locale of each file: that of the language and those of its variants.
fn all() -> Vec<(&'static str, Locale)> {
    let read = |tag| read_all(tag).unwrap_or_else(|error| panic!("{tag}: {error}"));
    tags()
        .flat_map(|tag| read(tag).into_iter().map(move |locale| (tag, locale)))
        .collect()
}

fn distinct(tag: &str, words: &[&str]) {
    let set: BTreeSet<&&str> = words.iter().collect();
    assert_eq!(set.len(), words.len(), "{tag}: a word twice in {words:?}");
}

#[test]
fn file_names_are_tags_in_lower_case() {
    for tag in tags() {
        let lang = Lang::new(tag).unwrap_or_else(|error| panic!("{tag}: {error}"));
        assert_eq!(lang.as_str().to_lowercase(), tag);
    }
}

#[test]
fn no_word_is_empty_and_each_phrase_has_its_place() {
    for (tag, locale) in all() {
        for (field, word) in locale.terms.all() {
            let is_phrase = matches!(
                field,
                "chapter_n"
                    | "part_n"
                    | "figure_n"
                    | "table_n"
                    | "by_names"
                    | "translated_by"
                    | "edited_by"
                    | "illustrated_by"
            );
            let places = word.matches("{}").count();
            assert_eq!(places, usize::from(is_phrase), "{tag}: {field} = {word:?}");
            assert!(
                !word.is_empty() && word.trim() == word,
                "{tag}: {field} = {word:?}"
            );
        }
        if let Some(colophon) = &locale.colophon {
            assert_eq!(colophon.matches("{}").count(), 1, "{tag}: {colophon}");
        }
    }
}

#[test]
fn words_that_stand_side_by_side_differ() {
    for (tag, locale) in all() {
        let Terms {
            contents,
            notes,
            figure,
            table,
            cover,
            title_page,
            copyright_page,
            start,
            note,
            tip,
            important,
            warning,
            caution,
            page,
            pages,
            ..
        } = &locale.terms;
        distinct(tag, &[note, tip, important, warning, caution]);
        distinct(
            tag,
            &[
                contents,
                notes,
                cover,
                title_page,
                copyright_page,
                start,
                pages,
            ],
        );
        distinct(tag, &[figure, table]);
        distinct(tag, &[page, pages]);
        let terms = &locale.terms;
        distinct(
            tag,
            &[
                &terms.chapter_n,
                &terms.part_n,
                &terms.figure_n,
                &terms.table_n,
            ],
        );
        distinct(
            tag,
            &[
                &terms.by_names,
                &terms.translated_by,
                &terms.edited_by,
                &terms.illustrated_by,
            ],
        );
    }
}

#[test]
fn accessibility_sentences_are_whole_and_differ() {
    for (tag, locale) in all() {
        let said = &locale.accessibility;
        let sentences = [
            said.text.as_str(),
            &said.described,
            &said.undescribed,
            &said.formulas,
            &said.pages,
            &said.moving,
        ];
        distinct(tag, &sentences);
        for sentence in sentences {
            assert!(sentence.chars().count() > 5, "{tag}: {sentence}");
            assert!(sentence.ends_with(['.', '。']), "{tag}: {sentence}");
        }
        let joined = said.text.ends_with('。');
        assert_eq!(said.space, if joined { "" } else { " " }, "{tag}");
    }
}

#[test]
fn dates_have_twelve_months_and_all_their_parts() {
    for (tag, locale) in all() {
        let Some(dates) = &locale.dates else {
            continue;
        };
        let months: Vec<&str> = dates.months.iter().map(String::as_str).collect();
        assert_eq!(months.len(), 12, "{tag}");
        distinct(tag, &months);
        let alone: Vec<&str> = dates.months_alone.iter().map(String::as_str).collect();
        assert!(matches!(alone.len(), 0 | 12), "{tag}: {alone:?}");
        distinct(tag, &alone);
        for month in months.iter().chain(&alone) {
            assert!(
                !month.is_empty() && month.trim() == *month,
                "{tag}: {month:?}"
            );
        }
        for (pattern, parts) in [
            (&dates.day, &["{day}", "{month}", "{year}"][..]),
            (&dates.month, &["{month}", "{year}"]),
            (
                dates.year.as_ref().unwrap_or(&"{year}".to_owned()),
                &["{year}"],
            ),
        ] {
            assert_eq!(
                pattern.matches('{').count(),
                parts.len(),
                "{tag}: {pattern}"
            );
            assert!(
                parts.iter().all(|part| pattern.contains(part)),
                "{tag}: {pattern}"
            );
        }
    }
}

#[test]
fn names_have_joiners_and_words_come_whole() {
    for (tag, locale) in all() {
        let names = &locale.names;
        for joiner in [&names.pair, &names.middle, &names.last] {
            assert!(!joiner.is_empty(), "{tag}");
        }
        let three = locale.join_names(&["1", "2", "3"]);
        assert_eq!(three.matches(['1', '2', '3']).count(), 3, "{tag}: {three}");
    }
    for tag in tags() {
        let table = read_table(tag, 0).unwrap_or_else(|error| panic!("{tag}: {error}"));
        let words = ["terms", "names", "accessibility"];
        let count = words.iter().filter(|key| table.contains_key(**key)).count();
        assert!(matches!(count, 0 | 3), "{tag} has some kinds of words only");
        assert!(
            count == 0 || table.get("dates").is_some_and(Value::is_table),
            "{tag} has words but no dates"
        );
    }
}

#[test]
fn hyphenated_exceptions_are_in_lower_case() {
    for (tag, locale) in all() {
        for word in &locale.hyphens.exceptions {
            assert_eq!(*word, word.to_lowercase(), "{tag}");
        }
        if let Some([before, after]) = locale.hyphens.minima {
            assert!((1..6).contains(&before) && (1..6).contains(&after), "{tag}");
        }
    }
}

#[test]
fn labels_are_in_the_language() {
    assert_eq!(of("en-GB").figure_label(2), "Figure\u{a0}2");
    assert_eq!(of("de-CH").table_label(1), "Tabelle\u{a0}1");
    assert_eq!(of("hu").figure_label(3), "3.\u{a0}ábra");
    assert_eq!(of("ja").chapter_label(12), "第12章");
    assert_eq!(of("zh-TW").terms.contents, "目錄");
    assert_eq!(of("fa").table_label(10), "جدول\u{a0}۱۰");
    assert_eq!(of("ar-EG").figure_label(3), "شكل\u{a0}٣");
    assert_eq!(of("ar-MA").figure_label(3), "شكل\u{a0}3");
    assert_eq!(of("tlh").terms.contents, "Contents");
}

/// Words that are easily taken for one another.
#[test]
fn alerts_mean_what_they_say() {
    for (tag, alerts) in [
        ("en", ["Note", "Tip", "Important", "Warning", "Caution"]),
        (
            "ca",
            ["Nota", "Consell", "Important", "Advertiment", "Precaució"],
        ),
        ("cs", ["Poznámka", "Tip", "Důležité", "Varování", "Pozor"]),
        ("da", ["Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig"]),
        ("de", ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"]),
        (
            "es",
            ["Nota", "Consejo", "Importante", "Advertencia", "Precaución"],
        ),
        (
            "fr",
            ["Note", "Conseil", "Important", "Avertissement", "Attention"],
        ),
        (
            "hu",
            ["Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Vigyázat"],
        ),
        (
            "it",
            [
                "Nota",
                "Suggerimento",
                "Importante",
                "Avvertenza",
                "Attenzione",
            ],
        ),
        ("ja", ["注記", "ヒント", "重要", "警告", "注意"]),
        ("ko", ["참고", "도움말", "중요", "경고", "주의"]),
        (
            "pl",
            ["Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie"],
        ),
        (
            "ru",
            [
                "Примечание",
                "Совет",
                "Важно",
                "Предупреждение",
                "Осторожно",
            ],
        ),
        ("tr", ["Not", "İpucu", "Önemli", "Uyarı", "Dikkat"]),
        ("ar", ["ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"]),
        ("he", ["הערה", "עצה", "חשוב", "אזהרה", "זהירות"]),
    ] {
        let terms = &of(tag).terms;
        let found = [
            &terms.note,
            &terms.tip,
            &terms.important,
            &terms.warning,
            &terms.caution,
        ];
        assert_eq!(found, alerts.each_ref(), "{tag}");
    }
}

#[test]
fn names_are_joined_as_the_language_does() {
    for (tag, two, three) in [
        ("en", "A and B", "A, B and C"),
        ("de", "A und B", "A, B und C"),
        ("ja", "A、B", "A、B、C"),
        ("zh", "A和B", "A、B和C"),
        ("he", "A וB", "A, B וC"),
        ("fa", "A و B", "A، B و C"),
        ("ar", "A وB", "A، B وC"),
        ("ko", "A 및 B", "A, B 및 C"),
        ("tlh", "A and B", "A, B and C"),
    ] {
        assert_eq!(of(tag).join_names(&["A", "B"]), two, "{tag}");
        assert_eq!(of(tag).join_names(&["A", "B", "C"]), three, "{tag}");
    }
    assert_eq!(of("en").join_names(&[]), "");
    assert_eq!(of("fa").join_names(&["آ"]), "آ");
    let korean = &of("ko").terms.by_names;
    assert_eq!(Terms::with_names(korean, "홍길동"), "홍길동 지음");
    let short = |tag, names: &[&str]| of(tag).join_names_with_ampersand(names);
    assert_eq!(short("de", &["A", "B", "C"]), "A, B & C");
    assert_eq!(short("ru", &["А", "Б"]), "А и Б");
}

/// Whether Chinese is traditional is decided by the script, and where the tag names none, by the region.
#[test]
fn the_characters_of_chinese_are_decided_once() {
    for (tag, contents, stops, form) in [
        ("zh", "目录", Stops::Simplified, "SC"),
        ("zh-SG", "目录", Stops::Simplified, "SC"),
        ("zh-Hans-TW", "目录", Stops::Simplified, "SC"),
        ("zh-Hans-HK", "目录", Stops::Simplified, "SC"),
        ("zh-TW", "目錄", Stops::Centred, "TC"),
        ("zh-Hant", "目錄", Stops::Centred, "TC"),
        ("zh-Hant-CN", "目錄", Stops::Centred, "TC"),
        ("zh-HK", "目錄", Stops::Centred, "HK"),
        ("zh-Hant-MO", "目錄", Stops::Centred, "HK"),
        ("cmn-TW", "目錄", Stops::Centred, "TC"),
        ("yue", "目錄", Stops::Centred, "TC"),
        ("yue-HK", "目錄", Stops::Centred, "HK"),
    ] {
        let locale = of(tag);
        let asian = locale.east_asian.as_ref().expect(tag);
        assert_eq!(locale.terms.contents, contents, "{tag}");
        assert_eq!(asian.stops, stops, "{tag}");
        assert_eq!(asian.forms.first().map(String::as_str), Some(form), "{tag}");
        let corners = stops == Stops::Centred;
        let outer = if corners {
            ['「', '」']
        } else {
            ['“', '”']
        };
        assert_eq!(locale.typography.quotes.outer(), outer, "{tag}");
    }
}

#[test]
fn a_language_without_words_borrows_them() {
    for (tag, words_in) in [
        ("de-CH", "de"),
        ("zh-TW", "zh-Hant"),
        ("nn", "nb"),
        ("no", "nb"),
        ("prs", "fa"),
        ("sk", "en"),
        ("tlh", "en"),
    ] {
        assert_eq!(of(tag).words_in.as_str(), words_in, "{tag}");
    }
    // It keeps the habits that it has.
    assert_eq!(of("sk").typography.quotes.outer(), ['„', '“']);
    assert_eq!(of("ckb").words_in.direction(), TextDirection::Ltr);
    assert_eq!(of("prs").digits, Digits::Persian);
    // English has habits of its own, which go with its words to no other language.
    assert!(of("en").typography.quoted_titles && !of("tlh").typography.quoted_titles);
    assert!(of("en").colophon.is_some() && of("tlh").colophon.is_none());
}
