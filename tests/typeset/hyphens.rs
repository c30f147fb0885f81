//! Hyphens at the ends of lines, over chapters that have many.

use bindery::typeset::page::{PageItem, Pages, Reading};
use bindery::units::Length;

use super::{edition, pages};

/// The start of *Anna Karenina*, whose long words are often broken.
const RUSSIAN: &str = "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива \
    по-своему. Все смешалось в доме Облонских. Жена узнала, что муж был в связи с бывшею в их доме \
    француженкою-гувернанткой, и объявила мужу, что не может жить с ним в одном доме. Положение это \
    продолжалось уже третий день и мучительно чувствовалось и самими супругами, и всеми членами семьи, и \
    домочадцами. Все члены семьи и домочадцы чувствовали, что нет смысла в их сожительстве и что на каждом \
    постоялом дворе случайно сошедшиеся люди более связаны между собой, чем они, члены семьи и домочадцы \
    Облонских. Жена не выходила из своих комнат, мужа третий день не было дома. Дети бегали по всему дому, \
    как потерянные; англичанка поссорилась с экономкой и написала записку приятельнице, прося приискать ей \
    новое место; повар ушел еще вчера со двора, во время обеда; черная кухарка и кучер просили расчета.";

const GERMAN: &str = "Jemand mußte Josef K. verleumdet haben, denn ohne daß er etwas Böses getan hätte, wurde \
    er eines Morgens verhaftet. Die Köchin der Frau Grubach, seiner Zimmervermieterin, die ihm jeden Tag gegen \
    acht Uhr früh das Frühstück brachte, kam diesmal nicht. Das war noch niemals geschehen. K. wartete noch ein \
    Weilchen, sah von seinem Kopfkissen aus die alte Frau, die ihm gegenüber wohnte und die ihn mit einer an ihr \
    ganz ungewöhnlichen Neugierde beobachtete, dann aber, gleichzeitig befremdet und hungrig, läutete er.";

/// A chapter of this text's sentences in changing order, so that its lines break anew each time.
fn chapter(text: &str, lang: &str) -> Pages {
    let sentences: Vec<&str> = text.split_inclusive(". ").collect();
    let paragraphs: Vec<String> = (0..90)
        .map(|n| {
            let count = sentences.len();
            (0..count)
                .map(|at| sentences[(at * (1 + n % 2 * 3) + n * 5) % count].trim())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let settings = format!("title = 'X'\nlanguage = '{lang}'\npage = '5x8'\n");
    let text = format!("# X\n\n{}\n", paragraphs.join("\n\n"));
    let edition = edition(&[("book.toml", &settings), ("1.md", &text)]);
    pages(&edition, "literary")
}

/// For each line of a page's text, from its head to its foot: its baseline, and whether it ends in a hyphen
/// that is not in the text.
fn lines(pages: &Pages, page: usize) -> Vec<(Length, bool)> {
    let mut lines: Vec<(Length, bool)> = Vec::new();
    for item in &pages.pages[page].items {
        let PageItem::Glyphs(run) = item else {
            continue;
        };
        if !matches!(run.mark, bindery::typeset::page::Mark::Content(_)) {
            continue;
        }
        let hyphen = run.reading == Reading::Own && run.actual_text.as_deref() == Some("");
        match lines.last_mut() {
            Some((y, hyphenated)) if *y == run.origin.y => *hyphenated |= hyphen,
            _ => lines.push((run.origin.y, hyphen)),
        }
    }
    lines
}

#[test]
fn never_more_than_two_hyphens_in_a_row_and_none_where_the_leaf_is_turned() {
    let mut reached = 0;
    for (text, lang, least) in [(RUSSIAN, "ru", 200), (GERMAN, "de", 20)] {
        let pages = chapter(text, lang);
        assert_eq!(pages.report.overfull, 0, "{lang}");
        let (mut in_a_row, mut all, mut most) = (0, 0, 0);
        for page in 0..pages.pages.len() {
            let lines = lines(&pages, page);
            for (_, hyphen) in &lines {
                in_a_row = if *hyphen { in_a_row + 1 } else { 0 };
                most = most.max(in_a_row);
                all += u32::from(*hyphen);
            }
            // The reader turns the leaf at the foot of a recto: the first page of all is one.
            let turned = page % 2 == 0;
            let broken = lines.last().is_some_and(|(_, hyphen)| *hyphen);
            assert!(!(turned && broken), "{lang}: page {page} ends in a hyphen");
        }
        assert_eq!(all, pages.report.hyphenated, "{lang}: all are seen");
        assert!(all > least, "{lang}: {all} hyphens");
        assert!(most <= 2, "{lang}: {most} in a row");
        reached = reached.max(most);
    }
    // Otherwise the chapters would tell nothing.
    assert_eq!(reached, 2);
}
