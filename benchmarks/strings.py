"""Odd strings through every format, and how many do not come back as they were cleaned: 0 is right.

    python -m benchmarks.strings [COUNT] [NODE_MODULES]

NODE_MODULES: where `npm install js-yaml yaml commonmark` put them; without it, those three are left out.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML

from reportpipe.audit.against_rendition import audit_rendition
from reportpipe.model.report import Bullet, Report, Theme, to_dict
from reportpipe.pipeline import render
from reportpipe.text.normalise import clean
from reportpipe.yamlio import dump, load
from tests.property.test_renderers import folded, read_by_cmark, read_html

FRONT_MATTER = re.compile(rb"\A---\n.*?\n---\n", re.DOTALL)
EACH = 50
"""Strings a report."""
PIECES = (
    "no",
    "on",
    "~",
    "null",
    "=",
    "<<",
    ".inf",
    "0o7",
    "1e3",
    "12:30",
    "2021-03-26",
    "---",
    "...",
    "- ",
    "? ",
    ": ",
    " #",
    "!!python/object/apply:os.system",
    "&a",
    "*a",
    "%TAG",
    "@",
    "`",
    "|",
    ">",
    "{a: 1}",
    "[1, 2",
    "'",
    '"',
    "\\",
    "# ",
    "1. ",
    "1) ",
    "+ ",
    "* ",
    "> ",
    "```",
    "~~~",
    "===",
    "| a | b |",
    "|---|",
    "[x](http://e.example)",
    "<script>",
    "![x](http://e.example/p.png)",
    "<!-- ",
    "<http://e.example>",
    "www.e.example",
    "me@e.example",
    "[^1]",
    "&amp;",
    "&#60;",
    "__x__",
    "~~d~~",
    "$x$",
    "{{ 7*7 }}",
    ":smile:",
    "_x0001_",
    "]]>",
    "=HYPERLINK(",
    "\\\\e.example\\s",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\x85",
    "\u2028",
    "\u2029",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\x7f",
    "\x9b",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\r",
    "\n",
    "\t",
    " ",
    "\u3000",
    "国際",
    "①",
    "𠮷",
    "👨\u200d👩",
    "か\u3099",
)
NODE = """
const [kind, ...files] = process.argv.slice(1), fs = require('fs');
const { Parser, HtmlRenderer } = kind === 'commonmark' ? require('commonmark') : {};
const html = text => new HtmlRenderer().render(new Parser().parse(text));
const read = kind === 'commonmark' ? html : kind === 'js-yaml' ? require('js-yaml').load : require('yaml').parse;
for (const file of files) console.log(JSON.stringify(read(fs.readFileSync(file, 'utf8'))));
"""


def strings(count: int) -> list[str]:
    """So many strings as a document might hold them, cleaned; the same ones every time."""
    rolled, found = random.Random(7), []
    while len(found) < count:
        text = clean("".join(rolled.choice(PIECES) for _ in range(rolled.randrange(1, 7)))).strip()
        if folded(text):
            found.append(text)
    return found


def report_of(texts: list[str]) -> Report:
    """A report with a bullet a string."""
    return Report(title="題", themes=[Theme(title="目的", content=[Bullet(bullet=text, marker="•") for text in texts])])


def texts_of(data: dict[str, Any]) -> list[str]:
    return [block["bullet"] for block in data["themes"][0]["content"]]


def different(want: list[str], got: list[str]) -> int:
    return sum(one != other for one, other in zip(want, got, strict=False)) + abs(len(want) - len(got))


def by_markdown(report: Report) -> int:
    """Bullets that GitHub's parser does not give back."""
    want = [folded(text) for text in texts_of(to_dict(report))]
    return different(want, [text for kind, text in read_by_cmark(render(report, "md")) if kind.endswith("li")])


def by_audit(name: str) -> Callable[[Report], int]:
    """What the audit finds between a report and its rendition."""
    return lambda report: len(audit_rendition(report, render(report, name), f".{name}"))


def by_yaml(read: Callable[[str], Any]) -> Callable[[Report], int]:
    return lambda report: different(texts_of(to_dict(report)), texts_of(read(dump(report))))


READERS: dict[str, Callable[[Report], int]] = {
    "YAML, own loader": by_yaml(lambda text: to_dict(load(text))),
    "YAML, PyYAML (libyaml)": by_yaml(lambda text: yaml.load(text, Loader=yaml.CSafeLoader)),
    "YAML, ruamel": by_yaml(lambda text: YAML(typ="safe", pure=True).load(StringIO(text))),
    "Markdown, markdown-it-py": by_audit("md"),
    "Markdown, cmark-gfm": by_markdown,
    "Word, python-docx": by_audit("docx"),
    "JSON": lambda report: different(texts_of(to_dict(report)), texts_of(json.loads(render(report, "json")))),
}


def read_by_node(kind: str, modules: Path, sources: list[bytes]) -> list[Any]:
    """What a package of npm reads in each source."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, str(number)) for number in range(len(sources))]
        for file, source in zip(files, sources, strict=True):
            file.write_bytes(source)
        command = ["node", "-e", NODE, "--", kind, *map(str, files)]
        done = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"NODE_PATH": str(modules)})
    return [json.loads(line) for line in done.stdout.split(b"\n") if line]


def by_node(kind: str, modules: Path, reports: list[Report]) -> int:
    """Strings that a loader of npm reads otherwise."""
    read = read_by_node(kind, modules, [dump(report).encode() for report in reports])
    return sum(different(texts_of(to_dict(one)), texts_of(other)) for one, other in zip(reports, read, strict=True))


def by_reference(modules: Path, reports: list[Report]) -> int:
    """Bullets that CommonMark's reference parser does not give back."""
    sources = [FRONT_MATTER.sub(b"", render(report, "md", {"flavour": "commonmark"})) for report in reports]
    read = [read_html(html) for html in read_by_node("commonmark", modules, sources)]
    got = [[text for kind, text in blocks if kind.endswith("li")] for blocks in read]
    want = [[folded(text) for text in texts_of(to_dict(report))] for report in reports]
    return sum(map(different, want, got))


def main(count: int, modules: Path | None) -> Iterator[tuple[str, int]]:
    """(reader, differences) of each."""
    texts = strings(count)
    reports = [report_of(texts[at : at + EACH]) for at in range(0, count, EACH)]
    for name, differences in READERS.items():
        yield name, sum(map(differences, reports))
    for kind in ("js-yaml", "yaml") if modules else ():
        yield f"YAML, {kind} (npm)", by_node(kind, modules or Path(), reports)
    if modules:
        yield "Markdown, commonmark (npm)", by_reference(modules, reports)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for reader, found in main(asked, Path(sys.argv[2]).absolute() if len(sys.argv) > 2 else None):
        print(f"{reader:26} {asked} strings, {found} differences")
