# Judges an Atom feed by a RELAX NG schema and a JSON feed by a JSON Schema, and reads the latter with a
# client's library. Prints JSON: what is wrong, and what was read.
import json
import sys

from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from webpub_manifest_parser.opds2 import OPDS2FeedParserFactory

rng, atom, schema, feed = sys.argv[1:]

grammar = etree.RelaxNG(etree.parse(rng))
grammar.validate(etree.parse(atom))
said = {"atom": [f"{e.line}: {e.message}" for e in grammar.error_log]}

# What the schema cannot count. RFC 4287: one link to itself for a feed, an alternate for an entry without
# content; OPDS 1.2: a way to get each publication.
names = {"a": "http://www.w3.org/2005/Atom"}
root = etree.parse(atom).getroot()
if len(root.xpath("a:link[@rel='self']", namespaces=names)) != 1:
    said["atom"].append("the feed has no link to itself")
for entry in root.xpath("a:entry", namespaces=names):
    for start in ("alternate", "http://opds-spec.org/acquisition"):
        if not entry.xpath("a:link[starts-with(@rel, $start)]", start=start, namespaces=names):
            said["atom"].append(f"{entry.sourceline}: no link {start}")

with open(schema, encoding="utf-8") as file:
    rules = json.load(file)
Draft202012Validator.check_schema(rules)
with open(feed, encoding="utf-8") as file:
    value = json.load(file)
judge = Draft202012Validator(rules, format_checker=FormatChecker())
said["json"] = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in judge.iter_errors(value)]

read = OPDS2FeedParserFactory().create().parse_file(feed)
said["client"] = {
    "errors": [str(error) for error in read.errors],
    "title": read.root.metadata.title,
    "works": [
        [work.metadata.title, [link.href for link in work.links]]
        for work in read.root.publications or []
    ],
}
print(json.dumps(said))
