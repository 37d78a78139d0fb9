#!/usr/bin/env python3
"""Checks that a name which means something to each format comes back as it was, and does no harm.

  names.py SCENARIO.yaml FOLDER...

The folders hold what was exported of the scenario. Tables and documents give its name back to the letter;
pages, pictures and diagrams show it as text. No file holds a character that a terminal obeys or that turns
the direction of text. Prints a line a check; ends with 1 where one does not hold. Needs PyPI's pyyaml.
"""
import csv
import html.parser
import json
import re
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

try:
    import yaml
except ImportError:
    print("skipped names.py: no Python package yaml")
    sys.exit(0)

# Controls but tab and line ends, and the marks that turn text.
OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# In a format that is read as text nothing may begin an element of HTML.
ELEMENT = re.compile(r"<[a-z/!]", re.IGNORECASE)
SHAPES = {"svg", "title", "desc", "style", "defs", "pattern", "clipPath", "g", "rect", "path", "line", "text",
          "tspan", "circle", "use"}
failures = 0


def check(path, what, holds):
    global failures
    failures += not holds
    print(f'{"ok" if holds else "failed"} {path} {what}', flush=True)


def rows(path):
    """The rows of a table, by their columns."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".csv":
        return list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    marks = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    lines = [[re.sub(r"\\(.)", lambda mark: marks[mark[1]], cell) for cell in line.split("\t")]
             for line in text.split("\n")[:-1]]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def check_table(path, name):
    found = rows(path)
    if found and "scenario" in found[0]:
        check(path, f"the name in {len(found)} rows", all(row["scenario"] == name for row in found))


def check_document(path, name):
    document = json.loads(path.read_text(encoding="utf-8"))
    if path.name.endswith(".trace.json"):
        processes = [event["args"]["name"] for event in document["traceEvents"] if event["name"] == "process_name"]
        check(path, "the name, on a line, in Perfetto's list", any(flat(name) in text for text in processes))
    elif "scenario" in document:
        check(path, "the name", document["scenario"] == name)


def check_cast(path, name):
    head = json.loads(path.read_text(encoding="utf-8").split("\n")[0])
    check(path, "the name as the title", head["title"] == name)


def flat(text):
    """A text on one line."""
    return " ".join(text.split())


class Page(html.parser.HTMLParser):
    """The elements of a page, its heading, and what its scripts hold."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.heading, self.data = [], [], "", {}
        self.open, self.kind = None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.attributes += [key for key, _ in attributes]
        self.open = tag if tag in ("h1", "script") else self.open
        self.kind = dict(attributes).get("id")

    def handle_endtag(self, tag):
        self.open = None if tag == self.open else self.open

    def handle_data(self, text):
        if self.open == "h1":
            self.heading += text
        elif self.open == "script":
            self.data[self.kind] = self.data.get(self.kind, "") + text


def check_page(path, name):
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    check(path, "the name as the heading", flat(page.heading) == flat(name))
    check(path, "the name in the document for machines", json.loads(page.data["toast-report"])["scenario"] == name)
    # The data of the report, those of the replay, and the script.
    scripts = page.elements.count("script")
    check(path, f"{scripts} scripts, all its own", scripts == len(page.data) <= 3 and "<script>alert" not in text)
    check(path, "no element of the name's or of the text about it",
          not {"img", "iframe", "object", "embed", "link"} & set(page.elements)
          and not any(key.startswith("on") for key in page.attributes))


def check_picture(path, name):
    elements = list(xml.fromstring(path.read_text(encoding="utf-8")).iter())
    tags = {element.tag.rpartition("}")[2] for element in elements}
    check(path, f"no element but shapes and texts {sorted(tags - SHAPES)}", tags <= SHAPES)
    keys = {key for element in elements for key in element.attrib}
    check(path, "no attribute that runs or loads", not any(key.startswith("on") or "href" in key for key in keys))
    titles = [element.text for element in elements if element.tag.endswith("}title")]
    check(path, "the name, on a line, as the title", flat(titles[0]) == flat(name))


def check_text(path, name):
    check(path, "nothing begins an element of HTML", not ELEMENT.search(path.read_text(encoding="utf-8")))


CHECKS = {".csv": check_table, ".tsv": check_table, ".jsonl": check_table, ".json": check_document,
          ".cast": check_cast, ".html": check_page, ".svg": check_picture, ".md": check_text, ".mmd": check_text,
          ".tex": check_text, ".joblog": check_text}


def main(arguments):
    scenario = yaml.safe_load(Path(arguments[0]).read_text(encoding="utf-8"))
    for path in sorted(path for folder in arguments[1:] for path in Path(folder).rglob("*") if path.is_file()):
        check(path, "no character that is obeyed", not OBEYED.search(path.read_text(encoding="utf-8")))
        if path.suffix in CHECKS:
            try:
                CHECKS[path.suffix](path, scenario["name"])
            # What cannot be read is a failure of its own, not the end of the others' checks.
            except Exception as error:
                check(path, f"{type(error).__name__}: {str(error)[:200]}", False)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
