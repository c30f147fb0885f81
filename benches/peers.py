#!/usr/bin/env python3
"""Time, memory and file size beside those of pandoc, Typst and WeasyPrint, on the same manuscripts.

    cargo build --profile dist
    python3 -m venv peers
    peers/bin/pip install typst==0.15.2 pypandoc_binary==1.17 weasyprint==70.0
    peers/bin/python benches/peers.py                 the article and a book of some 400 pages
    peers/bin/python benches/peers.py --book FILE.md  another book

The book is a folder of chapters for Bindery, and one file for the others. Each command runs some times in
turn with the others, and the medians are compared. A figure is of the whole process as the operating system
counts it, with two exceptions, both in a peer's favour: of Typst, which comes as a Python module, only the
call that compiles is timed, and from its memory that of an empty Python is taken off. What the peers need (a
Typst or an HTML source, made by pandoc) is made beforehand and isn't counted. A LaTeX is tried where there is
one on the path.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAMILY = "EB Garamond"
TYPST_PAGE = f"""
#set page(width: 6in, height: 9in, margin: (x: 0.8in, y: 0.9in), numbering: "1")
#set text(font: "{FAMILY}", size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true)
#let horizontalrule = line(length: 100%)
#let divider() = horizontalrule
#outline()
"""
HTML_PAGE = f"""<style>
@page {{ size: 6in 9in; margin: .9in .8in; @bottom-center {{ content: counter(page) }} }}
body {{ font: 11pt/1.3 "{FAMILY}"; text-align: justify; hyphens: auto }}
</style>"""
TYPST_CALL = """
import sys, time, typst
source, target, fonts = sys.argv[1:]
start = time.perf_counter()
typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True)
print(time.perf_counter() - start)
"""


@dataclass
class Job:
    """A command, what it writes, and what was measured of it."""

    name: str
    command: list
    outputs: list
    prints_seconds: bool = False
    seconds: list = field(default_factory=list)
    peak: list = field(default_factory=list)
    failed: str = ""

    def run(self, empty):
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in self.command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        out, err = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        wall = time.perf_counter() - start
        if status != 0:
            self.failed = (err.strip().splitlines() or ["failed"])[-1]
            return
        self.seconds.append(float(out.split()[-1]) if self.prints_seconds else wall)
        self.peak.append(usage.ru_maxrss / 1024 - (empty if self.prints_seconds else 0))

    def size(self):
        return sum(Path(path).stat().st_size for path in self.outputs)


def book(words):
    """A book of prose made from the sentences of the manuscripts here, shuffled, the same each time."""
    chance = random.Random(1455)
    sentences = []
    for path in [ROOT / "manuscript/strange-allies.md", *sorted((ROOT / "manuscript/chronology").glob("*.md"))]:
        for paragraph in path.read_text("utf-8").split("\n\n"):
            if re.match(r"[A-Z“]", paragraph) and not re.search(r"[\[\]|:{}<>$`]|\n[-*>]", paragraph):
                sentences += re.findall(r"[A-Z“][^.!?]{30,}[.!?]”?", paragraph.replace("\n", " "))
    text, count, chapter = ["---\ntitle: A Long Book\nlanguage: en\n---\n"], 0, 0
    while count < words:
        chapter += 1
        text.append(f"# Chapter {chapter}: What Was Kept\n")
        for section in range(4):
            text.append(f"## The {chapter}.{section + 1} part of it\n")
            for _ in range(12):
                paragraph = " ".join(chance.choices(sentences, k=chance.randint(2, 7)))
                count += len(paragraph.split())
                text.append(paragraph + "\n")
            text.append("- " + "\n- ".join(chance.choices(sentences, k=3)) + "\n")
    return "\n".join(text)


def chapters(folder, markdown):
    """The same text as a book of ours is kept: a folder with a file for each chapter."""
    _, front, text = markdown.split("---\n", 2)
    folder.mkdir()
    (folder / "book.yaml").write_text(front + "kind: book\n", "utf-8")
    for number, chapter in enumerate(re.split(r"(?m)^(?=# )", text)[1:], 1):
        (folder / f"{number}.md").write_text(chapter, "utf-8")
    return folder


def prepare(folder, markdown, pandoc):
    """The sources that peers read, and the one that is ours, in a folder of their own."""
    folder.mkdir()
    source = folder / "text.md"
    source.write_text(markdown, "utf-8")
    plain = [pandoc, "-f", "markdown", str(source)]
    typ = subprocess.run([*plain, "-t", "typst"], check=True, capture_output=True, text=True).stdout
    (folder / "text.typ").write_text(TYPST_PAGE + typ, "utf-8")
    head = folder / "head.html"
    head.write_text(HTML_PAGE, "utf-8")
    subprocess.run([*plain, "-s", "-H", head, "--toc", "-o", folder / "text.html"], check=True)
    return source, source if markdown.count("\n# ") < 2 else chapters(folder / "text", markdown)


def jobs(folder, sources, tools):
    """All commands for one manuscript; the first PDF of ours is what the others are compared with."""
    source, manuscript = sources
    ours, pandoc, fonts = tools["bindery"], tools["pandoc"], ROOT / "fonts"
    def build(kind, *formats):
        out = folder / f"ours-{kind}"
        return Job(
            f"Bindery, {kind}",
            [ours, "build", manuscript, "--page", "6x9", "--force", "--output", out, "--format", kind],
            [out / f"text.{ending}" for ending in formats],
        )
    found = [
        build("pdf", "pdf"),
        build("all", "epub", "pdf"),
        Job(
            "Typst, PDF (the call alone)",
            [sys.executable, "-c", TYPST_CALL, folder / "text.typ", folder / "typst.pdf", fonts],
            [folder / "typst.pdf"],
            prints_seconds=True,
        ),
        Job("pandoc, EPUB", [pandoc, source, "--toc", "-o", folder / "pandoc.epub"], [folder / "pandoc.epub"]),
    ]
    if tools["weasyprint"]:
        found.append(Job(
            "WeasyPrint, PDF",
            [tools["weasyprint"], folder / "text.html", folder / "weasy.pdf"],
            [folder / "weasy.pdf"],
        ))
    for engine in ("pdflatex", "xelatex", "lualatex", "weasyprint"):
        if tools.get(engine):
            out = folder / f"pandoc-{engine}.pdf"
            extra = ["-H", folder / "head.html"] if engine == "weasyprint" else []
            found.append(Job(
                f"pandoc, PDF by {engine}",
                [pandoc, source, "--toc", *extra, f"--pdf-engine={tools[engine]}", "-o", out],
                [out],
            ))
    return found


def pages(path):
    """Pages of a PDF, by poppler; empty where it isn't installed or the file is no PDF."""
    if path.suffix != ".pdf" or not shutil.which("pdfinfo"):
        return ""
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return (re.findall(r"Pages:\s+(\d+)", told) or [""])[0]


def table(title, ran):
    base = ran[0]
    if base.failed:
        sys.exit(f"{base.name}: {base.failed}")
    ours, peak, size = statistics.median(base.seconds), statistics.median(base.peak), base.size()
    print(f"\n### {title}\n")
    print("| | pages | seconds | ratio | memory, MB | ratio | file, KB | ratio |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: |")
    for job in ran:
        if job.failed or not job.seconds:
            print(f"| {job.name} | failed: {job.failed[:80]} | | | | | | |")
            continue
        seconds, memory = statistics.median(job.seconds), statistics.median(job.peak)
        print(
            f"| {job.name} | {pages(Path(job.outputs[-1]))} | {seconds:.3f} | {seconds / ours:.1f} "
            f"| {memory:.0f} | {memory / peak:.1f} | {job.size() / 1024:.0f} | {job.size() / size:.1f} |"
        )
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--book", type=Path, help="a Markdown file in place of the book that is made up")
    parser.add_argument("--words", type=int, default=130_000, help="words of the book that is made up")
    parser.add_argument("--runs", type=int, default=5, help="how often each command runs")
    parser.add_argument("--bindery", type=Path, default=ROOT / "target/dist/bindery")
    asked = parser.parse_args()
    here = Path(sys.executable).parent
    import pypandoc

    tools = {
        "bindery": asked.bindery,
        "pandoc": pypandoc.get_pandoc_path(),
        "weasyprint": next(iter([p for p in [here / "weasyprint"] if p.exists()]), None),
        **{name: shutil.which(name) for name in ("pdflatex", "xelatex", "lualatex")},
    }
    versions = {"pandoc": pypandoc.get_pandoc_version()}
    told = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format", "json"], capture_output=True, text=True
    ).stdout
    versions |= {p["name"]: p["version"] for p in json.loads(told) if p["name"].lower() in ("typst", "weasyprint")}
    print("Bindery", subprocess.run([asked.bindery, "--version"], capture_output=True, text=True).stdout.split()[-1],
          "beside", ", ".join(f"{name} {version}" for name, version in sorted(versions.items())))
    article = (ROOT / "manuscript/strange-allies.md").read_text("utf-8")
    long = asked.book.read_text("utf-8") if asked.book else book(asked.words)
    with tempfile.TemporaryDirectory() as scratch:
        idle = Job("empty", [sys.executable, "-c", "print(0)"], [], prints_seconds=True)
        idle.run(0)
        for title, markdown, runs in (("The article", article, asked.runs), ("The book", long, asked.runs)):
            folder = Path(scratch) / title.split()[-1]
            found = jobs(folder, prepare(folder, markdown, tools["pandoc"]), tools)
            for round_ in range(runs + 1):
                for job in found:
                    slow = job.seconds and statistics.median(job.seconds) > 20
                    if job.failed or (slow and len(job.seconds) >= 2):
                        continue
                    job.run(idle.peak[0])
                    if round_ == 0 and job.seconds and job.seconds[-1] < 20:
                        job.seconds.clear(), job.peak.clear()  # a warm-up, for the disk's cache
            table(title, found)


if __name__ == "__main__":
    main()
