//! Word documents of XML written here.

use bindery::world::MemoryFiles;

use super::support::{builds, page, run, shown, zipped_bytes};

const HEAD: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>"#;
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document of a body; the styles are those of a German Word.
fn docx(body: &str) -> Vec<u8> {
    let document = format!("{HEAD}{body}<w:sectPr/></w:body></w:document>");
    let rels = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"s\" Type=\"{KIND}/styles\" Target=\"styles.xml\"/><Relationship Id=\"n\" Type=\"{KIND}/numbering\" Target=\"numbering.xml\"/>\
         <Relationship Id=\"f\" Type=\"{KIND}/footnotes\" Target=\"footnotes.xml\"/><Relationship Id=\"c\" Type=\"{KIND}/comments\" Target=\"comments.xml\"/>\
         <Relationship Id=\"i\" Type=\"{KIND}/image\" Target=\"media/pan.png\"/>\
         <Relationship Id=\"l\" Type=\"{KIND}/hyperlink\" Target=\"https://x.org/a b\" TargetMode=\"External\"/></Relationships>"
    );
    let style = |id: &str, name: &str, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>"
        )
    };
    let numbered =
        |list: u8| format!("<w:pPr><w:numPr><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>");
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let styles = [
        format!("<w:styles {w}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"de-DE\"/></w:rPr></w:rPrDefault></w:docDefaults>"),
        style("berschrift1", "heading 1", ""),
        style("berschrift2", "heading 2", ""),
        style("Kapitel", "Mein Kapitel", "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"),
        style("Titel", "Title", ""),
        style("Zitat", "Quote", ""),
        style("Beschriftung", "caption", ""),
        style("Verzeichnis1", "toc 1", ""),
        style("Quelltext", "Source Code", ""),
        style("Punkt", "List Bullet", &numbered(3)),
        style("Punkt2", "List Bullet 2", &numbered(4)),
        style("Zahl3", "List Number 3", &numbered(1)),
        "<w:style w:type=\"character\" w:styleId=\"Hervorhebung\"><w:name w:val=\"Emphasis\"/><w:rPr><w:i/></w:rPr></w:style></w:styles>".to_owned(),
    ]
    .concat();
    let numbering = format!(
        "<w:numbering {w}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1)\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>"
    );
    let footnotes = format!(
        "<w:footnotes {w}><w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> The </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>note</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let comments = format!(
        "<w:comments {w}><w:comment w:id=\"7\" w:author=\"Per\"><w:p><w:r><w:t>Are you sure?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Von Salz</dc:title><dc:creator>Ida Holm; Per Lund</dc:creator><cp:keywords>Salz, Meer</cp:keywords></cp:coreProperties>";
    let package = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"d\" Type=\"{KIND}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"c\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    );
    zipped_bytes(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/footnotes.xml", footnotes.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("word/media/pan.png", &page("pan.png")),
    ])
}

fn p(style: &str, content: &str) -> String {
    let style = match style {
        "" => String::new(),
        style => format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"),
    };
    format!("<w:p>{style}{content}</w:p>")
}

fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        r("", text)
    )
}

fn field(instruction: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        r("", result)
    )
}

fn picture(alt: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" descr=\"{alt}\"/><a:graphic><a:blip r:embed=\"i\"/></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// A document with all that documents have.
pub(super) fn sample() -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", &r("", text)));
    let body = [
        p("Titel", &r("", "Von Salz")),
        p("", &r("", "Ida Holm")),
        p("Verzeichnis1", &r("", "Der Anfang 1")),
        p("berschrift1", &format!("<w:bookmarkStart w:id=\"1\" w:name=\"anfang\"/>{}", r("<w:b/>", "Der Anfang"))),
        p("", &[r("", "Text, "), r("<w:i/>", "kursiv "), r("<w:i/><w:b/>", "und fett"), r("", ", "), r("<w:rStyle w:val=\"Hervorhebung\"/>", "betont"), r("", ", H"), r("<w:vertAlign w:val=\"subscript\"/>", "2"), r("", "O, "), r("<w:smallCaps/>", "ad"), r("", " 5, "), r("<w:rFonts w:ascii=\"Courier New\"/>", "code"), r("<w:lang w:val=\"en-US\"/>", " and English"), r("", ".")].concat()),
        p("", &[r("", "Eine Note"), "<w:r><w:footnoteReference w:id=\"2\"/></w:r>".to_owned(), r("", " und ein "), format!("<w:hyperlink r:id=\"l\">{}</w:hyperlink>", r("<w:u w:val=\"single\"/>", "Verweis")), r("", ", "), field("HYPERLINK \"https://y.org\"", "noch einer"), r("", ", "), format!("<w:hyperlink w:anchor=\"anfang\">{}</w:hyperlink>", r("", "der Anfang")), r("", ".")].concat()),
        p("", &[r("", "Neu: "), format!("<w:ins w:author=\"P\">{}</w:ins>", r("", "eingefügt")), "<w:del w:author=\"P\"><w:r><w:delText>gelöscht</w:delText></w:r></w:del>".to_owned(), r("", " und"), "<w:r><w:commentReference w:id=\"7\"/></w:r>".to_owned(), r("<w:vanish/>", "verborgen"), "<w:r><w:br w:type=\"page\"/></w:r>".to_owned(), r("", " weiter"), "<w:r><w:br/></w:r>".to_owned(), r("", "hier.")].concat()),
        item(1, 0, "eins"),
        item(1, 1, "a"),
        item(1, 1, "b"),
        item(1, 0, "zwei"),
        p("", &r("", "Dazwischen.")),
        item(2, 0, "fünf"),
        p("Zitat", &r("<w:i/>", "Ein Zitat.")),
        p("Zitat", &r("", "Sein zweiter Absatz.")),
        p("", &picture("Ein Becken")),
        p("Beschriftung", &[r("", "Abbildung "), field("SEQ Abbildung", "1"), r("", ": Das Becken")].concat()),
        p("Beschriftung", &r("", "Tabelle 1: Die Pegel")),
        format!("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>", cell("Jahr"), cell("cm"), cell("1871"), cell("0"), p("", &r("", "beide"))),
        p("Kapitel", &r("", "Mit eigener Vorlage")),
        p("Quelltext", &r("", "fn main() {")),
        p("Quelltext", &r("", "    x();")),
        p("Quelltext", &r("", "}")),
        p("", "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath></m:oMathPara>"),
        p("", &r("", "* * *")),
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Zwei </w:t></w:r></w:p>".to_owned(),
        p("", &r("", "Absätze in einem.")),
        p("", "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r><w:r><w:t>x</w:t></w:r>"),
    ]
    .concat();
    docx(&body)
}

#[test]
fn a_document_has_its_parts() {
    let warned = run("salz.docx", &sample(), &MemoryFiles::default());
    insta::assert_snapshot!(shown(&warned));
    builds(&warned.value, &[]);
}

#[test]
fn styles_of_lists_nest() {
    let body = [
        p("Punkt", &r("", "eins")),
        p("Punkt2", &r("", "darin")),
        p("Punkt2", &r("", "auch")),
        p("Zahl3", &r("", "noch tiefer")),
        p("Punkt", &r("", "zwei")),
    ];
    let warned = run("a.docx", &docx(&body.concat()), &MemoryFiles::default());
    let text = shown(&warned);
    let list = "- eins\n  - darin\n  - auch\n    1) noch tiefer\n- zwei\n";
    assert!(text.contains(list), "{text}");
}

#[test]
fn a_document_without_styles_is_read() {
    let document = format!(
        "{HEAD}{}{}</w:body></w:document>",
        p("Heading1", &r("", "Only")),
        p("", &r("", "Text."))
    );
    let bytes = zipped_bytes(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ]);
    let warned = run("a.docx", &bytes, &MemoryFiles::default());
    let text = shown(&warned);
    assert!(
        text.contains("title: \"Only\"") && text.contains("\nText.\n"),
        "{text}"
    );
}
