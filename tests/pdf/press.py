"""Checks a PDF against what PDF/X-4 (ISO 15930-7) and PDF/X-1a:2003 (ISO 15930-4) ask for, with a reader
that is not the writer. Prints one line for each fault. The texts of the two standards are not public, so
their clauses go by subject; those of ISO 32000-1 by number."""

import re
import sys
import xml.etree.ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

path, standard = sys.argv[1:3]
X4 = standard == "x-4"
pdf = pikepdf.open(path)
raw = open(path, "rb").read()
root, info = pdf.Root, pdf.docinfo
faults = []


def check(clause, holds, what):
    if not holds:
        faults.append(f"{'15930-7' if X4 else '15930-4'} {clause}: {what}")


def listed(value):
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


# --- identification ---------------------------------------------------------------------------
version = "1.6" if X4 else "1.4"
check("version", raw.startswith(f"%PDF-{version}\n%".encode()), f"PDF {version}")
check("version", raw[9] == ord("%") and all(byte > 127 for byte in raw[10:14]), "binary mark")
check("file identifier", len(pdf.trailer.get("/ID", [])) == 2, "an ID of two halves")
check("encryption", "/Encrypt" not in pdf.trailer, "none")
if X4:
    packet = root.Metadata.read_bytes()
    check("metadata", "/Filter" not in root.Metadata, "XMP is not compressed")
    xmp = ET.fromstring(packet.decode().partition("?>")[2].rpartition("<?xpacket")[0])
    spaces = {
        "pdfxid": "http://www.npes.org/pdfx/ns/id/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    said = lambda name: "".join(xmp.find(f".//{name}", spaces).itertext()) if xmp.find(f".//{name}", spaces) is not None else None
    check("identification", said("pdfxid:GTS_PDFXVersion") == "PDF/X-4", "GTS_PDFXVersion in XMP")
    check("trapped", said("pdf:Trapped") == "False", "Trapped in XMP")
    for name in ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID"):
        check("metadata", said(name), name)
    check("metadata", (said("xmpMM:VersionID"), said("xmpMM:RenditionClass")) == ("1", "default"), "version")
    check("metadata", said("dc:title") == str(info.Title), "the title in Info is that in XMP")
else:
    check("identification", str(info.get("/GTS_PDFXVersion")) == "PDF/X-1a:2003", "GTS_PDFXVersion in Info")
    for pattern, what in ((rb"/ObjStm", "object streams"), (rb"/Type ?/XRef", "cross-reference streams")):
        check("version", not re.search(pattern, raw), f"no {what}, which came with PDF 1.5")
check("info", all(str(info.get(key, "")) for key in ("/Title", "/CreationDate", "/ModDate")), "title and dates")
check("trapped", info.get("/Trapped") in (Name("/False"), Name("/True")), "Trapped in Info is a name")

# --- output intent ----------------------------------------------------------------------------
intents = [intent for intent in listed(root.get("/OutputIntents")) if intent.S == Name.GTS_PDFX]
check("output intent", len(intents) == 1, "just one for PDF/X")
intent = intents[0]
check("output intent", str(intent.get("/OutputConditionIdentifier", "")), "a condition")
check("output intent", str(intent.get("/Info", "")), "said for people")
profile, inks = intent.get("/DestOutputProfile"), 4
if profile is None:
    check("output intent", not X4, "the profile is in the file")
    check("output intent", str(intent.get("/RegistryName")) == "http://www.color.org", "registered")
else:
    data = profile.read_bytes()
    inks = {b"GRAY": 1, b"CMYK": 4}.get(data[16:20])
    check("output intent", data[36:40] == b"acsp" and data[12:16] == b"prtr", "a profile of a press")
    check("output intent", int.from_bytes(data[:4], "big") == len(data), "the profile is whole")
    check("output intent", inks == int(profile.N), "as many inks as the profile has")
allowed = {"/DeviceGray"} | ({"/DeviceCMYK"} if inks == 4 else set())

# --- pages ------------------------------------------------------------------------------------


def space_of(value, resources):
    if isinstance(value, Name) and str(value).startswith("/Device"):
        return {str(value)}
    if isinstance(value, Name):
        value = resources.get("/ColorSpace", {}).get(str(value))
    if isinstance(value, Array) and value[0] in (Name.Separation, Name.DeviceN):
        return space_of(value[2], resources)
    if isinstance(value, Array) and value[0] == Name.Indexed:
        return space_of(value[1], resources)
    return {str(value)}


def content(stream, where):
    resources = stream.get("/Resources", Dictionary())
    for operands, operator in pikepdf.parse_content_stream(stream):
        operator = str(operator)
        if operator in ("cs", "CS"):
            used = space_of(operands[0], resources)
            check("colour", used <= allowed, f"{where}: {used}")
        used = {"g": "/DeviceGray", "G": "/DeviceGray", "k": "/DeviceCMYK", "K": "/DeviceCMYK", "rg": "/DeviceRGB", "RG": "/DeviceRGB"}.get(operator)
        check("colour", used is None or used in allowed, f"{where}: {operator}")
        check("colour", operator not in ("sh", "ri"), f"{where}: {operator}")
    for name, thing in resources.get("/XObject", {}).items():
        if thing.Subtype == Name.Form:
            content(thing, f"{where} {name}")
        else:
            check("images", thing.Subtype == Name.Image, f"{where} {name}: no PostScript")
            used = space_of(thing.ColorSpace, resources)
            check("colour", used <= allowed, f"{where} {name}: {used}")
            check("images", "/Alternates" not in thing and "/OPI" not in thing, f"{where} {name}: in the file")
            check("transparency", X4 or "/SMask" not in thing, f"{where} {name}: no soft mask")
    for name, state in resources.get("/ExtGState", {}).items():
        check("transfer curves", not any(key in state for key in ("/TR", "/HTP")), f"{where} {name}")
        if not X4:
            opaque = all(float(state.get(key, 1)) == 1 for key in ("/ca", "/CA"))
            check("transparency", opaque and state.get("/SMask", Name("/None")) == Name("/None"), f"{where} {name}")


sizes = set()
for number, page in enumerate(pdf.pages, 1):
    where = f"page {number}"
    box = {name: [float(side) for side in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox")}
    inside = lambda a, b: all(x >= y - 0.001 for x, y in zip(a[:2], b[:2])) and all(x <= y + 0.001 for x, y in zip(a[2:], b[2:]))
    check("boxes", inside(box["/TrimBox"], box["/BleedBox"]) and inside(box["/BleedBox"], box["/MediaBox"]), f"{where}: nested")
    check("boxes", "/ArtBox" not in page and "/CropBox" not in page, f"{where}: the TrimBox alone says the size")
    left, bottom, right, top = box["/TrimBox"]
    sizes.add((round(right - left, 1), round(top - bottom, 1)))
    check("annotations", "/Annots" not in page, f"{where}: none")
    check("actions", "/AA" not in page, f"{where}: none")
    check("transparency", X4 or "/Group" not in page, f"{where}: no group")
    check("separations", "/SeparationInfo" not in page, f"{where}: not of one plate")
    content(page.obj, where)
check("boxes", len(sizes) == 1, f"all pages of one size, not {sizes}")

# --- the rest ---------------------------------------------------------------------------------
for key in ("/AcroForm", "/OpenAction", "/AA", "/Outlines", "/StructTreeRoot", "/Names"):
    check("actions", key not in root, f"no {key}")
for thing in pdf.objects:
    if isinstance(thing, Stream):
        filters = {str(name) for name in listed(thing.get("/Filter"))}
        check("compression", filters <= {"/FlateDecode", "/DCTDecode"}, f"{filters}")
        check("external streams", "/F" not in thing, "all in the file")
        check("transparency", X4 or "/Group" not in thing, "no groups")
    elif isinstance(thing, Dictionary):
        check("actions", str(thing.get("/S", "")) not in ("/JavaScript", "/URI", "/GoTo", "/Launch"), "none")
        if thing.get("/Type") == Name.FontDescriptor:
            check("fonts", "/FontFile2" in thing or "/FontFile3" in thing, f"{thing.FontName}: embedded")

print("\n".join(faults) if faults else "every clause is kept")
