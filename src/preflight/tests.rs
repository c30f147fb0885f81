use super::*;
use crate::compile::{Options, compile};
use crate::document::{AssetFormat, AssetId, Cover, PageSize};
use crate::manuscript::Entry;
use crate::output::Targets;
use crate::world::MemoryFiles;

fn found(store: Store, pages: u32) -> Vec<String> {
    let theme = Theme::named("literary").expect("a built-in theme");
    found_of(theme, &Edition::default(), store, pages)
}

fn found_of(theme: &Theme, edition: &Edition, store: Store, pages: u32) -> Vec<String> {
    let report = Report {
        pages,
        ..Report::default()
    };
    let found = check(edition, &report, theme, store);
    found
        .iter()
        .map(|d| format!("{}: {}", d.severity, d.message))
        .collect()
}

#[test]
fn each_store_has_its_rules() {
    assert_eq!(found(Store::Kobo, 10), ["warning: Kobo: there is no ISBN"]);
    assert_eq!(
        found(Store::Kdp, 10),
        ["error: Amazon KDP: the book has 10 pages"]
    );
    assert!(found(Store::Kdp, 200).is_empty());
    assert_eq!(
        found(Store::Ingram, 201)[0],
        "warning: IngramSpark: the book has 201 pages"
    );
    for store in [Store::Kindle, Store::Apple, Store::Google] {
        assert_eq!(found(store, 10).len(), 1, "{store:?}");
    }
}

#[test]
fn heads_and_folios_keep_clear_of_the_edges() {
    let mut edition = Edition::default();
    for name in ["literary", "modern", "academic"] {
        let theme = Theme::named(name).expect("a built-in theme");
        for preset in [PageSize::DIGEST_5X8, PageSize::TRADE_6X9] {
            edition.document.meta.page = preset;
            let found = found_of(theme, &edition, Store::Ingram, 200);
            assert!(found.is_empty(), "{name} {preset:?}: {found:?}");
        }
    }
    let mut theme = Theme::named("literary").expect("a built-in theme").clone();
    theme.geometry.height = 0.9;
    theme.geometry.top_share = 0.5;
    let found = found_of(&theme, &edition, Store::Kdp, 200);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("free above the running head"));
    assert!(found[1].contains("free below the folio"));
    // Where something goes over the edge, more must be free.
    theme.geometry.height = 0.855;
    theme.geometry.top_share = 0.45;
    assert!(found_of(&theme, &edition, Store::Kdp, 200).is_empty());
    edition.document.meta.print.bleed = Length::inch(0.125);
    let found = found_of(&theme, &edition, Store::Kdp, 200);
    assert_eq!(found.len(), 1, "{found:?}");
}

/// An edition with a cover of so many pixels.
fn with_cover(width: u32, height: u32) -> Edition {
    let mut edition = Edition::default();
    let document = &mut edition.document;
    document.assets.push(Asset {
        path: "c.png".to_owned(),
        format: AssetFormat::Png,
        bytes: Vec::new().into(),
        width,
        height,
        lang: None,
    });
    document.meta.cover = Some(Cover {
        asset: AssetId(0),
        alt: String::new(),
    });
    edition
}

/// The findings on a cover of so many pixels.
fn on_cover(store: Store, width: u32, height: u32) -> Vec<String> {
    let theme = Theme::named("literary").expect("a built-in theme");
    found_of(theme, &with_cover(width, height), store, 200)
}

#[test]
fn a_cover_is_large_enough_in_both_directions() {
    let stores = [
        (Store::Kindle, (625, 1000), "Kindle"),
        (Store::Apple, (1400, 1400), "Apple Books"),
        (Store::Google, (640, 1024), "Google Play Books"),
    ];
    for (store, (width, height), name) in stores {
        assert_eq!(on_cover(store, width, height), [""; 0], "{name}");
        for (width, height) in [(width - 1, height), (width, height - 1)] {
            let message = format!("error: {name}: the cover `c.png` has {width} × {height} pixels");
            assert_eq!(on_cover(store, width, height)[0], message);
        }
    }
    assert_eq!(on_cover(Store::Ingram, 1, 1), [""; 0], "it prints another");
}

#[test]
fn kindle_bounds_a_covers_side_and_its_proportion() {
    assert_eq!(on_cover(Store::Kindle, 6_250, 10_000), [""; 0]);
    let side = "error: Kindle: a side of the cover `c.png` has more than 10000 pixels";
    assert_eq!(on_cover(Store::Kindle, 6_251, 10_001), [side]);
    for (height, proportion) in [(1_490, "1.49"), (1_710, "1.71")] {
        let message =
            format!("info: Kindle: the cover `c.png` is {proportion} times as high as wide");
        assert_eq!(on_cover(Store::Kindle, 1_000, height), [message]);
    }
    for height in [1_500, 1_700] {
        assert_eq!(on_cover(Store::Kindle, 1_000, height), [""; 0]);
    }
    assert_eq!(
        on_cover(Store::Google, 1_100, 1_100),
        [""; 0],
        "Kindle alone"
    );
}

#[test]
fn apple_takes_pictures_of_four_million_pixels() {
    assert_eq!(on_cover(Store::Apple, 2_000, 2_000), [""; 0]);
    let message = "info: Apple Books: the picture `c.png` has 4.0 million pixels";
    assert_eq!(on_cover(Store::Apple, 2_000, 2_001), [message]);
    let mut drawing = with_cover(2_000, 2_001);
    drawing.document.assets[0].format = AssetFormat::Svg;
    let theme = Theme::named("literary").expect("a built-in theme");
    let found = found_of(theme, &drawing, Store::Apple, 200);
    assert_eq!(found, [""; 0], "a drawing has no pixels");
}

#[test]
fn contents_are_no_deeper_than_is_shown() {
    let mut options = Options::new().expect("bundled fonts");
    options.targets = Targets::none();
    let mut found = |store: Store, depth: usize| -> Vec<String> {
        let headings = (1..=depth).map(|level| format!("{} H\n\nText.\n\n", "#".repeat(level)));
        let text = format!(
            "---\ntitle: T\nkind: book\n---\n\n{}",
            headings.collect::<String>()
        );
        options.stores = vec![store];
        let files = MemoryFiles::default().with("a.md", text);
        let compiled = compile(&files, &Entry::File("a.md".to_owned()), &options);
        let messages = compiled.diagnostics.iter().map(|d| d.message.clone());
        messages
            .filter(|message| message.contains("levels"))
            .collect()
    };
    for (store, name, shown) in [(Store::Kindle, "Kindle", 2), (Store::Kobo, "Kobo", 3)] {
        assert_eq!(found(store, shown), [""; 0]);
        let depth = shown + 1;
        let message =
            format!("{name}: the contents have {depth} levels, of which {shown} are shown");
        assert_eq!(found(store, depth), [message]);
    }
    assert_eq!(found(Store::Apple, 6), [""; 0]);
}
