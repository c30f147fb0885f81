use super::{png, read_entry, report};
use crate::manuscript::Entry;
use crate::world::MemoryFiles;

#[test]
fn pictures_are_checked() {
    let truncated = {
        let mut bytes = png();
        bytes.truncate(bytes.len() - 20);
        bytes
    };
    let text = "---\ntitle: T\ncover: {image: ../art/cover.png}\n---\n![a](p%20q.png) ![b](p%20q.png)\n\n![c](missing.png) ![d](P-q.png)\n\n![e](../../x.png) ![f](/etc/passwd) ![g](file:///etc/passwd) ![h](http://x/y.png) ![i](//x/y.png)\n\n![j](cut.png) ![k](text.png) ![l](x.svg) ![m](entity.svg) ![n](<>) ![o](data:image/png;base64,x)\n";
    let files = MemoryFiles::default()
        .with("m/t.md", text)
        .with("m/p q.png", png())
        .with("m/cut.png", truncated)
        .with("m/text.png", "no picture")
        .with(
            "m/x.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 7 8'/>",
        )
        .with(
            "m/entity.svg",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>",
        )
        .with("art/cover.png", png());
    let (read, sources) = read_entry(&files, &Entry::File("m/t.md".to_owned()));
    insta::assert_snapshot!(format!("{}{}", read.value.dump(), report(&read, &sources)));
}

#[test]
fn a_picture_is_measured_before_it_is_decoded() {
    // The header of a PNG of 60,000 pixels a side.
    let mut bytes = png();
    bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    let files = MemoryFiles::default()
        .with("t.md", "---\ntitle: T\n---\n![a](big.png)\n")
        .with("big.png", bytes);
    let (read, _) = read_entry(&files, &Entry::File("t.md".to_owned()));
    let codes: Vec<_> = read.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [crate::diag::Code::LimitExceeded]);
}

super::snapshots! {
    a_picture_fills_a_page_where_it_can: "![A sea](dot.png \"At *dusk*\"){.full-bleed #fig-sea}\n\n{.full-bleed}\n![A wood](dot.png)\n\n<figure class=\"full-bleed\">\n\n![A hill](dot.png)\n\n<figcaption>From afar</figcaption>\n</figure>\n";
    elsewhere_it_stays_in_the_text: "In a ![line](dot.png){.full-bleed} of text.\n\n- ![A sea](dot.png){.full-bleed}\n\n> ![A wood](dot.png){.full-bleed}\n\n| a | b |\n| --- | --- |\n| ![c](dot.png){.full-bleed} | [d]{.full-bleed} |\n\n{.full-bleed}\nA paragraph.[^n]\n\n# A heading {.full-bleed}\n\n![A hill](dot.png){.full-bleed width=50%}\n\n[^n]: A note.\n\n    ![A brook](dot.png){.full-bleed}\n";
}
