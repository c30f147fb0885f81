"""Reads a tagged PDF in the order of its structure tree, as a screen reader does: each block of text on a
line of its own. Texts come from ActualText where it is, else from the fonts' mappings."""

import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

pdf = pikepdf.open(sys.argv[1])
BLOCKS = "P H1 H2 H3 H4 H5 H6 Title LBody Lbl TH TD Caption Note BlockQuote TOCI".split()


def mapping(font):
    cmap = font.ToUnicode.read_bytes().decode()
    text = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, target in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = text(target)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = text(target)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = start[:-1] + chr(ord(start[-1]) + offset)
        for first, targets in re.findall(r"<(\w+)>\s*<\w+>\s*\[(.*?)\]", block, re.S):
            for offset, target in enumerate(re.findall(r"<(\w+)>", targets)):
                found[int(first, 16) + offset] = text(target)
    return found


mappings = {}
content = {}
for page in pdf.pages:
    fonts = page.Resources.get("/Font", {})
    font, stack, replaced = None, [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in ("BDC", "BMC"):
            properties = operands[1] if operator == "BDC" else Dictionary()
            mcid = int(properties.MCID) if "/MCID" in properties else None
            replaces = "/ActualText" in properties
            stack.append((mcid, replaces))
            if mcid is not None:
                content[(page.objgen, mcid)] = ""
            if replaces and not replaced:
                inner = [m for m, _ in stack if m is not None]
                if inner:
                    content[(page.objgen, inner[-1])] += str(properties.ActualText)
            replaced += replaces
        elif operator == "EMC":
            replaced -= stack.pop()[1]
        elif operator == "Tf":
            key = str(operands[0])
            objgen = fonts[key].objgen
            if objgen not in mappings:
                mappings[objgen] = mapping(fonts[key])
            font = mappings[objgen]
        elif operator in ("Tj", "TJ") and not replaced:
            inner = [m for m, _ in stack if m is not None]
            if not inner:
                continue
            for piece in operands[0] if operator == "TJ" else operands:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    for high, low in zip(codes[::2], codes[1::2]):
                        content[(page.objgen, inner[-1])] += font[high << 8 | low]

lines = [""]


def walk(element, page):
    page = element.get("/Pg", page)
    tag = str(element.S)[1:]
    if tag in BLOCKS:
        lines.append("")
    kids = element.get("/K")
    for kid in [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            lines[-1] += content[(page.objgen, kid)]
        elif kid.get("/Type") == Name.MCR:
            lines[-1] += content[(kid.Pg.objgen, int(kid.MCID))]
        elif kid.get("/Type") != Name.OBJR:
            walk(kid, page)
    if tag in BLOCKS:
        lines.append("")


walk(pdf.Root.StructTreeRoot.K, None)
for line in lines:
    if line.strip():
        print(" ".join(line.split()))
