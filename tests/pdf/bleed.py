"""Finds the pictures that fill pages, with a reader that is not the writer: what each draws, cut to what, against
the page's boxes (ISO 32000-1, 14.11.2) and the picture's own proportions. Prints a line for each page with one."""

import sys

import pikepdf

pdf = pikepdf.open(sys.argv[1])
SLACK = 0.01


def times(a, b):
    return [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]


def moved(matrix, x, y):
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


for number, page in enumerate(pdf.pages, 1):
    matrix, stack, clip, path, text = [1, 0, 0, 1, 0, 0], [], None, None, 0
    said = []
    outer = [float(v) for v in page.get("/BleedBox", page.MediaBox)]
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator == "q":
            stack.append((matrix, clip))
        elif operator == "Q":
            matrix, clip = stack.pop()
        elif operator == "cm":
            matrix = times([float(v) for v in operands], matrix)
        elif operator == "re":
            x, y, w, h = (float(v) for v in operands)
            path = [*moved(matrix, x, y), *moved(matrix, x + w, y + h)]
        elif operator == "W":
            clip = path
        elif operator in ("Tj", "TJ"):
            text += 1
        elif operator == "Do":
            picture = page.Resources.XObject[str(operands[0])]
            if picture.Subtype == "/Image":
                own = int(picture.Width) / int(picture.Height)
            else:
                left, bottom, right, top = (float(v) for v in picture.BBox)
                own = (right - left) / (top - bottom)
            left, bottom = moved(matrix, 0, 0)
            right, top = moved(matrix, 1, 1)
            if clip is None:
                continue
            exact = all(abs(a - b) < SLACK for a, b in zip(clip, outer))
            covers = (
                left < outer[0] + SLACK
                and bottom < outer[1] + SLACK
                and right > outer[2] - SLACK
                and top > outer[3] - SLACK
            )
            snug = min(right - left - outer[2] + outer[0], top - bottom - outer[3] + outer[1])
            even = abs((right - left) / (top - bottom) / own - 1) < 0.002
            middle = (
                abs(left + right - outer[0] - outer[2]) < 0.1
                and abs(bottom + top - outer[1] - outer[3]) < 0.1
            )
            faults = [
                name
                for name, holds in [
                    ("not cut to the box", exact),
                    ("does not cover it", covers),
                    ("larger than need be", abs(snug) < 0.1),
                    ("out of proportion", even),
                    ("not in the middle", middle),
                ]
                if not holds
            ]
            said.append(", ".join(faults) or "fills")
    if said:
        media = [float(v) for v in page.MediaBox]
        trim = [float(v) for v in page.get("/TrimBox", page.MediaBox)]
        sides = [trim[0] - outer[0], outer[2] - trim[2], trim[1] - outer[1], outer[3] - trim[3]]
        bleed = " ".join(f"{side:.0f}" for side in sides)
        room = "marks" if media[2] - outer[2] > 1 else "no marks"
        print(f"{number} {'; '.join(said)}; bleed {bleed}; {room}; {'text' if text else 'no text'}")
