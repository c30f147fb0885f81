"""Checks a PDF against clauses of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) with a reader
that is not the writer. Prints one line for each fault, with its clause."""

import re
import sys
import xml.etree.ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name

path = sys.argv[1]
pdf = pikepdf.open(path)
root = pdf.Root
raw = open(path, "rb").read()
faults = []


def check(clause, holds, what):
    if not holds:
        faults.append(f"{clause}: {what}")


def listed(value):
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


# --- the file ---------------------------------------------------------------------------------
check("19005-2 6.1.2", re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", raw), "header with binary mark")
check("19005-2 6.1.3", len(pdf.trailer.get("/ID", [])) == 2, "an ID of two halves")
check("19005-2 6.1.3", "/Encrypt" not in pdf.trailer, "no encryption")
check("19005-2 6.1.3", raw.rstrip().endswith(b"%%EOF"), "nothing after the end")

# --- the catalog ------------------------------------------------------------------------------
check("14289-1 7.1", root.get("/MarkInfo", {}).get("/Marked") is True, "MarkInfo Marked")
check("14289-1 7.1", root.get("/MarkInfo", {}).get("/Suspects", False) is False, "Suspects")
check("14289-1 7.1", root.ViewerPreferences.get("/DisplayDocTitle") is True, "DisplayDocTitle")
check("14289-1 7.2", str(root.get("/Lang", "")) != "", "Lang of the document")
check("32000-1 7.7.2", isinstance(root.PageMode, Name), "PageMode is a name")
intents = listed(root.get("/OutputIntents"))
check("19005-2 6.2.3", len(intents) == 1 and intents[0].S == Name.GTS_PDFA1, "one output intent for PDF/A")
profile = intents[0].DestOutputProfile.read_bytes()
check("19005-2 6.2.3", profile[36:40] == b"acsp" and profile[16:20] == b"RGB ", "its profile is one for RGB")
check("19005-2 6.2.3", int.from_bytes(profile[:4], "big") == len(profile), "its profile is whole")

# --- metadata ---------------------------------------------------------------------------------
check("19005-2 6.6.2.1", "/Filter" not in root.Metadata, "XMP is not compressed")
xmp = ET.fromstring(root.Metadata.read_bytes().decode().partition("?>")[2].rpartition("<?xpacket")[0])
spaces = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "ext": "http://www.aiim.org/pdfa/ns/extension/",
}


def said(name):
    found = xmp.find(f".//{name}", spaces)
    if found is None:
        return None
    items = [item.text for item in found.iterfind(".//rdf:li", spaces)]
    return "; ".join(items) if items else found.text


check("19005-2 6.6.4", (said("pdfaid:part"), said("pdfaid:conformance")) == ("2", "A"), "the mark of PDF/A-2a")
check("14289-1 5", said("pdfuaid:part") == "1", "the mark of PDF/UA-1")
check("19005-2 6.6.2.3", xmp.find(".//ext:schemas", spaces) is not None, "the schema of the mark is described")
info = pdf.docinfo
for key, name in [
    ("/Title", "dc:title"),
    ("/Author", "dc:creator"),
    ("/Subject", "dc:description"),
    ("/Keywords", "pdf:Keywords"),
    ("/Producer", "pdf:Producer"),
    ("/Creator", "xmp:CreatorTool"),
]:
    value = str(info[key]) if key in info else None
    check("19005-2 6.6.3", value == said(name), f"{key} {value!r} is {name} {said(name)!r}")
if "/CreationDate" in info:
    digits = re.sub(r"\D", "", str(info["/CreationDate"]))
    check("19005-2 6.6.3", digits == re.sub(r"\D", "", said("xmp:CreateDate") or ""), "the dates agree")
check("14289-1 7.1", said("dc:title"), "a title in XMP")

# --- the structure tree -----------------------------------------------------------------------
tree = root.StructTreeRoot
roles = {str(key): str(value) for key, value in tree.get("/RoleMap", {}).items()}
STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form".split()
)


def numbers(node):
    for kid in listed(node.get("/Kids")):
        check("32000-1 7.9.7", "/Limits" in kid, "limits of a number tree's node")
        yield from numbers(kid)
    nums = listed(node.get("/Nums"))
    yield from zip(nums[::2], nums[1::2])


parents = dict(numbers(tree.ParentTree))
content = {}  # (page, mcid) -> element
annotations = {}  # annotation -> element
note_ids = []
headings = []


def kind(element):
    name = str(element.S)[1:]
    return roles.get("/" + name, "/" + name)[1:]


def walk(element, parent):
    tag = kind(element)
    check("14289-1 7.1", tag in STANDARD, f"{element.S} is a standard type or mapped to one")
    if parent is not None:
        check("32000-1 14.7.2", element.P.objgen == parent.objgen, "P is the parent")
    inside = {"TR": ("Table", "THead", "TBody"), "TH": ("TR",), "TD": ("TR",), "LI": ("L",), "LBody": ("LI",)}
    if tag in inside:
        check("32000-1 14.8.4", parent is not None and kind(parent) in inside[tag], f"{tag} in its place")
    if tag in ("Figure", "Formula"):
        check("14289-1 7.3, 7.7", str(element.get("/Alt", "")) != "", f"{tag} has Alt")
    if tag == "TH":
        scopes = [a.get("/Scope") for a in listed(element.get("/A"))]
        check("14289-1 7.5", any(scopes), "TH has Scope")
    if tag == "L":
        numbering = [a.get("/ListNumbering") for a in listed(element.get("/A"))]
        check("14289-1 7.6", any(numbering), "L has ListNumbering")
    if tag == "Note":
        note_ids.append(bytes(element.get("/ID", b"")))
    if re.fullmatch("H[1-6]", tag):
        headings.append(int(tag[1]))
    for kid in listed(element.get("/K")):
        if isinstance(kid, int):
            content[(element.Pg.objgen, kid)] = element
        elif kid.get("/Type") == Name.MCR:
            content[(kid.Pg.objgen, int(kid.MCID))] = element
        elif kid.get("/Type") == Name.OBJR:
            check("14289-1 7.18.5", tag == "Link", "a link's annotation is in a Link")
            annotations[kid.Obj.objgen] = element
        else:
            walk(kid, element)


for top in listed(tree.K):
    check("14289-1 7.1", top.S == Name.Document, "the root is a Document")
    walk(top, None)
check("14289-1 7.9", all(note_ids) and len(set(note_ids)) == len(note_ids), "notes have unique ids")
before = 0
for level in headings:
    check("14289-1 7.4.2", level <= before + 1, f"H{level} follows H{before}")
    before = level

# --- pages ------------------------------------------------------------------------------------
for number, page in enumerate(pdf.pages, 1):
    where = f"page {number}"
    check("14289-1 7.18.3", page.get("/Tabs") == Name.S, f"{where}: Tabs")
    media, trim = ([float(side) for side in page[box]] for box in ("/MediaBox", "/TrimBox"))
    nested = media[0] <= trim[0] < trim[2] <= media[2] and media[1] <= trim[1] < trim[3] <= media[3]
    check("32000-1 14.11.2", nested, f"{where}: TrimBox in MediaBox")
    holders = listed(parents.get(int(page.StructParents)))
    stack, seen = [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in ("BDC", "BMC"):
            tag = str(operands[0])
            properties = operands[1] if operator == "BDC" else Dictionary()
            inside_content = any(kind == "content" for kind in stack)
            inside_artifact = any(kind == "artifact" for kind in stack)
            if tag == "/Artifact":
                check("14289-1 7.1", not inside_content, f"{where}: no artifact in content")
                stack.append("artifact")
            elif "/MCID" in properties:
                check("14289-1 7.1", not inside_artifact, f"{where}: no content in an artifact")
                mcid = int(properties.MCID)
                seen.append(mcid)
                owner = content.get((page.objgen, mcid))
                check("32000-1 14.7.4", owner is not None, f"{where}: MCID {mcid} is in the tree")
                if owner is not None:
                    listed_here = mcid < len(holders) and holders[mcid].objgen == owner.objgen
                    check("32000-1 14.7.4.4", listed_here, f"{where}: MCID {mcid} in the parent tree")
                stack.append("content")
            else:
                stack.append("span")
        elif operator == "EMC":
            check("32000-1 14.6.1", stack, f"{where}: BDC for every EMC")
            stack.pop()
        elif operator in ("Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "sh", "EI"):
            marked = "content" in stack or "artifact" in stack
            check("14289-1 7.1", marked, f"{where}: {operator} is tagged or an artifact")
    check("32000-1 14.6.1", not stack, f"{where}: EMC for every BDC")
    check("32000-1 14.7.4", seen == list(range(len(holders))), f"{where}: MCIDs {seen} in order")
    for annotation in listed(page.get("/Annots")):
        check("19005-2 6.3.1", annotation.Subtype == Name.Link, f"{where}: links only")
        check("19005-2 6.3.2", int(annotation.get("/F", 0)) == 4, f"{where}: printed, not hidden")
        check("14289-1 7.18.5", str(annotation.get("/Contents", "")) != "", f"{where}: Contents")
        owner = annotations.get(annotation.objgen)
        check("14289-1 7.18.1", owner is not None, f"{where}: annotation is in the tree")
        key = parents.get(int(annotation.StructParent))
        check("32000-1 14.7.4.4", owner is not None and key is not None and key.objgen == owner.objgen, f"{where}: StructParent")
        check("32000-1 12.5.6.5", ("/A" in annotation) != ("/Dest" in annotation), f"{where}: one aim")

# --- names, labels, outline -------------------------------------------------------------------


def names(node):
    for kid in listed(node.get("/Kids")):
        yield from names(kid)
    pairs = listed(node.get("/Names"))
    yield from zip(pairs[::2], pairs[1::2])


destinations = {bytes(key): place for key, place in names(root.Names.Dests)} if "/Names" in root else {}
check("32000-1 7.9.6", list(destinations) == sorted(destinations), "names are sorted")
pages = {page.objgen for page in pdf.pages}
for key, place in destinations.items():
    check("32000-1 12.3.2", place[0].objgen in pages and place[1] == Name.XYZ, f"{key} leads to a page")
for page in pdf.pages:
    for annotation in listed(page.get("/Annots")):
        if "/Dest" in annotation:
            check("32000-1 12.3.2.3", bytes(annotation.Dest) in destinations, "links lead to known names")
check("32000-1 12.4.2", dict(numbers(root.PageLabels)).get(0) is not None, "labels from the first page on")


def bookmarks(parent):
    item, before, count = parent.get("/First"), None, 0
    while item is not None:
        count += 1
        check("32000-1 12.3.3", item.Parent.objgen == parent.objgen, "a bookmark's parent")
        last = None if before is None else before.objgen
        check("32000-1 12.3.3", (item.Prev.objgen if "/Prev" in item else None) == last, "a bookmark's neighbour")
        check("32000-1 12.3.3", str(item.Title) != "", "a bookmark's title")
        check("32000-1 12.3.3", "/Dest" in item, "a bookmark's aim")
        bookmarks(item)
        before, item = item, item.get("/Next")
    if count:
        check("32000-1 12.3.3", parent.Last.objgen == before.objgen, "the last bookmark")
        check("32000-1 12.3.3", abs(int(parent.Count)) == count, "the count of bookmarks")


if "/Outlines" in root:
    bookmarks(root.Outlines)

# --- fonts ------------------------------------------------------------------------------------
for font in pdf.objects:
    if not isinstance(font, Dictionary) or font.get("/Type") != Name.Font:
        continue
    if font.get("/Subtype") != Name.Type0:
        continue
    name = str(font.BaseFont)
    (descendant,) = font.DescendantFonts
    descriptor = descendant.FontDescriptor
    check("19005-2 6.2.11.4", any(key in descriptor for key in ("/FontFile2", "/FontFile3")), f"{name}: embedded")
    check("19005-2 6.2.11.7", "/ToUnicode" in font, f"{name}: ToUnicode")
    check("32000-1 9.6.4", re.match(r"/[A-Z]{6}\+", name), f"{name}: the tag of a subset")
    check("19005-2 6.2.11.3.3", font.Encoding == Name("/Identity-H"), f"{name}: Identity-H")
    if descendant.Subtype == Name.CIDFontType2:
        check("19005-2 6.2.11.3.2", "/CIDToGIDMap" in descendant, f"{name}: CIDToGIDMap")
    check("19005-2 6.2.11.4.2", "/CIDSet" not in descriptor, f"{name}: no CIDSet to be wrong")
    cmap = font.ToUnicode.read_bytes().decode()
    texts = re.findall(r"<([0-9A-F]+)>\s*$", cmap, re.M)
    bad = [text for text in texts if text in ("0000", "FEFF", "FFFE")]
    check("14289-1 7.21.7", not bad, f"{name}: texts {bad}")

# --- what PDF/A forbids -----------------------------------------------------------------------
for thing in pdf.objects:
    dictionary = thing
    if isinstance(thing, pikepdf.Stream):
        filters = [str(f) for f in listed(thing.get("/Filter"))]
        check("19005-2 6.1.7.2", "/LZWDecode" not in filters, "no LZW")
        check("19005-2 6.2.8", thing.get("/Interpolate", False) is False, "no interpolation")
        check("19005-2 6.2.9", thing.get("/Subtype") != Name.PS, "no PostScript")
    if isinstance(thing, (Dictionary, pikepdf.Stream)):
        action = thing.get("/S")
        if isinstance(action, Name):
            check("19005-2 6.5.1", str(action) not in ("/JavaScript", "/Launch", "/Sound", "/Movie"), "no scripts")

print("\n".join(faults) if faults else "every clause is kept")
