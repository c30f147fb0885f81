//! What the file says of the work: the document information and the XMP packet, in step.

use std::fmt::Write as _;

use lopdf::Dictionary;

use super::object::dict;
use super::string;
use crate::document::{Date, Metadata, PrintStandard};
use crate::text::{escape_text, without_unwritten};

/// The name of this program and its version, as the file's producer.
const PRODUCER: &str = concat!("Bindery ", env!("CARGO_PKG_VERSION"));

/// The document information dictionary (ISO 32000-1, 14.3.3).
///
/// `CreationDate` is the day that the manuscript gives, and absent where it gives none: the clock has
/// no part in the file.
pub(super) fn info(meta: &Metadata) -> Dictionary {
    let mut info = dict! { "Title" => string::text(&title(meta)) };
    if let Some(author) = author(meta) {
        info.set("Author", string::text(&author));
    }
    if let Some(description) = &meta.description {
        info.set("Subject", string::text(&clean(description)));
    }
    if let Some(keywords) = keywords(meta) {
        info.set("Keywords", string::text(&keywords));
    }
    info.set("Creator", string::text(PRODUCER));
    info.set("Producer", string::text(PRODUCER));
    if let Some(date) = &meta.date {
        let (year, month, day) = day_of(date);
        info.set(
            "CreationDate",
            string::text(&format!("D:{year:04}{month:02}{day:02}000000Z")),
        );
    }
    info
}

/// The document information of a file for a press.
pub(super) fn press_info(meta: &Metadata, standard: PrintStandard) -> Dictionary {
    let mut info = info(meta);
    if let Ok(date) = info.get(b"CreationDate").cloned() {
        info.set("ModDate", date);
    }
    info.set("Trapped", string::name("False"));
    // PDF/X-4 says what it is in XMP alone.
    if standard == PrintStandard::X1a {
        info.set("GTS_PDFXVersion", string::bytes("PDF/X-1a:2003"));
    }
    info
}

/// The XMP packet (ISO 16684-1), with PDF/A's and PDF/UA's marks.
pub(super) fn xmp(meta: &Metadata) -> Vec<u8> {
    let mut xmp = String::new();
    simple(&mut xmp, "pdfaid:part", "2");
    simple(&mut xmp, "pdfaid:conformance", "A");
    simple(&mut xmp, "pdfuaid:part", "1");
    xmp.push_str(UA_SCHEMA);
    packet(
        meta,
        "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
         xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"",
        &xmp,
    )
}

/// The XMP packet of a PDF/X-4 (ISO 15930-7, 6.17).
pub(super) fn press_xmp(meta: &Metadata) -> Vec<u8> {
    let mut xmp = String::new();
    if let Some(date) = &meta.date {
        for property in ["xmp:ModifyDate", "xmp:MetadataDate"] {
            simple(&mut xmp, property, &stamp(date));
        }
    }
    simple(&mut xmp, "xmpMM:VersionID", "1");
    simple(&mut xmp, "xmpMM:RenditionClass", "default");
    simple(&mut xmp, "pdf:Trapped", "False");
    simple(&mut xmp, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
    packet(
        meta,
        "xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"",
        &xmp,
    )
}

/// A packet with what every file says, and with what is said of this kind in namespaces of its own.
fn packet(meta: &Metadata, namespaces: &str, marks: &str) -> Vec<u8> {
    let mut xmp = format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" {namespaces}>\n",
    );
    simple(&mut xmp, "dc:format", "application/pdf");
    container(&mut xmp, "dc:title", "Alt", [title(meta).as_str()]);
    let authors: Vec<&str> = meta.authors().map(|a| a.name.as_str()).collect();
    container(&mut xmp, "dc:creator", "Seq", authors);
    container(
        &mut xmp,
        "dc:description",
        "Alt",
        meta.description.as_deref(),
    );
    container(
        &mut xmp,
        "dc:subject",
        "Bag",
        meta.subjects.iter().map(String::as_str),
    );
    container(&mut xmp, "dc:language", "Bag", [meta.lang.as_str()]);
    container(&mut xmp, "dc:publisher", "Bag", meta.publisher.as_deref());
    container(&mut xmp, "dc:rights", "Alt", meta.rights.as_deref());
    if let Some(identifier) = identifier(meta) {
        simple(&mut xmp, "dc:identifier", &identifier);
    }
    if let Some(keywords) = keywords(meta) {
        simple(&mut xmp, "pdf:Keywords", &keywords);
    }
    simple(&mut xmp, "pdf:Producer", PRODUCER);
    simple(&mut xmp, "xmp:CreatorTool", PRODUCER);
    if let Some(date) = &meta.date {
        simple(&mut xmp, "xmp:CreateDate", &stamp(date));
    }
    if !meta.identifiers.uuid.is_empty() {
        let id = format!("uuid:{}", meta.identifiers.uuid);
        simple(&mut xmp, "xmpMM:DocumentID", &id);
    }
    xmp.push_str(marks);
    xmp.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xmp.into_bytes()
}

/// PDF/A wants every schema described that it does not know itself (ISO 19005-2, 6.6.2.3.3).
const UA_SCHEMA: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

fn simple(xmp: &mut String, property: &str, value: &str) {
    let _ = writeln!(xmp, "<{property}>{}</{property}>", escape_text(value));
}

fn container<'a>(
    xmp: &mut String,
    property: &str,
    kind: &str,
    values: impl IntoIterator<Item = &'a str>,
) {
    let mut items = String::new();
    for value in values {
        let lang = if kind == "Alt" {
            " xml:lang=\"x-default\""
        } else {
            ""
        };
        let _ = write!(items, "<rdf:li{lang}>{}</rdf:li>", escape_text(value));
    }
    if !items.is_empty() {
        let _ = writeln!(
            xmp,
            "<{property}><rdf:{kind}>{items}</rdf:{kind}></{property}>"
        );
    }
}

/// The title with the subtitle; never empty, as PDF/UA wants one.
fn title(meta: &Metadata) -> String {
    let title = match &meta.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", meta.title),
        None => meta.title.clone(),
    };
    let title = clean(&title);
    if title.is_empty() {
        clean(&meta.slug)
    } else {
        title
    }
}

/// The authors as one string, parted as XMP's rule for `Author` has it.
fn author(meta: &Metadata) -> Option<String> {
    let names: Vec<String> = meta.authors().map(|a| clean(&a.name)).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

fn keywords(meta: &Metadata) -> Option<String> {
    let all: Vec<String> = meta.subjects.iter().map(|s| clean(s)).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn identifier(meta: &Metadata) -> Option<String> {
    let ids = &meta.identifiers;
    ids.isbn
        .as_ref()
        .map(|isbn| format!("urn:isbn:{isbn}"))
        .or_else(|| ids.doi.as_ref().map(|doi| format!("doi:{doi}")))
        .or_else(|| ids.urn.clone())
        .or_else(|| (!ids.uuid.is_empty()).then(|| format!("urn:uuid:{}", ids.uuid)))
}

/// The start of what a date names, as XMP writes it.
fn stamp(date: &Date) -> String {
    let (year, month, day) = day_of(date);
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// The first day of what a date names.
fn day_of(date: &Date) -> (i16, i8, i8) {
    (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// Without the characters that XML cannot hold, so that Info and XMP agree.
fn clean(text: &str) -> String {
    without_unwritten(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Contributor, Relator};

    #[test]
    fn packet_is_escaped_and_carries_no_clock() {
        let meta = Metadata {
            title: "T & <x>\u{1}".into(),
            contributors: ["A", "B"]
                .map(|name| Contributor {
                    name: name.into(),
                    file_as: None,
                    role: Relator::AUTHOR,
                })
                .into(),
            ..Metadata::default()
        };
        let packet = String::from_utf8(xmp(&meta)).expect("XMP is UTF-8");
        assert!(packet.contains("<rdf:li xml:lang=\"x-default\">T &amp; &lt;x&gt;</rdf:li>"));
        assert!(packet.contains("<rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq>"));
        assert!(!packet.contains("CreateDate"));
        let info = info(&meta);
        assert_eq!(
            info.get(b"Title").expect("a title"),
            &string::text("T & <x>")
        );
        assert_eq!(info.get(b"Author").expect("authors"), &string::text("A; B"));
        assert!(!info.has(b"CreationDate"));
    }

    #[test]
    fn dates_agree() {
        let meta = Metadata {
            date: Some(Date {
                year: 1851,
                month: Some(10),
                day: None,
            }),
            ..Metadata::default()
        };
        let packet = String::from_utf8(xmp(&meta)).expect("XMP is UTF-8");
        assert!(packet.contains("<xmp:CreateDate>1851-10-01T00:00:00Z</xmp:CreateDate>"));
        assert_eq!(
            info(&meta).get(b"CreationDate").expect("a date"),
            &string::text("D:18511001000000Z")
        );
    }
}
